import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { projectRoot } from '../../../platform/index.js';
import {
  checkEachFolder,
  journalText,
  problemText,
  readFolder,
  readJsonFile,
  rulesOf,
  updateJournal,
  validatorOf,
  type DefinitionFolder,
  type Journal,
  type JournalUpdate,
  type JsonObject,
  type ProcessDefinition,
  type Scenario,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type Command, type ExitCode } from '../command.js';
import type { Terminal } from '../terminal.js';
import { counted } from './check.js';
import { folderSchemas, KEY_OPTION, readVocabulary, WORKFLOWS } from './folder.js';

/** What makes a file a journal; what stands inside is compared value by value. */
const ENVELOPE: JsonObject = {
  type: 'object',
  required: ['format', 'key', 'version', 'definitionHash', 'writtenBy', 'courses'],
  properties: {
    courses: {
      type: 'array',
      items: {
        type: 'object',
        required: ['scenario', 'start', 'entries', 'refusals', 'end', 'deadlines'],
        properties: {
          scenario: { type: 'string' },
          start: { type: 'object', required: ['value'] },
          entries: { type: 'array', items: { type: 'object' } },
          refusals: { type: 'array', items: { type: 'object' } },
          end: { type: 'object' },
          deadlines: { type: 'array', items: { type: 'object' } },
        },
      },
    },
  },
};

/** Why the journal that is there stays. */
const REASONS = {
  released:
    'JOURNAL_RELEASED gehört zu einer ausgelieferten Fassung und wird nicht ersetzt. · belongs to a released version and is not replaced.',
  edited:
    'JOURNAL_OTHER_DEFINITION wurde aus einer anderen Definition unter derselben Version geschrieben. Ausgelieferte Definitionen werden nie geändert; eine noch nicht ausgelieferte: --replace. · was written from another definition under the same version. Released definitions are never edited; one not yet released: --replace.',
  differs:
    'JOURNAL_DIFFERS wird von diesem Programm anders nachgespielt. Laufende Prozesse würden anders entschieden als bisher. · is replayed differently by this program. Running processes would be decided in another way than before.',
} as const;

/** The journal that is there. @throws {Refusal} `JOURNAL_INVALID`. */
function existingJournal(file: string, path: string): Journal | undefined {
  if (!existsSync(file)) return undefined;
  const refused = (reason: string): Refusal => {
    const [de, en] = [`${path} ist kein Journal: ${reason}`, `${path} is no journal: ${reason}`];
    return new Refusal('JOURNAL_INVALID', { de, en }, EXIT.failed);
  };
  let content: unknown;
  try {
    content = readJsonFile(file);
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
  const [misfit] = validatorOf(ENVELOPE)(content).map(problemText);
  if (misfit !== undefined) throw refused(misfit);
  return content as Journal;
}

function programVersion(): string {
  const file = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  return file.version;
}

/** What becomes of the journal of one key. */
interface Planned {
  /** Below the folder of the definitions. */
  readonly path: string;
  readonly result: JournalUpdate;
}

/** Works out the journal of the newest version; scenarios belong to that version. Its folder has no findings. */
function planned(folder: string, each: DefinitionFolder, isReplacing: boolean): Planned {
  const newest = each.versions.at(-1);
  const definition = newest?.content as ProcessDefinition;
  const path = `${each.key}/journals/${definition.version}.json`;
  const scenarios = each.scenarios.map((scenario) => ({
    name: basename(scenario.path, '.json'),
    scenario: scenario.content as Scenario,
  }));
  const existing = existingJournal(join(folder, path), path);
  const source = { definition, scenarios, writtenBy: programVersion() };
  return { path, result: updateJournal(existing, source, isReplacing) };
}

function write(folder: string, { path, result }: Planned): void {
  if (result.kind !== 'written' && result.kind !== 'extended') return;
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, journalText(result.journal));
}

/** Says what became of a journal. */
function report({ path, result }: Planned, terminal: Terminal): void {
  switch (result.kind) {
    case 'written':
      terminal.say(`geschrieben · written   ${path} (${result.added} Beispiele · scenarios)`);
      return;
    case 'extended':
      terminal.say(`ergänzt · extended      ${path} (+${result.added} Beispiele · scenarios)`);
      return;
    case 'unchanged':
      terminal.say(`unverändert · unchanged ${path}`);
      return;
    case 'refused':
      terminal.complain(`${path}: ${REASONS[result.reason]}`);
      for (const difference of result.differences) terminal.complain(`  ${difference}`);
      return;
  }
}

/** Brings the journals of these keys up to date, all or none. */
function journals(
  folder: string,
  folders: readonly DefinitionFolder[],
  isReplacing: boolean,
  terminal: Terminal,
): ExitCode {
  const nothing = 'Nichts wurde geschrieben. · Nothing was written.';
  const rules = rulesOf(readVocabulary(folder), folderSchemas());
  const findings = checkEachFolder(folders, rules);
  for (const finding of findings) terminal.complain(finding);
  if (findings.length > 0) {
    terminal.complain(
      `CHECK_FAILED ${counted(findings, 'Befund · finding', 'Befunde · findings')}. ${nothing}`,
    );
    return EXIT.failed;
  }
  const all = folders.map((each) => planned(folder, each, isReplacing));
  const refused = all.filter(({ result }) => result.kind === 'refused');
  for (const each of refused) report(each, terminal);
  if (refused.length > 0) {
    terminal.complain(nothing);
    return EXIT.failed;
  }
  for (const each of all) {
    write(folder, each);
    report(each, terminal);
  }
  return EXIT.ok;
}

/** Writes the golden journals of definitions, once. */
export const workflowsJournal: Command = {
  name: 'workflows journal',
  summary: {
    de: 'Schreibt workflows/<Prozess>/journals/<Version>.json aus den Beispielen, einmal je Version: Spätere Programme müssen es genauso nachspielen.',
    en: 'Writes workflows/<process>/journals/<version>.json from the scenarios, once per version: later programs must replay it alike.',
  },
  arguments: [{ name: 'key', optional: true }],
  options: {
    key: KEY_OPTION,
    folder: {
      type: 'string',
      value: 'Ordner · folder',
      help: { de: 'nimmt diesen Ordner statt workflows/', en: 'takes this folder instead of workflows/' },
    },
    replace: {
      type: 'boolean',
      help: {
        de: 'schreibt neu, solange das Programm, das es schrieb, noch nicht ausgeliefert ist',
        en: 'writes anew as long as the program that wrote it has not been released',
      },
    },
  },
  run: async (options, terminal) => {
    const folder = typeof options['folder'] === 'string' ? resolve(options['folder']) : WORKFLOWS;
    const { key } = options;
    const folders = readFolder(folder).filter((each) => key === undefined || each.key === key);
    if (folders.length === 0) {
      const place = typeof key === 'string' ? key : folder;
      const [de, en] = [`Keine Definition gefunden: ${place}`, `No definition was found: ${place}`];
      throw new Refusal('KEY_UNKNOWN', { de, en }, EXIT.failed);
    }
    return journals(folder, folders, options['replace'] === true, terminal);
  },
};
