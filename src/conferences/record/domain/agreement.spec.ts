import { describe, expect, it } from '@jest/globals';
import { asId, plainDate, type PersonId, type UnitId } from '../../../kernel/index.js';
import { correctionsSettled, correctionsUntil, whoAgrees } from './agreement.js';

const A = asId<UnitId>('00000000-0000-4000-8000-00000000000a');
const B = asId<UnitId>('00000000-0000-4000-8000-00000000000b');
const body = (unitId: UnitId, attended: boolean | null) => ({
  unitId,
  staffId: null,
  neededCategories: [],
  furtherStaffIds: [],
  isEssential: false,
  mandate: null,
  attended,
});

describe('the time for corrections', () => {
  it.each([
    ['2026-05-20', '2026-05-28'],
    ['2026-09-25', '2026-10-02'],
  ])('of a record submitted on %s ends on %s: five working days, holidays not counted', (from, until) => {
    expect(correctionsUntil(plainDate(from)).toString()).toBe(until);
  });
});

describe('the approval of a record', () => {
  const agreeing = { unitIds: [A, B], person: true };
  const state = { until: '2026-05-28', openCorrections: 0, answered: [A, B, null] };

  it('may come early when everybody who may correct has answered', () => {
    expect(correctionsSettled(state, agreeing, '2026-05-21', true)).toBe(true);
  });

  it.each([
    ['a body is silent', { ...state, answered: [A, null] }, '2026-05-28'],
    ['the person is silent', { ...state, answered: [A, B] }, '2026-05-28'],
    ['a correction is open', { ...state, openCorrections: 1 }, '2026-06-30'],
    ['it was never submitted', { ...state, until: null }, '2026-06-30'],
  ])('has to wait when %s', (_why, waiting, today) => {
    expect(correctionsSettled(waiting, agreeing, today, true)).toBe(false);
  });

  it('needs nobody’s word once the days are over', () => {
    expect(correctionsSettled({ ...state, answered: [] }, agreeing, '2026-05-29', true)).toBe(true);
  });

  it('leaves what nobody may answer any more unresolved, after the days for corrections', () => {
    const open = { ...state, openCorrections: 2 };
    expect(correctionsSettled(open, agreeing, '2026-05-28', false)).toBe(false);
    expect(correctionsSettled(open, agreeing, '2026-05-29', false)).toBe(true);
  });

  it('waits for who was there, for who convened, and for the person who is named', () => {
    const conference = { convenerUnitId: A, mode: 'IDENTIFIED', personId: asId<PersonId>(A) } as const;
    expect(whoAgrees(conference, [body(B, false)])).toEqual({ unitIds: [A], person: true });
    expect(whoAgrees({ ...conference, mode: 'ANONYMISED' }, [body(B, true)])).toEqual({
      unitIds: [A, B],
      person: false,
    });
  });
});
