import { describe, expect, it } from '@jest/globals';
import { accepted, AT, play, rejected } from '#test/builders/decisions.js';
import { aDefinition, twoWeeks } from '#test/builders/process-definition.js';
import { decide } from './kernel.js';
import { isTimer } from './trace.js';

const expiry = 'xstate.after.LOAN.loan.lent';

const loan = aDefinition(
  {
    initial: 'wanted',
    states: {
      wanted: { on: { LEND: { target: 'lent' } } },
      lent: {
        on: {
          EXTEND: { target: 'lent', reenter: true },
          RETURN: { target: 'back' },
          RENEW: { target: 'wanted' },
        },
        after: { LOAN: { target: 'overdue' } },
      },
      overdue: { on: { RETURN: { target: 'back' } } },
      back: { type: 'final' },
    },
  },
  { delays: { LOAN: twoWeeks } },
);

const lentOn = (rule: { readonly from: 'context.lentOn' | 'event.on' }) =>
  aDefinition(
    {
      initial: 'wanted',
      states: {
        wanted: {
          on: {
            LEND: {
              target: 'lent',
              actions: [{ type: 'record', params: { fields: ['on'], as: { on: 'lentOn' } } }],
            },
          },
        },
        lent: {
          on: {
            CORRECT: { actions: [{ type: 'record', params: { fields: ['on'], as: { on: 'lentOn' } } }] },
          },
          after: { LOAN: { target: 'wanted' } },
        },
      },
    },
    {
      context: { lentOn: { type: 'string', format: 'date' } },
      delays: { LOAN: { ...twoWeeks, rule: { ...twoWeeks.rule, ...rule } } },
      events: Object.fromEntries(
        ['LEND', 'CORRECT'].map((type) => [
          type,
          {
            label: { de: type, en: type },
            by: ['LIBRARY'],
            payload: {
              type: 'object',
              additionalProperties: false,
              properties: { on: { type: 'string', format: 'date' } },
            },
          },
        ]),
      ),
    },
  );

describe('deadlines as data', () => {
  it('trap 1 entering a state returns its deadline to be stored, nothing is armed in memory', () => {
    const process = play(loan);
    const { intents } = accepted(process.send('LEND'));
    expect(intents).toEqual([
      {
        kind: 'scheduleDeadline',
        delayKey: 'LOAN',
        stateId: 'loan.lent',
        eventType: expiry,
        rule: twoWeeks.rule,
        startsOn: '2026-09-01',
        reason: 'entered',
      },
    ]);
  });

  it('trap 1 leaving a state returns the cancellation', () => {
    const process = play(loan);
    process.send('LEND');
    expect(accepted(process.send('RETURN')).intents).toEqual([
      { kind: 'cancelDeadline', delayKey: 'LOAN', stateId: 'loan.lent', eventType: expiry },
    ]);
  });

  it('trap 2 a period of years fires only when the clock says so', async () => {
    const years = { ...twoWeeks, rule: { period: { years: 3 }, from: 'entry', shift: 'none' } as const };
    const process = play({ ...loan, delays: { LOAN: years } });
    process.send('LEND');
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(process.state.value).toBe('lent');
    expect(accepted(process.expire(expiry)).next.value).toBe('overdue');
  });

  it('trap 3 a deadline is named after delay and state, whatever its length', () => {
    const shorter = { ...twoWeeks, rule: { period: { days: 1 }, from: 'entry', shift: 'none' } as const };
    const [a, b] = [play(loan), play({ ...loan, delays: { LOAN: shorter } })];
    const names = [a, b].map((process) =>
      accepted(process.send('LEND')).intents.map((intent) => 'eventType' in intent && intent.eventType),
    );
    expect(names).toEqual([[expiry], [expiry]]);
  });

  it('trap 4 a late expiry moves nothing once its state has been left', () => {
    const process = play(loan);
    process.send('LEND');
    process.send('RENEW');
    expect(rejected(process.expire(expiry)).code).toBe('DEADLINE_NOT_RUNNING');
  });

  it('trap 4 a late expiry is not taken by a wildcard', () => {
    const states = {
      ...loan.machine.states,
      wanted: { on: { LEND: { target: 'lent' }, '*': { target: 'back' } } },
    };
    const process = play({ ...loan, machine: { ...loan.machine, states } });
    expect(rejected(process.expire(expiry)).code).toBe('DEADLINE_NOT_RUNNING');
  });

  it.each([expiry, 'xstate.done.state.loan', 'xstate.done.actor.x', 'xstate.stop', 'xstate.init'])(
    'trap 5 nobody but the clock can send %s',
    (type) => {
      const process = play(loan);
      process.send('LEND');
      expect(rejected(process.send(type)).code).toBe('EVENT_RESERVED');
    },
  );

  it.each(['xstate.done.state.loan', 'xstate.stop', 'xstate.after.LOAN.loan.wanted', 'LEND'])(
    'trap 5 the clock sends expiries of the definition and not %s',
    (type) => {
      expect(rejected(play(loan).expire(type)).code).toBe('EVENT_UNKNOWN');
    },
  );

  it('trap 27 re-entering cancels first and schedules then', () => {
    const process = play(loan);
    process.send('LEND');
    const kinds = accepted(process.send('EXTEND')).intents.map(({ kind }) => kind);
    expect(kinds).toEqual(['cancelDeadline', 'scheduleDeadline']);
  });

  it('trap 32 completions raised without delay are no deadlines', () => {
    const nested = aDefinition(
      {
        initial: 'shelf',
        states: {
          shelf: {
            initial: 'a',
            states: { a: { on: { GO: { target: 'b' } } }, b: { type: 'final' } },
            onDone: { target: 'gone' },
          },
          gone: { on: { GO: { target: 'end' } } },
          end: { type: 'final' },
        },
      },
      { delays: {} },
    );
    const step = accepted(play(nested).send('GO'));
    expect(step.intents).toEqual([]);
    expect(step.next.value).toBe('gone');
  });

  it('trap 32 only a raise with a delay starts a timer', () => {
    const raise = (delay?: number) => ({ type: 'xstate.raise', params: { event: { type: 'x' }, delay } });
    expect([raise(0), raise(), { type: 'stamp', params: { delay: 1 } }].map(isTimer)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('trap 33 an unknown delay is refused instead of firing at once', () => {
    expect(() => play({ ...loan, delays: {} })).toThrow('Unknown delay LOAN');
  });
});

describe('start of a deadline', () => {
  it('is the day of the event in Berlin, also shortly before midnight UTC', () => {
    const { compiled, start } = play(loan);
    const late = accepted(decide(compiled, start.next, { type: 'LEND' }, {}, { at: '2026-09-01T22:30:00Z' }));
    expect(late.intents).toMatchObject([{ startsOn: '2026-09-02' }]);
  });

  it.each(['context.lentOn', 'event.on'] as const)('is the recorded day for %s', (from) => {
    const process = play(lentOn({ from }));
    const { intents } = accepted(process.send('LEND', { on: '2026-08-20' }));
    expect(intents).toMatchObject([{ kind: 'scheduleDeadline', startsOn: '2026-08-20' }]);
  });

  it('is told to be missing, and follows as soon as it is recorded', () => {
    const process = play(lentOn({ from: 'context.lentOn' }));
    expect(accepted(process.send('LEND')).intents).toMatchObject([{ kind: 'deadlineWithoutStart' }]);
    expect(accepted(process.send('CORRECT', { on: '2026-08-21' })).intents).toMatchObject([
      { kind: 'cancelDeadline', eventType: expiry },
      { kind: 'scheduleDeadline', startsOn: '2026-08-21', reason: 'startChanged' },
    ]);
  });

  it('moves no deadline when the same day is recorded again', () => {
    const process = play(lentOn({ from: 'context.lentOn' }));
    process.send('LEND', { on: '2026-08-20' });
    expect(accepted(process.send('CORRECT', { on: '2026-08-20' })).intents).toEqual([]);
  });

  it('keeps the sender of the question out of the answer: the same input gives the same decision', () => {
    const { compiled, start } = play(loan);
    const ask = () => decide(compiled, start.next, { type: 'LEND' }, {}, { at: AT });
    expect(ask()).toEqual(ask());
  });
});
