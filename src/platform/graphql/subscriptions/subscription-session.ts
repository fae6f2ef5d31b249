import { decodeJwt } from 'jose';
import type { WebSocket } from 'ws';
import { Unauthenticated } from '../../auth/access-denied.js';
import { AuthenticationRefused } from '../../auth/authentication-refused.js';
import type { Principal } from '../../auth/principal.js';
import type { GraphqlOptions } from '../graphql-options.js';
import { CloseReason } from './subscription-limits.js';

/** Longest time a timer can wait. */
const LONGEST_TIMER_MS = 2_147_483_647;
/** After the expiry the token is looked at again; the tolerance between clocks lies in between. */
const AFTER_EXPIRY_MS = 5_100;

/**
 * One connection with the login it came with.
 *
 * The login is checked anew whenever somebody wants to know who is there, so a token that has expired, a closed
 * account and a withdrawn role end or narrow what the connection gets, as they do for requests.
 */
export class SubscriptionSession {
  private expiry: NodeJS.Timeout | undefined;
  private foundAt = 0;

  private constructor(
    private readonly socket: Pick<WebSocket, 'close'>,
    private readonly authorization: string,
    private readonly authenticate: GraphqlOptions['authenticate'],
    private known: Principal,
  ) {
    this.foundAt = Date.now();
    this.closeAtExpiry();
  }

  /**
   * @param authorization As in the header of a request.
   * @returns `undefined` when nobody is logged in; the socket is then being closed.
   * @throws  whatever broke while asking.
   */
  static async open(
    socket: Pick<WebSocket, 'close'>,
    authorization: unknown,
    authenticate: GraphqlOptions['authenticate'],
  ): Promise<SubscriptionSession | undefined> {
    try {
      const principal =
        typeof authorization === 'string' ? await authenticate({ headers: { authorization } }) : undefined;
      if (typeof authorization === 'string' && principal)
        return new SubscriptionSession(socket, authorization, authenticate, principal);
      socket.close(...CloseReason.forbidden);
    } catch (error) {
      if (!(error instanceof Unauthenticated)) throw error;
      closeFor(socket, error);
    }
    return undefined;
  }

  /** As found last; see {@link present}. */
  get principal(): Principal {
    return this.known;
  }

  /**
   * Who is there now.
   *
   * @param maxAgeMs How old the answer may be.
   * @throws {Unauthenticated} nobody any more; the socket is then being closed.
   */
  async present(maxAgeMs = 0): Promise<Principal> {
    if (maxAgeMs > 0 && Date.now() - this.foundAt <= maxAgeMs) return this.known;
    try {
      const principal = await this.authenticate({ headers: { authorization: this.authorization } });
      if (principal?.accountId !== this.known.accountId || principal.regionId !== this.known.regionId)
        throw new Unauthenticated();
      this.known = principal;
      this.foundAt = Date.now();
      return principal;
    } catch (error) {
      if (error instanceof Unauthenticated) closeFor(this.socket, error);
      throw error;
    }
  }

  end(): void {
    clearTimeout(this.expiry);
  }

  private closeAtExpiry(): void {
    const expiresAt = expiryOf(this.authorization);
    if (expiresAt === undefined) return;
    const waitMs = Math.max(0, expiresAt * 1_000 - Date.now()) + AFTER_EXPIRY_MS;
    this.expiry = setTimeout(
      () => {
        this.present().then(
          () => this.closeAtExpiry(),
          // What is broken now shows again with the next message.
          () => undefined,
        );
      },
      Math.min(waitMs, LONGEST_TIMER_MS),
    );
    this.expiry.unref();
  }
}

/** A client may come back with a fresh token after 4403; while the issuer is away it had better wait. */
function closeFor(socket: Pick<WebSocket, 'close'>, refusal: Unauthenticated): void {
  const isAway = refusal instanceof AuthenticationRefused && refusal.code === 'ISSUER_UNREACHABLE';
  const [code, reason] = isAway ? CloseReason.tryAgainLater : CloseReason.forbidden;
  socket.close(code, reason);
}

/** Seconds since the epoch, from a token that has been checked; `undefined` when it has no end. */
function expiryOf(authorization: string): number | undefined {
  try {
    return decodeJwt(authorization.replace(/^Bearer +/i, '')).exp;
  } catch {
    return undefined;
  }
}
