import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, CanonicalJsonError } from './canonical-json.js';

const LONE_SURROGATE = '\ud800';

/** The same value with the members of every object written in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

function refusalOf(value: unknown): { problem: string; pointer: string } | undefined {
  try {
    canonicalJson(value);
  } catch (error) {
    if (error instanceof CanonicalJsonError) return { problem: error.problem, pointer: error.pointer };
    throw error;
  }
  return undefined;
}

function sparse(): unknown {
  const list = [1];
  list[2] = 3;
  return list;
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = [value];
  return value;
}

function cyclic(): unknown {
  const value: Record<string, unknown> = {};
  value['self'] = value;
  return value;
}

const wellFormedJson = fc
  .jsonValue()
  .filter(
    (value) => !/\p{Surrogate}/u.test(JSON.stringify(value)) && !JSON.stringify(value).includes('\\ud'),
  );

describe('canonical JSON', () => {
  it('writes the example of RFC 8785 3.2.3', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts keys by UTF-16 code units', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.keys(JSON.parse(canonicalJson(value)) as object).join('')).toBe(
      ['1', '\r', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33'].join(''),
    );
  });

  it('is independent of the order of keys', () => {
    fc.assert(
      fc.property(wellFormedJson, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  it('loses nothing: reading it back gives the same data', () => {
    fc.assert(
      fc.property(wellFormedJson, (value) => {
        // -0 is the one value JSON cannot tell apart (RFC 8785 writes 0).
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['undefined', undefined, 'undefinedValue', ''],
    ['an undefined member', { a: { b: undefined } }, 'undefinedValue', '/a/b'],
    ['an undefined element', [1, undefined], 'undefinedValue', '/1'],
    ['NaN', { 'x/y~z': NaN }, 'notANumber', '/x~1y~0z'],
    ['infinity', [-Infinity], 'notANumber', '/0'],
    ['a bigint', 1n, 'unsupportedType', ''],
    ['a symbol', [Symbol('s')], 'unsupportedType', '/0'],
    ['a function', { toJSON: () => 1 }, 'unsupportedType', '/toJSON'],
    ['a Date', { at: new Date(0) }, 'notPlain', '/at'],
    ['a Map', new Map(), 'notPlain', ''],
    ['an array with further members', Object.assign([1], { extra: 2 }), 'notPlain', ''],
    ['a symbol key', { [Symbol('s')]: 1 }, 'symbolKey', ''],
    ['a sparse array', sparse(), 'sparseArray', '/1'],
    ['a lone surrogate', [`a${LONE_SURROGATE}`], 'loneSurrogate', '/0'],
    ['a lone surrogate in a key', { [LONE_SURROGATE]: 1 }, 'loneSurrogate', `/${LONE_SURROGATE}`],
    ['a cycle', cyclic(), 'tooDeep', '/self'.repeat(201)],
    ['nesting beyond the limit', nested(201), 'tooDeep', '/0'.repeat(201)],
  ])('refuses %s and names the place', (_name, value, problem, pointer) => {
    expect(refusalOf(value)).toEqual({ problem, pointer });
  });

  it('takes 200 levels, objects without prototype, and members named like those of every object', () => {
    expect(canonicalJson(nested(200))).toContain('1');
    expect(canonicalJson(Object.assign(Object.create(null) as object, { b: 1, a: 2 }))).toBe('{"a":2,"b":1}');
    expect(canonicalJson(JSON.parse('{"toString":1,"__proto__":2}'))).toBe('{"__proto__":2,"toString":1}');
  });
});
