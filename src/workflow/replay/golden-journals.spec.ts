import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { contentOf, readWorkflowFolders } from '#test/support/workflow-folder.js';
import { definitionHash } from '../domain/definition-hash.js';
import type { ProcessDefinition } from '../domain/definition.js';
import type { Course } from './course.js';
import {
  beginsInside,
  JOURNAL_FORMAT,
  JOURNAL_REGION,
  journalText,
  type Journal,
  type JournalCourse,
} from './journal.js';
import { playJournal } from './play-journal.js';
import { ProcessReplay } from './process-replay.js';
import { replayDefinition, type ReplayDefinition } from './replay-definition.js';
import { replayJournal } from './replay-journal.js';

/** Every released version of every definition, with its journal. */
const versions = ['workflows', 'test/fixtures/workflows'].flatMap((root) =>
  readWorkflowFolders(root).flatMap(({ key }) =>
    readdirSync(join(root, key))
      .filter((name) => /^[1-9]\d*\.json$/.test(name))
      .map((name) => ({
        path: `${root}/${key}/${name}`,
        file: join(root, key, 'journals', name),
        definition: contentOf<ProcessDefinition>(join(root, key, name)),
      })),
  ),
);
const cases = versions.map((version) => [version.path, version] as const);

describe('golden journals', () => {
  it.each(cases)('%s has one, with a course for every scenario', (_path, { file, definition }) => {
    expect(existsSync(file) ? '' : `missing; run: fallwerk workflows journal --key ${definition.key}`).toBe(
      '',
    );
    const newest = readWorkflowFolders(join(file, '../../..')).find(({ key }) => key === definition.key);
    if (newest?.definition.version !== definition.version) return;
    const courses = contentOf<Journal>(file).courses.map(({ scenario }) => scenario);
    const scenarios = newest.scenarios.map((each) => each.file.replace(/\.json$/, ''));
    // Missing ones are added by: fallwerk workflows journal
    expect(scenarios.filter((name) => !courses.includes(name))).toEqual([]);
  });

  it.each(cases)(
    'trap 20: that of %s names definition, version, hash, format and numbers',
    (_path, version) => {
      const journal = contentOf<Journal>(version.file);
      expect(journal).toMatchObject({
        format: JOURNAL_FORMAT,
        key: version.definition.key,
        version: version.definition.version,
        definitionHash: definitionHash(version.definition),
      });
      for (const { entries, end } of journal.courses) {
        expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_entry, index) => index + 1));
        expect(end.revision).toBe(entries.length);
      }
    },
  );

  it.each(cases)(
    'trap 21: %s does under this build and this XState what it did when it was written',
    (_path, version) => {
      expect(replayJournal(contentOf<Journal>(version.file), version.definition)).toEqual([]);
    },
  );

  it.each(cases)(
    'trap 21: a process of %s may be read back from a database between any two events',
    (_path, version) => {
      const { courses } = contentOf<Journal>(version.file);
      const known = replayDefinition(version.definition);
      for (const course of courses) expect(replayedFromRows(course, known)).toBeUndefined();
    },
  );
});

/** What a database gives back of a state: keys in another order. */
function read(course: Course): Course {
  return JSON.parse(JSON.stringify(course), (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toReversed())
      : inner,
  ) as Course;
}

/** Replays a course with a replay of its own per entry, which knows only the row that the one before left. */
function replayedFromRows(course: JournalCourse, known: ReplayDefinition) {
  const inside = beginsInside(course);
  let row: Course = { process: course.start, deadlines: [] };
  for (const entry of course.entries) {
    const isFirst = entry.seq === 1 && !inside;
    const replay = new ProcessReplay({
      regionId: JOURNAL_REGION,
      process: course.start,
      definition: () => known,
      ...(isFirst ? {} : { from: row }),
    });
    replay.take(entry);
    if (replay.difference) return replay.difference;
    row = read(replay.present);
  }
  return undefined;
}

describe('a journal', () => {
  it('is the same text however often it is made', () => {
    const [loan] = readWorkflowFolders('test/fixtures/workflows').filter(({ key }) => key === 'library-loan');
    const scenarios = (loan?.scenarios ?? []).map(({ file, scenario }) => ({ name: file, scenario }));
    const make = () => playJournal(loan?.definition as ProcessDefinition, scenarios, '1.0.0');
    expect(journalText(make())).toBe(journalText(make()));
    expect(JSON.parse(journalText(make()))).toEqual(make());
  });
});
