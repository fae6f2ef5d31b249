import { describe, expect, it } from '@jest/globals';
import { loanMapping, loanOne } from '#test/builders/loan-migration.js';
import {
  aLoan,
  changedTwo,
  codes,
  fits,
  LENT,
  loose,
  refused,
  REQUESTED,
  without,
} from '#test/builders/standing-loan.js';
import type { MigrationMapping } from './mapping.js';
import type { MigrationFits, MigrationRefused } from './migrate-state.js';

describe('deadlines of a migrated process', () => {
  const lent = aLoan([REQUESTED, LENT]);
  const decided = (policy: 'keep' | 'recompute' | 'restart' | 'end', rest = {}): MigrationMapping => ({
    ...loanMapping(),
    deadlines: { ...loanMapping().deadlines, LOAN_4W: { policy, ...rest } },
  });
  const loan = ({ moves }: MigrationFits | MigrationRefused) => moves.find(({ key }) => key === 'LOAN_4W');

  it('are all listed with their old and new date', () => {
    expect(fits(lent).moves).toMatchObject([
      { key: 'LOAN_4W', effect: 'RECOMPUTED', oldEndsOn: '2026-06-29', newEndsOn: '2026-07-13' },
      { key: 'CLAIM_2W', effect: 'STARTED', oldEndsOn: null, newEndsOn: '2026-06-17' },
    ]);
  });

  it('need a decision when their rule changed', () => {
    const refusal = refused(lent, without('deadlines'));
    expect(refusal).toMatchObject({ kind: 'needsMapping', problems: [{ code: 'DEADLINE_RULE_CHANGED' }] });
    expect(loan(refusal)).toMatchObject({
      effect: 'OPEN_QUESTION',
      oldEndsOn: '2026-06-29',
      newEndsOn: '2026-07-13',
    });
  });

  it('keep their date, count from the beginning, or start on the day of the migration', () => {
    expect(loan(fits(lent, decided('keep')))).toMatchObject({ effect: 'KEPT', newEndsOn: '2026-06-29' });
    expect(loan(fits(lent, decided('recompute')))).toMatchObject({ newEndsOn: '2026-07-13' });
    expect(loan(fits(lent, decided('restart')))).toMatchObject({
      effect: 'RESTARTED',
      newEndsOn: '2026-07-15',
    });
    const { plan, moves } = fits(lent, decided('end', { reason: 'Die Frist entfällt ersatzlos.' }));
    expect(moves[0]).toMatchObject({
      effect: 'ENDED',
      newEndsOn: null,
      explanation: 'Die Frist entfällt ersatzlos.',
    });
    expect(plan.cancelled).toEqual(['xstate.after.LOAN_4W.library-loan.lent.book.home.inTime']);
  });

  it('never come earlier without a confirmation', () => {
    const shorter = changedTwo(({ delays }) => {
      loose(delays)['LOAN_4W']!['rule'] = {
        period: { weeks: 2 },
        from: 'context.lentOn',
        shift: 'none',
      } as never;
    });
    const refusal = refused(lent, decided('recompute'), shorter);
    expect(refusal).toMatchObject({
      kind: 'cannot',
      problems: [{ code: 'DEADLINE_EARLIER', part: 'LOAN_4W' }],
    });
    const confirmed = decided('recompute', {
      allowEarlier: true,
      reason: 'Das Gesetz kürzt auch laufende Fristen.',
    });
    expect(loan(fits(lent, confirmed, shorter))).toMatchObject({ newEndsOn: '2026-06-15' });
  });

  it('never disappear silently', () => {
    const gone = changedTwo(({ machine }) => {
      const onShelf = machine.states?.['onShelf'] as { after?: unknown };
      delete onShelf.after;
    });
    const ready = aLoan([REQUESTED]);
    expect(refused(ready, loanMapping(), gone)).toMatchObject({
      kind: 'cannot',
      problems: [{ code: 'DEADLINE_LOST' }],
    });
    const deadlines = { SHELF_10D: { policy: 'end' as const, reason: 'Bücher bleiben ohne Frist liegen.' } };
    expect(fits(ready, { ...loanMapping(), deadlines }, gone).moves).toMatchObject([{ effect: 'ENDED' }]);
  });

  it('stay the very same rows when nothing about them changes', () => {
    const same = changedTwo(({ delays }) => {
      loose(delays)['LOAN_4W'] = loanOne().delays['LOAN_4W'] as never;
    });
    const { plan, moves } = fits(lent, { ...loanMapping(), deadlines: {} }, same);
    expect(moves[0]).toMatchObject({ effect: 'UNCHANGED', oldEndsOn: '2026-06-29', newEndsOn: '2026-06-29' });
    expect(plan.cancelled).toEqual([]);
    expect(plan.opened.map(({ key }) => key)).toEqual(['CLAIM_2W']);
  });

  it('need a decision when they would begin in a state in which the process already stands', () => {
    const more = changedTwo(({ machine }) => {
      const wanted = machine.states?.['wanted'] as { after?: unknown };
      wanted.after = { CLAIM_2W: { target: 'cancelled' } };
    });
    const early = aLoan([]);
    expect(codes(refused(early, loanMapping(), more))).toEqual(['DEADLINE_NEW']);
    const deadlines = { ...loanMapping().deadlines, CLAIM_2W: { policy: 'recompute' as const } };
    expect(fits(early, { ...loanMapping(), deadlines }, more).moves).toMatchObject([
      { key: 'CLAIM_2W', effect: 'STARTED', newEndsOn: '2026-06-15' },
    ]);
    const past = {
      ...early,
      process: {
        ...early.process,
        stateEntries: { 'library-loan.wanted': { generation: 1, at: '2026-01-05T08:00:00.000Z' } },
      },
    };
    expect(codes(refused(past, { ...loanMapping(), deadlines }, more))).toEqual(['DEADLINE_EARLIER']);
  });
});
