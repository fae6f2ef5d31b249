import { validateSync } from 'class-validator';
import { describe, expect, it } from '@jest/globals';
import { ListOfCodes, ListOfIds } from './lists.js';

const [ONE, OTHER] = ['0198f0c0-0000-7000-8000-000000000001', '0198f0c0-0000-7000-8000-000000000002'];

class Lists {
  @ListOfIds({ min: 1, max: 2 })
  ids: unknown = [ONE, OTHER];

  @ListOfCodes(['A', 'B', 'C'], { max: 2 })
  codes: unknown = [];
}

/** Names of the rules that an input breaks. */
function broken(given: Partial<Lists>): readonly string[] {
  return validateSync(Object.assign(new Lists(), given)).flatMap(({ constraints }) =>
    Object.keys(constraints ?? {}),
  );
}

describe('lists of inputs', () => {
  it('take as many entries as they may have, each once', () => {
    expect(broken({})).toEqual([]);
    expect(broken({ ids: [ONE], codes: ['B', 'A'] })).toEqual([]);
  });

  it.each<[string, Partial<Lists>, string]>([
    ['too few', { ids: [] }, 'arrayMinSize'],
    ['too many', { ids: [ONE, OTHER, '0198f0c0-0000-7000-8000-000000000003'] }, 'arrayMaxSize'],
    ['one twice', { ids: [ONE, ONE] }, 'arrayUnique'],
    ['what is no identifier', { ids: ['x'] }, 'isUuid'],
    ['no list', { ids: ONE }, 'arrayMaxSize'],
    ['too many codes', { codes: ['A', 'B', 'C'] }, 'arrayMaxSize'],
    ['a code twice', { codes: ['A', 'A'] }, 'arrayUnique'],
    ['another code', { codes: ['D'] }, 'isIn'],
  ])('refuse %s', (_what, given, rule) => {
    expect(broken(given)).toContain(rule);
  });
});
