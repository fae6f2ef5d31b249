import { err, ok, type Result } from '../../kernel/index.js';
import type { JsonObject, ProcessDefinition } from '../domain/definition.js';
import { guardReferences } from '../domain/guard-evaluation.js';
import { problemText, validatorOf } from '../domain/schema-validation.js';
import { ownerOf, statechartOf } from '../domain/statechart.js';
import { allTransitions } from '../domain/transitions.js';
import type { Assumptions, Distribution } from './assumptions.js';
import type { SimulationProblem } from './simulation-problem.js';

/** Names that assumptions may use. */
interface Names {
  readonly guards: ReadonlySet<string>;
  readonly owners: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  /** `<event>.<field>` */
  readonly fields: ReadonlySet<string>;
  readonly context: ReadonlySet<string>;
  /** Path of a state → events it takes. */
  readonly states: ReadonlyMap<string, ReadonlySet<string>>;
}

const ROUNDING = 1e-9;

/** Assumptions that can be used. */
export interface CheckedAssumptions {
  readonly assumptions: Assumptions;
  /** What of them only other versions of the process know; it is not used. */
  readonly ignored: readonly string[];
}

/**
 * Checks a document by its schema, and its names by the definitions it is for.
 *
 * @param document     As parsed from the file.
 * @param definitions  One, or the versions that are compared: a name has to be known to one of them.
 * @param schema       `workflows/simulation.schema.json`.
 * @param others       Other versions of the same process: names that only they know mean nothing here.
 * @returns            The assumptions with the places that mean nothing here, or `SIMULATION_ASSUMPTIONS_INVALID` with everything that is wrong.
 */
export function checkAssumptions(
  document: unknown,
  definitions: readonly ProcessDefinition[],
  schema: JsonObject,
  others: readonly ProcessDefinition[] = [],
): Result<CheckedAssumptions, SimulationProblem> {
  const misfits = validatorOf(schema)(document).map(problemText);
  if (misfits.length > 0) return invalid(misfits);
  const assumptions = document as Assumptions;
  const problems = [
    ...definitions
      .filter(({ key }) => key !== assumptions.definition)
      .map(({ key }) => `/definition: gilt für ${assumptions.definition}, nicht für ${key}`),
    ...nameProblems(assumptions, namesOf([...definitions, ...others])),
    ...distributionProblems('', assumptions),
  ];
  if (problems.length > 0) return invalid(problems);
  return ok({ assumptions, ignored: nameProblems(assumptions, namesOf(definitions)) });
}

function nameProblems(assumptions: Assumptions, names: Names): readonly string[] {
  return [
    ...unknown('/guards', assumptions.guards, names.guards),
    ...unknown('/owners', assumptions.owners, names.owners),
    ...unknown('/events', assumptions.events, names.events),
    ...unknown('/start', assumptions.start, names.context),
    ...payloadProblems(assumptions, names),
    ...stateProblems(assumptions, names),
  ];
}

function invalid(details: readonly string[]): Result<never, SimulationProblem> {
  return err({ code: 'SIMULATION_ASSUMPTIONS_INVALID', details });
}

function namesOf(definitions: readonly ProcessDefinition[]): Names {
  const charts = definitions.map(({ machine }) => statechartOf(machine));
  const nodes = charts.flatMap((chart) => chart.nodes);
  const events = definitions.flatMap((definition) => Object.entries(definition.events));
  const states = new Map<string, Set<string>>();
  for (const { path, definition } of nodes) {
    const known = states.get(path.join('.')) ?? new Set();
    for (const type of Object.keys(definition.on ?? {})) known.add(type);
    states.set(path.join('.'), known);
  }
  const guards = charts
    .flatMap(allTransitions)
    .flatMap(({ definition }) => guardReferences(definition.guard).map(({ type }) => type));
  return {
    states,
    guards: new Set(guards),
    owners: new Set(nodes.flatMap((node) => ownerOf(node) ?? [])),
    events: new Set(events.map(([type]) => type)),
    fields: new Set(
      events.flatMap(([type, { payload }]) =>
        Object.keys(payload?.properties ?? {}).map((field) => `${type}.${field}`),
      ),
    ),
    context: new Set(definitions.flatMap(({ context }) => Object.keys(context))),
  };
}

function unknown(place: string, named: object | undefined, known: ReadonlySet<string>): readonly string[] {
  return Object.keys(named ?? {})
    .filter((name) => !known.has(name))
    .map((name) => `${place}/${name}: gibt es in diesem Vorgang nicht`);
}

function payloadProblems({ payloads = {} }: Assumptions, names: Names): readonly string[] {
  return Object.entries(payloads).flatMap(([type, fields]) =>
    fieldProblems('/payloads', type, fields, names),
  );
}

function fieldProblems(
  place: string,
  type: string,
  fields: object,
  { fields: known }: Names,
): readonly string[] {
  return Object.keys(fields)
    .filter((field) => !known.has(`${type}.${field}`))
    .map((field) => `${place}/${type}/${field}: gibt es in diesem Vorgang nicht`);
}

function stateProblems({ states = {} }: Assumptions, names: Names): readonly string[] {
  return Object.entries(states).flatMap(([path, branches]) => {
    const events = names.states.get(path);
    const place = `/states/${path}`;
    if (!events) return [`${place}: gibt es in diesem Vorgang nicht`];
    const sum = Object.values(branches).reduce((total, { share = 0 }) => total + share, 0);
    return [
      ...unknown(place, branches, events),
      ...(sum > 1 + ROUNDING ? [`${place}: Anteile ergeben zusammen mehr als 1`] : []),
      ...Object.entries(branches).flatMap(([type, { payload = {} }]) =>
        fieldProblems(place, type, payload, names),
      ),
    ];
  });
}

/** Distributions anywhere in the document whose numbers contradict each other. */
function distributionProblems(place: string, part: unknown): readonly string[] {
  if (typeof part !== 'object' || part === null) return [];
  const inner = Object.entries(part).flatMap(([name, value]) =>
    distributionProblems(`${place}/${name}`, value),
  );
  return 'kind' in part && 'unit' in part && isContrary(part as Distribution)
    ? [`${place}: die Zahlen steigen nicht an`, ...inner]
    : inner;
}

function isContrary(distribution: Distribution): boolean {
  if (distribution.kind === 'lognormal') return distribution.p90 < distribution.median;
  if (distribution.kind !== 'triangular') return false;
  return distribution.min > distribution.mode || distribution.mode > distribution.max;
}
