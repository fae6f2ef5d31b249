import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { newId } from '../../../src/platform/index.js';
import {
  asFile,
  insertRegion,
  libraryLoan,
  SettableClock,
  WorkflowNode,
} from '../workflow/workflow-harness.js';
import { fallwerk } from './command-line.js';

let database: TestDatabase;
let env: Record<string, string>;
let id: string;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  env = { DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl };
  await insertRegion(database.unitOfWork);
  const clock = new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z'));
  const node = new WorkflowNode(database.unitOfWork, clock);
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
  ({ id } = await node.lend('2026-03-02'));
});
afterAll(() => database?.drop());

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fallwerk-render-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const render = (...words: string[]) => fallwerk(['workflows', 'render', ...words], { env });

describe('fallwerk workflows render --process', () => {
  it('writes page and picture of a running process, without what people wrote', async () => {
    const { code, err } = await render('--process', id, '--out', folder);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(readdirSync(folder).sort()).toEqual([`${id}.md`, `${id}.svg`]);
    const [page, svg] = [
      readFileSync(join(folder, `${id}.md`), 'utf8'),
      readFileSync(join(folder, `${id}.svg`), 'utf8'),
    ];
    for (const heading of ['Wo er steht', 'Offene Fristen', 'Wartezeiten', 'Der Weg']) {
      expect(page).toContain(`## ${heading}\n`);
    }
    expect(page).toContain(`](${id}.svg)`);
    expect(page).toContain('| Leihfrist | 02.03.2026 | 30.03.2026 |');
    expect(svg).toContain('hier: 3 · 02.03.2026');
    expect(page + svg).not.toContain('Momo');
  });

  it('prints both in one when no folder is named', async () => {
    const { code, out } = await render('--process', id);
    expect(code).toBe(0);
    expect(out).toMatch(/^# Ausleihe: Vorgang [^]*<svg [^]*<\/svg>[^]*## Der Weg/);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['PROCESS_NOT_FOUND', 1, () => ['--process', newId<string>(), '--out', folder]],
    ['UUID', 64, () => ['--process', "x' OR 1=1", '--out', folder]],
    ['FOLDER_MISSING', 64, () => ['--process', id, '--out', join(folder, 'nowhere')]],
    ['--process', 64, () => ['--out', folder]],
  ] as const)('refuses with %s and exit code %i, and writes nothing', async (words, exit, line) => {
    const { code, out, err } = await render(...line());
    expect({ code, out }).toEqual({ code: exit, out: '' });
    expect(err).toContain(words);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('fallwerk workflows diff --against-deployed', () => {
  const against = (...words: string[]) =>
    fallwerk(['workflows', 'diff', ...words, '--against-deployed'], { env });

  it('compares with what new processes start with', async () => {
    const fixtures = join(import.meta.dirname, '../../fixtures/workflows');
    expect(await against('library-loan', '--folder', fixtures)).toMatchObject({ code: 0, err: '' });
  });

  it('says when nothing of the process is deployed', async () => {
    const { code, err } = await against('theme');
    expect(code).toBe(64);
    expect(err).toContain('DEFINITION_NOT_ACTIVE');
  });
});
