import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type CursorKey, encodeCursor } from '../../../src/platform/graphql/index.js';
import { ask, codeOf, startToyApp } from './toy-app.js';
import { ValuesResolver } from './toy-values.js';

let app: NestFastifyApplication;
let origin = '';
const logged: { level: string; entry: unknown }[] = [];

beforeAll(async () => {
  ({ app, origin } = await startToyApp({ providers: [ValuesResolver] }));
  const record = (level: string) => (entry: unknown) => void logged.push({ level, entry });
  Logger.overrideLogger({ log: record('log'), error: record('error'), warn: record('warn') });
});
beforeEach(() => void (logged.length = 0));
afterAll(async () => {
  Logger.overrideLogger(false);
  await app.close();
});

/** Every guarantee must hold for the interpreted first run and for the compiled ones after it. */
const RUNS = [1, 2, 3];
const UUID = '01990000-0000-7000-8000-000000000001';

describe('defaults of input fields', () => {
  const STAMP = 'mutation ($input: StampInput!) { stamp(input: $input) }';

  async function stamped(query: string, variables?: Record<string, unknown>): Promise<unknown> {
    const answer = await ask(origin, query, variables);
    return answer.errors ?? JSON.parse(String(answer.data?.['stamp']));
  }

  it.each(RUNS)('are filled in at every depth, and given values stay (run %i)', async () => {
    const input = { lines: [{ text: 'Erika' }, { text: 'b', size: 5 }], remark: null };
    expect(await stamped(STAMP, { input })).toEqual({
      ink: 'BLUE',
      places: ['office'],
      lines: [
        { text: 'Erika', size: 2 },
        { text: 'b', size: 5 },
      ],
      remark: null,
    });
    const given = { ink: 'RED', places: [], lines: { text: 'one', size: 1 } };
    expect(await stamped(STAMP, { input: given })).toEqual({ ...given, lines: [given.lines] });
    expect(logged).toEqual([]);
  });

  it.each(RUNS)('are filled in for fields written in the document (run %i)', async () => {
    const whole = 'mutation { stamp(input: { lines: [{ text: "a" }] }) }';
    const parts =
      'mutation ($lines: [StampLineInput!]!, $ink: Ink) { stamp(input: { lines: $lines, ink: $ink }) }';
    const expected = { ink: 'BLUE', places: ['office'], lines: [{ text: 'a', size: 2 }] };
    expect(await stamped(whole)).toEqual(expected);
    expect(await stamped(parts, { lines: [{ text: 'a' }] })).toEqual(expected);
    expect(await stamped(parts, { lines: [{ text: 'a' }], ink: 'RED' })).toEqual({ ...expected, ink: 'RED' });
  });

  it.each(RUNS)('are not guessed for a variable whose places have different ones (run %i)', async () => {
    const sizes = `mutation ($n: Int = 7, $m: Int) { stamp(input: { lines: [{ text: "a", size: $n }, { text: "b", size: $m }] }) }`;
    expect(await stamped(sizes)).toMatchObject({ lines: [{ size: 7 }, { size: 2 }] });
    const twice = 'query ($n: Int) { books(first: $n) { totalCount } sized(line: { text: "a", size: $n }) }';
    expect(codeOf(await ask(origin, twice))).toBe('BAD_USER_INPUT');
    expect((await ask(origin, twice, { n: 3 })).data).toMatchObject({ sized: 3 });
  });

  it.each(RUNS)('are filled in for the default of a variable (run %i)', async () => {
    const query =
      'mutation ($input: StampInput! = { lines: [{ text: "a" }], ink: RED }) { stamp(input: $input) }';
    const expected = { ink: 'RED', places: ['office'], lines: [{ text: 'a', size: 2 }] };
    expect(await stamped(query)).toEqual(expected);
  });

  it.each(RUNS)('do not hide a null that is not allowed (run %i)', async () => {
    const lines = [{ text: 'a' }];
    const answers = [
      await ask(origin, STAMP, { input: { lines, ink: null } }),
      await ask(origin, 'mutation ($ink: Ink) { stamp(input: { lines: [], ink: $ink }) }', { ink: null }),
      await ask(origin, 'query ($f: Int) { books(first: $f) { totalCount } }', { f: null }),
    ];
    expect(answers.map(codeOf)).toEqual(['BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT']);
    expect(logged).toEqual([]);
  });

  it.each(RUNS)('of arguments apply when the variable is left out (run %i)', async () => {
    const query = 'query ($f: Int) { books(first: $f) { totalCount } }';
    expect((await ask(origin, query)).data).toEqual({ books: { totalCount: 5 } });
    expect((await ask(origin, query, { f: 1 })).data).toEqual({ books: { totalCount: 5 } });
  });
});

describe('values that cannot be', () => {
  it.each(RUNS)('answers an identifier that is none with VALIDATION_FAILED (run %i)', async () => {
    const answer = await ask(origin, 'query ($id: ID!) { spot(id: $id) }', { id: 'nope' });
    expect(answer.errors?.[0]?.extensions).toEqual({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'id', message: 'must have the expected format', constraint: 'format' }],
    });
    expect(logged).toEqual([]);
  });

  it.each(['\ud800', 'a\udc00b', '\udc00\ud800'])('refuses half a surrogate pair: %j', async (text) => {
    const variable = await ask(origin, 'query ($t: String) { echo(text: $t) { text } }', { t: text });
    const literal = await ask(origin, `{ echo(text: ${JSON.stringify(text)}) { text } }`);
    const key = await ask(origin, 'mutation ($j: JSON!) { echoJson(json: $j) { json } }', {
      j: { [text]: 1 },
    });
    expect([codeOf(variable), codeOf(literal), codeOf(key)]).toEqual([
      'VALIDATION_FAILED',
      'GRAPHQL_PARSE_FAILED',
      'VALIDATION_FAILED',
    ]);
    expect(codeOf(await ask(origin, `{ hello } # ${text}`))).toBe('GRAPHQL_PARSE_FAILED');
    const whole = await ask(origin, 'query ($t: String) { echo(text: $t) { text } }', { t: '😀' });
    expect(whole.data).toEqual({ echo: { text: '😀' } });
  });

  it.each(['22P02', '22007', '22008', '22003', '22021'])(
    'answers SQLSTATE %s with a code and nothing else, and logs a warning without the value',
    async (state) => {
      const answer = await ask(origin, 'query ($s: String!) { refusedValue(state: $s) }', { s: state });
      expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
      expect(logged.map(({ level }) => level)).toEqual(['warn']);
      expect(JSON.stringify(logged)).toContain(state);
      expect(JSON.stringify([answer, logged])).not.toContain('Erika');
    },
  );
});

describe('cursors', () => {
  async function after(sortedBy: string, key: CursorKey): Promise<unknown> {
    const query = 'query ($s: String!, $a: String) { spots(sortedBy: $s, after: $a) { edges { cursor } } }';
    const answer = await ask(origin, query, { s: sortedBy, a: encodeCursor(key, 'spots') });
    return codeOf(answer) ?? 'accepted';
  }

  it.each([
    ['date', '2026-02-28'],
    ['instant', '2026-02-28T10:00:00.123Z'],
    ['text', "Ämter; DROP '😀"],
    ['integer', '17'],
    ['integer', 17],
    ['uuid', UUID],
  ])('of a list sorted by %s accept %s', async (sortedBy, sortKey) => {
    expect(await after(sortedBy, { sortKey, id: UUID })).toBe('accepted');
  });

  it.each([
    ['date', '2026-02-30'],
    ['date', '0000-01-01'],
    ['date', 'infinity'],
    ['instant', '2026-02-28'],
    ['instant', '2026-02-28T25:00:00Z'],
    ['text', 'a\u0000b'],
    ['text', '\ud800'],
    ['integer', '2147483648'],
    ['integer', -1],
    ['integer', 1.5],
    ['uuid', 'nope'],
  ])('of a list sorted by %s refuse the forged %j', async (sortedBy, sortKey) => {
    expect(await after(sortedBy, { sortKey, id: UUID })).toBe('INVALID_CURSOR');
  });

  it('refuse a forged identifier', async () => {
    expect(await after('text', { sortKey: 'a', id: 'nope' })).toBe('INVALID_CURSOR');
  });
});
