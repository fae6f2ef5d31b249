import { resolve } from 'node:path';
import { projectRoot } from '../../platform/index.js';
import { EXIT, type Command } from './command.js';
import { differences, generatedFiles, writeFiles } from './generated/files.js';
import { WORKFLOWS } from './workflows/folder.js';

/** Writes the files that follow from the code: SDL, error codes, pages of the processes. */
export const generate: Command = {
  name: 'generate',
  summary: {
    de: 'Schreibt schema.graphql, docs/errors.md und docs/workflows/ aus dem Code. Ohne Datenbank.',
    en: 'Writes schema.graphql, docs/errors.md and docs/workflows/ from the code. Needs no database.',
  },
  options: {
    check: {
      type: 'boolean',
      help: {
        de: 'schreibt nichts; nennt die Dateien, die abweichen (dann Rückgabewert 1)',
        en: 'writes nothing; names the files that differ (then exit code 1)',
      },
    },
    root: {
      type: 'string',
      value: 'Ordner · folder',
      help: {
        de: 'vergleicht und schreibt unter diesem Ordner',
        en: 'compares and writes below this folder',
      },
    },
  },
  run: async (options, terminal) => {
    const root = typeof options['root'] === 'string' ? resolve(options['root']) : projectRoot;
    const files = await generatedFiles(WORKFLOWS);
    if (options['check'] === true) {
      const paths = differences(root, files);
      for (const path of paths) terminal.complain(`weicht ab · differs  ${path}`);
      if (paths.length > 0) {
        terminal.complain('Bitte ausführen und einchecken · please run and commit:  npm run generate');
        return EXIT.failed;
      }
      terminal.say(
        `${files.size} erzeugte Dateien sind aktuell. · ${files.size} generated files are up to date.`,
      );
      return EXIT.ok;
    }
    const written = writeFiles(root, files);
    for (const path of written) terminal.say(`geschrieben · written  ${path}`);
    if (written.length === 0) terminal.say('Alles war schon aktuell. · Everything was up to date.');
    return EXIT.ok;
  },
};
