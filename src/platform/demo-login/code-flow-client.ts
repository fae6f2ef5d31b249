import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { DEMO_ISSUER_PATH } from '../auth/issuer.js';
import {
  ACCOUNT_FIELD,
  DEMO_CALLBACK_PATH,
  DEMO_CLIENT_ID,
  DEMO_SCOPE,
  FORM_PROOF_FIELD,
} from './demo-client.js';

const TIMEOUT_MS = 10_000;
const MAX_REDIRECTS = 10;

const discoveryDocument = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  issuer: z.string(),
});
const tokenResponse = z.object({ access_token: z.string(), token_type: z.literal('Bearer') });

/** The demonstration's login did not go through; the message says at which step. */
export class CodeFlowFailed extends Error {
  override readonly name = 'CodeFlowFailed';
}

/** Cookies of one login; paths are honoured, everything else of a browser's jar is not needed here. */
class CookieJar {
  readonly #cookies = new Map<
    string,
    { readonly name: string; readonly value: string; readonly path: string }
  >();

  store(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const separator = pair.indexOf('=');
      const name = pair.slice(0, separator);
      const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice('path='.length) ?? '/';
      this.#cookies.set(`${path} ${name}`, { name, value: pair.slice(separator + 1), path });
    }
  }

  /** Value of the `Cookie` header for an address; empty when there is none. */
  headerFor(url: URL): string {
    return [...this.#cookies.values()]
      .filter(({ path, value }) => value !== '' && url.pathname.startsWith(path))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}

/**
 * Logs in as one of the demonstration's accounts, over HTTP only: authorization code flow with PKCE, as a browser does
 * it, including the page on which the account is chosen.
 *
 * @param baseUrl Public address of the server, e.g. `http://localhost:3000`.
 * @param subject Subject of the account.
 * @returns An access token (JWT) for the API.
 * @throws {CodeFlowFailed} the server refused a step, for example because the account does not exist.
 */
export async function login(baseUrl: string, subject: string): Promise<string> {
  const base = baseUrl.replace(/\/+$/, '');
  const discovery = await discover(base);
  const jar = new CookieJar();
  const verifier = randomBytes(32).toString('base64url');
  const state = randomBytes(16).toString('base64url');
  const redirectUri = `${base}${DEMO_CALLBACK_PATH}`;
  const start = new URL(discovery.authorization_endpoint);
  start.search = new URLSearchParams({
    client_id: DEMO_CLIENT_ID,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: DEMO_SCOPE,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();

  const choice = await follow(jar, redirectUri, { url: start });
  if (!choice.page) throw new CodeFlowFailed('The server did not ask for an account.');
  const proof = new RegExp(`name="${FORM_PROOF_FIELD}" value="([\\w-]+)"`).exec(choice.page)?.[1];
  if (proof === undefined) throw new CodeFlowFailed('The page on which an account is chosen has no form.');
  const form = new URLSearchParams({ [ACCOUNT_FIELD]: subject, [FORM_PROOF_FIELD]: proof });
  const end = await follow(jar, redirectUri, { url: choice.url, form });
  return redeem(discovery, { redirectUri, verifier, code: codeFrom(end.url, state, discovery.issuer) });
}

interface Step {
  readonly url: URL;
  readonly form?: URLSearchParams;
}

/** Follows redirects until a page comes, or the callback would be called (which is not). */
async function follow(jar: CookieJar, callback: string, first: Step): Promise<{ url: URL; page?: string }> {
  let step = first;
  for (let count = 0; count < MAX_REDIRECTS; count += 1) {
    if (step.url.href.startsWith(`${callback}?`)) return { url: step.url };
    const response = await fetch(step.url, {
      method: step.form ? 'POST' : 'GET',
      ...(step.form ? { body: step.form } : {}),
      headers: { cookie: jar.headerFor(step.url) },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    jar.store(response);
    const page = await response.text();
    const location = response.headers.get('location');
    if (response.ok) return { url: step.url, page };
    if (location === null)
      throw new CodeFlowFailed(`${step.url.pathname} answered with status ${response.status}.`);
    step = { url: new URL(location, step.url) };
  }
  throw new CodeFlowFailed('The server redirects without end.');
}

async function discover(base: string): Promise<z.infer<typeof discoveryDocument>> {
  const response = await fetch(`${base}${DEMO_ISSUER_PATH}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok)
    throw new CodeFlowFailed(`The server offers no demonstration login (status ${response.status}).`);
  return discoveryDocument.parse(await response.json());
}

function codeFrom(callback: URL, state: string, issuer: string): string {
  const answer = callback.searchParams;
  const code = answer.get('code');
  if (code === null) throw new CodeFlowFailed(`The login was refused: ${answer.get('error') ?? 'no code'}.`);
  if (answer.get('state') !== state) throw new CodeFlowFailed('The answer belongs to another login.');
  if (answer.get('iss') !== issuer) throw new CodeFlowFailed('The answer comes from another issuer.');
  return code;
}

async function redeem(
  discovery: z.infer<typeof discoveryDocument>,
  grant: { readonly redirectUri: string; readonly verifier: string; readonly code: string },
): Promise<string> {
  const response = await fetch(discovery.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: DEMO_CLIENT_ID,
      redirect_uri: grant.redirectUri,
      code_verifier: grant.verifier,
      code: grant.code,
    }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new CodeFlowFailed(`The code was not redeemed (status ${response.status}).`);
  return tokenResponse.parse(await response.json()).access_token;
}
