import { afterEach, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { mountGraphiql } from '../../../src/platform/demo-login/graphiql.js';
import type { GraphiqlOptions } from '../../../src/platform/demo-login/graphiql.js';

const accounts = {
  list: async () => [{ subject: 'demo-"anna"', displayName: 'Anna <b>', description: 'Case Managerin' }],
};

let server: FastifyInstance;

function mount(options: GraphiqlOptions): FastifyInstance {
  server = fastify();
  mountGraphiql(server, options);
  return server;
}

afterEach(() => server.close());

describe('the query editor', () => {
  it('is where the bare address leads', async () => {
    const { statusCode, headers } = await mount({ accounts }).inject('/');
    expect([statusCode, headers.location]).toEqual([302, '/graphiql']);
  });

  it('loads nothing from other servers', async () => {
    const { body, headers } = await mount({ accounts }).inject('/graphiql');
    expect(body).not.toMatch(/(src|href)="?https?:|from "https?:|unpkg/);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-[\w+/=]+';/);
  });

  it('gives every script of the page its nonce, and every page another one', async () => {
    const pages = [await mount({ accounts }).inject('/graphiql'), await server.inject('/graphiql')];
    const nonces = pages.map(({ body }) => {
      const inline = [...body.matchAll(/<script(?! defer src)([^>]*)>/g)].map((match) => match[1] ?? '');
      const used = new Set(inline.map((attributes) => /nonce="([^"]+)"/.exec(attributes)?.[1]));
      expect(used.size).toBe(1);
      return [...used][0];
    });
    expect(nonces[0]).toBeDefined();
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it('serves the files of the editor, compressed or not, and the bar', async () => {
    mount({ accounts });
    for (const encoding of ['br', 'identity']) {
      const file = await server.inject({
        url: '/graphiql/static/ruru.js',
        headers: { 'accept-encoding': encoding },
      });
      expect(file.statusCode).toBe(200);
      expect(file.headers['content-type']).toContain('text/javascript');
    }
    expect((await server.inject('/graphiql/static/missing.js')).statusCode).toBe(404);
    expect((await server.inject('/graphiql/demo-bar.js')).statusCode).toBe(200);
  });

  it('offers the accounts of the demonstration as text, not as markup', async () => {
    const { body } = await mount({ accounts }).inject('/graphiql');
    expect(body).toContain('value="demo-&#34;anna&#34;"');
    expect(body).toContain('Anna &#60;b&#62; (Demo)');
  });

  it('has no bar where a real identity provider is configured', async () => {
    const { body } = await mount({}).inject('/graphiql');
    expect(body).not.toContain('demo-bar');
    expect((await server.inject('/graphiql/demo-bar.js')).statusCode).toBe(404);
  });

  it('is not there where it is not installed', async () => {
    mount({ accounts, loadEditor: async () => undefined });
    expect((await server.inject('/graphiql')).statusCode).toBe(404);
    expect((await server.inject('/graphiql/static/ruru.js')).statusCode).toBe(404);
  });
});
