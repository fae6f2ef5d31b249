import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { DynamicModule, LoggerService, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { ShutdownState } from '../health/shutdown-state.js';
import { addRequestLog } from '../logging/request-log.js';
import { addResponseHeaders } from './security-headers.js';

/** How the HTTP server is built. */
export interface HttpAppOptions {
  /** Whose `X-Forwarded-*` and `X-Request-Id` headers are believed: addresses or networks of the proxies, or nobody. */
  readonly trustProxy: readonly string[] | false;
  /** Bytes of a request body; GraphQL has its own limit. */
  readonly bodyLimitBytes: number;
  /** Adds Strict-Transport-Security. */
  readonly httpsOnly: boolean;
  /** Also gets one line per answered request; `false` for silence. */
  readonly logger: LoggerService | false;
  /** Time a client has to send a whole request. */
  readonly requestTimeoutMs?: number;
}

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;

/** Identifier of a request: the proxy's, if there is one and it is harmless, else a new one. */
function requestId(request: IncomingMessage, trusted: boolean): string {
  const given = request.headers['x-request-id'];
  return trusted && typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
}

/**
 * Builds the server that main.ts and the tests run; the caller listens.
 *
 * Running requests are finished on close, new ones on open connections get 503 (see `shutDownGracefully`).
 */
export async function createHttpApp(
  module: Type | DynamicModule,
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const trustProxy = options.trustProxy === false ? false : [...options.trustProxy];
  const adapter = new FastifyAdapter({
    logger: false,
    trustProxy,
    bodyLimit: options.bodyLimitBytes,
    requestTimeout: options.requestTimeoutMs ?? 30_000,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => requestId(request, trustProxy !== false),
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  if (options.logger) addRequestLog(fastify, options.logger);
  addResponseHeaders(fastify, options.httpsOnly);
  let shutdown: ShutdownState | undefined;
  fastify.addHook('onSend', (_request, reply, payload, done) => {
    // Else the client keeps the connection for its next request, and closing waits for it.
    if (shutdown?.isShuttingDown) reply.header('connection', 'close');
    done(null, payload);
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: options.logger,
    abortOnError: false,
  });
  shutdown = app.get(ShutdownState);
  return app;
}
