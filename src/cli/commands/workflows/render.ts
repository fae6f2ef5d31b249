import { projectRoot } from '../../../platform/index.js';
import { EXIT, type Command } from '../command.js';
import { workflowPages, writeFiles } from '../generated/files.js';
import { WORKFLOWS } from './folder.js';

/** Writes the pages of the processes alone. */
export const workflowsRender: Command = {
  name: 'workflows render',
  summary: {
    de: 'Schreibt die Seiten docs/workflows/<Prozess>.md neu.',
    en: 'Writes the pages docs/workflows/<process>.md.',
  },
  run: (_options, terminal) => {
    const written = writeFiles(projectRoot, workflowPages(WORKFLOWS));
    for (const path of written) terminal.say(`geschrieben · written  ${path}`);
    if (written.length === 0) terminal.say('Alles war schon aktuell. · Everything was up to date.');
    return Promise.resolve(EXIT.ok);
  },
};
