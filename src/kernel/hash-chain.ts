import { canonicalJson } from './canonical-json.js';
import { sha256Hex } from './hash.js';
import { err, ok, type Result } from './result.js';

/** Predecessor of the first entry of every chain. */
export const CHAIN_START = '0'.repeat(64);

/** One link as it is stored: what was recorded, and the hash written beside it. */
export interface ChainedEntry {
  readonly entry: unknown;
  readonly hash: string;
}

/** Where a chain is expected to begin and end; without them the first entry and the last one present are believed. */
export interface ChainBounds {
  /** Hash before the first entry given, when only a later part of a chain is verified. Default {@link CHAIN_START}. */
  readonly after?: string;
  /** Hash the last entry must have. Only this, kept elsewhere, betrays entries cut off at the end. */
  readonly head?: string;
}

/** First place at which a chain does not agree with its hashes. */
export interface ChainDifference {
  /** `entry`: the entry at `index` is not the one that was recorded; `head`: the chain ends before or after its known head. */
  readonly kind: 'entry' | 'head';
  /** Position of the entry, from 0; for `head` the number of entries present. */
  readonly index: number;
  readonly expected: string;
  readonly found: string;
}

/** What a verified chain amounts to. */
export interface VerifiedChain {
  readonly length: number;
  /** Hash of the last entry, or the start if there is none. */
  readonly head: string;
}

/**
 * Hash of an entry that also fixes everything before it.
 *
 * @param previous  Hash of the entry before, 64 hexadecimal digits; {@link CHAIN_START} for the first one.
 * @param entry     Plain JSON data.
 * @throws {RangeError} if `previous` is no SHA-256 hash.
 * @throws {CanonicalJsonError} if the entry has no canonical form.
 */
export function chainHash(previous: string, entry: unknown): string {
  // A fixed length before the separator keeps (previous, entry) unambiguous.
  if (!/^[0-9a-f]{64}$/.test(previous)) throw new RangeError('previous is not a SHA-256 hash');
  return sha256Hex(`${previous}\n${canonicalJson(entry)}`);
}

/**
 * Recomputes a chain in order and names the first difference.
 *
 * @param entries  Oldest first, without gaps; read once, so a generator over pages will do.
 * @returns        Length and head; or the first entry that was changed, removed, inserted or moved.
 */
export function verifyChain(
  entries: Iterable<ChainedEntry>,
  bounds: ChainBounds = {},
): Result<VerifiedChain, ChainDifference> {
  let head = bounds.after ?? CHAIN_START;
  let index = 0;
  for (const { entry, hash } of entries) {
    const expected = chainHash(head, entry);
    if (expected !== hash) return err({ kind: 'entry', index, expected, found: hash });
    head = hash;
    index += 1;
  }
  if (bounds.head !== undefined && bounds.head !== head) {
    return err({ kind: 'head', index, expected: bounds.head, found: head });
  }
  return ok({ length: index, head });
}
