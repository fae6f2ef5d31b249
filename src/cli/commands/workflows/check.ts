import { join, resolve } from 'node:path';
import {
  checkFolders,
  checkVocabulary,
  readFolder,
  readJson,
  rulesOf,
  waysInWords,
  type DefinitionFolder,
  type ProcessDefinition,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type Command } from '../command.js';
import { folderSchemas, readVocabulary, WORKFLOWS } from './folder.js';

/** Findings shown unless `--all` asks for the rest. */
const SHOWN = 20;

/** The ways to every end of the newest version. */
function waysOf({ key, versions }: DefinitionFolder): readonly string[] {
  const definition = versions.at(-1)?.content as ProcessDefinition;
  return waysInWords(definition, 1).map(
    ({ end, shortest, longest }) =>
      `${key}/${definition.version} bis „${end}“: kürzester Weg ${shortest}; längster ${longest}`,
  );
}

/** A number with its word, in one of both forms. */
export function counted({ length }: readonly unknown[], one: string, many: string): string {
  return `${length} ${length === 1 ? one : many}`;
}

/** Everything of a folder with what is wrong with it. @throws {Refusal} `FILE_UNREADABLE`, `KEY_UNKNOWN`, `VOCABULARY_INVALID`. */
function checked(folder: string): {
  readonly folders: readonly DefinitionFolder[];
  readonly findings: readonly string[];
} {
  const file = readJson(folder, 'vocabulary.json');
  const place = join(folder, 'vocabulary.json');
  if (file.problem !== undefined) {
    const [de, en] = [
      `${place} ist nicht lesbar: ${file.problem}`,
      `${place} cannot be read: ${file.problem}`,
    ];
    throw new Refusal('FILE_UNREADABLE', { de, en }, EXIT.failed);
  }
  const folders = readFolder(folder);
  if (folders.length === 0) {
    const de = `Hier ist nichts zu prüfen, keine Definition gefunden: ${folder}`;
    throw new Refusal(
      'KEY_UNKNOWN',
      { de, en: `Nothing to check, no definition was found: ${folder}` },
      EXIT.failed,
    );
  }
  const schemas = folderSchemas();
  const { findings: words, vocabulary = readVocabulary(folder) } = checkVocabulary(file, schemas.vocabulary);
  return { folders, findings: [...words, ...checkFolders(folders, rulesOf(vocabulary, schemas))] };
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
    const { folders, findings } = checked(folder);
    const shown = options['all'] === true ? findings : findings.slice(0, SHOWN);
    for (const finding of shown) terminal.complain(finding);
    const more = findings.length - shown.length;
    if (more > 0)
      terminal.complain(`… und ${more} weitere (--all zeigt sie). · … and ${more} more (--all shows them).`);
    const definitions = folders.reduce((sum, { versions }) => sum + versions.length, 0);
    const scenarios = folders.reduce((sum, each) => sum + each.scenarios.length, 0);
    if (findings.length > 0) {
      terminal.complain(
        `CHECK_FAILED ${counted(findings, 'Befund', 'Befunde')}; so wird nichts ausgeliefert. · ${counted(findings, 'finding', 'findings')}; nothing is deployed like this.`,
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
