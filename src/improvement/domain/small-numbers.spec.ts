import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hideSmallGroups, isGenerative, shownNumber, SMALLEST_SHOWN } from './small-numbers.js';

const counts = fc.array(fc.nat(12), { minLength: 1, maxLength: 7 });

function hide(numbers: readonly number[]) {
  return hideSmallGroups(numbers.map((count, index) => ({ group: String(index), count })));
}

describe('small numbers', () => {
  it('are not shown below five', () => {
    expect([0, 4, 5, 6].map(shownNumber)).toEqual([null, null, 5, 6]);
  });

  it('cannot be told from the total: nothing small is left when all that is shown is taken away', () => {
    fc.assert(
      fc.property(counts, (numbers) => {
        const shown = hide(numbers);
        const rest = numbers.reduce(
          (sum, count, index) => sum + (shown[index]?.count === null ? count : 0),
          0,
        );
        const isAllHidden = shown.every(({ count }) => count === null);
        expect(rest === 0 || rest >= SMALLEST_SHOWN || isAllHidden).toBe(true);
      }),
    );
  });

  it('hide no more than the smallest group beside them, and never change a number', () => {
    expect(hide([12, 9, 6, 3]).map(({ count }) => count)).toEqual([12, 9, null, null]);
    expect(hide([12, 9, 4, 3]).map(({ count }) => count)).toEqual([12, 9, null, null]);
    expect(hide([12, 9, 0, 0]).map(({ count }) => count)).toEqual([12, 9, null, null]);
    fc.assert(
      fc.property(counts, (numbers) => {
        hide(numbers).forEach(({ count }, index) => expect([null, numbers[index]]).toContain(count));
      }),
    );
  });
});

describe('a generative theme', () => {
  it.each([
    [5, 3, true],
    [4, 4, false],
    [9, 2, false],
  ])('with %i findings of %i units: %s', (findings, units, expected) => {
    expect(isGenerative(findings, units)).toBe(expected);
  });
});
