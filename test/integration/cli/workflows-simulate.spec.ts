import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { runCommandLine } from '../../../src/cli/commands/command-line.js';
import { workflowsSimulate } from '../../../src/cli/commands/workflows/simulate.js';

const LIBRARY = join(projectRoot, 'test/fixtures/workflows');
let folder: string;

/** A second version of the loan: books are kept ready for two days only. */
function secondVersion(): string {
  const first = readFileSync(join(LIBRARY, 'library-loan/1.json'), 'utf8');
  const definition = JSON.parse(first) as {
    version: number;
    delays: { PICK_UP_7D: { rule: { period: { days: number } } } };
  };
  definition.version = 2;
  definition.delays.PICK_UP_7D.rule.period.days = 2;
  return JSON.stringify(definition);
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fallwerk-simulate-'));
  cpSync(LIBRARY, folder, { recursive: true });
  writeFileSync(join(folder, 'library-loan/2.json'), secondVersion());
  writeFileSync(join(folder, 'broken.json'), '{ "definition": ');
  writeFileSync(join(folder, 'wrong.json'), '{ "definition": "library-loan" }');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The command inside this process: a start of the program takes longer than all of this. */
async function run(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runCommandLine([workflowsSimulate], ['workflows', 'simulate', ...words], {
    say: (line) => void out.push(line),
    complain: (line) => void err.push(line),
    ask: () => Promise.resolve(''),
  });
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const loan = (...words: string[]) => run('library-loan', ...words, '--folder', folder, '--runs', '60');

/** Keys of the definitions that come with the program. */
const KEYS = readdirSync(join(projectRoot, 'workflows')).filter((name) =>
  statSync(join(projectRoot, 'workflows', name)).isDirectory(),
);

interface Printed {
  readonly summaries: readonly {
    readonly runs: number;
    readonly finished: number;
    readonly ends: readonly { readonly share: number }[];
    readonly owners: readonly { readonly key: string }[];
  }[];
  readonly comparison?: { readonly total: { readonly mean: { readonly value: number } } };
}

describe('fallwerk workflows simulate', () => {
  it.each(KEYS)(
    'plays %s with the assumptions that come with it, nearly every run to an end',
    async (key) => {
      const { code, out, err } = await run(key, '--runs', '100', '--json');
      expect({ code, err }).toEqual({ code: 0, err: '' });
      const [summary] = (JSON.parse(out) as Printed).summaries;
      expect(summary?.finished).toBeGreaterThanOrEqual(90);
      expect(summary?.owners.length).toBeGreaterThan(0);
    },
  );

  it('prints tables in German, the same for the same seed', async () => {
    const first = await loan('--version', '1');
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/^library-loan 1: 60 Durchläufe, \d+ davon zu Ende$/m);
    expect(first.out).toMatch(/^Wartezeit je Stelle \(Arbeitstage\)$/m);
    expect(first.out).toMatch(/^ {2}Abholfrist +\d+,\d % /m);
    expect(await loan('--version', '1')).toEqual(first);
    expect((await loan('--version', '1', '--seed', '2')).out).not.toBe(first.out);
  });

  it('says what another version changes, by number or as a draft', async () => {
    const numbered = await loan('--version', '1', '--against', '2');
    expect(numbered.out).toMatch(/^library-loan 1 → library-loan 2: \d+ von 60 Durchläufen/m);
    expect(numbered.out).toMatch(/^Der Vorgang dauert im Median .* \(.* bis .*\)/m);
    const draft = await loan('--version', '1', '--against', join(folder, 'library-loan/2.json'), '--json');
    const same = await loan('--version', '1', '--against', '1', '--json');
    expect((JSON.parse(draft.out) as Printed).comparison?.total.mean.value).toBeGreaterThan(0);
    expect((JSON.parse(same.out) as Printed).comparison?.total.mean.value).toBe(0);
  });

  it('leaves out what the assumptions say about states of another version, and says so', async () => {
    const third = secondVersion().replace('"version":2', '"version":3').replaceAll('misplaced', 'gone');
    writeFileSync(join(folder, 'library-loan/3.json'), third);
    const newest = await loan('--json');
    rmSync(join(folder, 'library-loan/3.json'));
    expect(newest.code).toBe(0);
    expect(newest.err).toMatch(/^Nicht benutzt, weil nur eine andere Fassung es kennt/);
    expect(newest.err).toContain('/states/lent.book.misplaced');
    expect((JSON.parse(newest.out) as Printed).summaries[0]?.runs).toBe(60);
  });

  it.each([
    ['KEY_UNKNOWN', ['nobody']],
    ['VERSION_UNKNOWN', ['library-loan', '--version', '99']],
    ['FILE_UNREADABLE', ['library-loan', '--against', '/nowhere/draft.json']],
    ['FILE_UNREADABLE', ['library-loan', '--assumptions', '/nowhere/simulation.json']],
    ['FILE_UNREADABLE', ['library-loan', '--assumptions', 'broken.json']],
    ['SIMULATION_ASSUMPTIONS_INVALID', ['library-loan', '--assumptions', 'wrong.json']],
    ['FILE_UNREADABLE', ['library-order']],
    ['USAGE', ['library-loan', '--runs', 'many']],
    ['USAGE', ['library-loan', '--runs', '0']],
    ['USAGE', ['library-loan', '--seed=-1']],
  ])('refuses with %s: %j', async (code, words) => {
    const placed = words.map((word) =>
      word.endsWith('.json') && !word.startsWith('/') ? join(folder, word) : word,
    );
    const before = readdirSync(folder, { recursive: true }).length;
    const result = await run(...placed, '--folder', folder);
    expect(result.code).not.toBe(0);
    expect(result.out).toBe('');
    expect(result.err).toContain(code);
    expect(readdirSync(folder, { recursive: true })).toHaveLength(before);
  });
});
