import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import fastify from 'fastify';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { login } from '../../../src/platform/demo-login/code-flow-client.js';
import { DEMO_KEY_FILE, loadDemoKeys } from '../../../src/platform/demo-login/demo-keys.js';
import { mountDemoLogin } from '../../../src/platform/demo-login/mount-demo-login.js';
import { aPerson, createDataDir, freePort, registered, startDemoServer } from './demo-server.js';

let app: NestFastifyApplication;
let origin: string;
let port: number;
let folder: Awaited<ReturnType<typeof createDataDir>>;

beforeAll(async () => {
  port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  folder = await createDataDir();
  app = await startDemoServer(port, folder.dataDir);
});

afterAll(async () => {
  await app.close();
  await folder.remove();
});

beforeEach(() => {
  registered.clear();
  registered.set('demo-anna', aPerson('anna-account'));
  registered.set('demo-amir', aPerson('amir-account'));
});

interface GraphqlAnswer {
  readonly status: number;
  readonly challenge: string | null;
  readonly text: string;
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function ask(query: string, authorization?: string): Promise<GraphqlAnswer> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({ query }),
  });
  const text = await response.text();
  const challenge = response.headers.get('www-authenticate');
  return { status: response.status, challenge, text, ...(JSON.parse(text) as object) };
}

function codeOf(answer: GraphqlAnswer): string | undefined {
  return answer.errors?.[0]?.extensions.code;
}

function authorizationUrl(parameters: Record<string, string>): string {
  const query = new URLSearchParams({
    client_id: 'fallwerk-demo',
    response_type: 'code',
    redirect_uri: `${origin}/demo/callback`,
    scope: 'openid',
    ...parameters,
  });
  return `${origin}/oidc/auth?${query.toString()}`;
}

const PKCE = { code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' };

/** Begins a login as a browser; answers the account page's address and the cookies. */
async function beginLogin(): Promise<{ url: string; cookie: string; page: string; response: Response }> {
  const start = await fetch(authorizationUrl(PKCE), { redirect: 'manual' });
  const url = new URL(start.headers.get('location') ?? '', origin).href;
  const cookie = start.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const response = await fetch(url, { headers: { cookie } });
  return { url, cookie, page: await response.text(), response };
}

describe('the code flow of the demonstration', () => {
  it('yields a token with which the API knows the person', async () => {
    const token = await login(origin, 'demo-anna');
    const answer = await ask('{ viewer { accountId } }', `Bearer ${token}`);
    expect(answer.data).toEqual({ viewer: { accountId: 'anna-account' } });
  });

  it('issues ES256 access tokens for this API that say nothing but the subject', async () => {
    const token = await login(origin, 'demo-anna');
    expect(decodeProtectedHeader(token)).toMatchObject({ alg: 'ES256', typ: 'at+jwt' });
    const claims = decodeJwt(token);
    expect(claims).toMatchObject({ iss: `${origin}/oidc`, aud: 'fallwerk', sub: 'demo-anna' });
    expect(Object.keys(claims).sort()).toEqual(
      ['aud', 'client_id', 'exp', 'iat', 'iss', 'jti', 'sub'].sort(),
    );
  });

  it('refuses an account that is not offered', async () => {
    await expect(login(origin, 'demo-unknown')).rejects.toThrow('400');
  });

  it('refuses requests without PKCE, and with the plain method', async () => {
    for (const parameters of [{}, { ...PKCE, code_challenge_method: 'plain' }]) {
      const response = await fetch(authorizationUrl(parameters), { redirect: 'manual' });
      const location = new URL(response.headers.get('location') ?? '');
      expect(location.pathname).toBe('/demo/callback');
      expect(location.searchParams.get('error')).toBe('invalid_request');
    }
  });

  it('never redirects to an address that is not registered', async () => {
    const response = await fetch(authorizationUrl({ ...PKCE, redirect_uri: 'https://evil.example.org/' }), {
      redirect: 'manual',
    });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });
});

describe('the page on which an account is chosen', () => {
  it('offers the accounts, every one marked as demonstration, with a policy that loads and runs nothing', async () => {
    const { page, response } = await beginLogin();
    expect(page).toContain('Demonstration: Als wen anmelden?');
    expect(page).toContain('Anna Beispiel (Demo)');
    expect(page).toContain('Amir Muster (Demo)<');
    expect(page).toContain('&#60;KIM&#62;');
    expect(page).not.toMatch(/<script|src=|href=/);
    const policy = response.headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });

  it('accepts no choice without the proof from its own form', async () => {
    const { url, cookie } = await beginLogin();
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: new URLSearchParams({ account: 'demo-anna', proof: 'forged' }),
    });
    expect(response.status).toBe(403);
  });

  it('accepts no choice from a browser that did not begin the login', async () => {
    const { url, page } = await beginLogin();
    const proof = /name="proof" value="([\w-]+)"/.exec(page)?.[1] ?? '';
    const response = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ account: 'demo-anna', proof }),
    });
    expect(response.status).toBe(400);
  });
});

describe('one browser', () => {
  /** Cookies by name, whatever their path: enough for one origin. */
  const jar = new Map<string, string>();

  async function visit(url: string, form?: URLSearchParams): Promise<Response> {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie },
      ...(form ? { body: form } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
      jar.set(name, value);
    }
    return response;
  }

  it('can change from one person to the next', async () => {
    for (const account of ['demo-anna', 'demo-amir', 'demo-anna']) {
      const chooser = new URL((await visit(authorizationUrl(PKCE))).headers.get('location') ?? '', origin)
        .href;
      const proof = /name="proof" value="([\w-]+)"/.exec(await (await visit(chooser)).text())?.[1] ?? '';
      const chosen = await visit(chooser, new URLSearchParams({ account, proof }));
      const resumed = await visit(chosen.headers.get('location') ?? '');
      expect(resumed.headers.get('location')).toContain(`${origin}/demo/callback?code=`);
    }
  });
});

describe('the API', () => {
  it('lets nobody in by default, also where a resolver forgot to ask', async () => {
    const answer = await ask('{ forgotten }');
    expect(answer.text).not.toContain('secret');
    expect(codeOf(answer)).toBe('UNAUTHENTICATED');
  });

  it('answers everybody what is marked as public', async () => {
    expect((await ask('{ version }')).data).toEqual({ version: '1' });
  });

  it('answers supervisors without a login', async () => {
    expect((await fetch(`${origin}/health/live`)).status).toBe(200);
  });

  it('answers a bad token with 401, a challenge and no reason', async () => {
    const token = await login(origin, 'demo-anna');
    for (const authorization of [
      `Bearer ${token}x`,
      'Bearer',
      'Basic YTpi',
      `Bearer ${token.slice(0, 40)}`,
    ]) {
      const answer = await ask('{ version }', authorization);
      expect(answer.status).toBe(401);
      expect(answer.challenge).toBe('Bearer error="invalid_token"');
      expect(codeOf(answer)).toBe('TOKEN_INVALID');
      expect(answer.text).not.toMatch(/signature|key|issuer|audience/i);
    }
  });

  it('answers a login without an account with 403', async () => {
    const answer = await ask('{ version }', `Bearer ${await login(origin, 'demo-nobody')}`);
    expect(answer.status).toBe(403);
    expect(codeOf(answer)).toBe('ACCOUNT_UNKNOWN');
  });

  it('notices with the next request that an account was closed', async () => {
    const authorization = `Bearer ${await login(origin, 'demo-anna')}`;
    expect((await ask('{ viewer { accountId } }', authorization)).status).toBe(200);
    registered.delete('demo-anna');
    expect((await ask('{ viewer { accountId } }', authorization)).status).toBe(403);
  });

  it('never takes a login for the system itself', async () => {
    const { regionId, accountId } = aPerson('engine');
    registered.set('demo-anna', { kind: 'system', regionId, accountId });
    expect((await ask('{ version }', `Bearer ${await login(origin, 'demo-anna')}`)).status).toBe(403);
  });
});

describe('the keys of the demonstration', () => {
  it('are readable by the owner only', async () => {
    expect((await stat(join(folder.dataDir, DEMO_KEY_FILE))).mode & 0o777).toBe(0o600);
  });

  it('keep a token valid over a restart', async () => {
    const token = await login(origin, 'demo-amir');
    await app.close();
    app = await startDemoServer(port, folder.dataDir);
    const answer = await ask('{ viewer { accountId } }', `Bearer ${token}`);
    expect(answer.data).toEqual({ viewer: { accountId: 'amir-account' } });
  });

  it('are the same for two processes that start at once', async () => {
    const other = await createDataDir();
    const [first, second] = await Promise.all([loadDemoKeys(other.dataDir), loadDemoKeys(other.dataDir)]);
    expect(first).toEqual(second);
    await other.remove();
  });

  it('are not replaced silently when the file is damaged', async () => {
    const other = await createDataDir();
    const file = join(other.dataDir, DEMO_KEY_FILE);
    await writeFile(file, '{');
    await expect(loadDemoKeys(other.dataDir)).rejects.toThrow('Bitte löschen');
    expect(await readFile(file, 'utf8')).toBe('{');
    await other.remove();
  });
});

describe('production', () => {
  it('refuses the identity provider of the demonstration and mounts nothing', async () => {
    const server = fastify();
    const config = {
      mode: 'production' as const,
      dataDir: folder.dataDir,
      http: { publicUrl: 'https://fallwerk.example.org' },
      oidc: { audience: 'fallwerk' },
    };
    await expect(mountDemoLogin(server, config, { list: async () => [] })).rejects.toThrow(
      'startet deshalb nicht mit Produktionseinstellungen',
    );
    expect((await server.inject('/oidc/.well-known/openid-configuration')).statusCode).toBe(404);
    await server.close();
  });
});
