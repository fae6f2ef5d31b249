import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, isEnumType } from 'graphql';
import { orgTypeCodes } from '../../../src/directory/domain/organisation-types.js';
import { projectRoot } from '../../../src/platform/config/paths.js';
import { section, tableRows } from './markdown-table.js';

const OWNERS = '## Abbreviations of owners in process definitions';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const document = read('docs/glossary.md');
const owners = tableRows(section(document, OWNERS));
const terms = tableRows(document).slice(0, -owners.length);
const identifiers = terms.map(([, identifier = '']) => identifier.replaceAll('`', ''));
/** German terms; a row may name several, and may carry an abbreviation or a second form in brackets. */
const german = terms.flatMap(([cell = '']) => cell.replace(/\s*\([^)]*\)/g, '').split(', '));

function repeated(values: readonly string[]): readonly string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe('glossary', () => {
  it('gives every German term one identifier and every identifier one meaning', () => {
    expect(identifiers.length).toBeGreaterThan(100);
    expect(repeated(identifiers)).toEqual([]);
    expect(repeated(german)).toEqual([]);
  });

  it('has a German term, an identifier, a meaning and a source in every row', () => {
    const incomplete = terms.filter((row) => row.length !== 4 || row.some((cell) => cell === ''));
    expect(incomplete).toEqual([]);
    expect(identifiers.filter((identifier) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(identifier))).toEqual([]);
  });

  it('lists every organisation type', () => {
    expect(orgTypeCodes.filter((code) => !identifiers.includes(code))).toEqual([]);
  });

  it('lists every owner code of the process definitions under the label that is shown', () => {
    const vocabulary = JSON.parse(read('workflows/vocabulary.json')) as {
      owners: Record<string, { de: string }>;
    };
    const expected = Object.entries(vocabulary.owners).map(([code, { de }]) => `\`${code}\` ${de}`);
    expect(owners.map(([code, label]) => `${code} ${label}`).toSorted()).toEqual(expected.toSorted());
  });

  it('lists the German term that an enum of the schema names in its description', () => {
    const schema = buildSchema(read('src/platform/graphql/schema.graphql'));
    const named = Object.values(schema.getTypeMap())
      .filter(isEnumType)
      .flatMap((type) => [...(type.description ?? '').matchAll(/«([^»]+)»/g)].map(([, term = '']) => term));
    expect(named.filter((term) => !german.includes(term))).toEqual([]);
  });
});
