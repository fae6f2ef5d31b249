import { withBuiltIns } from '../built-in-effects.js';
import type { JsonObject, ProcessDefinition } from '../definition.js';
import { deadlineConflicts } from '../model/deadline-conflicts.js';
import type { Vocabulary } from '../registry.js';
import { statechartOf } from '../statechart.js';
import { allTransitions } from '../transitions.js';
import { deadlineFindings } from './deadline-findings.js';
import { engineNameFindings } from './engine-name-findings.js';
import { fieldFindings, withoutFields } from './field-findings.js';
import { finding, type Finding } from './finding.js';
import { flowFindings } from './flow-findings.js';
import { withoutFollowUps, type Causes } from './follow-ups.js';
import { labelFindings } from './label-findings.js';
import { mended } from './mending.js';
import { nameFindings } from './name-findings.js';
import { parameterFindings } from './parameter-findings.js';
import { schemaFindings } from './schema-findings.js';
import { transitionPath, type CheckSubject } from './subject.js';
import { targetsFindings } from './targets-findings.js';

/** What a check found, and what is left to be judged further. */
export interface Examination extends Causes {
  /** In the order of the checks; empty when the definition can be deployed. */
  readonly findings: readonly Finding[];
  /** Fits the schema: the document, or what is left of it without its mistakes; absent when that is too little. */
  readonly definition?: ProcessDefinition;
}

/**
 * Checks a definition before it is deployed, all findings at once.
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
  return examineDefinition(document, vocabulary, schema).findings;
}

/**
 * The same with what the checks that come later need: a mistake of form does not hold back what is wrong elsewhere, and
 * nothing is said that only follows from another mistake.
 */
export function examineDefinition(
  document: unknown,
  vocabulary: Vocabulary,
  schema: JsonObject,
): Examination {
  const misfits = schemaFindings(document, schema);
  const { document: left, ...rest } =
    misfits.length > 0 ? mended(document, schema) : { document, taken: [], isWhole: true };
  if (left === undefined) return { ...rest, findings: misfits };
  // The schema is the type in data.
  const wellFormed = left as ProcessDefinition;
  const fields = fieldFindings(wellFormed);
  const definition = withoutFields(wellFormed, fields);
  const broken = fields.filter(({ code }) => code === 'INVALID_FIELD_SCHEMA').map(({ path }) => path);
  const causes = { ...rest, taken: [...rest.taken, ...broken] };
  const told = [...misfits, ...fields];
  const further = withoutFollowUps(findingsOf(subjectOf(definition, vocabulary)), causes, told);
  return { ...causes, findings: [...told, ...further], definition };
}

function subjectOf(definition: ProcessDefinition, vocabulary: Vocabulary): CheckSubject {
  const chart = statechartOf(definition.machine);
  return { definition, vocabulary: withBuiltIns(vocabulary), chart, transitions: allTransitions(chart) };
}

function findingsOf(subject: CheckSubject): readonly Finding[] {
  return [
    ...nameFindings(subject),
    ...targetsFindings(subject),
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
