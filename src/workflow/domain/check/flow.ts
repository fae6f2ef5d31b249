import {
  activeChildren,
  entryLeaves,
  isBelow,
  isLeaf,
  resolveTarget,
  withAncestors,
  type Statechart,
  type StateNode,
} from '../statechart.js';
import { targetsOf, transitionsFrom, type TransitionSite } from '../transitions.js';

/** Leaf states a transition leads to; empty for a transition that only acts or names no state. */
export function leavesReachedBy(chart: Statechart, site: TransitionSite): readonly StateNode[] {
  return targetsOf(site.definition).flatMap((target) => {
    const node = resolveTarget(chart, site.source, target);
    return node ? [...entryLeaves(chart, node), ...besides(chart, node, site.source)] : [];
  });
}

/** Regions that are entered by the way, because the target lies in one region of a parallel state entered anew. */
function besides(chart: Statechart, target: StateNode, source: StateNode): readonly StateNode[] {
  const line = withAncestors(target);
  return line.flatMap((outer, index) => {
    const way = line[index - 1];
    if (outer.kind !== 'parallel' || source === outer || isBelow(source, outer) || !way) return [];
    return activeChildren(outer)
      .filter((region) => region !== way)
      .flatMap((region) => entryLeaves(chart, region));
  });
}

/** Transitions that can fire while a leaf state is active: its own and those of the states around it. */
export function transitionsAt(leaf: StateNode): readonly TransitionSite[] {
  return withAncestors(leaf).flatMap((node) => transitionsFrom(node).filter((site) => fires(site, leaf)));
}

/** A completion can fire at a leaf only if the leaf is what completes the state. */
function fires(site: TransitionSite, leaf: StateNode): boolean {
  return site.trigger !== 'onDone' || completes(leaf, site.source);
}

/** Whether reaching the leaf can complete the state: its final child, or a final child in a region of it. */
function completes(leaf: StateNode, node: StateNode): boolean {
  if (leaf.kind !== 'final' || !leaf.parent) return false;
  let done = leaf.parent;
  while (done !== node) {
    if (done.parent?.kind !== 'parallel') return false;
    done = done.parent;
  }
  return true;
}

/** Whether reaching the leaf can end the process: final below the root, or in regions up to a parallel root. */
export function endsProcess(chart: Statechart, leaf: StateNode): boolean {
  return completes(leaf, chart.root);
}

/** Leaf states that can be active next, per leaf, with the transitions that lead there. */
export function nextLeaves(
  chart: Statechart,
  leaf: StateNode,
  by: (site: TransitionSite) => boolean = () => true,
): readonly StateNode[] {
  return transitionsAt(leaf)
    .filter(by)
    .flatMap((site) => leavesReachedBy(chart, site));
}

/** Leaf states that can be left because another region of a parallel state around them leads out of it. */
export function escapes(chart: Statechart, leaf: StateNode): readonly StateNode[] {
  return withAncestors(leaf)
    .filter((node) => node.kind === 'parallel')
    .flatMap((parallel) =>
      chart.nodes
        .filter((node) => isBelow(node, parallel))
        .flatMap(transitionsFrom)
        .filter((site) =>
          targetsOf(site.definition).some((target) => {
            const node = resolveTarget(chart, site.source, target);
            return node !== undefined && node !== parallel && !isBelow(node, parallel);
          }),
        )
        .flatMap((site) => leavesReachedBy(chart, site)),
    );
}

/** Everything that can be reached from some leaves, themselves included. */
export function closure(
  from: readonly StateNode[],
  next: (leaf: StateNode) => readonly StateNode[],
): ReadonlySet<StateNode> {
  const seen = new Set(from);
  for (const leaf of seen) for (const reached of next(leaf)) seen.add(reached);
  return seen;
}

/** Leaf states a process can get to; conditions are taken to be possible. */
export function reachableLeaves(chart: Statechart): ReadonlySet<StateNode> {
  return closure(entryLeaves(chart, chart.root), (leaf) => nextLeaves(chart, leaf));
}

/** All states that can be active as leaves. */
export function leavesOf(chart: Statechart): readonly StateNode[] {
  return chart.nodes.filter(isLeaf);
}
