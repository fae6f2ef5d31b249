import { withBuiltIns } from '../built-in-effects.js';
import type { JsonObject, ProcessDefinition } from '../definition.js';
import { deadlineConflicts } from '../model/deadline-conflicts.js';
import type { Vocabulary } from '../registry.js';
import { dateBoundFindings } from './date-bound-findings.js';
import { deadlineFindings } from './deadline-findings.js';
import { contextSchemaOf, validatorOf } from '../schema-validation.js';
import { statechartOf } from '../statechart.js';
import { allTransitions } from '../transitions.js';
import { engineNameFindings } from './engine-name-findings.js';
import { finding, type Finding } from './finding.js';
import { flowFindings } from './flow-findings.js';
import { labelFindings } from './label-findings.js';
import { nameFindings } from './name-findings.js';
import { parameterFindings } from './parameter-findings.js';
import { patternFindings } from './pattern-findings.js';
import { schemaFindings } from './schema-findings.js';
import { transitionPath, type CheckSubject } from './subject.js';

/**
 * Checks a definition before it is deployed, all findings at once.
 *
 * A document that does not fit the schema gets the schema's findings only: nothing further can be said about it.
 *
 * @param document    Parsed JSON of any shape.
 * @param vocabulary  Names the definition may use.
 * @param schema      The content of `workflows/definition.schema.json`.
 * @returns           In the order of the checks; empty when the definition can be deployed.
 */
export function checkDefinition(
  document: unknown,
  vocabulary: Vocabulary,
  schema: JsonObject,
): readonly Finding[] {
  const misfits = schemaFindings(document, schema);
  if (misfits.length > 0) return misfits;
  // The schema is the type in data.
  const definition = document as ProcessDefinition;
  const chart = statechartOf(definition.machine);
  const subject: CheckSubject = {
    definition,
    vocabulary: withBuiltIns(vocabulary),
    chart,
    transitions: allTransitions(chart),
  };
  const fields = fieldFindings(definition);
  if (fields.length > 0) return fields;
  return [
    ...nameFindings(subject),
    ...parameterFindings(subject),
    ...engineNameFindings(subject),
    ...labelFindings(subject),
    ...deadlineFindings(subject),
    ...flowFindings(subject),
    ...deadlineConflicts(subject),
  ];
}

/**
 * Transitions that no scenario takes.
 *
 * @param covered  Ids of the transitions taken by the scenarios of the definition.
 */
export function coverageFindings(
  definition: ProcessDefinition,
  covered: Iterable<string>,
): readonly Finding[] {
  const taken = new Set(covered);
  return allTransitions(statechartOf(definition.machine))
    .filter(({ id }) => !taken.has(id))
    .map((site) => {
      const en = `No scenario takes this transition (${site.id}).`;
      const de = `Kein Beispiel nimmt diesen Übergang (${site.id}).`;
      return finding('TRANSITION_UNCOVERED', transitionPath(site), de, en);
    });
}

/** Payloads and context fields that are no valid JSON Schema, a broken pattern for example, or a slow one. */
function fieldFindings(definition: ProcessDefinition): readonly Finding[] {
  const payloads = Object.entries(definition.events).flatMap(([type, { payload }]) =>
    payload ? invalidSchema({ ...payload } as JsonObject, ['events', type, 'payload']) : [],
  );
  const context = Object.entries(definition.context).flatMap(([name, field]) =>
    invalidSchema(contextSchemaOf({ [name]: field }), ['context', name]),
  );
  const invalid = [...payloads, ...context, ...dateBoundFindings(definition)];
  return invalid.length > 0 ? invalid : patternFindings(definition);
}

function invalidSchema(schema: JsonObject, path: readonly string[]): readonly Finding[] {
  try {
    validatorOf(schema);
    return [];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      finding(
        'INVALID_FIELD_SCHEMA',
        path,
        `Kein gültiges Schema: ${reason}`,
        `Not a valid schema: ${reason}`,
      ),
    ];
  }
}
