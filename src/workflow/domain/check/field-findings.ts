import type { JsonObject, ProcessDefinition } from '../definition.js';
import { contextSchemaOf, validatorOf } from '../schema-validation.js';
import { dateBoundFindings } from './date-bound-findings.js';
import { finding, pointer, type Finding } from './finding.js';
import { patternFindings } from './pattern-findings.js';

/** Payloads and context fields that are no valid JSON Schema, a broken pattern for example, or a slow one. */
export function fieldFindings(definition: ProcessDefinition): readonly Finding[] {
  const payloads = Object.entries(definition.events).flatMap(([type, { payload }]) =>
    payload ? invalidSchema({ ...payload } as JsonObject, ['events', type, 'payload']) : [],
  );
  const context = Object.entries(definition.context).flatMap(([name, field]) =>
    invalidSchema(contextSchemaOf({ [name]: field }), ['context', name]),
  );
  const invalid = [...payloads, ...context];
  const sound = withoutFields(definition, invalid);
  return [...invalid, ...dateBoundFindings(sound), ...patternFindings(sound)];
}

/** The definition without the payloads and context fields that findings lie at. */
export function withoutFields(
  definition: ProcessDefinition,
  findings: readonly Finding[],
): ProcessDefinition {
  const isSound = (...path: readonly string[]): boolean =>
    findings.every(({ path: at }) => at !== pointer(path));
  if (findings.length === 0) return definition;
  const events = Object.entries(definition.events).map(([type, event]) => {
    const { payload, ...rest } = event;
    return [type, payload && isSound('events', type, 'payload') ? event : rest] as const;
  });
  const context = Object.entries(definition.context).filter(([name]) => isSound('context', name));
  return { ...definition, events: Object.fromEntries(events), context: Object.fromEntries(context) };
}

function invalidSchema(schema: JsonObject, path: readonly string[]): readonly Finding[] {
  try {
    validatorOf(schema);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const de = `Kein gültiges Schema: ${reason}`;
    return [finding('INVALID_FIELD_SCHEMA', path, de, `Not a valid schema: ${reason}`)];
  }
}
