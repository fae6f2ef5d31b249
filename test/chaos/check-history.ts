import type { Fault, LoggedEvent, LoggedProcess, Read, Write } from './history.js';

/** `prevHash` of a first entry, as `src/kernel` has it; repeated here so that the checker trusts nothing it checks. */
const CHAIN_START = '0'.repeat(64);

type Report = (code: string, detail: string) => void;

/**
 * Judges what clients saw against what the log holds.
 *
 * A process is a register whose versions are its revisions, and every event says which version it follows. Such a
 * history is linearisable exactly when the versions are an unbroken sequence, every acknowledged write stands in it
 * once at the place it was answered for, and the order of versions never contradicts real time.
 *
 * @param processes Every process that was written to.
 * @returns Faults, empty when the history is right.
 */
export function checkHistory(
  processes: readonly LoggedProcess[],
  writes: readonly Write[],
  reads: readonly Read[],
): readonly Fault[] {
  const faults: Fault[] = [];
  const known = new Set(processes.map(({ id }) => id));
  for (const { processId, mark } of writes) {
    if (!known.has(processId)) faults.push({ code: 'PROCESS_LOST', processId, detail: mark });
  }
  for (const process of processes) {
    const report: Report = (code, detail) => faults.push({ code, processId: process.id, detail });
    const ownWrites = writes.filter(({ processId }) => processId === process.id);
    checkLog(process, report);
    checkWrites(process, ownWrites, report);
    checkRealTime(
      process,
      ownWrites,
      reads.filter(({ processId }) => processId === process.id),
      report,
    );
  }
  return faults;
}

/** The log itself: numbered without gaps, chained without breaks, and the process stands at its end. */
function checkLog({ events, revision, chainHead }: LoggedProcess, report: Report): void {
  let prevHash = CHAIN_START;
  events.forEach((event, index) => {
    if (event.seq !== index + 1) report('SEQUENCE_BROKEN', `entry ${index + 1} has number ${event.seq}`);
    if (event.prevHash !== prevHash) report('CHAIN_BROKEN', `entry ${event.seq}`);
    prevHash = event.hash;
  });
  if (revision !== events.length) report('REVISION_WRONG', `${revision} with ${events.length} entries`);
  if (chainHead !== prevHash) report('CHAIN_HEAD_WRONG', chainHead);
}

/** Every write is in the log as often as its outcome says, at its place. */
function checkWrites({ events }: LoggedProcess, writes: readonly Write[], report: Report): void {
  const byMark = new Map<string, LoggedEvent[]>();
  for (const event of events) {
    if (event.actor === 'system') continue;
    const mark = event.mark ?? `entry ${event.seq} without a mark`;
    byMark.set(mark, [...(byMark.get(mark) ?? []), event]);
  }
  for (const write of writes) {
    const found = byMark.get(write.mark) ?? [];
    byMark.delete(write.mark);
    if (found.length > 1) report('DONE_TWICE', `${write.mark}: ${found.map(({ seq }) => seq).join()}`);
    if (write.outcome.kind === 'acknowledged' && found.length === 0) report('ACKNOWLEDGED_LOST', write.mark);
    if (write.outcome.kind === 'refused' && found.length > 0) report('REFUSED_BUT_DONE', write.mark);
    for (const event of found) checkPlace(write, event, report);
  }
  for (const mark of byMark.keys()) report('NEVER_SENT', mark);
}

function checkPlace(write: Write, event: LoggedEvent, report: Report): void {
  if (event.type !== write.type) report('OTHER_EVENT', `${write.mark}: ${event.type} for ${write.type}`);
  if (event.seq !== write.expectedRevision + 1) {
    report('WRONG_PLACE', `${write.mark}: entry ${event.seq}, sent for revision ${write.expectedRevision}`);
  }
  if (write.outcome.kind === 'acknowledged' && write.outcome.revision < event.seq) {
    report(
      'STALE_ANSWER',
      `${write.mark}: entry ${event.seq} answered with revision ${write.outcome.revision}`,
    );
  }
}

/** Something that looks at, or adds to, the versions of a process between two moments. */
interface Operation {
  readonly name: string;
  readonly invoked: number;
  /** `undefined`: nobody saw it end. */
  readonly ended: number | undefined;
  /** Version it saw. */
  readonly saw: number | undefined;
  /** Version it made. */
  readonly made: number | undefined;
}

function operationsOf(
  { events }: LoggedProcess,
  writes: readonly Write[],
  reads: readonly Read[],
): readonly Operation[] {
  const seqOf = new Map(events.map(({ mark, seq }) => [mark, seq]));
  const written = writes.map(({ mark, invoked, ended, outcome }): Operation => {
    const saw =
      outcome.kind === 'acknowledged'
        ? outcome.revision
        : outcome.kind === 'refused'
          ? outcome.actualRevision
          : undefined;
    return {
      name: mark,
      invoked,
      ended: outcome.kind === 'unknown' ? undefined : ended,
      saw,
      made: seqOf.get(mark),
    };
  });
  const seen = reads.map(({ revision, invoked, ended }): Operation => {
    return { name: `read at ${invoked}`, invoked, ended, saw: revision, made: undefined };
  });
  return [...written, ...seen];
}

/**
 * What had been seen when an operation began, it must see as well, and can only add to.
 *
 * Operations are taken up in the order of their beginnings; beside them runs the highest version that had been seen by
 * those that had ended by then.
 */
function checkRealTime(
  process: LoggedProcess,
  writes: readonly Write[],
  reads: readonly Read[],
  report: Report,
): void {
  const operations = operationsOf(process, writes, reads);
  const begun = operations.toSorted((a, b) => a.invoked - b.invoked);
  const over = operations
    .filter(({ ended }) => ended !== undefined)
    .sort((a, b) => (a.ended ?? 0) - (b.ended ?? 0));
  let seen = 0;
  let next = 0;
  for (const operation of begun) {
    for (; next < over.length; next += 1) {
      const earlier = over[next];
      if (earlier?.ended === undefined || earlier.ended >= operation.invoked) break;
      seen = Math.max(seen, earlier.saw ?? 0, earlier.made ?? 0);
    }
    const { name, saw, made } = operation;
    if (saw !== undefined && saw < seen)
      report('WENT_BACK', `${name} saw ${saw}, ${seen} had been seen before`);
    if (saw !== undefined && saw > process.revision) report('SEEN_BUT_LOST', `${name} saw ${saw}`);
    if (made !== undefined && made <= seen)
      report('NOT_LINEARISABLE', `${name} became ${made}, behind ${seen}`);
  }
}
