import { describe, expect, it } from '@jest/globals';
import { asId, type StaffId, type UnitId } from '../../../kernel/index.js';
import { absentBodies, bodiesInRoom, inRoom, mandatesOf, withoutUndertaking } from './room.js';
import type { AttendanceRow } from './sitting.js';

const [JOBCENTER, SOZIALAMT, ABH] = ['j', 's', 'a'].map((key) => asId<UnitId>(key)) as [
  UnitId,
  UnitId,
  UnitId,
];
const SWORN = new Date('2026-05-20T08:00:00Z');

function attending(more: Partial<AttendanceRow> = {}): AttendanceRow {
  return {
    id: 'one',
    kind: 'BODY',
    unitId: JOBCENTER,
    staffId: asId<StaffId>('x'),
    jobFunction: null,
    mandate: false,
    presence: 'PRESENT',
    undertakingAt: SWORN,
    language: null,
    level: null,
    poolNumber: null,
    name: null,
    refusedBecause: null,
    ...more,
  };
}

describe('the room', () => {
  it.each([
    ['somebody of the circle who is bound', {}, 1],
    ['by video', { presence: 'VIDEO' }, 1],
    ['nobody without an undertaking', { undertakingAt: null }, 0],
    ['nobody of another case', { unitId: ABH }, 0],
    ['nobody who left', { presence: 'LEFT' }, 0],
    ['nobody who excused themself', { presence: 'APOLOGISED' }, 0],
    ['a companion, who is bound by nothing', { kind: 'COMPANION', unitId: null, undertakingAt: null }, 1],
    ['no companion who was refused', { kind: 'COMPANION', unitId: null, refusedBecause: 'Störte' }, 0],
    ['no companion who was refused, the reasons erased', { kind: 'COMPANION', refusedBecause: '' }, 0],
    ['no interpreter without an undertaking', { kind: 'INTERPRETER', unitId: null, undertakingAt: null }, 0],
  ] as const)('holds %s', (_what, more, expected) => {
    expect(inRoom([attending(more)], [JOBCENTER, SOZIALAMT])).toHaveLength(expected);
  });

  it('counts each body once', () => {
    expect(bodiesInRoom([attending(), attending({ id: 'two' })], [JOBCENTER])).toEqual([JOBCENTER]);
  });
});

describe('what the blocks are told', () => {
  it('names who came without an undertaking, not who did not come', () => {
    const rows = [
      attending({ undertakingAt: null }),
      attending({ id: 'two', undertakingAt: null, presence: 'APOLOGISED' }),
    ];
    expect(withoutUndertaking(rows).map(({ id }) => id)).toEqual(['one']);
  });

  it('counts a body as absent only when nobody of it is there', () => {
    const rows = [
      attending({ presence: 'ABSENT' }),
      attending({ id: 'two' }),
      attending({ id: 'three', unitId: SOZIALAMT, presence: 'APOLOGISED' }),
    ];
    expect(absentBodies(rows)).toEqual([SOZIALAMT]);
  });

  it('takes one with mandate for the body', () => {
    const rows = [attending({ mandate: true }), attending({ id: 'two' })];
    expect([...mandatesOf(rows)]).toEqual([[JOBCENTER, true]]);
  });
});
