import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { buildSchema, isEnumType } from 'graphql';
import {
  decodeCursor,
  encodeCursor,
  ErrorCode,
  printSortedSchema,
  registeredCatalogues,
  registerErrorCatalogues,
  renderErrorsPage,
  undescribed,
} from '../../../src/platform/graphql/index.js';
import { ask, codeOf, startToyApp } from './toy-app.js';
import { observed } from './toy-library.js';

let app: NestFastifyApplication;
let origin = '';

beforeAll(async () => {
  ({ app, origin } = await startToyApp());
});
afterAll(() => app.close());

describe('scalars', () => {
  it.each([
    ['day', 'Date', '2028-02-29', '2028-02-29'],
    ['at', 'DateTime', '2026-03-31T11:30:00+02:00', '2026-03-31T09:30:00Z'],
    ['at', 'DateTime', '2026-03-31T09:30:00.125Z', '2026-03-31T09:30:00.125Z'],
  ])('%s: %s takes %s and gives %s', async (name, type, value, expected) => {
    const variable = await ask(origin, `query ($v: ${type}) { echo(${name}: $v) { ${name} } }`, { v: value });
    const literal = await ask(origin, `{ echo(${name}: "${value}") { ${name} } }`);
    expect([variable.data, literal.data]).toEqual([
      { echo: { [name]: expected } },
      { echo: { [name]: expected } },
    ]);
  });

  it.each([
    ['day', 'Date', '2027-02-29'],
    ['day', 'Date', '2027-2-1'],
    ['day', 'Date', '2027-02-01T00:00:00Z'],
    ['day', 'Date', 20270201],
    ['at', 'DateTime', '2026-03-31T09:30:00'],
    ['at', 'DateTime', '2026-03-31'],
    ['at', 'DateTime', '2026-03-32T09:30:00Z'],
    ['at', 'DateTime', 1774949400000],
  ])('%s: %s refuses %s', async (name, type, value) => {
    const variable = await ask(origin, `query ($v: ${type}) { echo(${name}: $v) { ${name} } }`, { v: value });
    const literal = await ask(origin, `{ echo(${name}: ${JSON.stringify(value)}) { ${name} } }`);
    expect([codeOf(variable), codeOf(literal)]).toEqual(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']);
  });

  it('passes JSON objects unchanged, as variable and as literal', async () => {
    const json = { text: 'ä', list: [1, 2.5, null, true], nested: { a: {} } };
    const variable = await ask(origin, 'mutation ($json: JSON!) { echoJson(json: $json) { json } }', {
      json,
    });
    expect(variable.data).toEqual({ echoJson: { json } });
    const query = 'mutation { echoJson(json: { a: [1, "b"], c: { d: null } }) { json } }';
    for (const run of [1, 2, 3]) {
      const { data } = await ask(origin, query);
      expect({ run, data }).toEqual({ run, data: { echoJson: { json: { a: [1, 'b'], c: { d: null } } } } });
    }
  });

  it('refuses variables inside a JSON literal, which compiled queries would lose', async () => {
    const answer = await ask(origin, 'mutation ($x: Int) { echoJson(json: { a: [$x] }) { json } }', { x: 3 });
    expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it.each([
    ['a list', []],
    ['a text', 'text'],
    ['something too deep', { a: { a: { a: { a: { a: { a: { a: { a: {} } } } } } } } }],
    ['something too long', { a: 'x'.repeat(40_000) }],
    ['a constructor', { constructor: {} }],
  ])('refuses JSON that is %s', async (_, json) => {
    const answer = await ask(origin, 'mutation ($json: JSON!) { echoJson(json: $json) { json } }', { json });
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
  });

  it('refuses a prototype in JSON', async () => {
    const body =
      '{"query":"mutation ($json: JSON!) { echoJson(json: $json) { json } }","variables":{"json":{"__proto__":{"a":1}}}}';
    const response = await fetch(`${origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(response.status).toBe(400);
    const literal = await ask(origin, 'mutation { echoJson(json: { __proto__: { a: 1 } }) { json } }');
    expect(codeOf(literal)).toBe('GRAPHQL_VALIDATION_FAILED');
  });
});

interface Page {
  books: {
    totalCount: number;
    edges: { cursor: string; node: { title: string } }[];
    pageInfo: {
      hasNextPage: boolean;
      hasPreviousPage: boolean;
      startCursor: string | null;
      endCursor: string | null;
    };
  };
}

async function page(after: string | null): Promise<Page['books']> {
  const query = `query ($after: String) { books(first: 2, after: $after) {
    totalCount edges { cursor node { title } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  return ((await ask(origin, query, { after })).data as unknown as Page).books;
}

describe('connections', () => {
  it('walk through the whole list, each entry once', async () => {
    const titles: string[] = [];
    const flags: boolean[][] = [];
    for (let after: string | null = null, more = true; more;) {
      const { edges, pageInfo, totalCount } = await page(after);
      expect(totalCount).toBe(5);
      titles.push(...edges.map(({ node }) => node.title));
      flags.push([pageInfo.hasPreviousPage, pageInfo.hasNextPage]);
      after = pageInfo.endCursor;
      more = pageInfo.hasNextPage;
    }
    expect(titles).toEqual(['Dune', 'Emma', 'Faust', 'Hamlet', 'Ilias']);
    expect(flags).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ]);
  });

  it('end in an empty page', async () => {
    const last = encodeCursor({ sortKey: 'Ilias', id: '5' }, 'books');
    expect(await page(last)).toMatchObject({
      edges: [],
      pageInfo: { hasNextPage: false, startCursor: null, endCursor: null },
    });
  });

  it('refuse a cursor that was changed or belongs to another list', async () => {
    const cursor = encodeCursor({ sortKey: 'Dune', id: '1' }, 'books');
    const changed = `${cursor.slice(0, -1)}${cursor.endsWith('A') ? 'B' : 'A'}`;
    for (const after of [changed, encodeCursor({ sortKey: 'Dune', id: '1' }, 'tasks'), '', 'x'.repeat(30)]) {
      const answer = await ask(origin, 'query ($after: String) { books(after: $after) { totalCount } }', {
        after,
      });
      expect(codeOf(answer)).toBe('INVALID_CURSOR');
    }
  });

  it('keep numbers and texts apart in cursors', () => {
    for (const key of [
      { sortKey: 7, id: 'a' },
      { sortKey: '7', id: 'ü' },
    ])
      expect(decodeCursor(encodeCursor(key))).toEqual(key);
  });
});

describe('compiled queries', () => {
  it('answer like interpreted ones for skipped fields, defaults, absent and null variables', async () => {
    const query = `query ($all: Boolean = false, $first: Int! = 1, $after: String) {
      books(first: $first, after: $after) { totalCount @skip(if: $all) edges { node { id @include(if: $all) title } } } }`;
    const short = { books: { totalCount: 5, edges: [{ node: { title: 'Dune' } }] } };
    const long = {
      books: { edges: [{ node: { id: '1', title: 'Dune' } }, { node: { id: '2', title: 'Emma' } }] },
    };
    for (const run of [1, 2, 3]) {
      const answers = [
        await ask(origin, query),
        await ask(origin, query, { all: true, first: 2, after: null }),
      ];
      expect({ run, data: answers.map(({ data }) => data) }).toEqual({ run, data: [short, long] });
    }
  });

  it('refuse wrong variables like interpreted ones', async () => {
    const query = 'query ($first: Int!) { books(first: $first) { totalCount } }';
    for (const first of [1, 'one', 1, null, 1, 1.5]) {
      const answer = await ask(origin, query, { first });
      expect([first, codeOf(answer)]).toEqual([first, first === 1 ? undefined : 'BAD_USER_INPUT']);
    }
  });
});

describe('loaders', () => {
  it('load once per request and remember nothing for the next', async () => {
    observed.batches.length = 0;
    const query = '{ books { edges { node { title author { name } } } } }';
    const first = await ask(origin, query);
    await ask(origin, query);
    expect(observed.batches).toEqual([
      ['a0', 'a1'],
      ['a0', 'a1'],
    ]);
    expect(JSON.stringify(first.data)).toContain('"title":"Emma","author":{"name":"Author a1"}');
  });
});

describe('schema', () => {
  it('describes every type, field, argument and value of the building blocks', () => {
    const { schema } = app.get(GraphQLSchemaHost);
    expect(undescribed(schema)).toEqual([]);
  });

  it('finds what has no description', () => {
    const schema = buildSchema('type Query { a(b: Int): E } enum E { "x" F G }');
    expect(undescribed(schema)).toEqual(['E', 'E.G', 'Query.a', 'Query.a(b)']);
  });

  it('prints sorted, complete and reproducible', () => {
    const { schema } = app.get(GraphQLSchemaHost);
    const text = printSortedSchema(schema);
    expect(printSortedSchema(buildSchema(text))).toBe(text);
    expect(text).toContain(
      'union BorrowBookResult = BorrowBookPayload | RequestRejected | RevisionConflict | TransitionRejected | ValidationFailed',
    );
    expect(text).toContain('"""Page of Book."""\ntype BookConnection {');
  });
});

const byCode = (a: string, b: string): number => (a < b ? -1 : 1);

describe('error codes', () => {
  it('stand in the enum and on the page exactly as the catalogues declare them', () => {
    const declared = registeredCatalogues()
      .flatMap(({ errors }) => Object.keys(errors))
      .sort(byCode);
    const onPage = [...renderErrorsPage(registeredCatalogues()).matchAll(/^\| `([A-Z_0-9]+)`/gm)]
      .map(([, code = '']) => code)
      .sort(byCode);
    const { schema } = app.get(GraphQLSchemaHost);
    const type = schema.getType('ErrorCode');
    const inSchema = isEnumType(type)
      ? type
          .getValues()
          .map(({ name }) => name)
          .sort(byCode)
      : [];
    expect({ onPage, inSchema, inEnum: Object.keys(ErrorCode).sort(byCode) }).toEqual({
      onPage: declared,
      inSchema: declared,
      inEnum: declared,
    });
  });

  it('cannot be declared twice', () => {
    const errors = { INTERNAL_ERROR: { de: 'x', en: 'x', action: 'x' } };
    expect(() => registerErrorCatalogues([{ capability: 'other', errors }])).toThrow('declared twice');
  });
});
