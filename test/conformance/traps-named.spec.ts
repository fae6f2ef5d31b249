import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/platform/config/paths.js';
import { section, tableRows } from '../integration/docs/markdown-table.js';
import { chartGroups } from './cases/index.js';

/** Traps of XState on a server that the engine has to be safe from. */
const TRAPS = Array.from({ length: 36 }, (_, index) => index + 1);
/** Traps that bite only between two events, when a process is read back: they want a test on PostgreSQL. */
const BETWEEN_EVENTS = [1, 2, 4, 6, 9, 10, 12, 13, 14, 19, 20, 21, 22, 24, 25, 27, 29, 30, 31, 34];

const text = readFileSync(join(projectRoot, 'docs/testing.md'), 'utf8');

/** Numbers in the names of tests: `it('trap 4: …')`, `'traps 1 and 2 …'`. */
function trapsIn(file: string): readonly number[] {
  const source = readFileSync(join(projectRoot, file), 'utf8');
  const names = source.matchAll(/['"`][^'"`\n]*\btraps? (\d+(?:(?:, | and )\d+)*)/g);
  return [...names].flatMap(([, numbers = '']) => (numbers.match(/\d+/g) ?? []).map(Number));
}

const specs = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.spec.ts') && !file.endsWith('traps-named.spec.ts'))
    .map((file) => `${folder}/${file}`),
);
const filesOf = new Map(
  TRAPS.map((trap) => [trap, specs.filter((file) => trapsIn(file).includes(trap))] as const),
);

describe('traps of XState', () => {
  it.each(TRAPS)('number %i is named by a test', (trap) => {
    expect(filesOf.get(trap)).not.toEqual([]);
  });

  it.each(BETWEEN_EVENTS)('number %i is named by a test on PostgreSQL', (trap) => {
    expect(filesOf.get(trap)?.filter((file) => file.startsWith('test/integration'))).not.toEqual([]);
  });

  it('no test names a trap that does not exist', () => {
    const strange = specs.filter((file) => trapsIn(file).some((trap) => !TRAPS.includes(trap)));
    expect(strange).toEqual([]);
  });

  it('each has its row in the table, with files that name it', () => {
    const rows = tableRows(section(text, '## Traps of XState'));
    expect(rows.map(([trap]) => Number(trap))).toEqual(TRAPS);
    const wrong = rows.flatMap(([trap = '', , files = '']) =>
      (files.match(/[\w/.-]+\.spec\.ts/g) ?? ['no file'])
        .filter((file) => !filesOf.get(Number(trap))?.some((known) => known.endsWith(`/${file}`)))
        .map((file) => `${trap}: ${file}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('deviations from the standard', () => {
  it('are all told with the reason', () => {
    const rows = tableRows(section(text, '## Conformance'));
    const told = rows.map(([, ours = '']) => ours);
    const deviating = chartGroups.flatMap(({ cases }) =>
      cases.filter(({ deviates }) => deviates !== undefined),
    );
    expect(deviating.map(({ name }) => name).filter((name) => !told.includes(name))).toEqual([]);
    expect(rows.filter(([, , reason = '']) => reason === '')).toEqual([]);
  });
});
