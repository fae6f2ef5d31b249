import { hashOf } from '../../kernel/index.js';

/**
 * Identity of a definition: SHA-256 over its canonical JSON (RFC 8785), 64 hexadecimal digits.
 *
 * @param document  The whole file as parsed JSON; key order and spacing do not matter.
 * @throws {CanonicalJsonError} not JSON.
 */
export function definitionHash(document: unknown): string {
  return hashOf(document);
}
