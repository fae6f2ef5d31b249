import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { TestApp } from '#test/support/test-app.js';
import { printSortedSchema } from '../../../src/platform/index.js';
import { fallwerk } from './command-line.js';

const SDL = 'src/platform/graphql/schema.graphql';

let root: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'fallwerk-generated-'));
  const { code, err } = await fallwerk(['generate', '--root', root]);
  if (code !== 0) throw new Error(err);
});

afterAll(() => rmSync(root, { recursive: true }));

const check = () => fallwerk(['generate', '--check', '--root', root]);
const contentOf = (path: string) => readFileSync(join(root, path), 'utf8');

describe('fallwerk generate', () => {
  it('writes the schema that the server answers with', async () => {
    const test = await TestApp.start();
    try {
      expect(contentOf(SDL)).toBe(printSortedSchema(test.get(GraphQLSchemaHost).schema));
    } finally {
      await test.stop();
    }
  });

  it('writes the error codes of every capability', () => {
    const page = contentOf('docs/errors.md');
    for (const code of ['IDEMPOTENCY_KEY_REUSED', 'GUARD_REFUSED']) expect(page).toContain(`\`${code}\``);
    for (const name of ['cases', 'conferences', 'sharing', 'workflow']) expect(page).toContain(`## ${name}`);
  });

  it('writes a page with picture, steps, deadlines, states and examples for every process', () => {
    const page = contentOf('docs/workflows/rechtskreiswechsel.md');
    for (const heading of [
      'Zweck',
      'Ablauf',
      'Fristen',
      'Zustände',
      'Unterschied zur Fassung davor',
      'Beispiele',
    ]) {
      expect(page).toContain(`\n## ${heading}\n`);
    }
    expect(page).toContain('](rechtskreiswechsel.svg)');
    expect(contentOf('docs/workflows/rechtskreiswechsel.svg')).toContain('role="img"');
    expect(contentOf('docs/workflows/README.md')).toContain('(rechtskreiswechsel.md)');
  });

  it('--check finds what drifted, what is missing and what is left over, and changes none of it', async () => {
    expect((await check()).code).toBe(0);
    appendFileSync(join(root, SDL), 'type Drift\n');
    rmSync(join(root, 'docs/workflows/task.md'));
    writeFileSync(join(root, 'docs/workflows/gone.md'), contentOf('docs/workflows/theme.md'));
    writeFileSync(join(root, 'docs/workflows/by-hand.md'), '# Von Hand\n');
    const { code, err } = await check();
    expect(code).toBe(1);
    const named = [...err.matchAll(/differs\s+(\S+)/g)].map(([, path]) => path);
    expect(named).toEqual([SDL, 'docs/workflows/task.md', 'docs/workflows/gone.md']);
    expect(contentOf(SDL)).toContain('type Drift');
    await fallwerk(['generate', '--root', root]);
    expect((await check()).code).toBe(0);
    expect(existsSync(join(root, 'docs/workflows/gone.md'))).toBe(false);
    expect(existsSync(join(root, 'docs/workflows/by-hand.md'))).toBe(true);
    // Four runs of the command, each of which draws every picture.
  }, 120_000);
});
