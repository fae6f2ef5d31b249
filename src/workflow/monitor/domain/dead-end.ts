import { transitionsFrom } from '../../domain/transitions.js';
import { withAncestors, type Statechart } from '../../domain/statechart.js';

/**
 * Whether conditions alone could keep everybody from moving a process: every event that its states take is guarded.
 *
 * @param leaves Ids of the active leaf states.
 */
export function everyExitIsGuarded(chart: Statechart, leaves: readonly string[]): boolean {
  const nodes = new Set(leaves.flatMap((id) => withAncestors(nodeOf(chart, id))));
  return [...nodes]
    .flatMap(transitionsFrom)
    .filter(({ trigger }) => trigger === 'event')
    .every(({ definition }) => definition.guard !== undefined);
}

function nodeOf(chart: Statechart, id: string) {
  const node = chart.byId.get(id);
  if (!node) throw new RangeError(`No state ${id}`);
  return node;
}
