import { historyDefault, initialChild, type Statechart, type StateNode } from '../statechart.js';
import type { StateDefinition } from '../definition.js';
import type { Change, ChangeKind } from './definition-diff.js';
import { asJson, isEqual } from './json-difference.js';
import type { StateMatch, StateMatches } from './state-match.js';

/** German name of a state with the names of those around it, without the process itself. */
export function stateLabel(node: StateNode): string {
  const names: string[] = [];
  for (let each: StateNode | undefined = node; each?.parent; each = each.parent) {
    names.unshift(each.definition.meta?.label.de ?? each.key);
  }
  return names.join(' › ') || node.key;
}

function change(kind: ChangeKind, node: StateNode, before: unknown, after: unknown, counts = true): Change {
  const values = { before: asJson(before), after: asJson(after), affectsDecisions: counts };
  return { part: 'STATE', kind, id: node.id, label: stateLabel(node), ...values };
}

/** What of a state has meaning beside its place and its transitions. */
const ASPECTS: readonly (readonly [ChangeKind, (state: StateDefinition) => unknown])[] = [
  ['OWNER', ({ meta }) => meta?.owner],
  ['ACTIONS', ({ entry, exit }) => (entry || exit ? { entry: entry ?? [], exit: exit ?? [] } : undefined)],
  ['OUTPUT', ({ output }) => output],
  ['BEHAVIOUR', behaviourOf],
  ['LAW', ({ meta }) => meta?.legalBasis],
];

function behaviourOf({ tags, history, meta }: StateDefinition): unknown {
  const escalation = meta?.escalation ?? null;
  return { tags: [...(tags ?? [])].sort(), history: history ?? null, escalation };
}

function textsOf({ meta, description }: StateDefinition): unknown {
  return { label: meta?.label ?? null, plain: meta?.plain ?? null, description: description ?? null };
}

/** Compares the states of two versions that belong together. */
class StateComparison {
  constructor(
    private readonly from: Statechart,
    private readonly to: Statechart,
    private readonly matches: StateMatches,
  ) {}

  changes(): readonly Change[] {
    return [
      ...[...this.matches.byOld.values()].flatMap((match) => this.ofMatch(match)),
      ...this.matches.added.map((node) => change('ADDED', node, null, node.id)),
      ...this.matches.removed.map((node) => change('REMOVED', node, node.id, null)),
    ];
  }

  private ofMatch(match: StateMatch): readonly Change[] {
    const { from, to, kind } = match;
    const aspects = ASPECTS.flatMap(([aspect, read]) => {
      const [before, after] = [read(from.definition), read(to.definition)];
      // A norm beside a state is shown to people; it decides nothing.
      return isEqual(before, after) ? [] : [change(aspect, to, before, after, aspect !== 'LAW')];
    });
    const [before, after] = [textsOf(from.definition), textsOf(to.definition)];
    return [
      ...(kind === 'same' ? [] : [change(kind === 'renamed' ? 'RENAMED' : 'MOVED', to, from.id, to.id)]),
      ...(from.kind === to.kind ? [] : [change('KIND', to, from.kind, to.kind)]),
      ...this.entry(match),
      ...this.regionOrder(match),
      ...aspects,
      ...(isEqual(before, after) ? [] : [change('TEXT', to, before, after, false)]),
    ];
  }

  /** The state that is entered first, where either version has one. */
  private entry({ from, to }: StateMatch): readonly Change[] {
    const [before, after] = [entered(this.from, from), entered(this.to, to)];
    const expected = before && this.matches.byOld.get(before.id)?.to.id;
    if (before === after || (after && expected === after.id)) return [];
    return [change('INITIAL', to, before?.id, after?.id)];
  }

  private regionOrder({ from, to }: StateMatch): readonly Change[] {
    if (from.kind !== 'parallel' || to.kind !== 'parallel') return [];
    const stay = from.children.flatMap((child) => this.matches.byOld.get(child.id)?.to ?? []);
    const kept = stay.filter((child) => child.parent === to);
    const order = (keys: readonly string[]) => kept.map(({ key }) => keys.indexOf(key));
    const before = from.children.map(({ key }) => key);
    if (!isAscending(order(to.children.map(({ key }) => key)))) {
      return [
        change(
          'REGIONS_REORDERED',
          to,
          before,
          to.children.map(({ key }) => key),
        ),
      ];
    }
    // The engine takes regions by key, so the order in which they are written means nothing.
    const written = Object.keys(from.definition.states ?? {});
    const writtenNow = Object.keys(to.definition.states ?? {});
    const same = written.filter((key) => writtenNow.includes(key));
    if (isAscending(same.map((key) => writtenNow.indexOf(key)))) return [];
    return [change('REGIONS_REORDERED', to, written, writtenNow, false)];
  }
}

function entered(chart: Statechart, node: StateNode): StateNode | undefined {
  return node.kind === 'history' ? historyDefault(chart, node) : initialChild(node);
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((each, index) => index === 0 || each > (numbers[index - 1] ?? -1));
}

/** What differs between the states themselves; transitions are told apart. */
export function stateChanges(from: Statechart, to: Statechart, matches: StateMatches): readonly Change[] {
  return new StateComparison(from, to, matches).changes();
}
