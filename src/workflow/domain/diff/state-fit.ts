import {
  entryLeaves,
  isLeaf,
  resolveTarget,
  withAncestors,
  type Statechart,
  type StateNode,
} from '../statechart.js';
import { alternatives } from '../definition.js';
import { targetsOf } from '../transitions.js';
import type { FitReason, StateFit } from './definition-diff.js';
import { stateLabel } from './state-changes.js';
import type { StateMatches } from './state-match.js';

/** Judges leaf states of the old version one by one. */
class Fitting {
  constructor(
    private readonly to: Statechart,
    private readonly matches: StateMatches,
    private readonly isOtherKey: boolean,
  ) {}

  fit(leaf: StateNode): StateFit {
    if (this.isOtherKey) return this.answer(leaf, 'CANNOT', 'OTHER_KEY');
    if (leaf.kind === 'final' && leaf.parent?.parent === undefined) {
      return this.answer(leaf, 'FITS', 'PROCESS_ENDED', this.matches.byOld.get(leaf.id)?.to);
    }
    const match = this.matches.byOld.get(leaf.id);
    if (!match) return this.withoutTwin(leaf);
    const { to, kind } = match;
    if (!isLeaf(to)) return this.answer(leaf, 'NEEDS_MAPPING', 'REFINED', this.inside(to));
    if (to.kind !== leaf.kind) return this.answer(leaf, 'NEEDS_MAPPING', 'END_CHANGED');
    const onward = this.passage(leaf, to);
    if (onward !== undefined) return this.answer(leaf, 'NEEDS_MAPPING', 'PASSES_THROUGH', onward);
    if (to.id !== leaf.id) {
      return this.answer(leaf, 'NEEDS_MAPPING', kind === 'moved' ? 'MOVED' : 'RENAMED', to);
    }
    return this.answer(leaf, 'FITS', this.newRegions(leaf, to).length > 0 ? 'NEW_REGIONS' : 'SAME_STATE', to);
  }

  /** A state that is gone: a person chooses another one beside it, unless all around it is gone, too. */
  private withoutTwin(leaf: StateNode): StateFit {
    const around = leaf.parent && this.matches.byOld.get(leaf.parent.id);
    return around
      ? this.answer(leaf, 'NEEDS_MAPPING', 'REMOVED')
      : this.answer(leaf, 'CANNOT', 'SURROUNDINGS_GONE');
  }

  /** The one state somebody who enters would stand in; the whole, when there are several. */
  private inside(node: StateNode): StateNode {
    const leaves = entryLeaves(this.to, node);
    return leaves.length === 1 && leaves[0] ? leaves[0] : node;
  }

  /** Where an unguarded `always` leads that the old version did not have; `undefined` when one can stand there. */
  private passage(leaf: StateNode, to: StateNode): StateNode | undefined {
    const unguarded = (node: StateNode) => alternatives(node.definition.always).find(({ guard }) => !guard);
    const always = unguarded(to);
    if (!always || unguarded(leaf)) return undefined;
    const [target] = targetsOf(always);
    return target === undefined ? undefined : resolveTarget(this.to, to, target);
  }

  private newRegions(leaf: StateNode, target: StateNode): readonly string[] {
    const line = withAncestors(leaf).map(({ id }) => this.matches.byOld.get(id)?.to);
    // Regions inside a state that is entered anew come with it; those beside one that stays have to be entered.
    return withAncestors(target)
      .filter(({ kind }) => kind === 'parallel')
      .flatMap((parallel) =>
        parallel.children.filter((region) => !this.matches.byNew.has(region.id) && !line.includes(region)),
      )
      .filter((region) => !withAncestors(target).includes(region))
      .map(({ id }) => id);
  }

  private answer(
    leaf: StateNode,
    verdict: StateFit['verdict'],
    reason: FitReason,
    suggestion?: StateNode,
  ): StateFit {
    const newRegions = suggestion ? this.newRegions(leaf, suggestion) : [];
    const base = { stateId: leaf.id, label: stateLabel(leaf), verdict, newRegions, reason };
    return suggestion ? { ...base, suggestion: suggestion.id } : base;
  }
}

/** What the new version means for processes that stand in each leaf state of the old one, in document order. */
export function statesFit(from: Statechart, to: Statechart, matches: StateMatches): readonly StateFit[] {
  const fitting = new Fitting(to, matches, from.root.id !== to.root.id);
  return from.nodes.filter(isLeaf).map((leaf) => fitting.fit(leaf));
}
