import { EventEmitter } from 'node:events';
import type { Configuration, Grant, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { DEMO_ISSUER_PATH } from '../auth/issuer.js';
import { isLoopback } from '../auth/issuer-keys.js';
import { boundedAdapters } from './bounded-adapter.js';
import type { DemoAccounts } from './demo-accounts.js';
import type { DemoKeys } from './demo-keys.js';
import { DEMO_CALLBACK_PATH, DEMO_CLIENT_ID, DEMO_SCOPE } from './demo-client.js';
import { errorPage, pageHeaders } from './pages.js';

/** The only resource tokens are issued for; its audience is the one this server accepts. */
const API_RESOURCE = 'urn:fallwerk:api';

/** Scope of the API; what somebody may do is decided by their roles, not by scopes. */
const API_SCOPE = 'api';

const ACCESS_TOKEN_SECONDS = 2 * 60 * 60;

/** What the provider is built from. */
export interface DemoProviderOptions {
  /** Address under which browsers reach this server, without trailing slash. */
  readonly publicUrl: string;
  readonly audience: string;
  readonly keys: DemoKeys;
  readonly accounts: DemoAccounts;
  /** Called with what the provider itself could not handle. */
  readonly onError: (error: Error) => void;
}

/** A complete OpenID provider for the demonstration: code flow with PKCE, ES256, everything in memory. */
export async function createDemoProvider(options: DemoProviderOptions): Promise<Provider> {
  // Loaded here and not at the top: a production process never pays for it.
  const { Provider, errors } = await import('oidc-provider');
  const provider = new Provider(`${options.publicUrl}${DEMO_ISSUER_PATH}`, {
    ...tokens(options, () => new errors.InvalidTarget()),
    ...people(options.accounts),
    adapter: boundedAdapters(),
    jwks: options.keys.jwks,
    cookies: {
      keys: [options.keys.cookieKey],
      names: {
        session: 'fallwerk_demo_session',
        interaction: 'fallwerk_demo_login',
        resume: 'fallwerk_demo_resume',
      },
    },
    clients: [
      {
        client_id: DEMO_CLIENT_ID,
        client_name: 'Fallwerk (Demonstration)',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: redirectUris(options.publicUrl),
        id_token_signed_response_alg: 'ES256',
      },
    ],
    renderError(ctx, out) {
      ctx.set(pageHeaders());
      ctx.type = 'html';
      ctx.body = errorPage(out.error);
    },
  });
  provider.proxy = options.publicUrl.startsWith('https:');
  provider.on('server_error', (_ctx, error) => options.onError(error));
  // Koa would print to the console otherwise.
  EventEmitter.prototype.on.call(provider, 'error', options.onError);
  return provider;
}

function tokens(options: DemoProviderOptions, invalidTarget: () => Error): Configuration {
  return {
    pkce: { required: () => true },
    clientAuthMethods: ['none'],
    responseTypes: ['code'],
    scopes: ['openid'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      Grant: ACCESS_TOKEN_SECONDS,
      IdToken: 600,
      Interaction: 600,
      Session: ACCESS_TOKEN_SECONDS,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => API_RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo(_ctx, resource) {
          if (resource !== API_RESOURCE) throw invalidTarget();
          return {
            scope: API_SCOPE,
            audience: options.audience,
            accessTokenTTL: ACCESS_TOKEN_SECONDS,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
  };
}

function people(accounts: DemoAccounts): Configuration {
  return {
    interactions: { url: (_ctx, interaction) => `${DEMO_ISSUER_PATH}/interaction/${interaction.uid}` },
    async findAccount(_ctx, subject) {
      const account = (await accounts.list()).find((candidate) => candidate.subject === subject);
      if (!account) return undefined;
      return { accountId: subject, claims: async () => ({ sub: subject }) };
    },
    loadExistingGrant: grantToFirstParty,
  };
}

/** The only client is our own: what it asks for is granted without a question. */
async function grantToFirstParty(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(DEMO_SCOPE);
  grant.addResourceScope(API_RESOURCE, API_SCOPE);
  await grant.save();
  return grant;
}

/** The callback of this server; on this machine under each of the names it has. */
function redirectUris(publicUrl: string): string[] {
  const url = new URL(publicUrl);
  const uris = new Set([`${publicUrl}${DEMO_CALLBACK_PATH}`]);
  if (isLoopback(url.hostname)) {
    for (const hostname of ['localhost', '127.0.0.1', '[::1]']) {
      url.hostname = hostname;
      uris.add(`${url.origin}${DEMO_CALLBACK_PATH}`);
    }
  }
  return [...uris];
}
