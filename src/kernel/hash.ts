import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** SHA-256 of a text (as UTF-8) or of bytes: 64 lower-case hexadecimal digits. */
export function sha256Hex(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * Identity of a JSON value: SHA-256 over its canonical form (RFC 8785), so key order and spacing do not matter.
 *
 * @throws {CanonicalJsonError} if the value has no canonical form.
 */
export function hashOf(json: unknown): string {
  return sha256Hex(canonicalJson(json));
}
