import { canonicalJson, CHAIN_START, sha256Hex, type RegionId } from '../../kernel/index.js';

/** What is signed: the chain of a region had so many lines at that instant, and its last hash was this. */
export interface AnchorStatement {
  readonly regionId: RegionId;
  /** Counted per region from 1, without gaps. */
  readonly number: number;
  /** Calendar date in Germany on which it was signed. */
  readonly day: string;
  /** Place of the last link, and so the number of lines. */
  readonly position: number;
  readonly hash: string;
  /** {@link anchorHash} of the statement before; zeros for the first. */
  readonly previous: string;
  /** ISO 8601 in UTC with microseconds. */
  readonly signedAt: string;
  /** Fingerprint of the key it is signed with. */
  readonly keyId: string;
}

/** A statement with its signature (Ed25519, base64). */
export interface SignedAnchor extends AnchorStatement {
  readonly signature: string;
}

/** The text that is signed. */
export function anchorText(anchor: AnchorStatement): string {
  const { regionId, number, day, position, hash, previous, signedAt, keyId } = anchor;
  const statement = { regionId, number, day, position, hash, previous, signedAt, keyId };
  return canonicalJson({ format: 'fallwerk-audit-anchor/1', ...statement });
}

/** Hash by which the next statement fixes this one; without one, the start. */
export function anchorHash(anchor: SignedAnchor | undefined): string {
  return anchor ? sha256Hex(`${anchorText(anchor)}\n${anchor.signature}`) : CHAIN_START;
}
