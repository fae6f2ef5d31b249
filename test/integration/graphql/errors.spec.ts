import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GraphQLError } from 'graphql';
import { AuthenticationRefused } from '../../../src/platform/auth/authentication-refused.js';
import { StartProblem } from '../../../src/platform/config/start-problem.js';
import { describeError } from '../../../src/platform/graphql/index.js';
import { ask, codeOf, startToyApp } from './toy-app.js';
import { observed } from './toy-library.js';

let app: NestFastifyApplication;
let origin = '';
const logged: unknown[] = [];

beforeAll(async () => {
  ({ app, origin } = await startToyApp());
  // After creation, because Nest sets the logger of the application.
  const record = (...entries: unknown[]): void => void logged.push(...entries);
  Logger.overrideLogger({
    log: record,
    error: record,
    warn: record,
    fatal: record,
    debug: record,
    verbose: record,
  });
});
afterAll(async () => {
  Logger.overrideLogger(false);
  await app.close();
});

/** Every guarantee must hold for the interpreted first run and for the compiled ones after it. */
const RUNS = [1, 2, 3];

const BORROW = `mutation ($input: BorrowBookInput!) {
  borrowBook(input: $input) {
    __typename
    ... on UserFacingError { code message }
    ... on BorrowBookPayload { book { title } }
    ... on ValidationFailed { fields { path message constraint } }
    ... on RevisionConflict { actualRevision }
    ... on TransitionRejected { currentStates failedGuards { guard explanation } }
  }
}`;

/** What nobody may read in an answer. */
const SECRET = 'Erika Muster " at "x"; ';

describe('top-level errors', () => {
  it.each(RUNS)('tells of a broken thing its errorId and nothing else (run %i)', async () => {
    logged.length = 0;
    const answer = await ask(origin, '{ hello broken }');
    const [error] = answer.errors ?? [];
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({ hello: 'hello', broken: null });
    expect(error?.path).toEqual(['broken']);
    expect(error?.extensions).toEqual({
      code: 'INTERNAL_ERROR',
      errorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const sent = JSON.stringify(answer);
    for (const secret of ['Erika', 'SELECT', 'QueryFailed', '.ts:', 'the disk'])
      expect(sent).not.toContain(secret);
  });

  it.each(RUNS)(
    'logs a broken thing once under its errorId, without SQL, parameters and texts (run %i)',
    async () => {
      logged.length = 0;
      const answer = await ask(origin, '{ broken }');
      const text = JSON.stringify(
        logged.map((entry) => (entry instanceof Error ? `${entry.stack} ${JSON.stringify(entry)}` : entry)),
      );
      expect(text.split(String(answer.errors?.[0]?.extensions['errorId']))).toHaveLength(2);
      expect(text).toContain('53100');
      for (const secret of ['Erika', 'SELECT']) expect(text).not.toContain(secret);
    },
  );

  it.each(RUNS)('maps a missing mandatory value to INTERNAL_ERROR (run %i)', async () => {
    const answer = await ask(origin, '{ missing }');
    expect([answer.data, codeOf(answer)]).toEqual([null, 'INTERNAL_ERROR']);
    expect(answer.errors?.[0]?.message).not.toContain('null');
  });

  it.each(RUNS)('gives the one answer for "not there" and "not permitted" (run %i)', async () => {
    const answer = await ask(origin, '{ refused }');
    expect(answer.errors?.[0]?.extensions).toEqual({ code: 'NOT_FOUND_OR_NOT_PERMITTED' });
  });

  it.each(RUNS)('answers 401 with a challenge when the login is all that is missing (run %i)', async () => {
    const answer = await ask(origin, '{ me }', undefined, {});
    expect([answer.status, answer.headers.get('www-authenticate'), codeOf(answer)]).toEqual([
      401,
      'Bearer',
      'UNAUTHENTICATED',
    ]);
    const partly = await ask(origin, '{ me hello }', undefined, {});
    expect([partly.status, partly.data, codeOf(partly)]).toEqual([
      200,
      { me: null, hello: 'hello' },
      'UNAUTHENTICATED',
    ]);
  });

  it('hands the principal to resolvers', async () => {
    expect((await ask(origin, '{ me }')).data).toEqual({ me: '01990000-0000-7000-8000-000000000001' });
  });

  it('answers a refused token before anything runs', async () => {
    const refusing = await startToyApp({
      authenticate: () => Promise.reject(new AuthenticationRefused('TOKEN_WRONG_ISSUER')),
    });
    const answer = await ask(refusing.origin, '{ hello }');
    await refusing.app.close();
    expect([answer.status, codeOf(answer), answer.data]).toEqual([401, 'TOKEN_INVALID', undefined]);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('keeps to itself why the login broke', async () => {
    const broken = await startToyApp({
      authenticate: () => Promise.reject(new Error('pool exhausted at 10.0.0.7')),
    });
    const answer = await ask(broken.origin, '{ hello }');
    await broken.app.close();
    expect([answer.status, codeOf(answer)]).toEqual([500, 'INTERNAL_ERROR']);
    expect(JSON.stringify(answer)).not.toContain('10.0.0.7');
  });

  it.each<[string, string, Record<string, unknown>, string]>([
    ['a wrong value', 'query ($t: String!) { echo(text: $t) { text } }', { t: { who: SECRET } }, 't'],
    [
      'a value of 100 kB',
      'query ($n: Int!) { books(first: $n) { totalCount } }',
      { n: SECRET.repeat(7_000) },
      'n',
    ],
    [
      'a part of an input',
      BORROW,
      { input: { idempotencyKey: '12345678', expectedRevision: SECRET, bookId: 'b', reader: 'r' } },
      'input.expectedRevision',
    ],
    [
      'a missing part',
      BORROW,
      { input: { idempotencyKey: '12345678', expectedRevision: 1, reader: SECRET } },
      'input.bookId',
    ],
    [
      'an unknown part',
      BORROW,
      { input: { idempotencyKey: '12345678', expectedRevision: 1, bookId: 'b', reader: 'r', [SECRET]: 1 } },
      'input',
    ],
  ])(
    'names the variable that does not fit and never repeats it: %s',
    async (_what, query, variables, path) => {
      const answer = await ask(origin, query, variables);
      const [error] = answer.errors ?? [];
      expect(error?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', variable: path });
      expect(error?.message).toBe(`Die Variable „${path}“ fehlt oder passt nicht zur Abfrage.`);
      expect(JSON.stringify(answer)).not.toContain('Erika');
    },
  );

  it.each([
    ['{ hello', 'GRAPHQL_PARSE_FAILED'],
    ['{ nothingLikeIt }', 'GRAPHQL_VALIDATION_FAILED'],
    ['query ($first: Int!) { books(first: $first) { totalCount } }', 'BAD_USER_INPUT'],
    ['{ books(first: 101) { totalCount } }', 'VALIDATION_FAILED'],
    ['{ books(first: 0) { totalCount } }', 'VALIDATION_FAILED'],
    ['{ books(after: "made up") { totalCount } }', 'INVALID_CURSOR'],
    ['{ echo(text: "a\\u0000b") { text } }', 'VALIDATION_FAILED'],
    // Reads as another name than it is.
    ['{ echo(text: "Amt\\u202Etma") { text } }', 'VALIDATION_FAILED'],
    ['{ echo(text: "\\u2067Amt") { text } }', 'VALIDATION_FAILED'],
  ])('answers %s with %s', async (query, code) => {
    expect(codeOf(await ask(origin, query))).toBe(code);
  });
});

it('keeps names in Arabic script as they are written, with the mark they need beside numbers', async () => {
  const name = 'علي\u200f 5';
  const { data } = await ask(origin, 'query ($text: String!) { echo(text: $text) { text } }', { text: name });
  expect(data).toEqual({ echo: { text: name } });
});

const VALID = { idempotencyKey: 'key-12345', expectedRevision: 1, bookId: '1', reader: 'Ada' };

describe('results of mutations', () => {
  it.each(RUNS)('answers the payload (run %i)', async () => {
    const answer = await ask(origin, BORROW, { input: VALID });
    expect(answer.data).toEqual({ borrowBook: { __typename: 'BorrowBookPayload', book: { title: 'Dune' } } });
  });

  it.each(RUNS)('answers a domain error as member of the union by its kind (run %i)', async () => {
    const conflict = await ask(origin, BORROW, { input: { ...VALID, expectedRevision: 7 } });
    const rejected = await ask(origin, BORROW, { input: { ...VALID, bookId: '2' } });
    const common = { code: 'IDEMPOTENCY_KEY_REUSED', message: 'So nicht.' };
    expect(conflict.data).toEqual({
      borrowBook: { ...common, __typename: 'RevisionConflict', actualRevision: 1 },
    });
    const failedGuards = [{ guard: 'onShelf', explanation: 'Das Buch ist verliehen.' }];
    expect(rejected.data).toEqual({
      borrowBook: { ...common, __typename: 'TransitionRejected', currentStates: ['lent'], failedGuards },
    });
  });

  it.each(RUNS)(
    'answers invalid input as ValidationFailed and does not run the command (run %i)',
    async () => {
      const before = observed.opened;
      const answer = await ask(origin, BORROW, { input: { ...VALID, idempotencyKey: 'short', reader: 'A' } });
      const result = answer.data?.['borrowBook'] as
        { fields: { path: string; constraint: string }[] } | undefined;
      expect(answer.errors).toBeUndefined();
      expect(answer.data?.['borrowBook']).toMatchObject({
        __typename: 'ValidationFailed',
        code: 'VALIDATION_FAILED',
      });
      expect(result?.fields.map(({ path, constraint }) => [path, constraint])).toEqual([
        ['idempotencyKey', 'isLength'],
        ['reader', 'isLength'],
      ]);
      expect(observed.opened).toBe(before);
    },
  );

  it('has refusals and validation in every result, although not named', async () => {
    const query =
      'mutation { ring(input: { idempotencyKey: "12345678" }) { __typename ... on RequestRejected { code } } }';
    const answer = await ask(origin, query);
    expect(answer.data).toEqual({ ring: { __typename: 'RequestRejected', code: 'IDEMPOTENCY_KEY_REUSED' } });
  });

  it('demands a login before it looks at the input', async () => {
    const answer = await ask(origin, BORROW, { input: { ...VALID, reader: '' } }, {});
    expect([answer.status, codeOf(answer)]).toEqual([401, 'UNAUTHENTICATED']);
  });
});

describe('describeError', () => {
  it('follows causes and keeps to names, codes and places in the code', () => {
    const cause = Object.assign(new TypeError('inner Erika\nat Erika'), { code: 'ERR_INNER' });
    const described = describeError(new Error('outer Erika', { cause }));
    expect(described).toMatchObject({ name: 'Error', cause: { name: 'TypeError', code: 'ERR_INNER' } });
    expect(described['frames']).toEqual(
      expect.arrayContaining([expect.stringMatching(/^at .*errors\.spec/)]),
    );
    expect(JSON.stringify(described)).not.toContain('Erika');
  });

  it.each([
    new GraphQLError('Variable "$input" got invalid value "Erika"'),
    new SyntaxError('Unexpected token E in "Erika"'),
    Object.assign(new Error('x'), { code: 'Erika' }),
  ])('leaves out what may quote input: %p', (error) => {
    expect(JSON.stringify(describeError(error))).not.toContain('Erika');
  });

  it('keeps the sentence of a start problem', () => {
    expect(describeError(new StartProblem('SEED_FAILED', 'Deutsch', 'English'))).toMatchObject({
      message: 'Deutsch\nEnglish',
    });
  });
});
