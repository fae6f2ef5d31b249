import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { requestContext } from './request-context.js';

/** Routes that ask every few seconds and would bury the rest. */
const QUIET = /^\/health\//;

/**
 * Gives everything inside a request its identifier (as Fastify's `genReqId` decided it) and writes one line per
 * answer: method, pattern of the route (never the address with its parameters), status, duration.
 */
export function addRequestLog(fastify: FastifyInstance, logger: LoggerService): void {
  fastify.addHook('onRequest', (request, _reply, done) =>
    requestContext.run({ requestId: request.id }, done),
  );
  // Reading the body continues in the connection's context; from here on the request's own is needed again.
  fastify.addHook('preValidation', (request, _reply, done) =>
    requestContext.run({ requestId: request.id }, done),
  );
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    const line = {
      message: 'Request answered',
      event: 'REQUEST_ANSWERED',
      requestId: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
    };
    if (reply.statusCode >= 500) logger.warn(line);
    else if (QUIET.test(route)) logger.debug?.(line);
    else logger.log(line);
    done();
  });
}
