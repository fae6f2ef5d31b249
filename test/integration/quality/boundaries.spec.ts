import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';

const DOOR = 'export const door = 1;';
const useOf = (path: string) => `import * as used from '${path}'; export const use = used;`;
const typeOf = (path: string) => `import type * as used from '${path}'; export type Use = typeof used;`;

/** A small project that keeps the rules where nothing else is said, and breaks each of them once. */
const FILES: Readonly<Record<string, string>> = {
  'src/kernel/index.ts': DOOR,
  'src/kernel/hash.ts': `${useOf('node:crypto')} import 'node:fs';`,
  'src/kernel/clock.ts': useOf('node:os'),
  'src/platform/index.ts': DOOR,
  'src/platform/jobs/index.ts': useOf('../../directory/index.js'),
  'src/platform/jobs/inner.ts': DOOR,
  'src/directory/index.ts': DOOR,
  'src/directory/entities.ts': DOOR,
  'src/directory/domain/inner.ts': DOOR,
  'src/workflow/kernel/machine.ts': useOf('xstate'),
  'src/workflow/application/other.ts': useOf('xstate'),
  'src/cases/index.ts': DOOR,
  'src/cases/domain/pure.ts': useOf('../../kernel/index.js'),
  'src/cases/domain/typed.ts': typeOf('../../directory/index.js'),
  'src/cases/domain/framework.ts': useOf('typeorm'),
  'src/cases/domain/outer.ts': useOf('../application/use-case.js'),
  'src/cases/domain/other.ts': useOf('../../directory/index.js'),
  'src/cases/domain/pure.spec.ts': useOf('node:fs'),
  'src/cases/application/use-case.ts': useOf('../../platform/jobs/index.js'),
  'src/cases/application/back-door.ts': useOf('../../directory/domain/inner.js'),
  'src/cases/application/upwards.ts': useOf('../../conferences/index.js'),
  'src/cases/application/to-root.ts': useOf('../../entities.js'),
  'src/cases/application/circle-a.ts': useOf('./circle-b.js'),
  'src/cases/application/circle-b.ts': useOf('./circle-a.js'),
  'src/cases/application/lost.ts': useOf('./nowhere.js'),
  'src/cases/graphql/thick.ts': useOf('../persistence/rows.js'),
  'src/cases/persistence/rows.ts': DOOR,
  'src/cases/persistence/reversed.ts': useOf('../application/use-case.js'),
  'src/cases/application/shown.ts': useOf('../graphql/thick.js'),
  'src/cases/application/tested.ts': useOf('../domain/pure.spec.js'),
  'src/cases/application/tool.ts': useOf('typescript'),
  'src/conferences/index.ts': DOOR,
  'src/cli/seed.ts': useOf('../directory/entities.js'),
  'src/cli/main.ts': useOf('../directory/domain/inner.js'),
  'src/entities.ts': useOf('./directory/entities.js'),
  'src/main.ts': useOf('./platform/jobs/inner.js'),
};

const EXPECTED = [
  'hash-uses-crypto-only src/kernel/hash.ts',
  'domain-touches-no-machine src/kernel/clock.ts',
  'delivered-code-uses-no-test-code src/cases/application/tested.ts',
  'capability-order-platform src/platform/jobs/index.ts',
  'xstate-in-one-place src/workflow/application/other.ts',
  'domain-is-pure src/cases/domain/framework.ts',
  'domain-knows-no-outer-layer src/cases/domain/outer.ts',
  'domain-knows-types-of-others-only src/cases/domain/other.ts',
  'front-door src/cases/application/back-door.ts',
  'capability-order-cases src/cases/application/upwards.ts',
  'nobody-imports-the-root src/cases/application/to-root.ts',
  'no-cycles src/cases/application/circle-a.ts',
  'everything-resolves src/cases/application/lost.ts',
  'resolvers-are-thin src/cases/graphql/thick.ts',
  'persistence-knows-no-application src/cases/persistence/reversed.ts',
  'application-knows-no-graphql src/cases/application/shown.ts',
  'delivered-code-uses-no-development-package src/cases/application/tool.ts',
  'front-door-of-the-root src/cli/main.ts',
  'front-door-of-the-root src/main.ts',
];

interface Report {
  readonly summary: { readonly violations: readonly { rule: { name: string }; from: string }[] };
}

describe('boundaries', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fallwerk-boundaries-'));
  let found: readonly string[] = [];

  beforeAll(async () => {
    for (const [path, content] of Object.entries(FILES)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    for (const name of ['package.json', 'tsconfig.json', '.dependency-cruiser.cjs']) {
      cpSync(join(projectRoot, name), join(folder, name));
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
    const program = join(projectRoot, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...options], {
      cwd: folder,
      maxBuffer: 16 * 1024 * 1024,
    });
    const { summary } = JSON.parse(stdout) as Report;
    found = summary.violations.map(({ rule, from }) => `${rule.name} ${from}`);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('refuse one violation of every rule, and nothing that keeps them', () => {
    expect([...new Set(found)].toSorted()).toEqual(EXPECTED.toSorted());
  });
});
