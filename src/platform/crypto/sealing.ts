import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

/** Length of every key, in bytes (AES-256). */
export const KEY_BYTES = 32;
/** First byte of everything sealed; another algorithm gets another one. */
const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + IV_BYTES + TAG_BYTES;

/**
 * Sealed bytes do not open: another key, another place, or somebody changed them. The message names neither content
 * nor place.
 */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';

  constructor(options?: ErrorOptions) {
    super('Sealed data cannot be opened: wrong key, wrong place, or changed bytes', options);
  }
}

/**
 * Seals bytes with AES-256-GCM.
 *
 * @param key   32 bytes; as `KeyObject` where it is used more than once, which opens in a third of the time.
 * @param place Where the result is kept; it opens only for the same place.
 * @returns     Version (1 byte), initialisation vector (12), tag (16), ciphertext.
 */
export function sealWith(key: Buffer | KeyObject, plain: Buffer, place: string): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(place));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), iv, cipher.getAuthTag(), body]);
}

/**
 * Opens what {@link sealWith} made.
 *
 * @throws {SealBroken} with anything but the same key and place.
 */
export function openWith(key: Buffer | KeyObject, sealed: Buffer, place: string): Buffer {
  if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) throw new SealBroken();
  const iv = sealed.subarray(1, 1 + IV_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(1 + IV_BYTES, HEADER_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(HEADER_BYTES)), decipher.final()]);
  } catch (cause) {
    throw new SealBroken({ cause });
  }
}
