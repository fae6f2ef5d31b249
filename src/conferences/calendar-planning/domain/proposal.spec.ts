import { describe, expect, it } from '@jest/globals';
import { byVotes, isOpen, overlapThemselves, type DateAnswer, type ProposedSlot } from './proposal.js';

const at = (hour: number) => new Date(Date.UTC(2026, 4, 20, hour));
const time = (from: number, until: number) => ({ startsAt: at(from), endsAt: at(until) });

function slot(id: string, from: number, answers: readonly DateAnswer[]): ProposedSlot {
  return {
    id,
    ...time(from, from + 1),
    roomId: null,
    interpreterId: null,
    voters: [],
    votes: answers.map((answer, index) => ({
      holderKind: 'STAFF',
      holderId: String(index),
      answer,
      votedAt: at(0),
    })),
  };
}

describe('proposed dates', () => {
  it('overlap when one begins before the other ends, in whatever order', () => {
    expect(overlapThemselves([time(10, 12), time(8, 10)])).toBe(false);
    expect(overlapThemselves([time(10, 12), time(13, 14), time(11, 13)])).toBe(true);
    expect(overlapThemselves([])).toBe(false);
  });

  it('are ranked by who cannot, then by who could if need be, then by time', () => {
    const slots = [
      slot('refused', 8, ['YES', 'YES', 'NO']),
      slot('later', 12, ['YES', 'YES']),
      slot('reluctant', 9, ['YES', 'IF_NEEDED']),
      slot('earlier', 11, ['YES', 'YES']),
    ];
    expect(byVotes(slots).map(({ id }) => id)).toEqual(['earlier', 'later', 'reluctant', 'refused']);
  });

  it('are open until they expire or are closed', () => {
    expect(isOpen({ outcome: null, expiresAt: at(10) }, at(9))).toBe(true);
    expect(isOpen({ outcome: null, expiresAt: at(10) }, at(10))).toBe(false);
    expect(isOpen({ outcome: 'WITHDRAWN', expiresAt: at(10) }, at(9))).toBe(false);
  });
});
