import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { getIntrospectionQuery } from 'graphql';
import { ask, codeOf, startToyApp } from './toy-app.js';

let app: NestFastifyApplication;
let origin = '';

beforeAll(async () => {
  ({ app, origin } = await startToyApp({
    limits: {
      maxDepth: 6,
      maxCost: 400,
      maxAliases: 5,
      maxRootFields: 4,
      maxTokens: 200,
      maxBodyBytes: 4_096,
      maxErrors: 2,
    },
  }));
});
afterAll(() => app.close());

const BOOKS =
  'query Books($first: Int!) { books(first: $first) { edges { node { id title author { name } } } } }';

describe('limits of one request', () => {
  it('refuses a query that is nested too deeply, also through fragments', async () => {
    const plain = await ask(origin, '{ books { edges { node { self { self { self { title } } } } } } }');
    const hidden = await ask(
      origin,
      '{ books { edges { node { ...A } } } } fragment A on Book { self { ...B } } fragment B on Book { self { self { id } } }',
    );
    expect([codeOf(plain), codeOf(hidden)]).toEqual(['QUERY_TOO_DEEP', 'QUERY_TOO_DEEP']);
    expect(plain.errors?.[0]?.extensions).toEqual({ code: 'QUERY_TOO_DEEP', limit: 6, actual: 7 });
  });

  it('weighs the page size of each request anew, although the document is the same', async () => {
    const small = await ask(origin, BOOKS, { first: 5 });
    const again = await ask(origin, BOOKS, { first: 5 });
    const large = await ask(origin, BOOKS, { first: 100 });
    const smallAgain = await ask(origin, BOOKS, { first: 5 });
    expect([small.status, again.status, large.status, smallAgain.status]).toEqual([200, 200, 400, 200]);
    expect(codeOf(large)).toBe('QUERY_TOO_COSTLY');
  });

  it('counts a connection without page size as 20', async () => {
    const books = 'books { edges { node { self { self { title } } author { id name } } } }';
    const answer = await ask(origin, `{ a: ${books} b: ${books} c: ${books} }`);
    // Each: 1 + 20 × (edges 1 + node 1 + three nested fields 3 + author with two 3).
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'QUERY_TOO_COSTLY', limit: 400, actual: 483 });
  });

  it('does not hang on fragments that multiply', async () => {
    const levels = Array.from(
      { length: 8 },
      (_, i) => `fragment F${i} on Book { ...F${i + 1} ...F${i + 1} ...F${i + 1} ...F${i + 1} }`,
    );
    const answer = await ask(
      origin,
      `{ books { edges { node { ...F0 } } } } ${levels.join(' ')} fragment F8 on Book { id }`,
    );
    expect(codeOf(answer)).toBe('QUERY_TOO_COSTLY');
  });

  it('refuses fragments that go in circles', async () => {
    const answer = await ask(
      origin,
      '{ books { edges { node { ...A } } } } fragment A on Book { self { ...A } }',
    );
    expect(codeOf(answer)).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  it('refuses too many aliases', async () => {
    const answer = await ask(origin, '{ books { edges { node { a: id b: id c: id d: id e: id f: id } } } }');
    expect(codeOf(answer)).toBe('TOO_MANY_ALIASES');
  });

  it('refuses too many root fields, also through fragments', async () => {
    const answer = await ask(origin, '{ ...A ...A hello } fragment A on Query { hello me }');
    expect(codeOf(answer)).toBe('TOO_MANY_ROOT_FIELDS');
  });

  it('refuses a document with too many tokens or characters', async () => {
    const tokens = await ask(origin, `{ ${'hello '.repeat(300)} }`);
    expect([tokens.status, codeOf(tokens)]).toEqual([400, 'DOCUMENT_TOO_LONG']);
    const small = await startToyApp({ limits: { maxDocumentChars: 50 } });
    const characters = await ask(small.origin, `{ hello } # ${'x'.repeat(50)}`);
    await small.app.close();
    expect(codeOf(characters)).toBe('DOCUMENT_TOO_LONG');
  });

  it('refuses a body that is too large with 413', async () => {
    const answer = await ask(origin, '{ hello }', { text: 'x'.repeat(5_000) });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'BODY_TOO_LARGE']);
  });

  it('limits the number of errors in an answer', async () => {
    const answer = await ask(origin, '{ a: refused b: refused c: refused hello }');
    expect(answer.errors).toHaveLength(2);
  });
});

describe('production', () => {
  let production: { app: NestFastifyApplication; origin: string };
  beforeAll(async () => {
    production = await startToyApp({ exposeSchema: false });
  });
  afterAll(() => production.app.close());

  it.each([
    getIntrospectionQuery(),
    '{ __type(name: "Book") { name } }',
    '{ ...A } fragment A on Query { __schema { description } }',
  ])('refuses introspection', async (query) => {
    expect(codeOf(await ask(production.origin, query))).toBe('INTROSPECTION_DISABLED');
  });

  it('suggests neither fields nor arguments nor input fields', async () => {
    const queries: [string, Record<string, unknown>?][] = [
      ['{ helo }'],
      ['{ books(frist: 3) { totalCount } }'],
      [
        'mutation ($input: RingInput!) { ring(input: $input) { __typename } }',
        { input: { idempotencyKe: 'x' } },
      ],
    ];
    for (const [query, variables] of queries) {
      const text = JSON.stringify((await ask(production.origin, query, variables)).errors);
      expect(text).toContain('code');
      expect(text).not.toContain('Did you mean');
    }
  });

  it.each(['{ nothingLikeIt }', '{ books(first: "x") { edges } }', '{ hello', '{ hello }'])(
    'tells a caller without login nothing about the document: %s',
    async (query) => {
      const answer = await ask(production.origin, query, undefined, {});
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
      expect(answer.errors).toEqual([
        { message: 'Bitte melden Sie sich an.', extensions: { code: 'UNAUTHENTICATED' } },
      ]);
    },
  );

  it('still answers __typename and ordinary queries', async () => {
    expect((await ask(production.origin, '{ __typename hello }')).data).toEqual({
      __typename: 'Query',
      hello: 'hello',
    });
  });
});

it('outside production answers the introspection of the usual tools', async () => {
  const answer = await ask(origin, '{ __schema { queryType { name } } }');
  expect(answer.data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  const usual = await startToyApp();
  const full = await ask(usual.origin, getIntrospectionQuery());
  await usual.app.close();
  expect(full.errors).toBeUndefined();
});
