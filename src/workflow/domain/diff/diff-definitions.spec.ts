import { describe, expect, it } from '@jest/globals';
import { loan, named, states, without } from '#test/builders/changed-loan.js';
import { aDefinition, twoWeeks } from '#test/builders/process-definition.js';
import type { ProcessDefinition, StateDefinition } from '../definition.js';
import { diffDefinitions, type Change } from './index.js';

const brief = ({ part, kind, id }: Change) => `${part} ${kind} ${id}`;
const changed = (to: ProcessDefinition, from = loan()) => diffDefinitions(from, to).changes.map(brief);
const fitOf = (id: string, to: ProcessDefinition, from = loan()) =>
  diffDefinitions(from, to).statesFit.find(({ stateId }) => stateId === id);

describe('difference of two definitions', () => {
  it('is empty for the same definition, and every state fits', () => {
    const { changes, statesFit, deadlinesChanged } = diffDefinitions(loan(), loan());
    expect(changes).toEqual([]);
    expect(deadlinesChanged).toEqual([]);
    expect(statesFit.map(({ verdict, stateId, suggestion }) => [verdict, stateId === suggestion])).toEqual(
      Array.from({ length: 4 }, () => ['FITS', true]),
    );
  });

  it('names a state that came and one that went, with their transitions', () => {
    const from = loan();
    const own = states();
    const to = loan({ ...own, lost: { meta: named('Verloren'), on: { FOUND: { target: 'returned' } } } });
    expect(changed(to, from)).toEqual([
      'STATE ADDED loan.lost',
      'TRANSITION ADDED loan.lost/FOUND/0',
      'EVENT ADDED FOUND',
    ]);
    expect(changed(from, to)).toEqual([
      'STATE REMOVED loan.lost',
      'TRANSITION REMOVED loan.lost/FOUND/0',
      'EVENT REMOVED FOUND',
    ]);
    expect(fitOf('loan.lost', from, to)).toMatchObject({ verdict: 'NEEDS_MAPPING', reason: 'REMOVED' });
    expect(fitOf('loan.lost', from, to)?.suggestion).toBeUndefined();
  });

  it('recognises a renamed state by what leads in and out, and suggests it', () => {
    const own = states();
    const renamed = {
      ...without(own, 'overdue'),
      late: own['overdue']!,
      lent: { ...own['lent']!, after: { LOAN: { target: 'late' } } },
    };
    const to = loan(renamed);
    expect(changed(to)).toEqual(['STATE RENAMED loan.late']);
    expect(fitOf('loan.overdue', to)).toMatchObject({
      verdict: 'NEEDS_MAPPING',
      reason: 'RENAMED',
      suggestion: 'loan.late',
    });
  });

  it('does not guess between two candidates that are equally alike', () => {
    const own = states();
    const twins = { ...without(own, 'overdue'), late: own['overdue']!, later: own['overdue']! };
    const lent = { ...own['lent']!, after: { LOAN: [{ target: 'late' }, { target: 'later' }] } };
    expect(changed(loan({ ...twins, lent }))).not.toContain('STATE RENAMED loan.late');
  });

  it('keeps the inside of a renamed group together', () => {
    const group = (meta: StateDefinition['meta']): StateDefinition => ({
      meta: meta!,
      initial: 'wanted',
      states: states(),
    });
    const from = aDefinition(
      { initial: 'desk', states: { desk: group(named('Theke')) } },
      { delays: { LOAN: twoWeeks } },
    );
    const to = aDefinition(
      { initial: 'counter', states: { counter: group(named('Theke')) } },
      { delays: { LOAN: twoWeeks } },
    );
    expect(changed(to, from)).toEqual(['STATE RENAMED loan.counter']);
    expect(fitOf('loan.desk.lent', to, from)?.suggestion).toBe('loan.counter.lent');
  });

  it('tells texts from what decides', () => {
    const own = states();
    const to = loan({ ...own, wanted: { ...own['wanted']!, meta: named('Bestellwunsch') } });
    const { changes } = diffDefinitions(loan(), to);
    expect(changes.map(brief)).toEqual(['STATE TEXT loan.wanted']);
    expect(changes.every(({ affectsDecisions }) => affectsDecisions)).toBe(false);
  });

  it('names target, guard, actions, norm and order of transitions', () => {
    const own = states();
    const guard = { type: 'contextSet', params: { field: 'title' } };
    const to = loan({
      ...own,
      wanted: {
        ...own['wanted']!,
        on: {
          HAND_OUT: { target: 'lent', guard },
          CANCEL: { target: 'overdue', actions: [{ type: 'notifyDesk' }], meta: { legalBasis: '§ 1' } },
        },
      },
    });
    expect(changed(to)).toEqual([
      'TRANSITION GUARD loan.wanted/HAND_OUT/0',
      'TRANSITION TARGET loan.wanted/CANCEL/0',
      'TRANSITION ACTIONS loan.wanted/CANCEL/0',
      'TRANSITION LAW loan.wanted/CANCEL/0',
    ]);
    const two = [{ target: 'lent', guard }, { target: 'returned' }];
    const both = (list: typeof two) =>
      loan({ ...own, wanted: { ...own['wanted']!, on: { HAND_OUT: list } } });
    expect(changed(both([...two].reverse()), both(two))).toEqual(['TRANSITION ORDER loan.wanted/HAND_OUT/0']);
  });

  it('S1.8 names owner, effects, tags, kind and initial state', () => {
    const own = states();
    const to = aDefinition(
      {
        initial: 'lent',
        states: {
          ...own,
          lent: {
            ...own['lent']!,
            meta: named('Ausgeliehen', 'READER'),
            entry: [{ type: 'notifyDesk' }],
            tags: ['x'],
          },
          overdue: { type: 'final', meta: named('Überfällig') },
        },
      },
      { delays: { LOAN: twoWeeks } },
    );
    expect(changed(to)).toEqual([
      'STATE INITIAL loan',
      'STATE OWNER loan.lent',
      'STATE ACTIONS loan.lent',
      'STATE BEHAVIOUR loan.lent',
      'STATE KIND loan.overdue',
      'TRANSITION REMOVED loan.overdue/RETURN/0',
    ]);
    expect(fitOf('loan.overdue', to)).toMatchObject({ verdict: 'NEEDS_MAPPING', reason: 'END_CHANGED' });
  });

  it('names law version, senders, payload fields and context fields', () => {
    const payload = (type: string, required: string[]) => ({
      RETURN: {
        label: { de: 'Zurückgeben', en: 'Return' },
        by: ['LIBRARY'],
        payload: {
          type: 'object' as const,
          additionalProperties: false as const,
          required,
          properties: { on: { type } },
        },
      },
    });
    const from = loan(states(), {
      events: payload('string', ['on']),
      context: { title: { type: 'string' } },
    });
    const to = loan(states(), {
      lawVersion: '2027-01-01',
      events: {
        ...payload('string', []),
        EXTEND: { label: { de: 'EXTEND', en: 'EXTEND' }, by: ['READER'] },
      },
      context: { title: { type: 'string', maxLength: 5 }, lentOn: { type: 'string' } },
    });
    expect(changed(to, from)).toEqual([
      'DEFINITION LAW loan',
      'EVENT SENDERS EXTEND',
      'PAYLOAD_FIELD SCHEMA RETURN.on',
      'CONTEXT_FIELD SCHEMA title',
      'CONTEXT_FIELD ADDED lentOn',
    ]);
  });

  it('S1.8 names deadlines with another length, and where they run', () => {
    const weeks = (count: number) => ({ ...twoWeeks, rule: { ...twoWeeks.rule, period: { weeks: count } } });
    const to = loan(states(), { delays: { LOAN: weeks(4) as typeof twoWeeks } });
    const { changes, deadlinesChanged } = diffDefinitions(loan(), to);
    expect(changes.map(brief)).toEqual(['DEADLINE RULE LOAN']);
    expect(deadlinesChanged).toMatchObject([
      { delayKey: 'LOAN', stateId: 'loan.lent', newStateId: 'loan.lent', effect: 'NEW_DATE' },
    ]);
  });

  it('tells a deadline that starts or ends, and one whose date stays', () => {
    const own = states();
    const { after: _gone, ...lent } = own['lent']!;
    const overdue = { ...own['overdue']!, after: { LOAN: { target: 'returned' } } };
    const moved = diffDefinitions(loan(), loan({ ...own, lent, overdue })).deadlinesChanged;
    expect(moved.map(({ stateId, effect }) => [stateId, effect])).toEqual([
      ['loan.lent', 'ENDS'],
      ['loan.overdue', 'STARTS'],
    ]);
    const warned = loan(states(), { delays: { LOAN: { ...twoWeeks, warnBeforeDays: [3] } } });
    expect(diffDefinitions(loan(), warned).deadlinesChanged).toMatchObject([{ effect: 'SAME_DATE' }]);
  });
});

describe('what a new version means for running processes', () => {
  const region = (name: string): StateDefinition => ({
    meta: named(name),
    initial: 'open',
    states: {
      open: { meta: named('Offen'), on: { DONE: { target: 'closed' } } },
      closed: { type: 'final', meta: named('Fertig') },
    },
  });
  const parallel = (regions: Record<string, StateDefinition>) =>
    aDefinition({
      initial: 'both',
      states: {
        both: { type: 'parallel', meta: named('Beides'), states: regions, onDone: { target: 'end' } },
        end: { type: 'final', meta: named('Ende') },
      },
    });

  it('lists regions that are entered anew beside a state that stays', () => {
    const fit = fitOf(
      'loan.both.book.open',
      parallel({ book: region('Buch'), fee: region('Gebühr') }),
      parallel({ book: region('Buch') }),
    );
    expect(fit).toMatchObject({ verdict: 'FITS', reason: 'NEW_REGIONS', newRegions: ['loan.both.fee'] });
  });

  it('cannot carry over a state whose region is gone', () => {
    const to = parallel({ book: region('Buch') });
    const from = parallel({
      book: region('Buch'),
      fee: {
        ...region('Gebühr'),
        states: { due: { meta: named('Fällig'), on: { PAY: { target: 'due' } } } },
      },
    });
    expect(fitOf('loan.both.fee.due', to, from)).toMatchObject({
      verdict: 'CANNOT',
      reason: 'SURROUNDINGS_GONE',
    });
  });

  it('flags regions whose order changes (trap 26), and says when only the writing differs', () => {
    const [a, b] = [region('Buch'), { ...region('Gebühr'), entry: [{ type: 'notifyDesk' }] }];
    const from = parallel({ a, b });
    const [change] = diffDefinitions(from, parallel({ b, a })).changes;
    expect(change).toMatchObject({ kind: 'REGIONS_REORDERED', affectsDecisions: false });
    const reordered = diffDefinitions(from, parallel({ z: a, b })).changes;
    expect(reordered).toContainEqual(
      expect.objectContaining({ kind: 'REGIONS_REORDERED', affectsDecisions: true }),
    );
  });

  it('leads into a state that was divided, and through one where nobody can stand', () => {
    const own = states();
    const refined = loan({
      ...own,
      overdue: {
        meta: named('Überfällig'),
        initial: 'first',
        states: { first: { meta: named('Erste Mahnung'), on: { RETURN: { target: '#loan.returned' } } } },
      },
    });
    expect(fitOf('loan.overdue', refined)).toMatchObject({
      reason: 'REFINED',
      suggestion: 'loan.overdue.first',
    });
    const passing = loan({ ...own, overdue: { meta: named('Überfällig'), always: { target: 'lent' } } });
    expect(fitOf('loan.overdue', passing)).toMatchObject({
      reason: 'PASSES_THROUGH',
      suggestion: 'loan.lent',
    });
  });

  it('leaves alone what has ended, and refuses another process', () => {
    const { returned: _gone, ...rest } = states();
    const to = loan({ ...rest, archived: { type: 'final', meta: named('Archiv') } });
    expect(fitOf('loan.returned', to)).toMatchObject({ verdict: 'FITS', reason: 'PROCESS_ENDED' });
    const other = { ...loan(), key: 'other', machine: { ...loan().machine, id: 'other' } };
    expect(diffDefinitions(loan(), other).statesFit.every(({ verdict }) => verdict === 'CANNOT')).toBe(true);
  });
});
