import { Unauthenticated } from './access-denied.js';
import { authErrors } from './auth.errors.js';
import type { AuthErrorCode } from './auth.errors.js';

/** What the caller is told: enough to log in again or to wait, nothing that helps to forge. */
export type PublicAuthCode = 'TOKEN_EXPIRED' | 'TOKEN_INVALID' | 'ISSUER_UNREACHABLE' | 'ACCOUNT_UNKNOWN';

/** The HTTP answer to a request that was not let in. The body has the shape of a GraphQL request error. */
export interface RefusalResponse {
  readonly statusCode: 401 | 403 | 503;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: {
    readonly errors: readonly [
      { readonly message: string; readonly extensions: { readonly code: PublicAuthCode } },
    ];
  };
}

/**
 * Somebody tried to log in and was refused; thrown before any resolver runs.
 * `code` is the precise reason and belongs in the log, `toResponse()` is what the caller gets.
 */
export class AuthenticationRefused extends Unauthenticated {
  override readonly name = 'AuthenticationRefused';

  constructor(
    readonly code: AuthErrorCode,
    options?: ErrorOptions,
  ) {
    super(authErrors[code].en, options);
  }

  /** 401 with a challenge (RFC 6750, section 3), 403 for an unknown account, 503 while the issuer is away. */
  toResponse(): RefusalResponse {
    const code = publicCode(this.code);
    const body: RefusalResponse['body'] = {
      errors: [{ message: authErrors[code].de, extensions: { code } }],
    };
    if (code === 'ISSUER_UNREACHABLE') return { statusCode: 503, headers: { 'retry-after': '5' }, body };
    if (code === 'ACCOUNT_UNKNOWN') return { statusCode: 403, headers: {}, body };
    return { statusCode: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' }, body };
  }
}

function publicCode(code: AuthErrorCode): PublicAuthCode {
  if (code === 'TOKEN_EXPIRED' || code === 'ISSUER_UNREACHABLE' || code === 'ACCOUNT_UNKNOWN') return code;
  return 'TOKEN_INVALID';
}
