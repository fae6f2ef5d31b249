import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import type { CryptoKey, JWK, JWTPayload } from 'jose';

/** Audience of the tokens in these tests. */
export const AUDIENCE = 'fallwerk-test';

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicJwk: JWK;
  readonly publicPem: string;
}

/** Makes an ES256 key pair under a key id. */
export async function createKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
  return { kid, privateKey, publicJwk, publicPem: await exportSPKI(publicKey) };
}

/** An OpenID issuer over real HTTP on this machine, whose documents and keys a test may change. */
export class LocalIssuer {
  keys: SigningKey[] = [];
  /** Members that replace those of the discovery document. */
  discovery: Record<string, unknown> = {};
  /** Paths that were asked for, in order. */
  readonly requests: string[] = [];
  #server: Server | undefined;
  #port = 0;

  /** Starts on a free port, later on the same one again. */
  async start(): Promise<void> {
    const server = createServer((request, response) => {
      const path = request.url ?? '';
      this.requests.push(path);
      const documents: Record<string, unknown> = {
        '/realm/.well-known/openid-configuration': {
          issuer: this.issuer,
          jwks_uri: `${this.issuer}/keys`,
          ...this.discovery,
        },
        '/realm/keys': { keys: this.keys.map((key) => key.publicJwk) },
      };
      const document = documents[path];
      response.writeHead(document ? 200 : 404, { 'content-type': 'application/json', connection: 'close' });
      response.end(JSON.stringify(document ?? {}));
    });
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  get issuer(): string {
    return `http://127.0.0.1:${this.#port}/realm`;
  }

  /** A token that is accepted unless a claim, a header or the key is replaced; `undefined` removes a claim. */
  async sign(claims: JWTPayload = {}, options: { key?: SigningKey; typ?: string } = {}): Promise<string> {
    const key = options.key ?? this.keys[0];
    if (!key) throw new Error('The issuer has no key.');
    const now = Math.floor(Date.now() / 1_000);
    const payload = { iss: this.issuer, aud: AUDIENCE, sub: 'anna', iat: now, exp: now + 300, ...claims };
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'ES256', kid: key.kid, typ: options.typ ?? 'at+jwt' })
      .sign(key.privateKey);
  }
}
