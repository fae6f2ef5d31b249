import { createHash } from 'node:crypto';
import type { VerifiedLogin } from './token-verifier.js';

interface Entry {
  readonly login: VerifiedLogin;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/** Tokens that are remembered at once; the oldest makes room. */
const MOST = 5_000;

/**
 * Remembers which tokens were genuine, because checking a signature costs as much as the rest of a small request.
 *
 * An entry ends with its token and with the keys it was checked against: as soon as these are read again, every
 * signature is checked again. Only what makes a token genuine is remembered; who stands behind it is asked with every
 * request. Tokens themselves are not kept, only their hashes: nobody who reads the memory of this process can log in.
 */
export class VerifiedTokens {
  private readonly entries = new Map<string, Entry>();
  private keysReadAt: number | undefined;

  /** The login of a token that was accepted with the same keys and has not expired, else `undefined`. */
  find(token: string, now: Date, keysReadAt: number | undefined): VerifiedLogin | undefined {
    if (keysReadAt === undefined || keysReadAt !== this.keysReadAt) return undefined;
    const key = keyOf(token);
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    if (now.getTime() < entry.expiresAt * 1_000) return entry.login;
    this.entries.delete(key);
    return undefined;
  }

  /** @param expiresAt Seconds since the epoch, with the tolerance that is granted. */
  remember(token: string, login: VerifiedLogin, expiresAt: number, keysReadAt: number | undefined): void {
    if (keysReadAt === undefined) return;
    if (keysReadAt !== this.keysReadAt) this.entries.clear();
    this.keysReadAt = keysReadAt;
    if (this.entries.size >= MOST) {
      const [oldest] = this.entries.keys();
      if (oldest !== undefined) this.entries.delete(oldest);
    }
    this.entries.set(keyOf(token), { login, expiresAt });
  }
}

function keyOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
