import type { Branded } from '../../kernel/index.js';

/** Identifier of a scan or signature. */
export type ConsentEvidenceId = Branded<'ConsentEvidenceId'>;

/** Kinds of file that may prove a declaration. */
export const evidenceMediaTypes = ['application/pdf', 'image/png', 'image/jpeg'] as const;

/** Kind of a file that proves a declaration. */
export type EvidenceMediaType = (typeof evidenceMediaTypes)[number];

/** Largest scan, bytes. */
export const MAX_EVIDENCE_BYTES = 5 * 1_024 * 1_024;

/** First bytes of each kind, hexadecimal. */
const BEGINNINGS: Readonly<Record<EvidenceMediaType, string>> = {
  'application/pdf': '255044462d',
  'image/png': '89504e470d0a1a0a',
  'image/jpeg': 'ffd8ff',
};

/**
 * Kind of a file by its content; what the sender calls it does not count.
 *
 * @returns `undefined` when it is empty, too large or of another kind.
 */
export function evidenceMediaType(content: Uint8Array): EvidenceMediaType | undefined {
  if (content.length > MAX_EVIDENCE_BYTES) return undefined;
  const begins = Array.from(content.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return evidenceMediaTypes.find((type) => begins.startsWith(BEGINNINGS[type]));
}
