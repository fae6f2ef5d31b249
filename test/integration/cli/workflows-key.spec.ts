import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { workflowsJournal } from '../../../src/cli/commands/workflows/journal.js';
import { workflowsRender } from '../../../src/cli/commands/workflows/render.js';
import { saidBy } from './in-process.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fallwerk-key-'));
  cpSync(join(projectRoot, 'test/fixtures/workflows'), folder, { recursive: true });
  for (const key of ['library-copy', 'library-loan'])
    rmSync(join(folder, key, 'journals'), { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true }));

describe('the key of a process on the command line', () => {
  it.each([
    ['as a word', ['library-copy']],
    ['by name', ['--key', 'library-copy']],
  ])('selects one process %s', async (_how, words) => {
    expect(await saidBy(workflowsJournal, [...words, '--folder', folder])).toMatchObject({
      code: 0,
      err: '',
    });
    expect(existsSync(join(folder, 'library-copy/journals/1.json'))).toBe(true);
    expect(existsSync(join(folder, 'library-loan/journals'))).toBe(false);
  });

  it.each([
    ['KEY_UNKNOWN', ['nobody']],
    ['KEY_UNKNOWN', ['--key', 'nobody']],
    ['USAGE', ['task', '--process', '00000000-0000-7000-8000-000000000000']],
    ['USAGE', ['task', 'theme']],
  ])('is refused by render with %s: %j', async (code, words) => {
    const { err, out, code: exit } = await saidBy(workflowsRender, words);
    expect({ out, exit }).toEqual({ out: '', exit: 64 });
    expect(err).toMatch(new RegExp(`^${code} `));
  });
});
