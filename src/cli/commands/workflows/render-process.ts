import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Temporal } from 'temporal-polyfill';
import { asId, type ProcessId } from '../../../kernel/index.js';
import { loadConfig, sameLogin, UnitOfWork, type AppConfig } from '../../../platform/index.js';
import {
  coursePage,
  layOutForMarks,
  pictureSvg,
  readProcessCourse,
  type CourseOfProcess,
} from '../../../workflow/index.js';
import { EXIT, Refusal, type ExitCode } from '../command.js';
import { connected, requireSchema, withDatabaseOf } from '../database.js';
import type { Terminal } from '../terminal.js';
import { readVocabulary, WORKFLOWS } from './folder.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function courseOf({ database }: AppConfig, id: ProcessId): Promise<CourseOfProcess | undefined> {
  const { url = '', migrationUrl } = database;
  return connected(
    url,
    async (dataSource) => {
      await requireSchema(dataSource);
      return readProcessCourse(new UnitOfWork(dataSource), id, Temporal.Now.instant().toString());
    },
    { asApplicationRole: sameLogin(url, migrationUrl) },
  );
}

/**
 * Draws one running process.
 *
 * @param folder Existing folder for page and picture; absent: the page is printed, the picture inside it.
 * @throws {Refusal} no UUID, no such process.
 */
export async function renderProcess(
  id: string,
  folder: string | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!UUID.test(id)) {
    throw new Refusal(
      'USAGE',
      { de: '--process braucht eine UUID.', en: '--process needs a UUID.' },
      EXIT.usage,
    );
  }
  const processId = id.toLowerCase();
  const found = await withDatabaseOf(loadConfig(), (config) => courseOf(config, asId(processId)));
  if (!found) {
    throw new Refusal(
      'PROCESS_NOT_FOUND',
      {
        de: 'Diesen Vorgang gibt es nicht. Nichts wurde geschrieben.',
        en: 'There is no such process. Nothing was written.',
      },
      EXIT.failed,
    );
  }
  const vocabulary = readVocabulary(WORKFLOWS);
  const { definition, course } = found;
  const svg = pictureSvg(await layOutForMarks(definition, vocabulary), course.marks);
  const page = (picture: string) => coursePage({ processId, definition, vocabulary, course, picture });
  if (folder === undefined) {
    terminal.say(page(svg.trimEnd()));
    return EXIT.ok;
  }
  const files = [
    [`${processId}.svg`, svg],
    [`${processId}.md`, page(`![Der Vorgang im Bild](${processId}.svg)`)],
  ] as const;
  for (const [name, content] of files) {
    writeFileSync(join(folder, name), content);
    terminal.say(`geschrieben · written  ${join(folder, name)}`);
  }
  return EXIT.ok;
}
