import { Injectable, Logger } from '@nestjs/common';
import { AuthenticationRefused } from './authentication-refused.js';
import { PrincipalResolver } from './principal.js';
import type { Principal } from './principal.js';
import { TokenVerifier } from './token-verifier.js';

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** The part of a request that is looked at; a Fastify request fits. */
export interface AuthenticatedRequest {
  readonly headers: { readonly authorization?: string | undefined };
}

/**
 * Turns the bearer token of a request into the one who acts.
 *
 * Nothing is cached: a role that is withdrawn, or an account that is closed, is gone with the next request, at the
 * price of one indexed query. The signature check needs no network once the keys are known.
 */
@Injectable()
export class RequestAuthenticator {
  readonly #logger = new Logger(RequestAuthenticator.name);

  constructor(
    private readonly verifier: TokenVerifier,
    private readonly principals: PrincipalResolver,
  ) {}

  /**
   * @returns The principal, or `undefined` when the request carries no `Authorization` header.
   * @throws {AuthenticationRefused} the header or its token is not accepted, or nobody is registered under it.
   */
  async authenticate(request: AuthenticatedRequest): Promise<Principal | undefined> {
    const header = request.headers.authorization;
    if (header === undefined) return undefined;
    const token = BEARER.exec(header)?.[1];
    if (token === undefined) throw this.#refused(new AuthenticationRefused('TOKEN_INVALID'));
    const login = await this.verifier.verify(token);
    if (!login.ok) {
      throw this.#refused(new AuthenticationRefused(login.error.code, { cause: login.error.cause }));
    }
    const principal = await this.principals.find(login.value.issuer, login.value.subject);
    // The engine's own principal is never the result of a login, whatever the directory says.
    if (!principal || principal.kind === 'system')
      throw this.#refused(new AuthenticationRefused('ACCOUNT_UNKNOWN'));
    return principal;
  }

  /** The reason only: token, subject and name stay out of the log. */
  #refused(refusal: AuthenticationRefused): AuthenticationRefused {
    if (refusal.code === 'ISSUER_UNREACHABLE') {
      this.#logger.error(
        { event: 'login.issuer-unreachable', reason: reasonsOf(refusal.cause) },
        'Login is not possible',
      );
    } else {
      this.#logger.warn({ event: 'login.refused', code: refusal.code }, 'Login refused');
    }
    return refusal;
  }
}

function reasonsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'unknown';
  return cause.cause instanceof Error ? `${cause.message} ${reasonsOf(cause.cause)}` : cause.message;
}
