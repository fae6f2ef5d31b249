import { coverageFindings, type Examination } from '../domain/check/check-definition.js';
import { withoutFollowUps } from '../domain/check/follow-ups.js';
import { BROKEN_PART, playableOf, type Playable } from '../domain/check/playable.js';
import { startFindings } from '../domain/check/start-findings.js';
import { registryFromVocabulary, type WorkflowRegistry } from '../domain/registry.js';
import type { Scenario, ScenarioStep } from '../domain/scenario.js';
import { statechartOf } from '../domain/statechart.js';
import { allTransitions } from '../domain/transitions.js';
import { compile, type CompiledDefinition } from '../kernel/compile.js';
import { runCompiledScenario } from '../kernel/scenario-runner.js';
import type { JsonFile } from './definition-folder.js';
import { fileFindings, findingLine, type FolderRules } from './folder-rules.js';

/** What the scenarios of a definition show. */
class Playing {
  readonly lines: string[] = [];
  readonly covered = new Set<string>();
  /** Events and delays of scenarios that were not played to their end: nobody knows what they would cover. */
  readonly promised = new Set<string>();
  /** Some scenario cannot even be read. */
  isUnclear = false;

  constructor(
    private readonly playable: Playable | undefined,
    private readonly compiled: CompiledDefinition | undefined,
    private readonly rules: FolderRules,
  ) {}

  play(file: JsonFile): void {
    this.lines.push(...fileFindings(file));
    const misfits = file.problem === undefined ? this.rules.scenario(file.content) : [];
    this.lines.push(...misfits.map((misfit) => findingLine(file, '', 'SCHEMA', misfit)));
    if (file.problem !== undefined || misfits.length > 0) this.isUnclear = true;
    else if (this.compiled && this.playable) this.run(file, this.compiled, this.playable);
  }

  private run(file: JsonFile, compiled: CompiledDefinition, playable: Playable): void {
    const scenario = file.content as Scenario;
    if (scenario.steps.some((step) => playable.suspects.has(triggerOf(step)))) return this.promise(scenario);
    const { failures, covered } = runCompiledScenario(compiled, scenario);
    const isStopped = failures.some((failure) => failure.includes(`guard ${BROKEN_PART}`));
    for (const id of covered) this.covered.add(id);
    if (failures.length > 0) this.promise(scenario);
    if (isStopped) return;
    const told = failures.filter((failure) => !followsFrom(failure, playable));
    this.lines.push(...told.map((failure) => findingLine(file, '', 'SCENARIO', failure)));
  }

  private promise({ steps }: Scenario): void {
    for (const step of steps) this.promised.add(triggerOf(step));
  }
}

function triggerOf({ when }: ScenarioStep): string {
  return 'event' in when ? when.event : when.expire;
}

/** Whether a difference only repeats what was found in the definition. */
function followsFrom(failure: string, { unknownActions, suspects }: Playable): boolean {
  const isAboutEffects = / effects: /.test(failure) && unknownActions.length > 0;
  return (
    isAboutEffects || (/ deadline /.test(failure) && [...suspects].some((name) => failure.includes(name)))
  );
}

/**
 * What the scenarios show that the definition does not do, and transitions and fields that none of them touches.
 *
 * @param newest  The version they belong to, checked; what is wrong with it is left out of the play.
 */
export function scenarioFindings(
  scenarios: readonly JsonFile[],
  newest: Examination & { readonly file: JsonFile },
  rules: FolderRules,
): readonly string[] {
  const playable = playableOf(newest);
  const compiled = playable && tryCompile(playable, rules, newest.findings.length > 0);
  const playing = new Playing(playable, compiled, rules);
  for (const file of scenarios) playing.play(file);
  if (!playable || !compiled || playing.isUnclear) return playing.lines;
  const { definition = playable.definition, findings } = newest;
  const isPromised = ({ trigger, key }: { readonly trigger: string; readonly key: string }): boolean =>
    playing.promised.size > 0 && (trigger === 'always' || trigger === 'onDone' || playing.promised.has(key));
  const excused = allTransitions(statechartOf(definition.machine)).filter(
    (site) => playable.broken.has(site.id) || playable.suspects.has(site.key) || isPromised(site),
  );
  const covered = [...playing.covered, ...excused.map(({ id }) => id)];
  const given = scenarios.flatMap(({ content }) =>
    Object.keys((content as Partial<Scenario> | undefined)?.given?.context ?? {}),
  );
  const further = withoutFollowUps(
    [...coverageFindings(definition, covered), ...startFindings(definition, given)],
    newest,
    findings,
  );
  const lines = further.map(({ code, path, de }) => findingLine(newest.file, path, code, de));
  return [...playing.lines, ...lines];
}

function tryCompile(
  { definition, unknownActions }: Playable,
  { vocabulary }: FolderRules,
  isBroken: boolean,
): CompiledDefinition | undefined {
  const { guards, effects, ...rest } = registryFromVocabulary(vocabulary);
  const words = { de: BROKEN_PART, en: BROKEN_PART };
  const registry: WorkflowRegistry = {
    ...rest,
    guards: { ...guards, [BROKEN_PART]: { explanation: words, evaluate: stop } },
    effects: {
      ...effects,
      ...Object.fromEntries(unknownActions.map((type) => [type, { label: words }])),
    },
  };
  try {
    return compile(definition, registry);
  } catch (error) {
    // What keeps it from being compiled is among the findings already.
    if (isBroken) return undefined;
    throw error;
  }
}

function stop(): never {
  throw new Error('This part of the definition is broken');
}
