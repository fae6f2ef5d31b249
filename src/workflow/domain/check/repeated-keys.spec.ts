import { describe, expect, it } from '@jest/globals';
import { repeatedKeys } from './repeated-keys.js';

describe('keys that an object names twice', () => {
  it.each<[string, readonly string[]]>([
    ['{"a": 1, "b": {"a": 2}, "c": ["a", "a", {"a": 1}]}', []],
    ['{"a": 1, "a": 2}', ['/a']],
    ['{"a": {"b": 1, "c": [0, {"d": "}", "d": "\\""}], "b": 2}}', ['/a/c/1/d', '/a/b']],
    ['{"x/y": 1, "\\u0078/y": 2}', ['/x~1y']],
    ['[{"a": 1}, {"a": 1}]', []],
  ])('of %s are %j', (text, expected) => {
    expect(repeatedKeys(text)).toEqual(expected);
  });

  it('are found in a long text without exhausting the stack', () => {
    const long = `{"a": "${'x\\n'.repeat(500_000)}", "a": 1}`;
    expect(repeatedKeys(long)).toEqual(['/a']);
  });
});
