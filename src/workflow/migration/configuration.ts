import type { StateValue } from '../domain/decision.js';
import { alternatives } from '../domain/definition.js';
import { activeChildren, entryLeaves, isLeaf, withAncestors, type StateNode } from '../domain/statechart.js';
import type { CompiledDefinition } from '../kernel/compile.js';
import { activeLeaves, inRegionOrder } from '../kernel/stored-state.js';
import { newStateId, type MigrationMapping } from './mapping.js';
import { problem, stateInWords, type MigrationProblem } from './migration-problem.js';

/** Where a process stands in the new version. */
export interface Configuration {
  readonly value: StateValue;
  /** Active states that were active before, by their new id. */
  readonly stays: ReadonlySet<string>;
  /** Active states that were not, from outside in, in document order. */
  readonly entered: readonly StateNode[];
  /** Ids of active states of the old version, leaves and the states around them. */
  readonly before: ReadonlySet<string>;
  /** Those of them that are left, from inside out. */
  readonly left: readonly string[];
  readonly problems: readonly MigrationProblem[];
}

interface Versions {
  readonly from: CompiledDefinition;
  readonly to: CompiledDefinition;
  readonly mapping: MigrationMapping;
}

/**
 * Finds where a process stands in the new version.
 *
 * A state that is mapped or has the same id is the same stay under another name; everything else that is active
 * afterwards is entered anew and has to be named in the mapping when entering it does anything.
 *
 * @param value A value that fits the old version.
 */
export function configurationOf(versions: Versions, value: StateValue): Configuration {
  const { from, to, mapping } = versions;
  const before = activeLeaves(from.chart.root, value);
  const beforeAll = [...new Set(before.flatMap(withAncestors))];
  const stays = new Set(beforeAll.flatMap(({ id }) => newStateId(mapping, id) ?? []));
  const placed = before.map((leaf) => placeOf(versions, leaf));
  const targets = placed.flatMap(({ leaves }) => leaves);
  const unplaced = placed.flatMap(({ problems }) => problems);
  const regions = missingRegions(to.chart.root, targets, stays);
  const leaves = [...targets, ...regions.entered.flatMap((region) => entryLeaves(to.chart, region))];
  const active = new Set(leaves.flatMap(withAncestors));
  const entered = to.chart.nodes.filter((node) => active.has(node) && !stays.has(node.id));
  const newValue = inRegionOrder(to.chart.root, valueOf(to.chart.root, active));
  const activeIds = new Set([...active].map(({ id }) => id));
  return {
    value: newValue,
    stays: new Set([...stays].filter((id) => activeIds.has(id))),
    entered,
    before: new Set(beforeAll.map(({ id }) => id)),
    left: beforeAll
      .filter(({ id }) => !activeIds.has(newStateId(mapping, id) ?? ''))
      .map(({ id }) => id)
      .reverse(),
    problems: [
      ...(unplaced.length > 0 ? unplaced : regions.problems),
      ...mergedStates(active),
      ...unnamedEntries(entered, mapping),
      ...restlessStates([...active]),
    ],
  };
}

interface Place {
  readonly leaves: readonly StateNode[];
  readonly problems: readonly MigrationProblem[];
}

/** Where one active leaf of the old version leads. */
function placeOf({ to, mapping }: Versions, leaf: StateNode): Place {
  const id = newStateId(mapping, leaf.id);
  if (id === null) return { leaves: [], problems: [] };
  const refused = (code: MigrationProblem['code'], sentence: string): Place => ({
    leaves: [],
    problems: [problem(code, leaf.id, sentence)],
  });
  const name = stateInWords(leaf);
  const node = to.chart.byId.get(id);
  if (!node || node.kind === 'history') {
    return refused('STATE_GONE', `Den Zustand ${name} gibt es nicht mehr; bitte einen anderen zuordnen.`);
  }
  const isNamed = Object.hasOwn(mapping.states ?? {}, leaf.id);
  if (!isLeaf(node)) {
    if (isNamed) return { leaves: entryLeaves(to.chart, node), problems: [] };
    return refused(
      'STATE_REFINED',
      `Der Zustand ${name} ist jetzt unterteilt; bitte festlegen, wo darin der Vorgang steht.`,
    );
  }
  const [wasEnd, isEnd] = [leaf.kind === 'final', node.kind === 'final'];
  if (isEnd && !wasEnd) {
    return refused(
      'ENDS_SILENTLY',
      `Der Vorgang würde in ${stateInWords(node)} enden, ohne dass jemand entschieden hat.`,
    );
  }
  if (wasEnd && !isEnd && !isNamed) {
    return refused('END_CHANGED', `Der Zustand ${name} war ein Ende und ist keines mehr; bitte zuordnen.`);
  }
  return { leaves: [node], problems: [] };
}

/** Regions beside the targets in which nothing stands yet: new ones to enter, old ones whose place is not known. */
function missingRegions(
  root: StateNode,
  targets: readonly StateNode[],
  stays: ReadonlySet<string>,
): { readonly entered: readonly StateNode[]; readonly problems: readonly MigrationProblem[] } {
  const active = new Set(targets.flatMap(withAncestors));
  const missing = [...active]
    .filter(({ kind }) => kind === 'parallel')
    .flatMap((parallel) => activeChildren(parallel).filter((region) => !active.has(region)));
  const lost = missing.filter(({ id }) => stays.has(id));
  const alone = targets.length === 0 ? [root] : [];
  return {
    entered: missing.filter(({ id }) => !stays.has(id)),
    problems: [...lost, ...alone].map((node) =>
      problem('STATE_GONE', node.id, `In ${stateInWords(node)} steht der Vorgang nirgends; bitte zuordnen.`),
    ),
  };
}

function mergedStates(active: ReadonlySet<StateNode>): readonly MigrationProblem[] {
  return [...active]
    .filter(
      (node) =>
        node.kind === 'compound' && activeChildren(node).filter((each) => active.has(each)).length > 1,
    )
    .map((node) =>
      problem(
        'STATES_MERGED',
        node.id,
        `In ${stateInWords(node)} stünde der Vorgang an mehreren Stellen zugleich.`,
      ),
    );
}

/** States that would be entered anew without the mapping saying so; structure without effect needs no word. */
function unnamedEntries(
  entered: readonly StateNode[],
  mapping: MigrationMapping,
): readonly MigrationProblem[] {
  const isNamed = (node: StateNode) =>
    withAncestors(node).some(({ id }) => mapping.enter?.some(({ state }) => state === id));
  const isBusy = ({ definition }: StateNode) =>
    (definition.entry?.length ?? 0) > 0 || Object.keys(definition.after ?? {}).length > 0;
  return entered.flatMap((node): MigrationProblem[] => {
    if (isNamed(node)) return [];
    const name = stateInWords(node);
    if (node.parent?.kind === 'parallel' && !entered.includes(node.parent)) {
      const sentence = `Der Bereich ${name} ist neu; bitte unter „enter“ festlegen, ob er mit seinen Wirkungen betreten wird.`;
      return [problem('NEW_REGION', node.id, sentence)];
    }
    if (!isBusy(node)) return [];
    return [
      problem(
        'NEW_STATE',
        node.id,
        `Der Zustand ${name} käme neu hinzu; bitte unter „enter“ festlegen, was geschieht.`,
      ),
    ];
  });
}

/** States in which the process could not stay: left at once by themselves, or complete without a completion event. */
function restlessStates(active: readonly StateNode[]): readonly MigrationProblem[] {
  const isActive = new Set(active);
  return active.flatMap((node): MigrationProblem[] => {
    if (alternatives(node.definition.always).some(({ guard }) => !guard)) {
      const sentence = `In ${stateInWords(node)} kann ein Vorgang nicht mehr stehen bleiben; bitte einen anderen Zustand zuordnen.`;
      return [problem('PASSES_THROUGH', node.id, sentence)];
    }
    const endsHere = node.definition.onDone !== undefined || node.parent === undefined;
    if (!endsHere || !isComplete(node, isActive)) return [];
    return [
      problem(
        'ENDS_SILENTLY',
        node.id,
        `${stateInWords(node)} wäre mit dem Wechsel abgeschlossen, ohne dass jemand entschieden hat.`,
      ),
    ];
  });
}

function isComplete(node: StateNode, active: ReadonlySet<StateNode>): boolean {
  if (isLeaf(node)) return false;
  const inside = activeChildren(node);
  if (node.kind === 'parallel') return inside.every((region) => isComplete(region, active));
  return inside.some((child) => child.kind === 'final' && active.has(child));
}

/** The value of a set of active states, as XState writes it. */
function valueOf(node: StateNode, active: ReadonlySet<StateNode>): StateValue {
  const inside = activeChildren(node).filter((child) => active.has(child));
  if (node.kind !== 'parallel') {
    const [child] = inside;
    if (!child) return {};
    return isLeaf(child) ? child.key : { [child.key]: valueOf(child, active) };
  }
  return Object.fromEntries(
    inside.map((region) => [region.key, isLeaf(region) ? {} : valueOf(region, active)]),
  );
}
