import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { workflowsCheck } from '../../../src/cli/commands/workflows/check.js';
import { saidBy } from './in-process.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fallwerk-workflows-'));
  for (const part of ['vocabulary.json', 'theme', 'consent']) {
    cpSync(join(projectRoot, 'workflows', part), join(folder, part), { recursive: true });
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

const check = () => saidBy(workflowsCheck, ['--all', '--folder', folder]);

function change(path: string, edit: (text: string) => string): void {
  const file = join(folder, path);
  writeFileSync(file, edit(readFileSync(file, 'utf8')));
}

describe('fallwerk workflows check', () => {
  it('finds nothing in the definitions of this release, without a database', async () => {
    const { code, out, err } = await saidBy(workflowsCheck, []);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/\d+ Definitionen und \d+ Beispiele in Ordnung/);
  });

  it('names the findings of all broken files at once, each with file, place and code', async () => {
    change('theme/1.json', (text) => text.replace(/"owner": "[A-Z_]+"/, '"owner": "NOBODY"'));
    change('consent/1.json', (text) => text.slice(0, -3));
    const { code, err } = await check();
    expect(code).toBe(1);
    expect(err).toMatch(/^theme\/1\.json\/machine\/states\/\S+: UNKNOWN_OWNER/m);
    expect(err).toMatch(/^consent\/1\.json: NO_JSON/m);
  });

  it('finds a scenario that tells something else than the definition does', async () => {
    change('theme/scenarios/01-bestehende-gruppe.json', (text) =>
      text.replace(/"states": \["\w+"\]/, '"states": ["nowhere"]'),
    );
    const { code, err } = await check();
    expect(code).toBe(1);
    expect(err).toMatch(/^theme\/scenarios\/01-bestehende-gruppe\.json: SCENARIO .*nowhere/m);
  });

  it('finds a transition without a scenario', async () => {
    rmSync(join(folder, 'theme/scenarios/08-zurueckstellung-endet.json'));
    const { code, err } = await check();
    expect(code).toBe(1);
    expect(err).toMatch(/^theme\/1\.json\/machine\/\S+: TRANSITION_UNCOVERED/m);
  });

  it('finds a scenario that does not fit the format, and a file under a wrong name', async () => {
    change('consent/scenarios/' + firstScenario('consent'), (text) => text.replace('"steps"', '"stepz"'));
    cpSync(join(folder, 'theme/1.json'), join(folder, 'theme/2.json'));
    const { code, err } = await check();
    expect(code).toBe(1);
    expect(err).toMatch(/^consent\/scenarios\/\S+: SCHEMA/m);
    expect(err).toMatch(/^theme\/2\.json: KEY_MISMATCH/m);
  });

  it('finds a file that is nested without end', async () => {
    change('consent/1.json', () => `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`);
    const { code, err } = await check();
    expect(code).toBe(1);
    expect(err).toMatch(/^consent\/1\.json: .*nested too deep/m);
  });

  it('finds a file that says `null`', async () => {
    change('consent/1.json', () => 'null');
    const { code, err } = await check();
    expect(code).toBe(1);
    expect(err).toMatch(/^consent\/1\.json: SCHEMA/m);
  });

  it('says that the vocabulary is missing', async () => {
    rmSync(join(folder, 'vocabulary.json'));
    expect(await check()).toMatchObject({ code: 1, err: expect.stringContaining('vocabulary.json') });
  });
});

function firstScenario(key: string): string {
  const names = readdirSync(join(folder, key, 'scenarios')).sort();
  return names[0] ?? '';
}
