import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload, ProtectedHeaderParameters } from 'jose';
import { err, ok, rejected } from '../../kernel/index.js';
import type { RequestRejected, Result } from '../../kernel/index.js';
import { authErrors } from './auth.errors.js';
import type { TokenRefusalCode } from './auth.errors.js';
import { IssuerKeys, IssuerUnreachable } from './issuer-keys.js';
import type { IssuerKeysOptions } from './issuer-keys.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Longest token that is looked at, in characters. */
export const MAX_TOKEN_LENGTH = 8_192;

/** Longest accepted `sub`, in characters (OpenID Connect Core 1.0, section 2). */
const MAX_SUBJECT_LENGTH = 255;

const ASYMMETRIC = /^(?:(?:RS|PS|ES)(?:256|384|512)|EdDSA|Ed25519)$/;

/** Header types of access tokens: RFC 9068, and the plain `JWT` that most providers use. */
const ACCESS_TOKEN_TYPES = ['at+jwt', 'application/at+jwt', 'jwt', 'application/jwt'];

/** What is accepted. */
export interface TokenVerifierOptions extends IssuerKeysOptions {
  /** Name of this API in the `aud` claim. */
  readonly audience: string;
  /** Accepted signature algorithms, e.g. `ES256`; asymmetric ones only. */
  readonly algorithms: readonly string[];
  /** Accepted difference between the clocks, default 5 s. */
  readonly clockToleranceSeconds?: number;
}

/** A login whose proof has been checked. Issuer and subject together name the account. */
export interface VerifiedLogin {
  readonly issuer: string;
  readonly subject: string;
}

/** Refusal of a token; `cause` is for the log only. */
export interface TokenRefusal extends RequestRejected<TokenRefusalCode> {
  readonly cause?: unknown;
}

/** Checks bearer tokens against one OIDC issuer. Nothing about a token is believed before its signature is. */
export class TokenVerifier {
  readonly #options: TokenVerifierOptions;
  readonly #keys: IssuerKeys;
  readonly #verified = new VerifiedTokens();

  /**
   * @param now Current time; the machine's clock when omitted.
   * @throws {Error} when the options would accept symmetric, no or unknown signatures.
   */
  constructor(
    options: TokenVerifierOptions,
    private readonly now: () => Date = () => new Date(),
  ) {
    const unfit = options.algorithms.filter((name) => !ASYMMETRIC.test(name));
    if (options.algorithms.length === 0 || unfit.length > 0) {
      throw new Error(
        `Signature algorithms must be asymmetric and at least one; refused: ${unfit.join(', ') || 'none named'}.`,
      );
    }
    this.#options = options;
    this.#keys = new IssuerKeys(options);
  }

  /** @returns Issuer and subject of a token that is genuine, meant for this API and valid now; else why not. */
  async verify(token: string): Promise<Result<VerifiedLogin, TokenRefusal>> {
    const now = this.now();
    const { readAt } = this.#keys;
    const known = this.#verified.find(token, now, readAt);
    if (known) return ok(known);
    const unfit = this.#checkBeforeSignature(token);
    if (unfit) return refuse(unfit);
    try {
      const { payload } = await jwtVerify(token, (header, input) => this.#keys.find(header, input), {
        issuer: this.#options.issuer,
        audience: this.#options.audience,
        algorithms: [...this.#options.algorithms],
        clockTolerance: this.#tolerance,
        requiredClaims: ['sub', 'exp', 'iat'],
        currentDate: now,
      });
      const login = this.#checkClaims(payload);
      const expiresAt = (payload.exp ?? 0) + this.#tolerance;
      // Keys that were read meanwhile may not be those it was checked against.
      if (login.ok && readAt === this.#keys.readAt)
        this.#verified.remember(token, login.value, expiresAt, readAt);
      return login;
    } catch (error) {
      if (error instanceof errors.JOSEError || error instanceof IssuerUnreachable)
        return refuse(codeOf(error), error);
      throw error;
    }
  }

  get #tolerance(): number {
    return this.#options.clockToleranceSeconds ?? 5;
  }

  /** Cheap refusals that spare the issuer a request; none of them lets anything in. */
  #checkBeforeSignature(token: string): TokenRefusalCode | undefined {
    if (token.length > MAX_TOKEN_LENGTH) return 'TOKEN_INVALID';
    const parts = readUnverified(token);
    if (!parts) return 'TOKEN_INVALID';
    if (!parts.header.alg || !this.#options.algorithms.includes(parts.header.alg))
      return 'TOKEN_ALGORITHM_REFUSED';
    if (parts.header.typ !== undefined && !ACCESS_TOKEN_TYPES.includes(parts.header.typ.toLowerCase())) {
      return 'TOKEN_INVALID';
    }
    return parts.payload.iss === this.#options.issuer ? undefined : 'TOKEN_WRONG_ISSUER';
  }

  #checkClaims(payload: JWTPayload): Result<VerifiedLogin, TokenRefusal> {
    const latestIssue = this.now().getTime() / 1_000 + this.#tolerance;
    if (payload.iat === undefined || payload.iat > latestIssue) return refuse('TOKEN_NOT_YET_VALID');
    const subject = payload.sub;
    if (typeof subject !== 'string' || subject === '' || subject.length > MAX_SUBJECT_LENGTH)
      return refuse('TOKEN_INVALID');
    return isOtherToken(payload) ? refuse('TOKEN_INVALID') : ok({ issuer: this.#options.issuer, subject });
  }
}

function readUnverified(
  token: string,
): { header: ProtectedHeaderParameters; payload: JWTPayload } | undefined {
  try {
    return { header: decodeProtectedHeader(token), payload: decodeJwt(token) };
  } catch {
    // Whatever the decoder says about it: this is no JWT.
    return undefined;
  }
}

/**
 * Tokens of the same issuer that are no bearer access tokens: ID tokens (`at_hash`, `c_hash`, or Keycloak's
 * `typ: ID`), refresh and logout tokens, and tokens bound to a key of the client (`cnf`), which prove nothing alone.
 */
function isOtherToken(payload: JWTPayload): boolean {
  const marks = ['at_hash', 'c_hash', 's_hash', 'events', 'cnf'];
  return marks.some((mark) => mark in payload) || ('typ' in payload && payload['typ'] !== 'Bearer');
}

function refuse(code: TokenRefusalCode, cause?: unknown): Result<never, TokenRefusal> {
  return err({ ...rejected(authErrors, code), ...(cause === undefined ? {} : { cause }) });
}

function codeOf(error: errors.JOSEError | IssuerUnreachable): TokenRefusalCode {
  if (error instanceof IssuerUnreachable) return 'ISSUER_UNREACHABLE';
  if (error instanceof errors.JWTExpired) return 'TOKEN_EXPIRED';
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
    return 'TOKEN_UNKNOWN_KEY';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'TOKEN_ALGORITHM_REFUSED';
  if (!(error instanceof errors.JWTClaimValidationFailed)) return 'TOKEN_INVALID';
  if (error.claim === 'iss') return 'TOKEN_WRONG_ISSUER';
  if (error.claim === 'aud') return 'TOKEN_WRONG_AUDIENCE';
  return error.claim === 'nbf' && error.reason === 'check_failed' ? 'TOKEN_NOT_YET_VALID' : 'TOKEN_INVALID';
}
