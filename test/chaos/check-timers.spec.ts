import { describe, expect, it } from '@jest/globals';
import { checkTimers } from './check-timers.js';
import type { LoggedDeadline, LoggedEvent, LoggedProcess } from './history.js';

const LENT = 'desk.lent';
const SHELF = 'desk.shelf';
const EXPIRY = `xstate.after.LOAN.${LENT}`;
const TODAY = '2026-03-10';

type Step = readonly [type: string, to: string, more?: Partial<LoggedEvent>];

/** A process that went through these steps, from the shelf on. */
function aProcess(steps: readonly Step[], deadlines: readonly LoggedDeadline[]): LoggedProcess {
  let from = SHELF;
  const events = steps.map(([type, to, more], index): LoggedEvent => {
    const event: LoggedEvent = {
      seq: index + 2,
      type,
      mark: null,
      actor: 'staff',
      prevHash: '',
      hash: '',
      fromStates: [from],
      toStates: [to],
      day: '2026-03-05',
      ...more,
    };
    from = to;
    return event;
  });
  return { id: 'loan', revision: events.length + 1, chainHead: '', events, deadlines };
}

function aDeadline(status: LoggedDeadline['status'], generation = 1, firesOn = '2026-03-04'): LoggedDeadline {
  return { stateId: LENT, generation, firesOn, status };
}

function codes(process: LoggedProcess, followUp = false): readonly string[] {
  const followUpOf = followUp ? (id: string, seq: number) => `${id}:${seq}` : undefined;
  const timed = { stateIds: [LENT], ...(followUpOf ? { followUpOf } : {}) };
  return checkTimers([process], timed, TODAY).map(({ code }) => code);
}

const out: Step = ['LENT', LENT];
const back: Step = ['RETURNED', SHELF];
const expired: Step = [EXPIRY, 'desk.overdue'];
const returned: Step = ['RETURNED', SHELF];

describe('deadlines in order', () => {
  it('have no fault: fired, called off, running', () => {
    const steps = [out, expired, returned, out, back, out];
    const rows = [aDeadline('fired'), aDeadline('cancelled', 2), aDeadline('open', 3, '2027-01-01')];
    expect(codes(aProcess(steps, rows))).toEqual([]);
  });

  it('have no fault: what they set going happened once', () => {
    const reminded: Step = ['REMINDED', 'desk.overdue', { mark: 'loan:3', actor: 'system' }];
    expect(codes(aProcess([out, expired, reminded], [aDeadline('fired')]), true)).toEqual([]);
  });
});

describe('deadlines out of order', () => {
  it.each<[string, readonly Step[], readonly LoggedDeadline[]]>([
    ['NOT_FIRED', [out], [aDeadline('open')]],
    ['FIRED_BUT_LOST', [out], [aDeadline('fired')]],
    ['FIRED_BUT_LOST', [out, back], [aDeadline('fired')]],
    ['FIRED_UNNOTED', [out, expired], [aDeadline('cancelled')]],
    ['DEADLINE_STATUS_WRONG', [out, back], [aDeadline('open', 1, '2027-01-01')]],
    ['DEADLINE_MISSING', [out, back], []],
    ['DEADLINE_TWICE', [out, back], [aDeadline('cancelled'), aDeadline('cancelled')]],
    ['DEADLINE_WITHOUT_STAY', [], [aDeadline('cancelled')]],
    ['FIRED_EARLY', [out, expired], [aDeadline('fired', 1, '2026-03-06')]],
    ['FIRED_OUT_OF_PLACE', [out, expired, [EXPIRY, 'desk.overdue']], [aDeadline('fired')]],
    ['FIRED_OUT_OF_PLACE', [out, [EXPIRY, LENT]], [aDeadline('open', 1, '2027-01-01')]],
  ])('%s is found', (code, steps, rows) => {
    const found = codes(aProcess(steps, rows));
    expect(found).toContain(code);
    expect(new Set(found).size).toBeLessThanOrEqual(2);
  });

  it('JOB_LOST and JOB_EFFECT_TWICE: what an expiry set going happened never, or more than once', () => {
    const reminded: Step = ['REMINDED', 'desk.overdue', { mark: 'loan:3', actor: 'system' }];
    expect(codes(aProcess([out, expired], [aDeadline('fired')]), true)).toEqual(['JOB_LOST']);
    expect(codes(aProcess([out, expired, reminded, reminded], [aDeadline('fired')]), true)).toEqual([
      'JOB_EFFECT_TWICE',
    ]);
  });
});
