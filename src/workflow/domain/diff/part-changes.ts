import type { DelayDefinition, EventDefinition, LocalizedText, ProcessDefinition } from '../definition.js';
import type { Change, ChangedPart, ChangeKind } from './definition-diff.js';
import { asJson, isEqual } from './json-difference.js';

/** How one aspect of a part is read, and whether decisions depend on it. */
type Aspect<T> = readonly [kind: ChangeKind, read: (part: T) => unknown, affectsDecisions: boolean];

interface Named<T> {
  readonly part: ChangedPart;
  readonly nameOf: (key: string, part: T) => string;
  readonly aspects: readonly Aspect<T>[];
}

type Parts<T> = Readonly<Record<string, T>>;

/** Compares parts by key: come, gone, changed aspect by aspect. */
function compareParts<T>(
  before: Parts<T>,
  after: Parts<T>,
  { part, nameOf, aspects }: Named<T>,
): readonly Change[] {
  const change = (
    kind: ChangeKind,
    id: string,
    own: T,
    values: readonly [unknown, unknown],
    counts: boolean,
  ) => ({
    part,
    kind,
    id,
    label: nameOf(id, own),
    before: asJson(values[0]),
    after: asJson(values[1]),
    affectsDecisions: counts,
  });
  const kept = Object.entries(after).flatMap(([key, now]): readonly Change[] => {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    if (old === undefined) return [change('ADDED', key, now, [null, now], true)];
    return aspects
      .map(([kind, read, counts]) => ({ kind, counts, values: [read(old), read(now)] as const }))
      .filter(({ values }) => !isEqual(...values))
      .map(({ kind, counts, values }) => change(kind, key, now, values, counts));
  });
  const gone = Object.entries(before)
    .filter(([key]) => !Object.hasOwn(after, key))
    .map(([key, old]) => change('REMOVED', key, old, [old, null], true));
  return [...kept, ...gone];
}

const EVENTS: Named<EventDefinition> = {
  part: 'EVENT',
  nameOf: (_key, { label }) => label.de,
  aspects: [
    ['SENDERS', ({ by }) => [...by].sort(), true],
    ['LAW', ({ legalBasis }) => legalBasis, false],
    ['TEXT', ({ label, plain, description }) => ({ label, plain, description }), false],
  ],
};

const DEADLINES: Named<DelayDefinition> = {
  part: 'DEADLINE',
  nameOf: (_key, { label }) => label.de,
  aspects: [
    ['RULE', ({ rule }) => rule, true],
    ['WARNINGS', ({ warnBeforeDays }) => warnBeforeDays, true],
    ['LAW', ({ legalBasis }) => legalBasis, false],
    ['TEXT', ({ label, startLabel, description }) => ({ label, startLabel, description }), false],
  ],
};

/** A field of a payload or of the context, with what stands about it elsewhere. */
interface Field {
  readonly owner: string;
  readonly label: LocalizedText | undefined;
  readonly schema: unknown;
  readonly initial?: unknown;
}

const FIELD_ASPECTS: readonly Aspect<Field>[] = [
  ['SCHEMA', ({ schema }) => schema, true],
  ['INITIAL_VALUE', ({ initial }) => initial, true],
  ['TEXT', ({ label }) => label, false],
];

function fieldName(key: string, { owner, label }: Field): string {
  const name = label?.de ?? key.slice(key.indexOf('.') + 1);
  return owner === '' ? name : `${owner}: ${name}`;
}

/** Fields of all payloads under `EVENT.field`; whether a field is required belongs to its schema. */
function payloadFields(definition: ProcessDefinition, other: ProcessDefinition): Parts<Field> {
  const fields = Object.entries(definition.events)
    .filter(([type]) => Object.hasOwn(other.events, type))
    .flatMap(([type, { label, payload }]) =>
      Object.entries(payload?.properties ?? {}).map(([field, schema]): [string, Field] => {
        const required = payload?.required?.includes(field) ?? false;
        return [`${type}.${field}`, { owner: label.de, label: undefined, schema: { ...schema, required } }];
      }),
    );
  return Object.fromEntries(fields);
}

function contextFields({ context, machine }: ProcessDefinition): Parts<Field> {
  const fields = Object.entries(context).map(([field, { label, ...schema }]): [string, Field] => [
    field,
    { owner: '', label: label as LocalizedText | undefined, schema, initial: machine.context?.[field] },
  ]);
  return Object.fromEntries(fields);
}

/** What of the head of a definition differs. */
export function headChanges(from: ProcessDefinition, to: ProcessDefinition): readonly Change[] {
  const texts = ({ title, purpose, description }: ProcessDefinition) => ({ title, purpose, description });
  const rules = ({ correlation, cancellableBy, reopen }: ProcessDefinition) => ({
    correlation: correlation ?? null,
    cancellableBy: cancellableBy ?? null,
    reopen: reopen ?? null,
  });
  const aspects: readonly Aspect<ProcessDefinition>[] = [
    ['KIND', ({ key }) => key, true],
    ['LAW', ({ lawVersion }) => lawVersion, false],
    ['DATA_CATEGORIES', ({ dataCategories }) => [...dataCategories].sort(), true],
    ['BEHAVIOUR', rules, true],
    ['TEXT', texts, false],
  ];
  const head: Named<ProcessDefinition> = { part: 'DEFINITION', nameOf: () => to.title.de, aspects };
  return compareParts({ [to.key]: from }, { [to.key]: to }, head);
}

/** What of events, fields and deadlines differs. */
export function partChanges(from: ProcessDefinition, to: ProcessDefinition): readonly Change[] {
  return [
    ...compareParts(from.events, to.events, EVENTS),
    ...compareParts(payloadFields(from, to), payloadFields(to, from), {
      part: 'PAYLOAD_FIELD',
      nameOf: fieldName,
      aspects: FIELD_ASPECTS,
    }),
    ...compareParts(contextFields(from), contextFields(to), {
      part: 'CONTEXT_FIELD',
      nameOf: fieldName,
      aspects: FIELD_ASPECTS,
    }),
    ...compareParts(from.delays, to.delays, DEADLINES),
  ];
}
