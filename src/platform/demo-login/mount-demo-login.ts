import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DEMO_ISSUER_PATH } from '../auth/issuer.js';
import type { AppConfig } from '../config/app-config.js';
import type { DemoAccounts } from './demo-accounts.js';
import { DEMO_CALLBACK_PATH } from './demo-client.js';
import { loadDemoKeys } from './demo-keys.js';
import { DemoLoginInProduction } from './demo-login-refused.js';
import { createDemoProvider } from './demo-provider.js';
import { registerInteractionRoutes } from './interaction-routes.js';
import { callbackPage, pageHeaders } from './pages.js';

/** The part of the configuration that the demonstration's login needs; `AppConfig` fits. */
export type DemoLoginConfig = Pick<AppConfig, 'mode' | 'dataDir'> & {
  readonly http: Pick<AppConfig['http'], 'publicUrl'>;
  readonly oidc: Pick<AppConfig['oidc'], 'audience'>;
};

/**
 * Mounts the identity provider of the demonstration below `/oidc`. Must run before the server listens.
 *
 * @throws {DemoLoginInProduction} with production settings; nothing is mounted then.
 * @throws {DemoKeysUnusable} the key file in the data folder is damaged.
 */
export async function mountDemoLogin(
  server: FastifyInstance,
  config: DemoLoginConfig,
  accounts: DemoAccounts,
): Promise<void> {
  if (config.mode === 'production') throw new DemoLoginInProduction();
  const logger = new Logger('DemoLogin');
  const keys = await loadDemoKeys(config.dataDir);
  const provider = await createDemoProvider({
    publicUrl: config.http.publicUrl,
    audience: config.oidc.audience,
    keys,
    accounts,
    onError: (error) =>
      logger.error({ event: 'demo-login.failed', reason: error.message }, 'Demonstration login failed'),
  });
  const answer = provider.callback();
  await server.register(
    async (scope) => {
      // The provider reads the raw body itself; whatever parsers the server has end at this scope.
      scope.removeAllContentTypeParsers();
      await scope.register(async (pages) => {
        registerInteractionRoutes(pages, { provider, accounts, formSecret: keys.cookieKey });
      });
      await scope.register(async (raw) => {
        raw.addContentTypeParser('*', (_request, _payload, done) => done(null));
        raw.all('/*', (request, reply) => handOver(request, reply, answer));
      });
    },
    { prefix: DEMO_ISSUER_PATH },
  );
  server.get(DEMO_CALLBACK_PATH, async (_request, reply) =>
    reply.headers(pageHeaders()).send(callbackPage()),
  );
}

/** Lets the provider answer. It learns the path it is mounted at from `originalUrl`, as under Express. */
function handOver(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: (request: FastifyRequest['raw'], response: FastifyReply['raw']) => Promise<void>,
): void {
  reply.hijack();
  const original = request.raw.url ?? '/';
  const mounted = Object.assign(request.raw, {
    originalUrl: original,
    url: original.slice(DEMO_ISSUER_PATH.length) || '/',
  });
  dropSession(mounted.headers);
  void answer(mounted, reply.raw);
}

/** Every login starts anew, so that one browser can change from one person to the next. */
function dropSession(headers: FastifyRequest['raw']['headers']): void {
  headers.cookie = (headers.cookie ?? '')
    .split('; ')
    .filter((cookie) => !cookie.startsWith('fallwerk_demo_session'))
    .join('; ');
}
