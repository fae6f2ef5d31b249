import type { FastifyInstance } from 'fastify';

/** Headers of every response; a route that serves a page replaces the policy. */
const HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const TWO_YEARS_S = 63_072_000;

/**
 * Security headers and the request id on every response, also on errors.
 *
 * @param httpsOnly Tells browsers to use HTTPS only (production, behind a proxy that speaks it).
 */
export function addResponseHeaders(fastify: FastifyInstance, httpsOnly: boolean): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    reply.headers(HEADERS).header('x-request-id', request.id);
    if (httpsOnly) reply.header('strict-transport-security', `max-age=${TWO_YEARS_S}; includeSubDomains`);
    done();
  });
}
