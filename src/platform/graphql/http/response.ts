import type { FastifyReply } from 'fastify';
import type { PublicAuthCode } from '../../auth/authentication-refused.js';
import type { PublicError } from '../errors/public-error.js';
import type { RequestErrorCode } from '../errors/request.errors.js';
import type { ResponseType } from './media-types.js';

/** A GraphQL response. `data` is left out when nothing was executed. */
export interface GraphqlResponse {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly PublicError[];
}

/**
 * Codes of requests that are not well-formed, or not allowed at all: their status does not depend on the media type.
 * Every other failure before execution is 400, or 200 for clients that only read `application/json`.
 */
const STATUS: Partial<Record<RequestErrorCode | PublicAuthCode, number>> = {
  BAD_REQUEST: 400,
  BATCHING_NOT_SUPPORTED: 400,
  UNAUTHENTICATED: 401,
  TOKEN_EXPIRED: 401,
  TOKEN_INVALID: 401,
  ACCOUNT_UNKNOWN: 403,
  METHOD_NOT_ALLOWED: 405,
  NOT_ACCEPTABLE: 406,
  BODY_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  INTERNAL_ERROR: 500,
  ISSUER_UNREACHABLE: 503,
};

function statusOfRefusal(code: RequestErrorCode | PublicAuthCode, type: ResponseType): number {
  return STATUS[code] ?? (type === 'application/json' ? 200 : 400);
}

/** Whether the only thing to say is that nobody is logged in. */
function onlyUnauthenticated(response: GraphqlResponse): boolean {
  const errors = response.errors ?? [];
  return (
    errors.length > 0 &&
    errors.every(({ extensions }) => extensions.code === 'UNAUTHENTICATED') &&
    Object.values(response.data ?? {}).every((value) => value === null)
  );
}

function send(reply: FastifyReply, type: ResponseType, status: number, body: GraphqlResponse): FastifyReply {
  return reply.code(status).header('content-type', `${type}; charset=utf-8`).send(JSON.stringify(body));
}

/** Answers a request that was not executed. */
export function sendRefusal(reply: FastifyReply, type: ResponseType, error: PublicError): FastifyReply {
  const { code } = error.extensions;
  if (code === 'UNAUTHENTICATED') void reply.header('www-authenticate', 'Bearer');
  return send(reply, type, statusOfRefusal(code, type), { errors: [error] });
}

/** Answers what was executed: 200, also with errors in it; 401 when it only says that nobody is logged in. */
export function sendResult(reply: FastifyReply, type: ResponseType, response: GraphqlResponse): FastifyReply {
  const [first] = response.errors ?? [];
  if (first && onlyUnauthenticated(response)) return sendRefusal(reply, type, first);
  return send(reply, type, 200, response);
}
