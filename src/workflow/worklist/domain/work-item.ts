import type { ProcessId, StaffId, UnitId } from '../../../kernel/index.js';
import type { ProcessView } from '../../domain/process.js';
import { ownerOf, type Statechart } from '../../domain/statechart.js';

/** `open`: nobody took it; `claimed`: a member of staff did; `closed`: the state was left. */
export type WorkItemStatus = 'open' | 'claimed' | 'closed';

/** Stored for items without a due day, so that they come last. */
export const NO_DUE_DAY = '9999-12-31';

/** One stay of a process in a state that somebody must act on. */
export interface WorkItem {
  readonly id: string;
  readonly processId: ProcessId;
  readonly subjectType: string;
  readonly definitionKey: string;
  readonly stateId: string;
  /** Code of the body that must act. */
  readonly owner: string;
  /** Unit that must act; `null` when nobody on the platform holds the code, or several do and none took it. */
  readonly unitId: UnitId | null;
  /** Several units of the case hold the code. */
  readonly isShared: boolean;
  readonly status: WorkItemStatus;
  /** Who took it; colleagues of the unit may still act. */
  readonly assigneeId: StaffId | null;
  /** Calendar day, {@link NO_DUE_DAY} when there is none. */
  readonly dueOn: string;
  /** Instant, ISO 8601 in UTC: since when it waits. */
  readonly openedAt: string;
  /** Steps of the escalation chain so far. */
  readonly escalationLevel: number;
  readonly revision: number;
}

/** A state that was entered and waits for somebody. */
export interface OpenedState {
  readonly stateId: string;
  readonly generation: number;
  readonly owner: string;
}

/** What happens to the work items of a process because of one event. */
export interface WorkItemPlan {
  /** States whose open item ends. */
  readonly closed: readonly string[];
  readonly opened: readonly OpenedState[];
  /** States that go on waiting. */
  readonly kept: readonly string[];
}

type Place = Pick<ProcessView, 'activeStates' | 'stateEntries' | 'status'>;

/**
 * Compares the places of a process before and after an event: every stay in a leaf state with an owner has one item.
 * A state that was left and entered again is another stay.
 *
 * @param chart That of the definition after the event.
 */
export function planWorkItems(before: Place, after: Place, chart: Statechart): WorkItemPlan {
  const stays = new Map(before.activeStates.map((id) => [id, generationOf(before, id)]));
  const waiting =
    after.status !== 'active' ? [] : after.activeStates.flatMap((id) => waitingState(after, id, chart));
  const kept = waiting.filter(({ stateId, generation }) => stays.get(stateId) === generation);
  const keptIds = kept.map(({ stateId }) => stateId);
  return {
    closed: before.activeStates.filter((id) => !keptIds.includes(id)),
    opened: waiting.filter(({ stateId }) => !keptIds.includes(stateId)),
    kept: keptIds,
  };
}

function generationOf({ stateEntries }: Place, stateId: string): number {
  return stateEntries[stateId]?.generation ?? 1;
}

function waitingState(after: Place, stateId: string, chart: Statechart): readonly OpenedState[] {
  const node = chart.byId.get(stateId);
  const owner = node && ownerOf(node);
  if (!node || node.kind === 'final' || owner === undefined) return [];
  return [{ stateId, generation: generationOf(after, stateId), owner }];
}
