import { describe, expect, it } from '@jest/globals';
import { loanMapping } from '#test/builders/loan-migration.js';
import {
  aLoan,
  AT,
  changedTwo,
  codes,
  fits,
  LENT,
  loose,
  OVERDUE,
  refused,
  REQUESTED,
  START,
  two,
  without,
} from '#test/builders/standing-loan.js';
import { decide } from '../kernel/kernel.js';
import { identityMapping, type MigrationMapping } from './mapping.js';

describe('migrateState', () => {
  it('keeps a state of the same id and kind without any decision', () => {
    const mapping = identityMapping('library-loan', 1, 2, 'Gleiche Namen');
    const { accepted, plan } = fits(aLoan([]), { ...mapping, context: loanMapping().context ?? {} });
    expect(accepted.next).toMatchObject({ value: 'wanted', status: 'active' });
    expect(accepted.entered).toEqual([]);
    expect(plan).toEqual({ cancelled: [], opened: [] });
  });

  it('carries fields under their new names and fills new ones', () => {
    const { accepted } = fits(aLoan([REQUESTED]));
    expect(accepted.next.context).toEqual({
      title: 'Momo',
      kind: null,
      lentOn: null,
      reminded: false,
      claimed: null,
      branch: 'MAIN',
    });
  });

  it('does not lose a recorded field silently', () => {
    const refusal = refused(aLoan([REQUESTED]), without('context'));
    expect(refusal).toMatchObject({
      kind: 'needsMapping',
      problems: [{ code: 'FIELD_GONE', part: 'remindedOnce' }],
    });
  });

  it('refuses a value that does not fit the new field, without repeating it', () => {
    const narrow = changedTwo(({ context }) => {
      loose(context)['title']!['maxLength'] = 2 as never;
    });
    const refusal = refused(aLoan([REQUESTED]), loanMapping(), narrow);
    expect(refusal).toMatchObject({ kind: 'cannot', problems: [{ code: 'FIELD_MISFIT', part: 'title' }] });
    expect(JSON.stringify(refusal.problems)).not.toContain('Momo');
  });

  it('trap 3: renames the timer with its state and its delay, and keeps the generation', () => {
    const again = aLoan([REQUESTED, ['xstate.after.PICK_UP_7D.library-loan.ready'], REQUESTED]);
    expect(again.deadlines).toMatchObject([
      { generation: 2, eventType: 'xstate.after.PICK_UP_7D.library-loan.ready' },
    ]);
    const { accepted, entries, plan } = fits(again);
    expect(accepted.next.value).toBe('onShelf');
    expect(entries['library-loan.onShelf']).toEqual(again.process.stateEntries['library-loan.ready']);
    expect(plan.cancelled).toEqual(['xstate.after.PICK_UP_7D.library-loan.ready']);
    expect(plan.opened).toMatchObject([
      {
        key: 'SHELF_10D',
        stateId: 'library-loan.onShelf',
        eventType: 'xstate.after.SHELF_10D.library-loan.onShelf',
        generation: 2,
        startsOn: '2026-06-01',
        endsOn: '2026-06-11',
        status: 'open',
      },
    ]);
  });

  it('trap 6: refuses a process whose stored state does not fit its own version', () => {
    const { process, deadlines } = aLoan([]);
    const refusal = refused({ process: { ...process, value: 'nowhere' }, deadlines });
    expect(refusal).toMatchObject({ kind: 'cannot', problems: [{ code: 'STATE_BROKEN' }] });
    const held = refused({ process: { ...process, status: 'quarantined' }, deadlines });
    expect(held).toMatchObject({ kind: 'cannot', problems: [{ code: 'PROCESS_HELD' }] });
  });

  it('trap 7: enters a new region on purpose, with its entry actions and its deadlines', () => {
    const { accepted, plan } = fits(aLoan([REQUESTED, LENT]));
    expect(accepted.next.value).toEqual({ lent: { book: { home: 'inTime' }, claim: 'free', fee: 'open' } });
    expect(accepted.entered).toEqual(['library-loan.lent.claim', 'library-loan.lent.claim.free']);
    expect(accepted.intents).toMatchObject([
      { kind: 'effect', type: 'notifyDesk', event: { type: 'process.migrated' } },
    ]);
    expect(accepted.next.context['claimed']).toBe(false);
    expect(plan.opened).toContainEqual(
      expect.objectContaining({
        key: 'CLAIM_2W',
        generation: 1,
        startsOn: '2026-06-03',
        endsOn: '2026-06-17',
      }),
    );
  });

  it('trap 7: starts the deadlines of a new region also without its effects', () => {
    const mapping = {
      ...loanMapping(),
      enter: [{ state: 'library-loan.lent.claim', effects: 'skip' as const }],
    };
    const { accepted, plan } = fits(aLoan([REQUESTED, LENT]), mapping);
    expect(accepted.intents).toEqual([]);
    expect(accepted.next.context['claimed']).toBeNull();
    expect(plan.opened.map(({ key }) => key)).toContain('CLAIM_2W');
  });

  it('trap 7: does not enter a new region without a decision', () => {
    const refusal = refused(aLoan([REQUESTED, LENT]), without('enter'));
    expect(refusal.kind).toBe('needsMapping');
    expect(refusal.problems[0]).toMatchObject({ code: 'NEW_REGION', part: 'library-loan.lent.claim' });
  });

  it('trap 8: wants to know where a process stands inside a leaf that became compound', () => {
    const misplaced = aLoan([REQUESTED, LENT, ['MISPLACED']]);
    expect(codes(refused(misplaced, without('states')))).toContain('STATE_REFINED');
    expect(fits(misplaced).accepted.next.value).toMatchObject({ lent: { book: { misplaced: 'searching' } } });
    const chosen = {
      ...loanMapping().states,
      'library-loan.lent.book.misplaced': 'library-loan.lent.book.misplaced.givenUp',
    };
    const { accepted } = fits(misplaced, { ...loanMapping(), states: chosen });
    expect(accepted.next.value).toMatchObject({ lent: { book: { misplaced: 'givenUp' } } });
  });

  it('trap 8: wants a mapping for a state that is gone', () => {
    const refusal = refused(aLoan([REQUESTED]), without('states'));
    expect(refusal).toMatchObject({
      kind: 'needsMapping',
      problems: [{ code: 'STATE_GONE', part: 'library-loan.ready' }],
    });
  });

  it('trap 9: carries what history remembers, and never falls back to the default silently', () => {
    const misplaced = aLoan([REQUESTED, LENT, OVERDUE, ['MISPLACED']]);
    const history = { 'library-loan.lent.book.home.before': ['library-loan.lent.book.home.late'] };
    expect(fits(misplaced).accepted.next.historyValue).toEqual(history);
    const states = { ...loanMapping().states };
    delete (states as Record<string, unknown>)['library-loan.lent.book.home.overdue'];
    expect(refused(misplaced, { ...loanMapping(), states })).toMatchObject({
      kind: 'needsMapping',
      problems: [{ code: 'HISTORY_GONE' }],
    });
    const forgetHistory = ['library-loan.lent.book.home.before'];
    expect(fits(misplaced, { ...loanMapping(), states, forgetHistory }).accepted.next.historyValue).toEqual(
      {},
    );
  });

  it('trap 29: the carried history leads where it should after the migration', () => {
    const { accepted } = fits(aLoan([REQUESTED, LENT, OVERDUE, ['MISPLACED']]));
    const found = decide(two, accepted.next, { type: 'FOUND' }, {}, { at: AT });
    expect(found).toMatchObject({ kind: 'accepted', next: { value: { lent: { book: { home: 'late' } } } } });
  });

  it('traps 10 and 11: keeps a process whose sub-processes hang on a state that is called otherwise', () => {
    const { process, deadlines } = aLoan([REQUESTED]);
    const refusal = refused({ process: { ...process, hasChildren: true }, deadlines });
    expect(refusal).toMatchObject({ kind: 'cannot', problems: [{ code: 'SUB_PROCESS_BOUND' }] });
  });

  it('tells the present stay apart from earlier ones when two states become one', () => {
    const { process, deadlines } = aLoan([REQUESTED]);
    const stateEntries = { ...process.stateEntries, 'library-loan.wanted': { generation: 4, at: START } };
    const states = { ...loanMapping().states, 'library-loan.wanted': 'library-loan.onShelf' };
    const { entries } = fits(
      { process: { ...process, stateEntries }, deadlines },
      { ...loanMapping(), states },
    );
    expect(entries['library-loan.onShelf']).toEqual({ generation: 5, at: START });
  });

  it('trap 30: writes the regions in the order of the new version', () => {
    const { accepted } = fits(aLoan([REQUESTED, LENT]));
    expect(Object.keys((accepted.next.value as { lent: object }).lent)).toEqual(['book', 'claim', 'fee']);
  });
});

describe('a migration never ends anything by itself', () => {
  it('refuses a final state as target', () => {
    const states = { ...loanMapping().states, 'library-loan.ready': 'library-loan.cancelled' };
    expect(codes(refused(aLoan([REQUESTED]), { ...loanMapping(), states }))).toContain('ENDS_SILENTLY');
  });

  it('refuses a state that is left at once', () => {
    const passing = changedTwo(({ machine }) => {
      const wanted = machine.states?.['wanted'] as { always?: unknown };
      wanted.always = { target: 'cancelled' };
    });
    expect(codes(refused(aLoan([]), loanMapping(), passing))).toEqual(['PASSES_THROUGH']);
  });

  it('refuses to complete a parallel state by leaving its open region', () => {
    const paid = aLoan([REQUESTED, LENT, ['FEE_PAID']]);
    const onlyFee = changedTwo(({ machine }) => {
      const inside = machine.states?.['lent']?.states as Record<string, unknown>;
      delete inside['book'];
      delete inside['claim'];
      const lentState = machine.states?.['lent'] as { on?: unknown };
      delete lentState.on;
    });
    const mapping: MigrationMapping = {
      ...without('enter'),
      states: { 'library-loan.lent.book': null },
      deadlines: { LOAN_4W: { policy: 'end', reason: 'Die Leihe wird anders verfolgt.' } },
    };
    expect(codes(refused(paid, mapping, onlyFee))).toEqual(['ENDS_SILENTLY']);
    expect(fits(aLoan([REQUESTED, LENT]), mapping, onlyFee).accepted).toMatchObject({
      next: { value: { lent: { fee: 'open' } } },
      left: expect.arrayContaining(['library-loan.lent.book']),
    });
  });
});
