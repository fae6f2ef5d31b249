import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { Temporal } from 'temporal-polyfill';

const INSTANT = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:[0-5]\d(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

function instant(value: unknown): string {
  if (typeof value !== 'string' || !INSTANT.test(value)) {
    throw new GraphQLError('DateTime must be an instant with zone, e.g. "2026-03-31T09:30:00Z".');
  }
  try {
    return Temporal.Instant.from(value).toString();
  } catch {
    throw new GraphQLError('DateTime must be an instant that exists.');
  }
}

function serialize(value: unknown): string {
  if (value instanceof Date) return instant(value.toISOString());
  return instant(value instanceof Temporal.Instant ? value.toString() : value);
}

/**
 * Instant. Comes in with any offset and reaches resolvers as normalised string in UTC (`Temporal.Instant.from` reads
 * it); goes out from `Date`, `Temporal.Instant` or such a string.
 */
export const DateTimeScalar = new GraphQLScalarType<string, string>({
  name: 'DateTime',
  description: 'Instant in UTC as ISO 8601 with zone, e.g. `2026-03-31T09:30:00Z`.',
  serialize,
  parseValue: instant,
  parseLiteral: (node) => instant(node.kind === Kind.STRING ? node.value : undefined),
});
