import { NOTHING_DECIDED, recordEvent } from '../application/event-record.js';
import { cancelledProcess, isCancelReason } from '../domain/cancellation.js';
import type { ChainedEvent, ProcessActor, ProcessView } from '../domain/process.js';
import type { Course } from './course.js';
import type { ReplayerInput, ReplayerOutcome } from './replayers.js';

/** Recomputes a cancellation: state and context stay, deadlines are closed, nobody waits any more. */
export function replayCancellation({ regionId, before, entry }: ReplayerInput): ReplayerOutcome {
  const { process } = before;
  const { reason } = entry.payload;
  if (process.status !== 'active') return differing('status', 'active', process.status);
  if (!isCancelReason(reason)) return differing('payload', 'a known reason', 'another one');
  const after = cancelledProcess(process, reason, entry.at);
  const deadlines = before.deadlines.map((row) =>
    row.status === 'open' ? { ...row, status: 'cancelled' as const } : row,
  );
  return noted(regionId, { process, deadlines }, after, entry);
}

/** Recomputes the entry by which a next episode says what it follows: nothing of its state changes. */
export function replayReopening({ regionId, before, entry }: ReplayerInput): ReplayerOutcome {
  const { process } = before;
  const { previousProcessId, episode } = entry.payload;
  if (previousProcessId !== process.previousProcessId || episode !== process.episode)
    return differing('payload', `episode ${String(process.episode)}`, 'another one');
  return noted(regionId, before, { ...process, revision: process.revision + 1 }, entry);
}

function noted(
  regionId: string,
  { process, deadlines }: Course,
  after: ProcessView,
  entry: ChainedEvent,
): ReplayerOutcome {
  const { actorKind, actorId, actorUnitId, actorCode } = entry;
  const actor: ProcessActor = { kind: actorKind, id: actorId, unitId: actorUnitId, codes: [actorCode] };
  const again = recordEvent({
    regionId,
    process,
    id: entry.id,
    event: { type: entry.type, payload: entry.payload },
    actor,
    actorCode,
    at: entry.at,
    accepted: NOTHING_DECIDED,
    toStates: after.activeStates,
    waitingFor: after.waitingFor,
  });
  return {
    kind: 'replayed',
    entry: again,
    after: { process: { ...after, chainHead: again.hash }, deadlines },
    effects: [],
  };
}

function differing(field: string, expected: string, found: string): ReplayerOutcome {
  return { kind: 'differs', field, expected, found };
}
