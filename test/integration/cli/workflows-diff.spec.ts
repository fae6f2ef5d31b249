import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { runCommandLine } from '../../../src/cli/commands/command-line.js';
import { workflowsDiff } from '../../../src/cli/commands/workflows/diff.js';

let folder: string;

/** A second version of the theme: a deadline longer, a state under another key. */
function secondVersion(): string {
  const first = readFileSync(join(projectRoot, 'workflows/theme/1.json'), 'utf8');
  const definition = JSON.parse(first.replaceAll('"offered"', '"proposed"')) as {
    version: number;
    lawVersion: string;
  };
  return JSON.stringify({ ...definition, version: 2, lawVersion: '2027-01-01' });
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fallwerk-diff-'));
  mkdirSync(join(folder, 'theme'));
  cpSync(join(projectRoot, 'workflows/theme/1.json'), join(folder, 'theme/1.json'));
  writeFileSync(join(folder, 'theme/2.json'), secondVersion());
  writeFileSync(join(folder, 'theme/3.json'), '{ "key": ');
  writeFileSync(join(folder, 'theme/4.json'), '{ "key": "theme" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The command inside this process: a start of the program takes longer than all of this. */
async function run(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommandLine([workflowsDiff], ['workflows', 'diff', ...words], {
    say: (line) => void out.push(line),
    complain: (line) => void err.push(line),
    ask: () => Promise.resolve(''),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const diff = (...words: string[]) => run(...words, '--folder', folder);

describe('fallwerk workflows diff', () => {
  it('ends with 0 and one sentence when nothing differs', async () => {
    expect(await diff('theme', '1', '1')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Kein Unterschied'),
    });
  });

  it('names changes and what they mean for running processes, and ends with 1', async () => {
    const { code, out, err } = await diff('theme', '1', '2');
    expect({ code, err }).toEqual({ code: 1, err: '' });
    expect(out).toMatch(/^theme 1 → theme 2$/m);
    expect(out).toMatch(/andere Rechtsgrundlage; vorher: .*; jetzt: 01\.01\.2027/);
    expect(out).toMatch(/Laufende Vorgänge: \d+ Zustände passen/);
  });

  it('reads two files, and prints JSON for machines', async () => {
    const files = [join(folder, 'theme/1.json'), join(folder, 'theme/2.json')];
    const { code, out } = await run(...files, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      from: { key: 'theme', version: 1 },
      to: { key: 'theme', version: 2, lawVersion: '2027-01-01' },
      changes: expect.arrayContaining([expect.objectContaining({ part: 'DEFINITION', kind: 'LAW' })]),
    });
  });

  it.each([
    ['KEY_UNKNOWN', ['nobody', '1', '2']],
    ['VERSION_UNKNOWN', ['theme', '1', '99']],
    ['FILE_UNREADABLE', ['theme', '1', '3']],
    ['DEFINITION_INVALID', ['theme', '1', '4']],
    ['FILE_UNREADABLE', ['/nowhere/1.json', '/nowhere/2.json']],
    ['USAGE', ['theme']],
    ['USAGE', ['theme', '1', '2', '--against-deployed']],
    ['is missing', []],
    ['Unexpected argument', ['theme', '1', '2', '3']],
  ])('refuses with %s and exit code 64: %j', async (words, line) => {
    const { code, out, err } = await diff(...line);
    expect({ code, out }).toEqual({ code: 64, out: '' });
    expect(err).toContain(words);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('tells its exit codes in the help', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toContain('1 Unterschiede');
  });
});
