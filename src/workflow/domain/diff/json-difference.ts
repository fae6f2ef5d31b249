import { canonicalJson } from '../../../kernel/index.js';
import type { JsonValue } from '../definition.js';

/** A piece of a definition as JSON, `null` when absent. */
export function asJson(value: unknown): JsonValue {
  return (value === undefined ? null : JSON.parse(JSON.stringify(value))) as JsonValue;
}

/** Whether two pieces of a definition say the same; the order of keys does not count. */
export function isEqual(a: unknown, b: unknown): boolean {
  return canonicalJson(asJson(a)) === canonicalJson(asJson(b));
}
