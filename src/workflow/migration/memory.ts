import { canonicalJson } from '../../kernel/index.js';
import type { StoredState } from '../domain/decision.js';
import type { JsonObject, JsonValue } from '../domain/definition.js';
import type { StateEntry } from '../domain/process.js';
import { problemText } from '../domain/schema-validation.js';
import { isBelow } from '../domain/statechart.js';
import type { CompiledDefinition } from '../kernel/compile.js';
import { MAX_CONTEXT_SIZE } from '../kernel/kernel.js';
import { newFieldName, newStateId, type MigrationMapping } from './mapping.js';
import { problem, type MigrationProblem } from './migration-problem.js';

/** What a process remembers, under the names of the new version. */
export interface Carried<T> {
  readonly value: T;
  readonly problems: readonly MigrationProblem[];
}

interface Versions {
  readonly from: CompiledDefinition;
  readonly to: CompiledDefinition;
  readonly mapping: MigrationMapping;
}

/** Fields under their new names; new ones with the mapping's constant, else the definition's initial value, else empty. */
export function carryContext({ from, to, mapping }: Versions, context: JsonObject): Carried<JsonObject> {
  const declared = to.definition.context;
  const dropped = mapping.context?.drop ?? [];
  const problems: MigrationProblem[] = [];
  const kept: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(context)) {
    const newName = newFieldName(mapping, name);
    if (dropped.includes(name)) continue;
    if (Object.hasOwn(declared, newName)) kept[newName] = value;
    else if (value !== null) problems.push(fieldGone(from, name));
  }
  const initial = { ...to.definition.machine.context, ...mapping.context?.set };
  const value = Object.fromEntries(
    Object.keys(declared).map((name): [string, JsonValue] => [
      name,
      kept[name] ?? initialOf(kept, initial, name),
    ]),
  );
  return { value, problems: [...problems, ...misfits(to, value)] };
}

function initialOf(kept: JsonObject, initial: JsonObject, name: string): JsonValue {
  return Object.hasOwn(kept, name) ? null : (initial[name] ?? null);
}

function fieldGone({ definition }: CompiledDefinition, name: string): MigrationProblem {
  const label = (definition.context[name]?.['label'] as { readonly de?: string } | undefined)?.de ?? name;
  const sentence = `„${label}“ (${name}) ist eingetragen, aber in der neuen Fassung fehlt das Feld; bitte umbenennen oder verwerfen.`;
  return problem('FIELD_GONE', name, sentence);
}

function misfits(to: CompiledDefinition, context: JsonObject): readonly MigrationProblem[] {
  const wrong = to.validateContext(context).map((error) => {
    const name = error.instancePath.split('/')[1] ?? '';
    return problem(
      'FIELD_MISFIT',
      name,
      `Der Wert von „${name}“ passt nicht zur neuen Fassung (${problemText(error)}).`,
    );
  });
  if (canonicalJson(context).length <= MAX_CONTEXT_SIZE) return firstPerPart(wrong);
  return [...firstPerPart(wrong), problem('FIELD_MISFIT', '', 'Der Vorgang hätte zu viele Angaben.')];
}

function firstPerPart(problems: readonly MigrationProblem[]): readonly MigrationProblem[] {
  return problems.filter((each, index) => problems.findIndex(({ part }) => part === each.part) === index);
}

/**
 * History under the new ids. A history state that is gone is forgotten, since nothing leads there any more; one that
 * remembers something that is gone would silently lead to its default (trap 9), so that has to be allowed.
 */
export function carryHistory(
  { from, to, mapping }: Versions,
  history: StoredState['historyValue'],
): Carried<StoredState['historyValue']> {
  const problems: MigrationProblem[] = [];
  const kept = Object.entries(history).flatMap(([id, remembered]): [string, readonly string[]][] => {
    const node = to.chart.byId.get(newStateId(mapping, id) ?? '');
    if (node?.kind !== 'history' || mapping.forgetHistory?.includes(id)) return [];
    const states = remembered.map((state) => to.chart.byId.get(newStateId(mapping, state) ?? ''));
    const isWhole = states.every((state, index) => {
      if (!state || !node.parent || !isBelow(state, node.parent)) return false;
      const old = from.chart.byId.get(remembered[index] ?? '');
      return (
        node.definition.history !== 'deep' || (old?.children.length === 0) === (state.children.length === 0)
      );
    });
    if (isWhole) return [[node.id, states.flatMap((state) => state?.id ?? [])]];
    const sentence = `„${id}“ merkt sich einen Zustand, den es nicht mehr gibt; bitte ihn zuordnen oder unter „forgetHistory“ freigeben.`;
    problems.push(problem('HISTORY_GONE', id, sentence));
    return [];
  });
  return { value: Object.fromEntries(kept), problems };
}

/**
 * Stays under the new ids; a renamed state goes on counting. Where two states become one, the present stay is told apart
 * from all earlier ones.
 *
 * @param before Ids of the states that are active before the migration.
 */
export function carryEntries(
  { to, mapping }: Versions,
  entries: Readonly<Record<string, StateEntry>>,
  before: ReadonlySet<string>,
): Readonly<Record<string, StateEntry>> {
  const next: Record<string, StateEntry> = {};
  // Present stays last, so that they meet every earlier one of the same new name.
  const ordered = Object.entries(entries).sort(([a], [b]) => Number(before.has(a)) - Number(before.has(b)));
  for (const [id, entry] of ordered) {
    const mapped = newStateId(mapping, id);
    const newId = mapped !== null && to.chart.byId.has(mapped) ? mapped : id;
    const other = next[newId];
    if (!other || (before.has(id) && newId === id)) next[newId] = entry;
    else next[newId] = merged(entry, other, before.has(id));
  }
  return next;
}

function merged(entry: StateEntry, other: StateEntry, isPresent: boolean): StateEntry {
  const generation = Math.max(entry.generation, other.generation) + (isPresent ? 1 : 0);
  return { generation, at: isPresent || entry.at > other.at ? entry.at : other.at };
}
