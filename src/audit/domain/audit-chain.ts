import { chainHash, type RegionId } from '../../kernel/index.js';

/** A line of the register as it is hashed: instants as ISO 8601 in UTC with microseconds, numbers of 64 bits as text. */
export interface AuditLine {
  readonly id: string;
  readonly at: string;
  readonly actorKind: string;
  readonly accountId: string;
  readonly unitId: string | null;
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly caseId: string | null;
  readonly legalBasis: string | null;
  readonly details: unknown;
  /** Transaction that wrote it. */
  readonly txId: string;
}

/** A link of the chain as it is stored. */
export interface AuditLinkView {
  /** From 1, without gaps. */
  readonly position: number;
  readonly eventId: string;
  readonly prevHash: string;
  readonly hash: string;
  /** When the worker chained it, as {@link AuditLine.at}. */
  readonly sealedAt: string;
}

/**
 * Hash of a link: over the hash before, the whole line, its place and when it was chained.
 *
 * @throws {CanonicalJsonError} the line holds what JSON cannot carry.
 */
export function linkHash(
  regionId: RegionId,
  link: Pick<AuditLinkView, 'position' | 'prevHash' | 'sealedAt'>,
  line: AuditLine,
): string {
  // Members in order of their names, so that the canonical form needs no sorting.
  return chainHash(link.prevHash, {
    accountId: line.accountId,
    action: line.action,
    actorKind: line.actorKind,
    at: line.at,
    caseId: line.caseId,
    details: line.details,
    id: line.id,
    legalBasis: line.legalBasis,
    objectId: line.objectId,
    objectType: line.objectType,
    position: link.position,
    regionId,
    sealedAt: link.sealedAt,
    txId: line.txId,
    unitId: line.unitId,
  });
}

/** Order in which lines are chained: by transaction, then by id. */
export function isBefore(one: AuditLine, other: AuditLine): boolean {
  const [a, b] = [BigInt(one.txId), BigInt(other.txId)];
  return a === b ? one.id < other.id : a < b;
}
