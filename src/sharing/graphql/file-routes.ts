import rateLimit from '@fastify/rate-limit';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import {
  AccessDenied,
  AuthenticationRefused,
  reportBroken,
  RefusalObserver,
  RequestAuthenticator,
  Unauthenticated,
  type Principal,
} from '../../platform/index.js';

/** Statuses of what is found wrong with a request before its route runs. */
const REQUEST_CODES: Readonly<Record<number, string>> = {
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
};

/** Requests of one account to one group of routes in a minute. */
const PER_MINUTE = 60;
/** Accounts that are counted at once; of more, the ones that were quiet longest are forgotten. */
const COUNTED_ACCOUNTS = 10_000;

/** Schema of the path parameter. */
export const ID_PARAMETER = {
  params: { type: 'object', required: ['id'], properties: { id: { type: 'string', format: 'uuid' } } },
};

/** Carries files over HTTP: the login is checked first, then how often the account asks, then a body is read. */
@Injectable()
export class FileRoutes {
  private readonly principals = new WeakMap<FastifyRequest, Principal>();

  constructor(
    private readonly adapterHost: HttpAdapterHost,
    private readonly authenticator: RequestAuthenticator,
    private readonly refusals: RefusalObserver,
  ) {}

  /** Opens a group of routes; without a server (command line, worker) there is nothing to serve. */
  async open(routes: (scope: FastifyInstance) => void): Promise<void> {
    const adapter = this.adapterHost.httpAdapter;
    if (!adapter) return;
    await adapter.getInstance<FastifyInstance>().register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addHook('onRequest', async (request) => this.authenticate(request));
      scope.setErrorHandler((error, request, reply) => {
        const principal = this.principals.get(request);
        if (error instanceof AccessDenied && principal) this.refusals.noticed(error, principal, 'file');
        return refuse(error, request, reply);
      });
      await scope.register(rateLimit, {
        max: PER_MINUTE,
        timeWindow: 60_000,
        cache: COUNTED_ACCOUNTS,
        hook: 'preParsing',
        keyGenerator: (request) => this.principalOf(request).accountId,
      });
      routes(scope);
    });
  }

  /** Who asks. @throws {Unauthenticated} nobody. */
  principalOf(request: FastifyRequest): Principal {
    const principal = this.principals.get(request);
    if (!principal) throw new Unauthenticated();
    return principal;
  }

  private async authenticate(request: FastifyRequest): Promise<void> {
    const principal = await this.authenticator.authenticate(request);
    if (!principal) throw new Unauthenticated();
    this.principals.set(request, principal);
  }
}

/** The path parameter. */
export function idOf({ params }: FastifyRequest): string {
  return (params as { readonly id: string }).id;
}

/** Answers with a code. */
export function answer(reply: FastifyReply, status: number, code: string, message?: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message: message ?? code, extensions: { code } }] });
}

/** Answers with a file that no cache keeps. Its name must tell nothing about anybody. */
export function sendFile(
  reply: FastifyReply,
  file: { readonly mediaType: string; readonly content: Buffer; readonly name?: string },
): FastifyReply {
  const name = file.name === undefined ? '' : `; filename="${file.name}"`;
  return reply
    .header('cache-control', 'no-store')
    .header('content-disposition', `attachment${name}`)
    .type(file.mediaType)
    .send(file.content);
}

/** What a client may know of a failure; what is broken is told by an identifier only. */
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AuthenticationRefused) {
    const { statusCode, headers, body } = error.toResponse();
    return reply.code(statusCode).headers(headers).send(body);
  }
  if (error instanceof Unauthenticated)
    return answer(reply.header('www-authenticate', 'Bearer'), 401, 'UNAUTHENTICATED');
  // No difference between what is not there and what is not theirs.
  if (error instanceof AccessDenied) return answer(reply, 404, 'NOT_FOUND_OR_NOT_PERMITTED');
  const status = (error as { readonly statusCode?: number }).statusCode ?? 500;
  if (status >= 400 && status < 500) return answer(reply, status, REQUEST_CODES[status] ?? 'BAD_REQUEST');
  return answer(reply, 500, 'INTERNAL_ERROR', reportBroken(error, request.id));
}
