import { resolve } from 'node:path';
import {
  checkDefinition,
  compile,
  coverageFindings,
  exchangeFindings,
  newestByKey,
  problemText,
  registryFromVocabulary,
  runCompiledScenario,
  startFindings,
  validatorOf,
  waysInWords,
  type CompiledDefinition,
  type Finding,
  type ProcessDefinition,
  type Scenario,
  type Vocabulary,
} from '../../../workflow/index.js';
import { EXIT, type Command } from '../command.js';
import {
  readFolder,
  readSchema,
  readVocabulary,
  WORKFLOWS,
  type DefinitionFolder,
  type JsonFile,
} from './folder.js';

/** Findings shown unless `--all` asks for the rest. */
const SHOWN = 20;

/** What every file is checked against. */
interface Rules {
  readonly vocabulary: Vocabulary;
  readonly definition: (document: unknown) => readonly Finding[];
  readonly scenario: (document: unknown) => readonly string[];
}

/** Rules of this program for definitions that use this vocabulary. */
export function rulesOf(vocabulary: Vocabulary): Rules {
  const schema = readSchema('definition.schema.json');
  const misfits = validatorOf(readSchema('scenario.schema.json'));
  return {
    vocabulary,
    definition: (document) => checkDefinition(document, vocabulary, schema),
    scenario: (document) => misfits(document).map(problemText),
  };
}

function line(file: JsonFile, place: string, code: string, text: string): string {
  return `${file.path}${place}: ${code} ${text}`;
}

function findingsOfVersion(file: JsonFile, key: string, rules: Rules): readonly string[] {
  if (file.problem !== undefined) return [line(file, '', 'NO_JSON', file.problem)];
  const findings = rules.definition(file.content).map(({ code, path, de }) => line(file, path, code, de));
  const { key: named, version } = (file.content ?? {}) as Partial<ProcessDefinition>;
  if (`${named}/${version}.json` === file.path) return findings;
  return [
    line(file, '', 'KEY_MISMATCH', `Die Datei nennt sich selbst ${named}/${version} (Ordner ${key}).`),
    ...findings,
  ];
}

/** Differences a scenario shows. */
function play(
  file: JsonFile,
  compiled: CompiledDefinition,
  rules: Rules,
  covered: Set<string>,
): readonly string[] {
  if (file.problem !== undefined) return [line(file, '', 'NO_JSON', file.problem)];
  const misfits = rules.scenario(file.content);
  if (misfits.length > 0) return misfits.map((misfit) => line(file, '', 'SCHEMA', misfit));
  const result = runCompiledScenario(compiled, file.content as Scenario);
  for (const id of result.covered) covered.add(id);
  return result.failures.map((failure) => line(file, '', 'SCENARIO', failure));
}

function findingsOfScenarios(folder: DefinitionFolder, newest: JsonFile, rules: Rules): readonly string[] {
  const definition = newest.content as ProcessDefinition;
  const compiled = compile(definition, registryFromVocabulary(rules.vocabulary));
  const covered = new Set<string>();
  const played = folder.scenarios.flatMap((file) => play(file, compiled, rules, covered));
  const given = folder.scenarios.flatMap(({ content }) =>
    Object.keys((content as Partial<Scenario> | undefined)?.given?.context ?? {}),
  );
  const findings = [...coverageFindings(definition, covered), ...startFindings(definition, given)];
  return [...played, ...findings.map(({ code, path, de }) => line(newest, path, code, de))];
}

/** The ways to every end of the newest version. */
function waysOf({ key, versions }: DefinitionFolder): readonly string[] {
  const definition = versions.at(-1)?.content as ProcessDefinition;
  return waysInWords(definition, 1).map(
    ({ end, shortest, longest }) =>
      `${key}/${definition.version} bis „${end}“: kürzester Weg ${shortest}; längster ${longest}`,
  );
}

/** Schema, checker, scenarios and coverage of one key, a line each; scenarios of a broken definition say nothing. */
export function findingsOf(folder: DefinitionFolder, rules: Rules): readonly string[] {
  const ofVersions = folder.versions.flatMap((file) => findingsOfVersion(file, folder.key, rules));
  const newest = folder.versions.at(-1);
  if (!newest) return [`${folder.key}: VERSION_MISSING Im Ordner liegt keine Version (1.json).`];
  if (ofVersions.length > 0) return ofVersions;
  return findingsOfScenarios(folder, newest, rules);
}

/** What the newest versions expect of each other in vain; asked only when each is fine by itself. */
function findingsBetween(folders: readonly DefinitionFolder[]): readonly string[] {
  const newest = folders.flatMap(({ versions }) => versions.slice(-1));
  const peers = newestByKey(newest.map(({ content }) => content as ProcessDefinition));
  return newest.flatMap((file) =>
    exchangeFindings(file.content as ProcessDefinition, peers).map(({ code, path, de }) =>
      line(file, path, code, de),
    ),
  );
}

/** Checks the definitions as deployment does, and plays their scenarios. */
export const workflowsCheck: Command = {
  name: 'workflows check',
  summary: {
    de: 'Prüft Prozessdefinitionen: Schema, Regeln, Fristen, Beispiele und ob jeder Übergang ein Beispiel hat; nennt die Wege zu jedem Ende. Ohne Datenbank.',
    en: 'Checks process definitions: schema, rules, deadlines, scenarios, coverage; names the ways to every end. Needs no database.',
  },
  options: {
    all: {
      type: 'boolean',
      help: {
        de: `zeigt alle Befunde, nicht nur die ersten ${SHOWN}`,
        en: `shows all findings, not the first ${SHOWN} only`,
      },
    },
    folder: {
      type: 'string',
      value: 'Ordner · folder',
      help: { de: 'prüft diesen Ordner statt workflows/', en: 'checks this folder instead of workflows/' },
    },
  },
  run: (options, terminal) => {
    const folder = typeof options['folder'] === 'string' ? resolve(options['folder']) : WORKFLOWS;
    const rules = rulesOf(readVocabulary(folder));
    const folders = readFolder(folder);
    const alone = folders.flatMap((each) => findingsOf(each, rules));
    const findings = alone.length > 0 ? alone : findingsBetween(folders);
    const shown = options['all'] === true ? findings : findings.slice(0, SHOWN);
    for (const finding of shown) terminal.complain(finding);
    const more = findings.length - shown.length;
    if (more > 0)
      terminal.complain(`… und ${more} weitere (--all zeigt sie). · … and ${more} more (--all shows them).`);
    const definitions = folders.reduce((sum, { versions }) => sum + versions.length, 0);
    const scenarios = folders.reduce((sum, each) => sum + each.scenarios.length, 0);
    if (findings.length > 0) {
      terminal.complain(
        `CHECK_FAILED ${findings.length} Befunde; so wird nichts ausgeliefert. · ${findings.length} findings; nothing is deployed like this.`,
      );
      return Promise.resolve(EXIT.failed);
    }
    for (const way of folders.flatMap(waysOf)) terminal.say(way);
    terminal.say(
      `${definitions} Definitionen und ${scenarios} Beispiele in Ordnung, jeder Übergang hat ein Beispiel. · ${definitions} definitions and ${scenarios} scenarios are fine, every transition is covered.`,
    );
    return Promise.resolve(EXIT.ok);
  },
};
