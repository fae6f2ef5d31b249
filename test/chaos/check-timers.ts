import type { Fault, LoggedDeadline, LoggedEvent, LoggedProcess } from './history.js';

/** Begin of the type of every expiry; its end is the id of the state. */
const EXPIRY = 'xstate.after.';

/** What the checker has to know about the definition: every stay in a timed state has exactly one deadline. */
export interface TimedStates {
  /** Ids of the states, e.g. `lending-desk.lent`; none is left and entered by the same event. */
  readonly stateIds: readonly string[];
  /** Mark of the event that a job sends after an expiry, `undefined` when there is none. */
  readonly followUpOf?: (processId: string, seq: number) => string;
}

/** One stay in a timed state. */
interface Stay {
  readonly stateId: string;
  readonly generation: number;
  /** Absent while it lasts. */
  endedBy?: LoggedEvent;
}

type Report = (code: string, detail: string) => void;

/**
 * Judges the deadlines of processes at rest: each one that was due fired exactly once, none early, none that had been
 * called off, and what an expiry set going happened once.
 *
 * @param today Calendar day in Germany until which everything due has fired.
 */
export function checkTimers(
  processes: readonly LoggedProcess[],
  timed: TimedStates,
  today: string,
): readonly Fault[] {
  const faults: Fault[] = [];
  for (const process of processes) {
    const report: Report = (code, detail) => faults.push({ code, processId: process.id, detail });
    const stays = staysOf(process.events, timed.stateIds, report);
    for (const stay of stays) checkStay(stay, process.deadlines, today, report);
    for (const row of process.deadlines) {
      const isKnown = stays.some((stay) => isOf(row, stay));
      if (!isKnown) report('DEADLINE_WITHOUT_STAY', nameOf(row));
    }
    checkFollowUps(process, timed, report);
  }
  return faults;
}

function staysOf(
  events: readonly LoggedEvent[],
  stateIds: readonly string[],
  report: Report,
): readonly Stay[] {
  const stays: Stay[] = [];
  const current = new Map<string, Stay>();
  for (const event of events) {
    const expired = stateIds.find((id) => event.type.startsWith(EXPIRY) && event.type.endsWith(`.${id}`));
    if (expired !== undefined && (!current.has(expired) || event.toStates.includes(expired))) {
      report('FIRED_OUT_OF_PLACE', `entry ${event.seq}`);
    }
    for (const stateId of stateIds) {
      const stay = current.get(stateId);
      const isThere = event.toStates.includes(stateId);
      if (stay && !isThere) {
        stay.endedBy = event;
        current.delete(stateId);
      }
      if (!stay && isThere) {
        const generation = stays.filter((earlier) => earlier.stateId === stateId).length + 1;
        const begun: Stay = { stateId, generation };
        stays.push(begun);
        current.set(stateId, begun);
      }
    }
  }
  return stays;
}

function isOf(row: LoggedDeadline, stay: Stay): boolean {
  return row.stateId === stay.stateId && row.generation === stay.generation;
}

function nameOf({ stateId, generation }: { readonly stateId: string; readonly generation: number }): string {
  return `${stateId} (${generation})`;
}

function checkStay(stay: Stay, rows: readonly LoggedDeadline[], today: string, report: Report): void {
  const own = rows.filter((row) => isOf(row, stay));
  const [row] = own;
  if (!row) return report('DEADLINE_MISSING', nameOf(stay));
  if (own.length > 1) return report('DEADLINE_TWICE', nameOf(stay));
  const { endedBy } = stay;
  const hasFired =
    endedBy !== undefined && endedBy.type.startsWith(EXPIRY) && endedBy.type.endsWith(`.${stay.stateId}`);
  const expected = endedBy === undefined ? 'open' : hasFired ? 'fired' : 'cancelled';
  if (row.status !== expected) {
    const code =
      row.status === 'fired' ? 'FIRED_BUT_LOST' : hasFired ? 'FIRED_UNNOTED' : 'DEADLINE_STATUS_WRONG';
    report(code, `${nameOf(stay)} is ${row.status}, by its log ${expected}`);
  }
  if (hasFired && endedBy.day < row.firesOn) report('FIRED_EARLY', `${nameOf(stay)} on ${endedBy.day}`);
  if (endedBy === undefined && row.firesOn <= today)
    report('NOT_FIRED', `${nameOf(stay)} due on ${row.firesOn}`);
}

function checkFollowUps(process: LoggedProcess, timed: TimedStates, report: Report): void {
  const { followUpOf } = timed;
  if (!followUpOf) return;
  const count = new Map<string, number>();
  for (const { mark } of process.events) if (mark !== null) count.set(mark, (count.get(mark) ?? 0) + 1);
  for (const event of process.events.filter(({ type }) => type.startsWith(EXPIRY))) {
    const mark = followUpOf(process.id, event.seq);
    const times = count.get(mark) ?? 0;
    if (times === 0) report('JOB_LOST', mark);
    if (times > 1) report('JOB_EFFECT_TWICE', mark);
  }
}
