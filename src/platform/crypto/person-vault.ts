import type { PersonId, RegionId } from '../../kernel/index.js';
import type { Tx } from '../database/unit-of-work.js';

/** A text to be sealed. */
export interface TextToSeal {
  readonly text: string;
  /** Where it will be kept, `table.column:rowId`: in any other place it does not open. */
  readonly place: string;
}

/** Sealed bytes with what is needed to open them. */
export interface SealedValue {
  readonly personId: PersonId;
  readonly sealed: Buffer;
  readonly place: string;
}

/**
 * Seals what is known about a person with a key of that person alone (AES-256-GCM); the key is kept wrapped by a master
 * key. Who destroys the key has erased everything sealed with it, in every copy of the database. Plain keys live no
 * longer than the transaction.
 */
export abstract class PersonVault {
  /**
   * Seals texts, in their order; the first one makes the person's key.
   *
   * @throws {AccessDenied} the person was erased.
   */
  abstract seal(tx: Tx, personId: PersonId, values: readonly TextToSeal[]): Promise<Buffer[]>;

  /**
   * Opens texts, of any number of persons with one query for all keys.
   *
   * @returns In the order of `values`; `undefined` where the person was erased.
   * @throws {SealBroken} a value belongs to another place or was changed.
   */
  abstract open(tx: Tx, values: readonly SealedValue[]): Promise<(string | undefined)[]>;

  /** Sends for the keys of persons whose texts will be opened in the transaction. */
  abstract prepare(tx: Tx, personIds: readonly PersonId[]): Promise<void>;

  /** Sends the statements of {@link seal} for nobody, so that counting them does not tell whether there is a person. */
  abstract sealNothing(tx: Tx): Promise<void>;

  /** Seals the content of a file. @throws {AccessDenied} the person was erased. */
  abstract sealBytes(tx: Tx, personId: PersonId, bytes: Buffer, place: string): Promise<Buffer>;

  /** Opens the content of a file; `undefined` when the person was erased. @throws {SealBroken} */
  abstract openBytes(tx: Tx, value: SealedValue): Promise<Buffer | undefined>;

  /**
   * Fingerprint for exact search, 32 bytes; case, accents, spaces and punctuation do not count.
   *
   * @param purpose What is searched, e.g. `person_name`; fingerprints of different purposes never match.
   * @param text    One text, or several that must agree one by one.
   */
  abstract blindIndex(regionId: RegionId, purpose: string, text: string | readonly string[]): Buffer;

  /**
   * Before a person is erased: waits for those who are sealing something about them. Until the transaction ends nobody
   * begins to, so that what has to go with the person can be counted.
   */
  abstract hold(tx: Tx, personId: PersonId): Promise<void>;

  /**
   * Before a person is erased: waits for those who are sealing something about them. Until the transaction ends nobody
   * begins to, so that what has to go with the person can be counted.
   */
  abstract hold(tx: Tx, personId: PersonId): Promise<void>;

  /**
   * Erases a person: their key is gone for good with the commit. The caller puts the erasure on the `WithdrawalList`,
   * so that a restored backup does not bring the key back. Repeating it, or a person without a key, changes nothing
   * further.
   */
  abstract destroy(tx: Tx, personId: PersonId): Promise<void>;
}
