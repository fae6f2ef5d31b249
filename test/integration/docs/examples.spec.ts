import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { projectRoot } from '../../../src/platform/config/paths.js';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const schema = buildSchema(read('src/platform/graphql/schema.graphql'));
const page = read('docs/using-the-api.md');

/** GraphQL documents of a page. */
function documentsOf(path: string): readonly string[] {
  return [...read(path).matchAll(/^```graphql\n([^]*?)^```/gm)].map(([, document = '']) => document);
}

describe('examples', () => {
  it.each(['README.md', 'docs/using-the-api.md', 'docs/conferences.md'])('in %s fit the schema', (path) => {
    const documents = documentsOf(path);
    expect(documents.length).toBeGreaterThan(1);
    const problems = documents.flatMap((document) => validate(schema, parse(document)));
    expect(problems.map(({ message }) => message)).toEqual([]);
  });

  it('name every route for files, with codes that exist', () => {
    const sources = [
      'src/sharing/graphql/consent-copy.routes.ts',
      'src/sharing/graphql/consent-evidence.routes.ts',
      'src/sharing/rights/graphql/access-report.routes.ts',
    ].map(read);
    const routes = sources.flatMap((source) =>
      [...source.matchAll(/scope\.(get|post)\('([^']+)'/g)].map(
        ([, method = '', path = '']) => `${method.toUpperCase()} ${path.replace(':id', '{id}')}`,
      ),
    );
    expect(routes.length).toBeGreaterThan(5);
    expect(routes.filter((route) => !page.includes(`\`${route}\``))).toEqual([]);
    const errors = read('docs/errors.md');
    const codes = page
      .split('\n')
      .flatMap((line) => (/^\| \d{3} /.test(line) ? (line.match(/[A-Z_]{8,}/g) ?? []) : []));
    expect(codes.length).toBeGreaterThan(8);
    expect(codes.filter((code) => !errors.includes(`\`${code}\``))).toEqual([]);
  });
});
