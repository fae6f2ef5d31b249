import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { serverAudits } from 'graphql-http';
import { loadConfig } from '../../../src/platform/index.js';
import { graphqlOptionsOf } from '../../../src/platform/graphql/graphql-options.js';
import { ask, startToyApp } from './toy-app.js';

let app: NestFastifyApplication;
let origin = '';
let url = '';

beforeAll(async () => {
  ({ app, origin } = await startToyApp());
  url = `${origin}/graphql`;
});
afterAll(() => app.close());

function post(body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
}

async function code(response: Response): Promise<unknown> {
  const body = (await response.json()) as { errors?: { extensions: { code: string } }[] };
  return body.errors?.[0]?.extensions.code;
}

/** POST with a body and no content type at all, which fetch cannot send. */
function postUntyped(): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on('error', reject).end('{"query":"{ hello }"}');
  });
}

describe('GraphQL over HTTP: official audits', () => {
  it.each(serverAudits({ url: () => url }).map(({ id, name, fn }) => ({ id, name, fn })))(
    '$id $name',
    async ({ fn }) => {
      const result = await fn();
      const reason = result.status === 'ok' ? 'ok' : result.reason;
      expect(reason).toBe('ok');
    },
  );
});

describe('GraphQL over HTTP: beyond the audits', () => {
  it('answers 405 with Allow to a mutation by GET and runs nothing', async () => {
    const response = await fetch(`${url}?query=${encodeURIComponent('mutation { __typename }')}`);
    expect([response.status, response.headers.get('allow'), await code(response)]).toEqual([
      405,
      'POST',
      'METHOD_NOT_ALLOWED',
    ]);
  });

  it('answers 405 to other methods', async () => {
    const response = await fetch(url, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });

  it('takes nothing out of an address in production, where proxies would log it, not even from a reader', async () => {
    const config = Object.assign({}, loadConfig({}), { mode: 'production' as const });
    const { queriesInUrl } = graphqlOptionsOf(config, { authenticate: () => Promise.resolve(undefined) });
    const production = await startToyApp({ queriesInUrl });
    try {
      const address = new URL('/graphql', production.origin);
      address.searchParams.set('query', '{ hello }');
      const response = await fetch(address, { headers: { authorization: 'Bearer reader' } });
      expect([response.status, response.headers.get('allow'), await code(response)]).toEqual([
        405,
        'POST',
        'METHOD_NOT_ALLOWED',
      ]);
      const posted = await ask(production.origin, '{ hello }');
      expect([posted.status, posted.errors]).toEqual([200, undefined]);
    } finally {
      await production.app.close();
    }
  });

  it('answers 406 when it can produce nothing acceptable', async () => {
    const response = await post('{"query":"{ hello }"}', { accept: 'text/html' });
    expect([response.status, await code(response)]).toEqual([406, 'NOT_ACCEPTABLE']);
  });

  it.each([
    [
      'application/graphql-response+json, application/json',
      'application/graphql-response+json; charset=utf-8',
    ],
    [
      'application/json;q=0.5, application/graphql-response+json;q=0.9',
      'application/graphql-response+json; charset=utf-8',
    ],
    ['application/json, application/graphql-response+json;q=0', 'application/json; charset=utf-8'],
    ['application/*', 'application/json; charset=utf-8'],
  ])('answers Accept: %s with the preferred type', async (accept, expected) => {
    const response = await post('{"query":"{ hello }"}', { accept });
    expect(response.headers.get('content-type')).toBe(expected);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=latin1',
  ])('refuses a body of type %s with 415, so no form of a foreign page reaches a mutation', async (type) => {
    const response = await post('{"query":"mutation { __typename }"}', { 'content-type': type });
    expect([response.status, await code(response)]).toEqual([415, 'UNSUPPORTED_MEDIA_TYPE']);
  });

  it('refuses a body without a type', async () => {
    expect(await postUntyped()).toBe(415);
  });

  it('refuses a batch', async () => {
    const response = await post('[{"query":"{ hello }"},{"query":"{ hello }"}]');
    expect([response.status, await code(response)]).toEqual([400, 'BATCHING_NOT_SUPPORTED']);
  });

  it('runs the named operation of a document with several, each time the right one', async () => {
    const query = 'query A { hello } query B { echo(text: "b") { text } }';
    for (const round of [1, 2, 3]) {
      const a = (await (await post(JSON.stringify({ query, operationName: 'A' }))).json()) as object;
      const b = (await (await post(JSON.stringify({ query, operationName: 'B' }))).json()) as object;
      expect({ round, a, b }).toEqual({
        round,
        a: { data: { hello: 'hello' } },
        b: { data: { echo: { text: 'b' } } },
      });
    }
  });

  it('refuses to guess between several operations', async () => {
    const response = await post(JSON.stringify({ query: 'query A { hello } query B { hello }' }), {
      accept: 'application/graphql-response+json',
    });
    expect([response.status, await code(response)]).toEqual([400, 'OPERATION_NOT_FOUND']);
  });

  it('sends security headers and a request id with every answer', async () => {
    const { headers } = await fetch(`${origin}/nowhere`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});
