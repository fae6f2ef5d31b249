import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { projectRoot } from '../../../platform/index.js';
import {
  journalText,
  updateJournal,
  type Journal,
  type JournalUpdate,
  type ProcessDefinition,
  type Scenario,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type Command } from '../command.js';
import type { Terminal } from '../terminal.js';
import { readFolder, WORKFLOWS, type DefinitionFolder, type JsonFile } from './folder.js';

/** Why the journal that is there stays. */
const REASONS = {
  released:
    'gehört zu einer ausgelieferten Fassung und wird nicht ersetzt. · belongs to a released version and is not replaced.',
  edited:
    'wurde aus einer anderen Definition unter derselben Version geschrieben. Ausgelieferte Definitionen werden nie geändert; eine noch nicht ausgelieferte: --replace. · was written from another definition under the same version. Released definitions are never edited; one not yet released: --replace.',
  differs:
    'wird von diesem Programm anders nachgespielt. Laufende Prozesse würden anders entschieden als bisher. · is replayed differently by this program. Running processes would be decided in another way than before.',
} as const;

function contentOf<T>({ path, content, problem }: JsonFile): T {
  if (problem === undefined) return content as T;
  throw new Refusal({ de: `${path}: ${problem}`, en: `${path}: ${problem}` }, EXIT.failed);
}

function programVersion(): string {
  const file = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };
  return file.version;
}

/** Brings the journal of the newest version of a key up to date; scenarios belong to that version. */
function update(folder: string, each: DefinitionFolder, isReplacing: boolean): [string, JournalUpdate] {
  const newest = each.versions.at(-1);
  if (!newest)
    throw new Refusal({ de: `${each.key}: keine Version`, en: `${each.key}: no version` }, EXIT.failed);
  const path = `${each.key}/journals/${basename(newest.path)}`;
  const file = join(folder, path);
  const existing = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Journal) : undefined;
  const scenarios = each.scenarios.map((scenario) => ({
    name: basename(scenario.path, '.json'),
    scenario: contentOf<Scenario>(scenario),
  }));
  const definition = contentOf<ProcessDefinition>(newest);
  const result = updateJournal(existing, { definition, scenarios, writtenBy: programVersion() }, isReplacing);
  if (result.kind === 'written' || result.kind === 'extended') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, journalText(result.journal));
  }
  return [path, result];
}

/** Says what became of a journal. @returns Whether it is as it should be. */
function report(path: string, result: JournalUpdate, terminal: Terminal): boolean {
  switch (result.kind) {
    case 'written':
      terminal.say(`geschrieben · written   ${path} (${result.added} Beispiele · scenarios)`);
      return true;
    case 'extended':
      terminal.say(`ergänzt · extended      ${path} (+${result.added} Beispiele · scenarios)`);
      return true;
    case 'unchanged':
      terminal.say(`unverändert · unchanged ${path}`);
      return true;
    case 'refused':
      terminal.complain(`${path} ${REASONS[result.reason]}`);
      for (const difference of result.differences) terminal.complain(`  ${difference}`);
      return false;
  }
}

/** Writes the golden journals of definitions, once. */
export const workflowsJournal: Command = {
  name: 'workflows journal',
  summary: {
    de: 'Schreibt workflows/<Prozess>/journals/<Version>.json aus den Beispielen, einmal je Version: Spätere Programme müssen es genauso nachspielen.',
    en: 'Writes workflows/<process>/journals/<version>.json from the scenarios, once per version: later programs must replay it alike.',
  },
  options: {
    key: {
      type: 'string',
      value: 'Prozess · process',
      help: { de: 'nur dieser Prozess', en: 'this process only' },
    },
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
  run: (options, terminal) => {
    const folder = typeof options['folder'] === 'string' ? resolve(options['folder']) : WORKFLOWS;
    const { key } = options;
    const folders = readFolder(folder).filter((each) => key === undefined || each.key === key);
    if (folders.length === 0) {
      terminal.complain(`Keine Definition gefunden. · No definition was found. (${String(key ?? folder)})`);
      return Promise.resolve(EXIT.failed);
    }
    const fine = folders.map((each) =>
      report(...update(folder, each, options['replace'] === true), terminal),
    );
    return Promise.resolve(fine.every(Boolean) ? EXIT.ok : EXIT.failed);
  },
};
