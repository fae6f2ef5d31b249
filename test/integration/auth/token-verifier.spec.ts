import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { MAX_TOKEN_LENGTH, TokenVerifier } from '../../../src/platform/auth/token-verifier.js';
import type { TokenVerifierOptions } from '../../../src/platform/auth/token-verifier.js';
import { AUDIENCE, createKey, LocalIssuer } from './local-issuer.js';

const issuer = new LocalIssuer();
let verifier: TokenVerifier;

function createVerifier(options: Partial<TokenVerifierOptions> = {}): TokenVerifier {
  return new TokenVerifier({
    issuer: issuer.issuer,
    audience: AUDIENCE,
    algorithms: ['ES256', 'RS256'],
    keyCooldownMs: 0,
    retryAfterMs: 0,
    timeoutMs: 1_000,
    ...options,
  });
}

async function codeOf(token: string): Promise<string> {
  const result = await verifier.verify(token);
  return result.ok ? 'ACCEPTED' : result.error.code;
}

function encode(part: unknown): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

function decodePart(part: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
}

const now = (): number => Math.floor(Date.now() / 1_000);

beforeEach(async () => {
  issuer.keys = [await createKey('first')];
  issuer.discovery = {};
  issuer.requests.length = 0;
  await issuer.start();
  verifier = createVerifier();
});

afterEach(() => issuer.stop());

describe('a token is accepted', () => {
  it('when it is genuine, and yields issuer and subject', async () => {
    expect(await verifier.verify(await issuer.sign())).toEqual({
      ok: true,
      value: { issuer: issuer.issuer, subject: 'anna' },
    });
  });

  it.each(['JWT', 'application/at+jwt'])('with header type %s', async (typ) => {
    expect(await codeOf(await issuer.sign({}, { typ }))).toBe('ACCEPTED');
  });

  it('when the audience is one of several', async () => {
    expect(await codeOf(await issuer.sign({ aud: ['other', AUDIENCE] }))).toBe('ACCEPTED');
  });

  it('within five seconds of clock difference', async () => {
    expect(await codeOf(await issuer.sign({ iat: now() + 3, nbf: now() + 3 }))).toBe('ACCEPTED');
  });

  it('reads the keys once for many tokens', async () => {
    const token = await issuer.sign();
    await Promise.all([codeOf(token), codeOf(token), codeOf(token)]);
    expect(await codeOf(token)).toBe('ACCEPTED');
    expect(issuer.requests).toEqual(['/realm/.well-known/openid-configuration', '/realm/keys']);
  });
});

describe('a token that was accepted before', () => {
  it('ends at its expiry', async () => {
    let time = Date.now();
    verifier = new TokenVerifier(
      { issuer: issuer.issuer, audience: AUDIENCE, algorithms: ['ES256'] },
      () => new Date(time),
    );
    const token = await issuer.sign({ exp: now() + 60 });
    for (const later of [0, 1_000, 63_000]) {
      time = Date.now() + later;
      expect(await codeOf(token)).toBe('ACCEPTED');
    }
    time = Date.now() + 66_000;
    expect(await codeOf(token)).toBe('TOKEN_EXPIRED');
  });

  it('does not lend its acceptance to the same claims with another signature', async () => {
    const token = await issuer.sign();
    await codeOf(token);
    expect(await codeOf(token)).toBe('ACCEPTED');
    const [header, payload, signature = ''] = token.split('.');
    const forged = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    expect(await codeOf(`${header}.${payload}.${forged}`)).toBe('TOKEN_INVALID');
  });
});

describe('a token is refused', () => {
  it('from a wrong issuer', async () => {
    expect(await codeOf(await issuer.sign({ iss: 'https://login.example.org' }))).toBe('TOKEN_WRONG_ISSUER');
  });

  it('from an issuer that differs by a trailing slash', async () => {
    expect(await codeOf(await issuer.sign({ iss: `${issuer.issuer}/` }))).toBe('TOKEN_WRONG_ISSUER');
  });

  it('for a wrong audience', async () => {
    expect(await codeOf(await issuer.sign({ aud: 'another-api' }))).toBe('TOKEN_WRONG_AUDIENCE');
  });

  it('without an audience', async () => {
    expect(await codeOf(await issuer.sign({ aud: undefined }))).toBe('TOKEN_WRONG_AUDIENCE');
  });

  it.each(['none', 'None', 'NONE'])('with alg %s', async (alg) => {
    const [, payload] = (await issuer.sign()).split('.');
    expect(await codeOf(`${encode({ alg, typ: 'JWT' })}.${payload}.`)).toBe('TOKEN_ALGORITHM_REFUSED');
  });

  it('with HS256 and the public key as secret', async () => {
    const key = await createKey('first');
    issuer.keys = [key];
    const [, payload] = (await issuer.sign()).split('.');
    const input = `${encode({ alg: 'HS256', kid: 'first', typ: 'JWT' })}.${payload}`;
    for (const secret of [key.publicPem, JSON.stringify(key.publicJwk)]) {
      const signature = createHmac('sha256', secret).update(input).digest('base64url');
      expect(await codeOf(`${input}.${signature}`)).toBe('TOKEN_ALGORITHM_REFUSED');
    }
  });

  it('with an asymmetric algorithm that is not on the list', async () => {
    verifier = createVerifier({ algorithms: ['RS256'] });
    expect(await codeOf(await issuer.sign())).toBe('TOKEN_ALGORITHM_REFUSED');
  });

  it('after it expired', async () => {
    expect(await codeOf(await issuer.sign({ iat: now() - 400, exp: now() - 10 }))).toBe('TOKEN_EXPIRED');
  });

  it('without an expiry', async () => {
    expect(await codeOf(await issuer.sign({ exp: undefined }))).toBe('TOKEN_INVALID');
  });

  it('before its nbf', async () => {
    expect(await codeOf(await issuer.sign({ nbf: now() + 60 }))).toBe('TOKEN_NOT_YET_VALID');
  });

  it('issued in the future', async () => {
    expect(await codeOf(await issuer.sign({ iat: now() + 60 }))).toBe('TOKEN_NOT_YET_VALID');
  });

  it('signed with an unknown key', async () => {
    expect(await codeOf(await issuer.sign({}, { key: await createKey('unknown') }))).toBe(
      'TOKEN_UNKNOWN_KEY',
    );
  });

  it('signed with a foreign key under a known key id', async () => {
    expect(await codeOf(await issuer.sign({}, { key: await createKey('first') }))).toBe('TOKEN_INVALID');
  });

  it('with a key that it brings along itself', async () => {
    const own = await createKey('own');
    const token = await new SignJWT({
      iss: issuer.issuer,
      aud: AUDIENCE,
      sub: 'anna',
      iat: now(),
      exp: now() + 60,
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'own', jwk: own.publicJwk })
      .sign(own.privateKey);
    expect(await codeOf(token)).toBe('TOKEN_UNKNOWN_KEY');
  });

  it('with a tampered payload', async () => {
    const [header, payload, signature] = (await issuer.sign()).split('.');
    const forged = encode({ ...decodePart(payload), sub: 'admin' });
    expect(await codeOf(`${header}.${forged}.${signature}`)).toBe('TOKEN_INVALID');
  });

  it('with a tampered signature', async () => {
    const [header, payload, signature] = (await issuer.sign()).split('.');
    const bytes = Buffer.from(signature ?? '', 'base64url');
    bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
    expect(await codeOf(`${header}.${payload}.${bytes.toString('base64url')}`)).toBe('TOKEN_INVALID');
  });

  it.each([[undefined], [''], ['x'.repeat(256)]])('with subject %p', async (sub) => {
    expect(await codeOf(await issuer.sign({ sub }))).toBe('TOKEN_INVALID');
  });

  it('when it is overlong, though genuine', async () => {
    const token = await issuer.sign({ note: 'x'.repeat(MAX_TOKEN_LENGTH) });
    expect(await codeOf(token)).toBe('TOKEN_INVALID');
    expect(issuer.requests).toEqual([]);
  });

  it.each(['', 'abc', 'a.b.c', 'a.b.c.d.e', '..'])('when it is no JWT: %p', async (token) => {
    expect(await codeOf(token)).toBe('TOKEN_INVALID');
  });

  it.each([
    ['an ID token', { at_hash: 'x' }],
    ['an ID token of Keycloak', { typ: 'ID' }],
    ['a logout token', { events: {} }],
    ['a token bound to a client key', { cnf: { jkt: 'x' } }],
  ])('when it is %s', async (_kind, claims) => {
    expect(await codeOf(await issuer.sign(claims, { typ: 'JWT' }))).toBe('TOKEN_INVALID');
  });

  it('when its header type names another kind of token', async () => {
    expect(await codeOf(await issuer.sign({}, { typ: 'logout+jwt' }))).toBe('TOKEN_INVALID');
  });
});

describe('key rotation', () => {
  it('accepts a new key without a restart, and refuses the withdrawn one once the keys were read again', async () => {
    const oldToken = await issuer.sign();
    expect(await codeOf(oldToken)).toBe('ACCEPTED');
    issuer.keys = [await createKey('second')];
    expect(await codeOf(await issuer.sign())).toBe('ACCEPTED');
    expect(await codeOf(oldToken)).toBe('TOKEN_UNKNOWN_KEY');
  });

  it('lets unknown key ids fetch the keys only once per cooldown', async () => {
    verifier = createVerifier({ keyCooldownMs: 60_000 });
    await codeOf(await issuer.sign());
    const unknown = await createKey('unknown');
    for (let count = 0; count < 5; count += 1) {
      expect(await codeOf(await issuer.sign({}, { key: unknown }))).toBe('TOKEN_UNKNOWN_KEY');
    }
    expect(issuer.requests.filter((path) => path === '/realm/keys')).toHaveLength(1);
  });
});

describe('an issuer that is away', () => {
  it('makes the login unavailable, and works again without a restart', async () => {
    const token = await issuer.sign();
    await issuer.stop();
    expect(await codeOf(token)).toBe('ISSUER_UNREACHABLE');
    await issuer.start();
    expect(await codeOf(token)).toBe('ACCEPTED');
  });

  it('does not stop logins whose keys are known', async () => {
    const token = await issuer.sign();
    await codeOf(token);
    await issuer.stop();
    expect(await codeOf(token)).toBe('ACCEPTED');
  });

  it('is asked once, not once per request, while it fails', async () => {
    issuer.discovery = { jwks_uri: undefined };
    verifier = createVerifier({ retryAfterMs: 200 });
    const token = await issuer.sign();
    for (let count = 0; count < 5; count += 1) expect(await codeOf(token)).toBe('ISSUER_UNREACHABLE');
    expect(issuer.requests).toHaveLength(1);
    issuer.discovery = {};
    await wait(250);
    expect(await codeOf(token)).toBe('ACCEPTED');
  });

  it.each([
    ['names another issuer', { issuer: 'https://login.example.org' }],
    ['leads to keys on another machine under plain http', { jwks_uri: 'http://keys.example.org/keys' }],
    ['has keys at no usable address', { jwks_uri: 'nonsense' }],
  ])('counts as away when its discovery document %s', async (_fault, discovery) => {
    issuer.discovery = discovery;
    expect(await codeOf(await issuer.sign())).toBe('ISSUER_UNREACHABLE');
  });
});

describe('settings', () => {
  it.each([[['HS256']], [['none']], [['ES256', 'HS512']], [[]]])(
    'refuses the algorithms %p',
    (algorithms) => {
      expect(() => createVerifier({ algorithms })).toThrow('asymmetric');
    },
  );

  it('refuses an issuer under plain http on another machine', () => {
    expect(() => createVerifier({ issuer: 'http://login.example.org' })).toThrow('https');
  });
});
