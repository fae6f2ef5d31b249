import { createRemoteJWKSet, errors, jwksCache } from 'jose';
import type { CryptoKey, FlattenedJWSInput, JWKSCacheInput, JWSHeaderParameters } from 'jose';
import { z } from 'zod';

type KeySet = ReturnType<typeof createRemoteJWKSet>;

const discoveryDocument = z.object({ issuer: z.string(), jwks_uri: z.url() });

/** Where the keys come from, and how long is waited for them. */
export interface IssuerKeysOptions {
  /** OIDC issuer, compared character by character with the one in its discovery document. */
  readonly issuer: string;
  /** Limit of one outgoing request, default 5,000 ms. */
  readonly timeoutMs?: number;
  /** An unknown key id fetches the key set again at most this often, default 10,000 ms. */
  readonly keyCooldownMs?: number;
  /** After this time the key set is read again, so that a withdrawn key loses its power; default 600,000 ms. */
  readonly keyMaxAgeMs?: number;
  /** After a failed discovery no further request leaves for this long, default 1,000 ms. */
  readonly retryAfterMs?: number;
  /** Lets an issuer speak plain HTTP from another machine. Only for demonstrations in a local network. */
  readonly allowPlainHttp?: boolean;
}

/** The issuer did not answer, or not with what the specification demands. The cause is for the log only. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable';
}

/**
 * Signing keys of one OIDC issuer: discovered on first use, kept, and read again when an unknown key id appears.
 * A failure is never kept: the next request after `retryAfterMs` tries again.
 */
export class IssuerKeys {
  readonly #options: Required<IssuerKeysOptions>;
  #keySet: Promise<KeySet> | undefined;
  #blockedUntil = 0;
  /** Filled by the library whenever it reads the keys. */
  #lastRead: JWKSCacheInput = {};

  /** @throws {Error} when the issuer is no URL, or plain HTTP from another machine without permission. */
  constructor(options: IssuerKeysOptions) {
    this.#options = {
      timeoutMs: 5_000,
      keyCooldownMs: 10_000,
      keyMaxAgeMs: 600_000,
      retryAfterMs: 1_000,
      allowPlainHttp: false,
      ...options,
    };
    const issuer = new URL(options.issuer);
    if (!this.#isTrusted(issuer, issuer)) {
      throw new Error('The OIDC issuer must use https; plain http is accepted from this machine only.');
    }
  }

  /**
   * The key that must have signed the token.
   *
   * @throws {errors.JWKSNoMatchingKey | errors.JWKSMultipleMatchingKeys} the issuer has no such key, or not one only.
   * @throws {IssuerUnreachable} the keys could not be read.
   */
  async find(header: JWSHeaderParameters, token: FlattenedJWSInput): Promise<CryptoKey> {
    const keySet = await this.#loadKeySet();
    try {
      return await keySet(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error;
      // The address of the keys may have moved: discover again next time.
      this.#forget();
      throw new IssuerUnreachable('The key set of the issuer could not be read.', { cause: error });
    }
  }

  /** When the keys in use were read, in milliseconds since the epoch; `undefined` when they are due to be read again. */
  get readAt(): number | undefined {
    const { uat } = this.#lastRead;
    const isFresh = uat !== undefined && Date.now() < uat + this.#options.keyMaxAgeMs;
    return isFresh && this.#keySet ? uat : undefined;
  }

  #loadKeySet(): Promise<KeySet> {
    if (this.#keySet) return this.#keySet;
    if (performance.now() < this.#blockedUntil) {
      return Promise.reject(new IssuerUnreachable('The issuer failed a moment ago.'));
    }
    this.#keySet = this.#discover().catch((error: unknown) => {
      this.#forget();
      throw error;
    });
    return this.#keySet;
  }

  #forget(): void {
    this.#keySet = undefined;
    this.#blockedUntil = performance.now() + this.#options.retryAfterMs;
  }

  async #discover(): Promise<KeySet> {
    const { issuer, timeoutMs, keyCooldownMs, keyMaxAgeMs } = this.#options;
    const document = await this.#fetchDocument();
    if (document.issuer !== issuer)
      throw new IssuerUnreachable('The discovery document names another issuer.');
    const keysAt = new URL(document.jwks_uri);
    if (!this.#isTrusted(keysAt, new URL(issuer))) {
      throw new IssuerUnreachable('The discovery document names an untrusted address for the keys.');
    }
    this.#lastRead = {};
    return createRemoteJWKSet(keysAt, {
      [jwksCache]: this.#lastRead,
      timeoutDuration: timeoutMs,
      cooldownDuration: keyCooldownMs,
      cacheMaxAge: keyMaxAgeMs,
    });
  }

  async #fetchDocument(): Promise<z.infer<typeof discoveryDocument>> {
    const { issuer, timeoutMs } = this.#options;
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    try {
      const response = await fetch(url, {
        redirect: 'error',
        headers: { accept: 'application/json' },
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (response.status !== 200)
        throw new Error(`The discovery document answered with status ${response.status}.`);
      return discoveryDocument.parse(await response.json());
    } catch (cause) {
      throw new IssuerUnreachable('The discovery document of the issuer could not be read.', { cause });
    }
  }

  /** https, or plain http that stays on this machine; an issuer under https never leads to keys under http. */
  #isTrusted(url: URL, issuer: URL): boolean {
    if (url.protocol === 'https:') return true;
    if (url.protocol !== 'http:' || issuer.protocol !== 'http:') return false;
    return this.#options.allowPlainHttp ? url.hostname === issuer.hostname : isLoopback(url.hostname);
  }
}

/** Whether a host name of a URL always means this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
