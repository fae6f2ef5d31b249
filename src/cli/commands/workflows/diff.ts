import { resolve } from 'node:path';
import {
  changeInWords,
  deadlineChangeInWords,
  diffDefinitions,
  fitInWords,
  type DefinitionDiff,
  type DiffSubject,
} from '../../../workflow/index.js';
import { EXIT, type Command } from '../command.js';
import { sidesOf } from './diff-sources.js';
import { readVocabulary, WORKFLOWS } from './folder.js';

function titled(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

/** The difference for people. */
function sentences(diff: DefinitionDiff, subject: DiffSubject): readonly string[] {
  const { from, to, changes, statesFit, deadlinesChanged } = diff;
  const count = (verdict: string) => statesFit.filter((fit) => fit.verdict === verdict).length;
  const moving = statesFit.filter(({ verdict, newRegions }) => verdict !== 'FITS' || newRegions.length > 0);
  return [
    `${from.key} ${from.version} → ${to.key} ${to.version}`,
    ...titled(
      'Änderungen · changes',
      changes.map((change) => changeInWords(change, subject)),
    ),
    '',
    `Laufende Vorgänge: ${count('FITS')} Zustände passen, ${count('NEEDS_MAPPING')} brauchen eine Zuordnung, ${count('CANNOT')} können nicht umziehen.`,
    `Running processes: ${count('FITS')} states fit, ${count('NEEDS_MAPPING')} need a mapping, ${count('CANNOT')} cannot move.`,
    ...titled('Zustände der alten Fassung · states of the old version', moving.map(fitInWords)),
    ...titled('Laufende Fristen · running deadlines', deadlinesChanged.map(deadlineChangeInWords)),
  ];
}

/** Names what changed between two definitions and what it means for running processes. */
export const workflowsDiff: Command = {
  name: 'workflows diff',
  summary: {
    de: 'Nennt, was sich zwischen zwei Fassungen eines Prozesses geändert hat und was das für laufende Vorgänge heißt.',
    en: 'Names what changed between two versions of a process and what it means for running ones.',
  },
  arguments: [{ name: 'key|file' }, { name: 'from|file', optional: true }, { name: 'to', optional: true }],
  options: {
    'against-deployed': {
      type: 'boolean',
      help: {
        de: 'vergleicht die ausgelieferte, aktive Fassung mit der genannten (sonst der neuesten) Datei; braucht die Datenbank',
        en: 'compares the deployed, active version with the named (else the newest) file; needs the database',
      },
    },
    json: {
      type: 'boolean',
      help: { de: 'gibt alles als JSON aus', en: 'prints everything as JSON' },
    },
    folder: {
      type: 'string',
      value: 'Ordner · folder',
      help: { de: 'nimmt diesen Ordner statt workflows/', en: 'takes this folder instead of workflows/' },
    },
  },
  notes: [
    {
      de: 'Beispiele: diff task 1 2 · diff alt.json neu.json · diff task --against-deployed',
      en: 'Examples: diff task 1 2 · diff old.json new.json · diff task --against-deployed',
    },
    {
      de: 'Rückgabewert: 0 kein Unterschied, 1 Unterschiede, 64 Aufruf oder Datei falsch.',
      en: 'Exit code: 0 no difference, 1 differences, 64 wrong usage or file.',
    },
  ],
  run: async (options, terminal) => {
    const word = (name: string) => {
      const value = options[name];
      return typeof value === 'string' ? value : undefined;
    };
    const [from, to, named] = [word('from|file'), word('to'), word('folder')];
    const folder = named === undefined ? WORKFLOWS : resolve(named);
    const sides = await sidesOf({
      what: word('key|file') ?? '',
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      againstDeployed: options['against-deployed'] === true,
      folder,
    });
    const diff = diffDefinitions(sides.from, sides.to);
    if (options['json'] === true) terminal.say(JSON.stringify(diff, undefined, 2));
    else if (diff.changes.length === 0) terminal.say('Kein Unterschied. · No difference.');
    else {
      const subject = { ...sides, vocabulary: readVocabulary(WORKFLOWS) };
      for (const line of sentences(diff, subject)) terminal.say(line);
    }
    return diff.changes.length === 0 ? EXIT.ok : EXIT.failed;
  },
};
