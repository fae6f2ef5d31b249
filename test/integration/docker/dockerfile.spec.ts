import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';

interface Stage {
  readonly name: string;
  readonly image: string;
  readonly instructions: readonly { readonly keyword: string; readonly rest: string }[];
}

const path = '../../../scripts/dockerfile.mjs';
const { parseCopy, stagesOf } = (await import(path)) as {
  readonly parseCopy: (rest: string) => { from?: string; sources: readonly string[]; target: string };
  readonly stagesOf: (text: string) => readonly Stage[];
};

const stages = stagesOf(readFileSync(join(projectRoot, 'Dockerfile'), 'utf8'));
const last = stages.at(-1);
const restOf = (keyword: string) =>
  last?.instructions.filter((instruction) => instruction.keyword === keyword).map(({ rest }) => rest) ?? [];
const copies = stages.flatMap(({ instructions }) =>
  instructions.filter(({ keyword }) => keyword === 'COPY').map(({ rest }) => parseCopy(rest)),
);

describe('Dockerfile', () => {
  it('copies only what exists and what .dockerignore lets in', () => {
    const allowed = readFileSync(join(projectRoot, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const sources = copies.filter(({ from }) => from === undefined).flatMap((copy) => copy.sources);
    expect(sources.filter((source) => !existsSync(join(projectRoot, source)))).toEqual([]);
    expect(sources.filter((source) => !allowed.includes(source))).toEqual([]);
  });

  it('takes from earlier stages only', () => {
    const names = stages.slice(0, -1).map(({ name }) => name);
    const from = copies.flatMap((copy) => copy.from ?? []);
    expect(from.filter((name) => !names.includes(name))).toEqual([]);
  });

  it('uses the Node version that development uses', () => {
    const { dependencies } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    expect(new Set(stages.map(({ image }) => image))).toEqual(new Set([`node:${dependencies['node']}-slim`]));
  });

  it('runs the server as an ordinary user, watched, without a shell in between', () => {
    expect(restOf('USER')).toEqual(['node']);
    expect(restOf('CMD')).toEqual([
      '["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "dist/src/main.js"]',
    ]);
    expect(restOf('HEALTHCHECK')[0]).toContain('/health/live');
  });

  it('carries the definitions and the licence, and nothing but production packages', () => {
    const sources = restOf('COPY').flatMap((rest) => parseCopy(rest).sources);
    expect(sources).toEqual(expect.arrayContaining(['workflows', 'LICENSE', '/build/dist']));
    const packages = stages.find(({ name }) => name === 'packages')?.instructions;
    expect(packages?.find(({ keyword }) => keyword === 'RUN')?.rest).toContain('--omit=dev');
  });
});
