import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overviewOf, type CountedConference } from './overview.js';
import { overviewCsv } from './overview-csv.js';
import { STAGED_STATES } from './stages.js';
import { shownGroups } from './suppress.js';

const SMALLEST = 3;
const OPTIONS = { target: 30, today: '2026-07-01', smallest: SMALLEST };

function aConference(more: Partial<CountedConference> = {}): CountedConference {
  return {
    kind: 'LEARNING_ANONYMISED',
    stage: 'HELD',
    requestedOn: '2026-03-02',
    heldOn: '2026-03-20',
    recordDueOn: '2026-04-07',
    recordApprovedOn: '2026-04-01',
    blocks: [],
    ...more,
  };
}

const times = (count: number, more: Partial<CountedConference> = {}): readonly CountedConference[] =>
  Array.from({ length: count }, () => aConference(more));

describe('numbers next to their total', () => {
  it('never let a small one be told, neither by itself nor from the total', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(counts, (exact) => {
        const total = exact.reduce((sum, count) => sum + count, 0);
        const shown = shownGroups(exact, SMALLEST);
        const seen = shown.filter((count) => count !== null);
        expect(seen).toEqual(exact.filter((_, at) => shown[at] !== null));
        expect(seen.filter((count) => count > 0 && count < SMALLEST)).toEqual([]);
        const hidden = exact.filter((_, at) => shown[at] === null);
        const others = exact.filter((count) => count > 0);
        // One hidden number alone would be the total less the others.
        const isTold = total >= SMALLEST && hidden.length === 1 && others.length > 1;
        expect(isTold).toBe(false);
      }),
    );
  });
});

describe('the overview', () => {
  it('S4.7 counts target, held, planned and blocked ones with reasons', () => {
    const figures = overviewOf(
      [
        ...times(5),
        ...times(4, { stage: 'PLANNED', heldOn: null, recordDueOn: null }),
        ...times(6, { stage: 'BLOCKED', heldOn: null, recordDueOn: null, blocks: ['CONSENT_MISSING'] }),
      ],
      OPTIONS,
    );
    expect(figures).toMatchObject({
      target: 30,
      requested: 15,
      stages: { HELD: 5, PLANNED: 4, BLOCKED: 6, OPEN: 0, CANCELLED: 0, DECLINED: 0, CONVERTED: 0 },
      blockReasons: [{ code: 'CONSENT_MISSING', count: 6 }],
      waitingDays: { median: 18, ninetyPercent: 18 },
      records: { inTime: 5, late: 0, running: 0 },
    });
  });

  it('hides numbers by which a case could be told', () => {
    const figures = overviewOf([...times(8), ...times(1, { kind: 'URGENT', heldOn: '2026-05-04' })], OPTIONS);
    const urgent = figures.byKind.find(({ kind }) => kind === 'URGENT');
    expect(urgent?.stages.HELD).toBeNull();
    // Nine were held: eight of the other kind would give the one away.
    expect(figures.byKind.find(({ kind }) => kind === 'LEARNING_ANONYMISED')?.stages.HELD).toBeNull();
    expect(figures.byMonth.map(({ held }) => held)).toEqual([null, null]);
    expect(overviewOf(times(2), OPTIONS)).toMatchObject({
      requested: null,
      stages: { HELD: null },
      waitingDays: { median: null, ninetyPercent: null },
      records: { inTime: null },
    });
  });

  it('hides the parts of a hidden sum, so that nothing beside it can be worked out', () => {
    const held = times(19);
    const planned = times(10, { stage: 'PLANNED', heldOn: null, recordDueOn: null });
    const cancelled = times(1, { stage: 'CANCELLED', heldOn: null, recordDueOn: null });
    const figures = overviewOf([...held, ...planned, ...cancelled], OPTIONS);
    expect(figures.stages).toMatchObject({ HELD: 19, PLANNED: null, CANCELLED: null });
    // 30 requested less 19 held less 10 planned would be the one that was cancelled.
    expect(figures.byKind[0]?.stages).toMatchObject({ HELD: 19, PLANNED: null, CANCELLED: null });
    const fewer = overviewOf(
      [...times(8), ...times(1, { stage: 'CANCELLED', heldOn: null, recordDueOn: null })],
      OPTIONS,
    );
    expect(fewer.stages.HELD).toBeNull();
    expect(fewer.byMonth.map((month) => month.held)).toEqual([null]);
    expect(fewer.records).toEqual({ inTime: null, late: 0, running: 0 });
  });

  it('hides a reason that all but a few have', () => {
    const blocked = { stage: 'BLOCKED', heldOn: null, recordDueOn: null } as const;
    const figures = overviewOf(
      [...times(9, { ...blocked, blocks: ['CONSENT_MISSING'] }), ...times(1, { ...blocked, blocks: [] })],
      OPTIONS,
    );
    expect(figures.blockReasons).toEqual([{ code: 'CONSENT_MISSING', count: null }]);
  });

  it('takes the days that nine in ten did not exceed, and tells records in time from late ones', () => {
    const days = Array.from({ length: 10 }, (_, at) =>
      aConference({ requestedOn: '2026-03-01', heldOn: `2026-03-${String(at + 2).padStart(2, '0')}` }),
    );
    expect(overviewOf(days, OPTIONS).waitingDays).toEqual({ median: 5, ninetyPercent: 9 });
    const figures = overviewOf(
      [
        ...times(3),
        ...times(3, { recordApprovedOn: '2026-04-08' }),
        ...times(3, { recordApprovedOn: null }),
        ...times(4, { recordApprovedOn: null, recordDueOn: '2026-07-01' }),
      ],
      OPTIONS,
    );
    expect(figures.records).toEqual({ inTime: 3, late: 6, running: 4 });
  });

  it('knows every state of the process definition', () => {
    const file = new URL('../../../../workflows/case-conference/1.json', import.meta.url);
    const definition = JSON.parse(readFileSync(file, 'utf8')) as { machine: { states: object } };
    expect([...STAGED_STATES].sort()).toEqual(Object.keys(definition.machine.states).sort());
  });
});

describe('the table', () => {
  it('has German columns, says what is hidden, and lets no name become a formula', () => {
    const figures = overviewOf(times(4), OPTIONS);
    const csv = overviewCsv(figures, { scope: '=HYPERLINK("x");1', asOf: '2026-07-01' });
    const lines = csv.split('\r\n');
    expect(lines[0]).toBe('\uFEFFBereich;Merkmal;Kennzahl;Wert');
    expect(lines[1]).toBe(`Auswertung;"'=HYPERLINK(""x"");1";Stand;2026-07-01`);
    expect(csv).toContain('Gesamt;;Durchgeführt;4\r\n');
    expect(csv).toContain('Gesamt;;Ziel (Fälle);30\r\n');
    for (const begin of ['+', '-', '@', '\t', '\r'])
      expect(overviewCsv(figures, { scope: `${begin}1`, asOf: 'x' })).toContain(`"'${begin}1"`);
    expect(overviewCsv(overviewOf(times(1), OPTIONS), { scope: 'R', asOf: 'x' })).toContain(
      'Gesamt;;Durchgeführt;zu klein\r\n',
    );
  });
});
