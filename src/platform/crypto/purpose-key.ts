import { hkdfSync } from 'node:crypto';
import type { MasterKeys } from './master-keys.js';
import { KEY_BYTES } from './sealing.js';

/**
 * Key of this installation for one purpose, 32 bytes, derived (HKDF) from the secret that stays when master keys
 * change. Keys of two purposes have nothing in common: what was signed or sealed for one is nothing for another.
 *
 * @param purpose Constant text, e.g. `answer link of an invitation`.
 */
export function purposeKey(keys: MasterKeys, purpose: string): Buffer {
  return Buffer.from(
    hkdfSync('sha256', keys.indexRoot(), Buffer.alloc(0), `fallwerk key\n${purpose}`, KEY_BYTES),
  );
}
