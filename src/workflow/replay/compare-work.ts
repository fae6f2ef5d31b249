import type { DeadlineView, ProcessView } from '../domain/process.js';
import type { Statechart } from '../domain/statechart.js';
import { planWorkItems, type OpenedState } from '../worklist/domain/work-item.js';
import { shown, type ReplayDifference } from './replay-difference.js';

/** A deadline row with what was warned of; dates are calendar dates (`YYYY-MM-DD`). */
export interface StoredDeadline extends DeadlineView {
  readonly nextWarnOn: string | null;
  /** Last warning day that the audit register has as given; read for running deadlines only. */
  readonly warnedOn: string | null;
}

/** Before its first event nobody waits. */
const NOWHERE = { activeStates: [], stateEntries: {}, status: 'active' } as const;

/**
 * The first running deadline whose next warning is not the one after the last that was given.
 *
 * @param rows  Rows whose days agree with the log.
 */
export function warningDifference(
  process: ProcessView,
  rows: readonly StoredDeadline[],
): ReplayDifference | undefined {
  for (const { key, stateId, generation, status, warnOn, warnedOn, nextWarnOn } of rows) {
    const next = warnOn.filter((day) => warnedOn === null || day > warnedOn).toSorted()[0] ?? null;
    if (status !== 'open' || next === nextWarnOn) continue;
    return {
      place: 'deadline',
      seq: process.revision,
      field: `nextWarnOn (${key}, ${stateId}, ${String(generation)})`,
      expected: shown(next),
      found: shown(nextWarnOn),
      isChainWhole: true,
    };
  }
  return undefined;
}

/**
 * The first work item that is not what the state of the process makes of it: every stay in a state with an owner has
 * exactly one that is not closed, and there are no others.
 *
 * @param chart  Of the present version; `undefined`: unknown, then nobody is expected to wait.
 * @param items  Those not closed.
 */
export function workItemDifference(
  process: ProcessView,
  chart: Statechart | undefined,
  items: readonly OpenedState[],
): ReplayDifference | undefined {
  const expected = chart ? planWorkItems(NOWHERE, process, chart).opened : [];
  const left = [...items];
  const missing = expected.find((wanted) => {
    const index = left.findIndex((item) => differingField(wanted, item) === undefined);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  const other = missing ? left.find(({ stateId }) => stateId === missing.stateId) : left[0];
  if (!missing && !other) return undefined;
  const field = missing && other && differingField(missing, other);
  return {
    place: 'workItem',
    seq: process.revision,
    field: field ? `${field} (${missing.stateId})` : 'row',
    expected: field ? shown(missing[field]) : inWords(missing),
    found: field ? shown(other[field]) : inWords(other),
    isChainWhole: true,
  };
}

function differingField(expected: OpenedState, found: OpenedState): keyof OpenedState | undefined {
  const fields = ['stateId', 'generation', 'owner'] as const;
  return fields.find((name) => expected[name] !== found[name]);
}

function inWords(item: OpenedState | undefined): string {
  return item ? `${item.stateId} (${String(item.generation)}), ${item.owner}` : '–';
}
