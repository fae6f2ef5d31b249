import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { projectRoot } from '../../../platform/index.js';
import { EXIT, Refusal, type Command } from '../command.js';
import { updateFiles, workflowPages, writeFiles } from '../generated/files.js';
import { KEY_OPTION, WORKFLOWS } from './folder.js';
import { renderProcess } from './render-process.js';

/** An existing folder. @throws {Refusal} */
function folderOf(path: string): string {
  const folder = resolve(path);
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new Refusal(
    'FOLDER_MISSING',
    {
      de: `Den Ordner ${path} gibt es nicht. Nichts wurde geschrieben.`,
      en: `There is no folder ${path}. Nothing was written.`,
    },
    EXIT.usage,
  );
}

function refuseBoth(): never {
  const de = 'Entweder ein Prozess oder --process, nicht beides.';
  throw new Refusal('USAGE', { de, en: 'Either a process or --process, not both.' }, EXIT.usage);
}

async function allPages(): Promise<readonly string[]> {
  return writeFiles(projectRoot, await workflowPages(WORKFLOWS));
}

/** The page of one process; what lies beside it stays. @throws {Refusal} `KEY_UNKNOWN`. */
async function pageOf(key: string): Promise<readonly string[]> {
  const pages = await workflowPages(WORKFLOWS, key);
  if (pages.size > 0) return updateFiles(projectRoot, pages);
  const [de, en] = [`Den Prozess ${key} gibt es nicht.`, `There is no process ${key}.`];
  throw new Refusal('KEY_UNKNOWN', { de, en }, EXIT.usage);
}

/** Writes the pages of the processes alone, or the page of one running process. */
export const workflowsRender: Command = {
  name: 'workflows render',
  summary: {
    de: 'Schreibt die Seiten und Bilder in docs/workflows/ neu, alle oder die eines Prozesses; mit --process die Seite eines laufenden Vorgangs.',
    en: 'Writes the pages and pictures in docs/workflows/, all or those of one process; with --process the page of a running process.',
  },
  arguments: [{ name: 'key', optional: true }],
  options: {
    key: KEY_OPTION,
    process: {
      type: 'string',
      value: 'UUID',
      help: {
        de: 'zeichnet diesen Vorgang: wo er steht, sein Weg, Wartezeiten; ohne Angaben zu Personen',
        en: 'draws this process: place, way, waiting times; without anything about people',
      },
    },
    out: {
      type: 'string',
      value: 'Ordner · folder',
      help: {
        de: 'zu --process: schreibt <UUID>.md und <UUID>.svg dorthin; sonst Ausgabe auf dem Bildschirm',
        en: 'with --process: writes <UUID>.md and <UUID>.svg there; printed otherwise',
      },
    },
  },
  run: async (options, terminal) => {
    const { process: id, out, key } = options;
    if (typeof id === 'string') {
      if (key !== undefined) refuseBoth();
      const folder = typeof out === 'string' ? folderOf(out) : undefined;
      return renderProcess(id, folder, terminal);
    }
    if (out !== undefined) {
      throw new Refusal(
        'USAGE',
        { de: '--out gehört zu --process.', en: '--out belongs to --process.' },
        EXIT.usage,
      );
    }
    const written = typeof key === 'string' ? await pageOf(key) : await allPages();
    for (const path of written) terminal.say(`geschrieben · written  ${path}`);
    if (written.length === 0) terminal.say('Alles war schon aktuell. · Everything was up to date.');
    return EXIT.ok;
  },
};
