import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { Temporal } from 'temporal-polyfill';

const CALENDAR_DATE = /^(?!0000)\d{4}-\d{2}-\d{2}$/;

function calendarDate(value: unknown): string {
  if (typeof value !== 'string' || !CALENDAR_DATE.test(value)) {
    throw new GraphQLError('Date must be a calendar date "YYYY-MM-DD".');
  }
  try {
    return Temporal.PlainDate.from(value, { overflow: 'reject' }).toString();
  } catch {
    throw new GraphQLError('Date must be a day that exists.');
  }
}

/** Calendar date without time and zone; a string `YYYY-MM-DD` inside and outside. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'Calendar date `YYYY-MM-DD`, as the law counts days; no time, no zone.',
  // A JS Date is refused: which day it is depends on a zone.
  serialize: (value) => calendarDate(value instanceof Temporal.PlainDate ? value.toString() : value),
  parseValue: calendarDate,
  parseLiteral: (node) => calendarDate(node.kind === Kind.STRING ? node.value : undefined),
});
