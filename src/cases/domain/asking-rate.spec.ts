import { describe, expect, it } from '@jest/globals';
import { AskingRate } from './asking-rate.js';

describe('AskingRate', () => {
  it('lets every account ask so often in any minute, and again once a minute has passed', () => {
    const rate = new AskingRate(2);
    const asked = [0, 1_000, 2_000, 59_999, 60_000, 60_500, 61_000].map((at) => rate.allows('one', at));
    expect(asked).toEqual([true, true, false, false, true, false, true]);
    expect(rate.allows('other', 2_000)).toBe(true);
  });

  it('keeps a bounded number of accounts and forgets the quietest', () => {
    const rate = new AskingRate(1);
    for (let index = 0; index <= 10_000; index += 1) rate.allows(`account-${index}`, 0);
    expect(rate.allows('account-0', 1)).toBe(true);
    expect(rate.allows('account-10000', 1)).toBe(false);
  });
});
