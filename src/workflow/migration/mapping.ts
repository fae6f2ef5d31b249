import type { CompiledDefinition } from '../kernel/compile.js';
import type { JsonObject, LegalBasis } from '../domain/definition.js';

/**
 * What happens to a running deadline: `keep` its date, `recompute` it from its original start by the new rule,
 * `restart` it on the day of the migration, `end` it.
 */
export type DeadlinePolicy = 'keep' | 'recompute' | 'restart' | 'end';

/** The decision about one deadline. */
export interface DeadlineDecision {
  readonly policy: DeadlinePolicy;
  /** Confirms that the date may come earlier, or may have passed already. */
  readonly allowEarlier?: boolean;
  /** Why a deadline ends or may come earlier; German. */
  readonly reason?: string;
}

/** A state of the new version that is entered by the migration itself, with everything inside it. */
export interface EnteredState {
  readonly state: string;
  /** Whether its entry actions run; its deadlines start either way. */
  readonly effects: 'run' | 'skip';
}

/** What happens to the fields of a process. */
export interface ContextMapping {
  /** Old name → new name. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Values of fields that the old version does not have. */
  readonly set?: JsonObject;
  /** Fields that are forgotten. */
  readonly drop?: readonly string[];
}

/**
 * How running processes get from one version of a definition to another: `workflows/<key>/migrations/<from>-<to>.json`,
 * format `workflows/migration.schema.json`. What it does not name stays: a state of the same id and kind, a deadline of
 * the same name and rule, a field of the same name. Events need no mapping, because none is under way.
 */
export interface MigrationMapping {
  readonly $schema?: string;
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** Why running processes are moved; German. */
  readonly reason: string;
  readonly legalBasis?: LegalBasis;
  /** Old state → new state, by id; what lies inside follows. `null`: the region is left. */
  readonly states?: Readonly<Record<string, string | null>>;
  readonly enter?: readonly EnteredState[];
  /** Old name of a deadline → new name. */
  readonly delays?: Readonly<Record<string, string>>;
  /** New name of a deadline, old name of one that is gone. */
  readonly deadlines?: Readonly<Record<string, DeadlineDecision>>;
  readonly context?: ContextMapping;
  /** Ids of history states of the old version that may forget what they remember. */
  readonly forgetHistory?: readonly string[];
}

/** The mapping that names nothing: everything stays under its name. */
export function identityMapping(key: string, from: number, to: number, reason: string): MigrationMapping {
  return { key, from, to, reason };
}

/**
 * Id of a state in the new version: its own mapping, else that of the closest state around it, else its own id.
 *
 * @returns `null` for a state that is left on purpose.
 */
export function newStateId(mapping: MigrationMapping, oldId: string): string | null {
  const states = mapping.states ?? {};
  for (let end = oldId.length; end > 0; end = oldId.lastIndexOf('.', end - 1)) {
    const around = oldId.slice(0, end);
    if (!Object.hasOwn(states, around)) continue;
    const target = states[around];
    return target === null || target === undefined ? null : target + oldId.slice(end);
  }
  return oldId;
}

/** Name of a deadline in the new version. */
export function newDelayKey(mapping: MigrationMapping, oldKey: string): string {
  return mapping.delays?.[oldKey] ?? oldKey;
}

/** Name of a field in the new version. */
export function newFieldName(mapping: MigrationMapping, oldName: string): string {
  return mapping.context?.rename?.[oldName] ?? oldName;
}

/**
 * What is wrong with a mapping that fits its schema, given both versions: names that do not exist.
 *
 * @returns `<path>: <German sentence>`; empty when it can be used.
 */
export function mappingProblems(
  mapping: MigrationMapping,
  from: CompiledDefinition,
  to: CompiledDefinition,
): readonly string[] {
  return [
    ...headProblems(mapping, from, to),
    ...stateProblems(mapping, from, to),
    ...deadlineProblems(mapping, from, to),
    ...contextProblems(mapping, from, to),
  ];
}

function headProblems(
  { key, from, to }: MigrationMapping,
  before: CompiledDefinition,
  after: CompiledDefinition,
): readonly string[] {
  const [old, now] = [before.definition, after.definition];
  return [
    ...(key === old.key && key === now.key ? [] : [`key: Die Zuordnung gehört zu „${key}“.`]),
    ...(from === old.version ? [] : [`from: Die Zuordnung beginnt bei Fassung ${from}.`]),
    ...(to === now.version ? [] : [`to: Die Zuordnung führt zu Fassung ${to}.`]),
  ];
}

function stateProblems(
  { states = {}, enter = [], forgetHistory = [] }: MigrationMapping,
  from: CompiledDefinition,
  to: CompiledDefinition,
): readonly string[] {
  const unknown = (path: string, id: string, version: number) =>
    `${path}: Fassung ${version} hat keinen Zustand „${id}“.`;
  const old = from.definition.version;
  const now = to.definition.version;
  return [
    ...Object.keys(states).flatMap((id) => (from.chart.byId.has(id) ? [] : [unknown('states', id, old)])),
    ...Object.values(states).flatMap((id) => {
      if (id === null) return [];
      const node = to.chart.byId.get(id);
      if (!node) return [unknown('states', id, now)];
      return node.kind === 'history' ? [`states: In „${id}“ kann kein Vorgang stehen.`] : [];
    }),
    ...enter.flatMap(({ state }) => (to.chart.byId.has(state) ? [] : [unknown('enter', state, now)])),
    ...forgetHistory.flatMap((id) => (from.chart.byId.has(id) ? [] : [unknown('forgetHistory', id, old)])),
  ];
}

function deadlineProblems(
  { delays = {}, deadlines = {} }: MigrationMapping,
  from: CompiledDefinition,
  to: CompiledDefinition,
): readonly string[] {
  const [old, now] = [from.definition.delays, to.definition.delays];
  const missing = (path: string, name: string) => `${path}: Die Frist „${name}“ gibt es nicht.`;
  return [
    ...Object.entries(delays).flatMap(([before, after]) => [
      ...(Object.hasOwn(old, before) ? [] : [missing('delays', before)]),
      ...(Object.hasOwn(now, after) ? [] : [missing('delays', after)]),
    ]),
    ...Object.keys(deadlines)
      .filter((name) => !Object.hasOwn(now, name) && !Object.hasOwn(old, name))
      .map((name) => missing('deadlines', name)),
  ];
}

function contextProblems(
  { context = {} }: MigrationMapping,
  from: CompiledDefinition,
  to: CompiledDefinition,
): readonly string[] {
  const { rename = {}, set = {}, drop = [] } = context;
  const [old, now] = [from.definition.context, to.definition.context];
  const missing = (path: string, name: string) => `context.${path}: Das Feld „${name}“ gibt es nicht.`;
  const targets = Object.values(rename);
  return [
    ...Object.keys(rename).flatMap((name) => (Object.hasOwn(old, name) ? [] : [missing('rename', name)])),
    ...targets.flatMap((name) => (Object.hasOwn(now, name) ? [] : [missing('rename', name)])),
    ...drop.flatMap((name) => (Object.hasOwn(old, name) ? [] : [missing('drop', name)])),
    ...Object.keys(set).flatMap((name) => {
      if (!Object.hasOwn(now, name)) return [missing('set', name)];
      const isKnown = (Object.hasOwn(old, name) && !drop.includes(name)) || targets.includes(name);
      return isKnown ? [`context.set: „${name}“ hat im Vorgang schon einen Wert, der erhalten bleibt.`] : [];
    }),
    ...targets
      .filter((name, index) => targets.indexOf(name) !== index)
      .map((name) => `context.rename: Zwei Felder hießen danach „${name}“.`),
  ];
}
