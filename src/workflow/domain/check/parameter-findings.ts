import {
  BUILT_IN_ACTIONS,
  isBuiltInAction,
  recordedAs,
  type ClearParams,
  type RecordParams,
} from '../built-in-actions.js';
import { builtInGuard, STATE_IN_PARAMS, stateInTarget } from '../built-in-guards.js';
import type { FieldSchema, GuardExpression, GuardReference, JsonObject, JsonValue } from '../definition.js';
import { isCombination } from '../guard-evaluation.js';
import { contextSchemaOf, problemText, validatorOf } from '../schema-validation.js';
import { finding, type Finding } from './finding.js';
import { knownValidator } from './known-validators.js';
import { actionSites, transitionPath, type ActionSite, type CheckSubject } from './subject.js';

const NO_PARAMS: JsonObject = { type: 'object', additionalProperties: false };

/** Guards and actions with wrong names, parameters, payload fields or context fields; wrong values of the context. */
export function parameterFindings(subject: CheckSubject): readonly Finding[] {
  const guards = subject.transitions.flatMap((site) => {
    const event = site.trigger === 'event' ? site.key : undefined;
    return guardFindings(subject, site.definition.guard, [...transitionPath(site), 'guard'], event);
  });
  const actions = actionSites(subject).flatMap((site) => actionFindings(subject, site));
  return [...guards, ...actions, ...contextFindings(subject)];
}

function paramsFindings(
  schema: JsonObject | undefined,
  params: JsonObject | undefined,
  path: readonly string[],
) {
  return knownValidator(schema ?? NO_PARAMS)(params ?? {}).map((error) => {
    const problem = problemText(error);
    const at = [...path, 'params'];
    return finding('INVALID_PARAMS', at, `Angaben falsch: ${problem}.`, `Wrong parameters: ${problem}.`);
  });
}

function guardFindings(
  subject: CheckSubject,
  guard: GuardExpression | undefined,
  path: readonly string[],
  event: string | undefined,
): readonly Finding[] {
  if (!guard) return [];
  if (isCombination(guard)) {
    return guard.guards.flatMap((part, index) =>
      guardFindings(subject, part, [...path, 'guards', String(index)], event),
    );
  }
  const schema = guardSchema(subject, guard);
  if (!schema) {
    const name = guard.type;
    return [finding('UNKNOWN_GUARD', path, `Unbekannte Bedingung: „${name}“.`, `Unknown guard: “${name}”.`)];
  }
  const found = paramsFindings(schema.params, guard.params, path);
  return found.length > 0 ? found : guardFieldFindings(subject, guard, path, event);
}

function guardSchema(
  subject: CheckSubject,
  guard: GuardReference,
): { readonly params?: JsonObject } | undefined {
  if (guard.type === 'stateIn') return { params: STATE_IN_PARAMS };
  const { guards } = subject.vocabulary;
  return builtInGuard(guard.type) ?? (Object.hasOwn(guards, guard.type) ? guards[guard.type] : undefined);
}

function guardFieldFindings(
  subject: CheckSubject,
  guard: GuardReference,
  path: readonly string[],
  event: string | undefined,
): readonly Finding[] {
  const params = guard.params ?? {};
  const at = [...path, 'params'];
  if (guard.type === 'stateIn') {
    const id = stateInTarget(subject.definition.key, params);
    if (subject.chart.byId.has(id)) return [];
    return [finding('UNKNOWN_TARGET', at, `Unbekannter Zustand: „${id}“.`, `Unknown state: “${id}”.`)];
  }
  const builtIn = builtInGuard(guard.type);
  if (!builtIn) return [];
  const fields = [params['field'], params['other']].filter(
    (name): name is string => typeof name === 'string',
  );
  return fields.flatMap((name) =>
    builtIn.readsPayload ? payloadField(subject, event, name, at) : contextField(subject, name, at),
  );
}

function contextField(
  { definition }: CheckSubject,
  name: string,
  path: readonly string[],
): readonly Finding[] {
  if (Object.hasOwn(definition.context, name)) return [];
  const en = `“${name}” is not declared in “context”.`;
  return [finding('UNDECLARED_CONTEXT', path, `„${name}“ ist in „context“ nicht erklärt.`, en)];
}

function payloadField(
  { definition }: CheckSubject,
  event: string | undefined,
  name: string,
  path: readonly string[],
): readonly Finding[] {
  const properties = event === undefined ? undefined : definition.events[event]?.payload?.properties;
  if (properties && Object.hasOwn(properties, name)) return [];
  const where = event ?? '–';
  const en = `The event (${where}) does not carry “${name}”.`;
  return [finding('UNKNOWN_PAYLOAD_FIELD', path, `Das Ereignis (${where}) enthält „${name}“ nicht.`, en)];
}

function actionFindings(subject: CheckSubject, { action, path, event }: ActionSite): readonly Finding[] {
  const { effects } = subject.vocabulary;
  if (isBuiltInAction(action.type)) {
    const found = paramsFindings(BUILT_IN_ACTIONS[action.type], action.params, path);
    if (found.length > 0) return found;
    const at = [...path, 'params'];
    if (action.type === 'record') return recordFindings(subject, action.params as RecordParams, at, event);
    const { fields } = action.params as unknown as ClearParams;
    return fields.flatMap((name) => contextField(subject, name, at));
  }
  if (Object.hasOwn(effects, action.type))
    return paramsFindings(effects[action.type]?.params, action.params, path);
  const name = action.type;
  return [finding('UNKNOWN_ACTION', path, `Unbekannte Wirkung: „${name}“.`, `Unknown action: “${name}”.`)];
}

function recordFindings(
  subject: CheckSubject,
  params: RecordParams,
  path: readonly string[],
  event: string | undefined,
): readonly Finding[] {
  const { definition } = subject;
  const fields = params.fields ?? [];
  const aliases = Object.keys(params.as ?? {}).filter((name) => !fields.includes(name));
  return [
    ...[...fields, ...aliases].flatMap((name) => payloadField(subject, event, name, path)),
    ...[...fields.map((name) => recordedAs(params, name)), ...Object.keys(params.set ?? {})].flatMap((name) =>
      contextField(subject, name, path),
    ),
    ...fields.flatMap((name) => {
      const from = definition.events[event ?? '']?.payload?.properties[name];
      const target = recordedAs(params, name);
      return typeFindings(from, definition.context[target], target, path);
    }),
    ...valueFindings(subject, params.set ?? {}, [...path, 'set']),
  ];
}

/** Every type the payload allows must fit the context field; empty (`null`) always does. */
function typeFindings(
  from: FieldSchema | undefined,
  to: FieldSchema | undefined,
  name: string,
  path: readonly string[],
): readonly Finding[] {
  if (!from || !to) return [];
  const allowed = typesOf(to);
  const fits = typesOf(from).every(
    (type) => type === 'null' || allowed.includes(type) || (type === 'integer' && allowed.includes('number')),
  );
  const sameFormat = to.format === undefined || to.format === from.format;
  const values = to.enum && from.enum ? from.enum.every((value) => to.enum?.includes(value)) : !to.enum;
  if (fits && sameFormat && values) return [];
  const en = `Type, format or values do not fit the context field “${name}”.`;
  return [finding('TYPE_MISMATCH', path, `Art, Format oder Werte passen nicht zum Feld „${name}“.`, en)];
}

function typesOf(field: FieldSchema): readonly string[] {
  return typeof field.type === 'string' ? [field.type] : field.type;
}

/** Start values and constants that the declared fields do not allow. */
function valueFindings(
  { definition }: CheckSubject,
  values: JsonObject,
  path: readonly string[],
): readonly Finding[] {
  return Object.entries(values).flatMap(([name, value]: [string, JsonValue]) => {
    const field = definition.context[name];
    if (!field) return [];
    const errors = validatorOf(contextSchemaOf({ [name]: field }))({ [name]: value });
    if (errors.length === 0) return [];
    const en = `The value does not fit the context field “${name}”.`;
    return [finding('TYPE_MISMATCH', [...path, name], `Der Wert passt nicht zum Feld „${name}“.`, en)];
  });
}

function contextFindings(subject: CheckSubject): readonly Finding[] {
  const start = subject.definition.machine.context ?? {};
  const path = ['machine', 'context'];
  return [
    ...Object.keys(start).flatMap((name) => contextField(subject, name, [...path, name])),
    ...valueFindings(subject, start, path),
  ];
}
