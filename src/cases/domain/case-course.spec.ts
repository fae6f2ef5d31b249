import { describe, expect, it } from '@jest/globals';
import { asId, type UnitId } from '../../kernel/index.js';
import { changeInWords, changesOf, CLOSURE_REASONS, type CaseClosure } from './case-course.js';

const ahorn: UnitId = asId('0192d000-0000-7000-8000-00000000000a');
const birke: UnitId = asId('0192d000-0000-7000-8000-00000000000b');
const on = (day: string): Date => new Date(`${day}T08:00:00Z`);

function closure(episode: number, closedOn: string, reopenedOn: string | null): CaseClosure {
  const reopenedAt = reopenedOn === null ? null : on(reopenedOn);
  return {
    id: String(episode),
    episode,
    leadUnitId: birke,
    reason: 'MOVED_AWAY',
    closedAt: on(closedOn),
    reopenedAt,
  };
}

describe('the course of a case', () => {
  it('tells closures, reopenings and other leads in the order of time; being opened again by the same unit is no change of lead', () => {
    const leads = [
      { unitId: ahorn, startedAt: on('2026-01-05') },
      { unitId: birke, startedAt: on('2026-03-02') },
      { unitId: birke, startedAt: on('2026-06-01') },
    ];
    const changes = changesOf(
      [closure(1, '2026-05-04', '2026-06-01'), closure(2, '2026-08-03', null)],
      leads,
    );
    expect(changes.map(({ kind, at }) => `${kind} ${at.toISOString().slice(0, 10)}`)).toEqual([
      'LEAD_CHANGED 2026-03-02',
      'CLOSED 2026-05-04',
      'REOPENED 2026-06-01',
      'CLOSED 2026-08-03',
    ]);
  });

  it('names no place and no authority’s reason to the person', () => {
    const sentences = CLOSURE_REASONS.map((reason) =>
      changeInWords({ kind: 'CLOSED', at: on('2026-05-04'), unitId: ahorn, reason }, 'Ahorn'),
    );
    expect(new Set(sentences).size).toBe(CLOSURE_REASONS.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^Ihr Fall bei „Ahorn“ ist beendet\. .+\.$/);
  });
});
