import { describe, expect, it } from '@jest/globals';
import { aDefinition } from '#test/builders/process-definition.js';
import { statechartOf } from '../../domain/statechart.js';
import { DEFAULT_ESCALATION } from './default-escalation.js';
import { escalationOf, escalationOutlook } from './escalation.js';

const label = { de: 'Zustand', en: 'State' };
const chart = statechartOf(
  aDefinition({
    initial: 'lent',
    states: {
      lent: {
        initial: 'late',
        meta: {
          label,
          escalation: [
            { afterDays: 9, to: 'COORDINATION' },
            { afterDays: 2, to: 'CASE_LEAD' },
          ],
        },
        states: { late: {}, quiet: { meta: { label, escalation: [] } } },
      },
      other: {},
    },
  }).machine,
);

describe('escalation chain', () => {
  it('is that of the state or of the closest one around it, by rising days, else the default', () => {
    expect(escalationOf(chart, 'loan.lent.late').map(({ to }) => to)).toEqual(['CASE_LEAD', 'COORDINATION']);
    expect(escalationOf(chart, 'loan.lent.quiet')).toEqual([]);
    expect(escalationOf(chart, 'loan.other')).toEqual(DEFAULT_ESCALATION);
    expect(escalationOf(undefined, 'loan.other')).toEqual(DEFAULT_ESCALATION);
  });

  it('counts working days after the due day, over weekend and holiday', () => {
    // Tuesday 12 May 2026; 14 May is Ascension Day, 16 and 17 May a weekend: the third working day is 18 May.
    expect(escalationOutlook(DEFAULT_ESCALATION, 0, '2026-05-12', '2026-05-17')).toEqual({
      reached: [],
      nextOn: '2026-05-18',
    });
    expect(escalationOutlook(DEFAULT_ESCALATION, 0, '2026-05-12', '2026-05-18').reached).toEqual([
      { afterDays: 3, to: 'ASSIGNEE' },
    ]);
  });

  it('gives all steps reached during a standstill, in order, and ends after the last', () => {
    const { reached, nextOn } = escalationOutlook(DEFAULT_ESCALATION, 1, '2026-05-12', '2026-12-01');
    expect(reached.map(({ to }) => to)).toEqual(['UNIT_HEAD', 'STEERING']);
    expect(nextOn).toBeNull();
  });
});
