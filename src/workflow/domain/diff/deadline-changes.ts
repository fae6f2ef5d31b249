import type { DelayDefinition } from '../definition.js';
import type { StateNode } from '../statechart.js';
import type { DeadlineChange, DeadlineEffect } from './definition-diff.js';
import { isEqual } from './json-difference.js';
import type { StateMatches } from './state-match.js';
import type { Version } from './transition-changes.js';

/** Deadlines of a state, by name. */
function delaysOf(
  node: StateNode | undefined,
  { definition }: Version,
): ReadonlyMap<string, DelayDefinition> {
  const names = Object.keys(node?.definition.after ?? {});
  return new Map(
    names.flatMap((name): [string, DelayDefinition][] => {
      const delay = definition.delays[name];
      return delay ? [[name, delay]] : [];
    }),
  );
}

function effectOf(
  before: DelayDefinition | undefined,
  after: DelayDefinition | undefined,
): DeadlineEffect | undefined {
  if (!before) return 'STARTS';
  if (!after) return 'ENDS';
  if (!isEqual(before.rule, after.rule)) return 'NEW_DATE';
  const rest = ({ warnBeforeDays, legalBasis }: DelayDefinition) => ({ warnBeforeDays, legalBasis });
  return isEqual(rest(before), rest(after)) ? undefined : 'SAME_DATE';
}

/**
 * Deadlines that differ for a process moved from one version to the other, by states of the old version in document
 * order. Those of states that only the new version has are left out: they start when such a state is entered.
 */
export function deadlineChanges(
  from: Version,
  to: Version,
  matches: StateMatches,
): readonly DeadlineChange[] {
  return from.chart.nodes.flatMap((node) => {
    const now = matches.byOld.get(node.id)?.to;
    const [before, after] = [delaysOf(node, from), delaysOf(now, to)];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((delayKey): DeadlineChange[] => {
      const [old, next] = [before.get(delayKey), after.get(delayKey)];
      const effect = effectOf(old, next);
      if (!effect) return [];
      const label = (next ?? old)?.label.de ?? delayKey;
      const places = { stateId: node.id, newStateId: now?.id ?? null };
      return [{ delayKey, label, ...places, effect, before: old ?? null, after: next ?? null }];
    });
  });
}
