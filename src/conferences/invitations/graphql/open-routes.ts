import type { FastifyReply, FastifyRequest } from 'fastify';
import { reportBroken } from '../../../platform/index.js';

const CODES: Readonly<Record<number, string>> = {
  413: 'BODY_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  429: 'TOO_MANY_REQUESTS',
};

/** Answers with a code. */
export function fail(reply: FastifyReply, status: number, code: string, message?: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message: message ?? code, extensions: { code } }] });
}

/** Error handler of routes without a login; what is broken is told by an identifier only. */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = (error as { readonly statusCode?: number }).statusCode ?? 500;
  if (status >= 400 && status < 500) return fail(reply, status, CODES[status] ?? 'BAD_REQUEST');
  return fail(reply, 500, 'INTERNAL_ERROR', reportBroken(error, request.id));
}
