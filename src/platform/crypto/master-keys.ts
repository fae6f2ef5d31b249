/** A key wrapped by a master key. */
export interface WrappedKey {
  readonly masterKeyId: string;
  readonly wrapped: Buffer;
}

/**
 * The keys above the keys: wraps and unwraps the keys of persons. Built in are a key file and an environment variable;
 * an external key service implements the same.
 */
export abstract class MasterKeys {
  /** Name of the key that wraps now. Asked before every use: another process may have made a new one current. */
  abstract currentId(): string;

  /** Wraps with the current key. @param place Whose key it is; it unwraps only for the same. */
  abstract wrap(key: Buffer, place: string): Promise<WrappedKey>;

  /**
   * @throws {MasterKeyUnknown} no such master key here.
   * @throws {SealBroken} wrapped by another key of that name, for another place, or changed.
   */
  abstract unwrap(key: WrappedKey, place: string): Promise<Buffer>;

  /** Secret for fingerprints, 32 bytes; it stays the same when master keys change. */
  abstract indexRoot(): Buffer;
}

/** A key of a person was wrapped by a master key that is not (or no longer) here. */
export class MasterKeyUnknown extends Error {
  override readonly name = 'MasterKeyUnknown';

  constructor(readonly masterKeyId: string) {
    super(`Master key ${masterKeyId} is not known here`);
  }
}
