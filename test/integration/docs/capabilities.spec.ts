import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { tableRows } from './markdown-table.js';

/** Capabilities that each source document asks for. */
const COUNTS = [33, 59, 63, 34, 23];

interface Capability {
  readonly code: string;
  readonly title: string;
  readonly state: string;
  readonly place: string;
  readonly test: string;
}

const text = readFileSync(join(projectRoot, 'docs/capabilities.md'), 'utf8');
const capabilities = tableRows(text).map(
  ([code = '', title = '', state = '', place = '', test = '']): Capability => ({
    code,
    title,
    state,
    place: place.replaceAll('`', ''),
    test: test.replaceAll('`', ''),
  }),
);
const begun = capabilities.filter(({ state }) => state !== 'planned');

/** Capability codes in the names of tests: `it('S4.7 shows …')`. */
function codesIn(source: string): readonly string[] {
  const names = [...source.matchAll(/\b(?:describe|it)(?:\.each\([^)]*\))?\(\s*(['"`])(.*?)\1/gs)];
  return names.flatMap(([, , name = '']) => name.match(/\bS[0-4]\.\d+\b/g) ?? []);
}

function specs(folder: string): readonly string[] {
  const files = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.spec.ts')).map((file) => join(folder, file));
}

function testedCodes(path: string): readonly string[] {
  return codesIn(readFileSync(join(projectRoot, path), 'utf8'));
}

describe('list of capabilities', () => {
  it('has every code once, in order, with a title and a known state', () => {
    const expected = COUNTS.flatMap((count, source) =>
      Array.from({ length: count }, (_, index) => `S${source}.${index + 1}`),
    );
    expect(capabilities.map(({ code }) => code)).toEqual(expected);
    expect(capabilities.filter(({ title }) => title === '')).toEqual([]);
    expect(capabilities.filter(({ state }) => !['planned', 'partial', 'done'].includes(state))).toEqual([]);
  });

  it('names an existing place for what is begun', () => {
    expect(begun.filter(({ place }) => place === '' || !existsSync(join(projectRoot, place)))).toEqual([]);
  });

  it('names, for what is done, a test whose name carries the code', () => {
    const unproven = begun.filter(({ state, code, test }) => {
      if (test === '') return state === 'done';
      return !existsSync(join(projectRoot, test)) || !testedCodes(test).includes(code);
    });
    expect(unproven).toEqual([]);
  });

  it('knows every code that a test names', () => {
    const known = new Set(capabilities.map(({ code }) => code));
    const unknown = [...specs('src'), ...specs('test')]
      .flatMap((path) => testedCodes(path).map((code) => `${code} in ${path}`))
      .filter((entry) => !known.has(entry.split(' ')[0] ?? ''));
    expect(unknown).toEqual([]);
  });
});
