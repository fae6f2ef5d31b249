/** Data that JSON can carry without loss. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Why a value has no canonical form. */
export type CanonicalJsonProblem =
  | 'undefinedValue'
  | 'notANumber'
  | 'unsupportedType'
  | 'notPlain'
  | 'symbolKey'
  | 'sparseArray'
  | 'loneSurrogate'
  | 'tooDeep';

/** Deepest nesting that is hashed; cyclic structures end here as well. */
const MAX_DEPTH = 200;

/** A value that must not be hashed, because JSON would silently drop or change part of it. A programming error. */
export class CanonicalJsonError extends TypeError {
  override readonly name = 'CanonicalJsonError';

  /**
   * @param problem  What is wrong, for the caller's `switch`.
   * @param pointer  JSON pointer (RFC 6901) to the offending place; empty for the value itself.
   */
  constructor(
    readonly problem: CanonicalJsonProblem,
    readonly pointer: string,
  ) {
    super(`No canonical JSON: ${problem} at "${pointer.slice(0, 200)}"`);
  }
}

/**
 * The one text of a JSON value by RFC 8785: independent of key order, spacing and number notation.
 *
 * Stricter than `JSON.stringify`: nothing is dropped or converted on the way, so that equal text means equal data.
 *
 * @param value  Plain objects, dense arrays, strings, finite numbers, booleans, null; at most 200 levels deep.
 * @throws {CanonicalJsonError} for everything else: `undefined` (also as a member), NaN and infinities, bigint,
 *   functions, symbols, class instances such as Date or Map, sparse arrays, strings with lone surrogates, cycles.
 */
export function canonicalJson(value: unknown): string {
  // Most of what is hashed is well-formed and in order already; then the engine's own writer does the rest.
  if (isInOrder(value, 0)) return JSON.stringify(value);
  assertJson(value, '', 0);
  return written(value);
}

/** Whether `JSON.stringify` would write the canonical form: nothing to refuse, and all keys in order. */
function isInOrder(value: unknown, depth: number): boolean {
  if (depth > MAX_DEPTH) return false;
  if (typeof value === 'string') return isWellFormed(value);
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return typeof value === 'boolean';
  if (value === null) return true;
  return Array.isArray(value) ? isListInOrder(value, depth) : isMapInOrder(value, depth);
}

function isListInOrder(list: readonly unknown[], depth: number): boolean {
  // Holes are `undefined` and refused below; members beside the elements would be dropped silently.
  if (Object.keys(list).length !== list.length || Object.getOwnPropertySymbols(list).length > 0) return false;
  for (const element of list) if (!isInOrder(element, depth + 1)) return false;
  return true;
}

function isMapInOrder(map: object, depth: number): boolean {
  if (!isPlain(map) || Object.getOwnPropertySymbols(map).length > 0) return false;
  let before = '';
  for (const key of Object.keys(map)) {
    if (key < before || !isWellFormed(key)) return false;
    before = key;
    if (!isInOrder((map as Readonly<Record<string, unknown>>)[key], depth + 1)) return false;
  }
  return true;
}

/** Writes what was found to be JSON; keys sort by UTF-16 units, as `<` and `sort()` compare. */
function written(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(written).join(',')}]`;
  const map = value as Readonly<Record<string, unknown>>;
  const members = Object.keys(map)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${written(map[key])}`);
  return `{${members.join(',')}}`;
}

function assertJson(value: unknown, pointer: string, depth: number): void {
  if (depth > MAX_DEPTH) throw new CanonicalJsonError('tooDeep', pointer);
  switch (typeof value) {
    case 'boolean':
      return;
    case 'string':
      return assertWellFormed(value, pointer);
    case 'number':
      if (!Number.isFinite(value)) throw new CanonicalJsonError('notANumber', pointer);
      return;
    case 'undefined':
      throw new CanonicalJsonError('undefinedValue', pointer);
    case 'object':
      if (value === null) return;
      return Array.isArray(value) ? assertArray(value, pointer, depth) : assertObject(value, pointer, depth);
    case 'bigint':
    case 'symbol':
    case 'function':
      throw new CanonicalJsonError('unsupportedType', pointer);
  }
}

function assertArray(array: readonly unknown[], pointer: string, depth: number): void {
  for (let index = 0; index < array.length; index++) {
    if (!Object.hasOwn(array, index)) throw new CanonicalJsonError('sparseArray', `${pointer}/${index}`);
    assertJson(array[index], `${pointer}/${index}`, depth + 1);
  }
  if (Reflect.ownKeys(array).length !== array.length + 1) throw new CanonicalJsonError('notPlain', pointer);
}

function assertObject(object: object, pointer: string, depth: number): void {
  if (!isPlain(object)) throw new CanonicalJsonError('notPlain', pointer);
  if (Object.getOwnPropertySymbols(object).length > 0) throw new CanonicalJsonError('symbolKey', pointer);
  for (const [key, member] of Object.entries(object)) {
    const memberPointer = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    assertWellFormed(key, memberPointer);
    assertJson(member, memberPointer, depth + 1);
  }
}

/** Plain means an object literal, also one of another realm (test runners load modules in their own). */
function isPlain(object: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(object);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function assertWellFormed(text: string, pointer: string): void {
  if (!isWellFormed(text)) throw new CanonicalJsonError('loneSurrogate', pointer);
}

/** Whether a text holds no half of a surrogate pair; the compiler's library does not know the method yet. */
function isWellFormed(text: string): boolean {
  return (text as string & { isWellFormed(): boolean }).isWellFormed();
}
