import { CHAIN_START, CanonicalJsonError, type RegionId } from '../../kernel/index.js';
import type { SignedAnchor } from './audit-anchor.js';
import type { AuditHead } from './audit-head.js';
import { isBefore, linkHash, type AuditLine, type AuditLinkView } from './audit-chain.js';
import type { AuditFinding, AuditFindingCode } from './audit-finding.js';

/** A link with the line it stands for; the line may be gone. */
export interface LinkedLine {
  readonly link: AuditLinkView;
  readonly line: AuditLine | undefined;
}

/** How far a line may lie before the last sealing that went before it: longer than any transaction runs. */
const LONGEST_TRANSACTION_MS = 3_600_000;

/** What is known of a chain from outside its lines. */
export interface Attestation {
  /** With valid signatures, in order of their positions. */
  readonly anchors: readonly SignedAnchor[];
  /** How far it had got, as it was kept apart from the database. */
  readonly head?: Pick<AuditHead, 'position' | 'hash'> | undefined;
  /** The region tells a story with instants of its own: times say nothing. */
  readonly isStory: boolean;
}

/**
 * Walks along the chain of one region and names everything that does not fit. One broken place does not hide the next:
 * after it, the stored hash is believed. Memory does not grow with the chain.
 */
export class ChainCheck {
  private pending: LinkedLine | undefined;
  private previous: LinkedLine | undefined;
  private position = 0;
  private hash = CHAIN_START;
  private attested = 0;
  /** When the run before the one that chained the present link took place. */
  private runBefore: string | undefined;
  private readonly anchorsByPosition = new Map<number, SignedAnchor[]>();

  private readonly anchors: readonly SignedAnchor[];

  constructor(
    private readonly regionId: RegionId,
    private readonly attestation: Attestation,
    private readonly onFinding: (finding: AuditFinding) => void,
  ) {
    this.anchors = attestation.anchors;
    for (const anchor of this.anchors) {
      const here = this.anchorsByPosition.get(anchor.position) ?? [];
      this.anchorsByPosition.set(anchor.position, [...here, anchor]);
    }
  }

  /** Takes the next link, in order of the positions. */
  take(next: LinkedLine): void {
    this.settle(next);
    this.pending = next;
  }

  /** Everything was given. @returns Place of the last link. */
  finish(): number {
    this.settle(undefined);
    for (const anchor of this.anchors) {
      if (anchor.position <= this.position) continue;
      this.find('TAIL_MISSING', {
        position: this.position + 1,
        upTo: anchor.position,
        anchor: anchor.number,
        day: anchor.day,
      });
    }
    const { head } = this.attestation;
    const isTold = this.anchors.some(({ position }) => position >= (head?.position ?? 0));
    if (head && head.position > this.position && !isTold)
      this.find('TAIL_MISSING', { position: this.position + 1, upTo: head.position });
    return this.position;
  }

  private settle(next: LinkedLine | undefined): void {
    const { pending } = this;
    if (!pending) return;
    const { link, line } = pending;
    const isGap = link.position !== this.position + 1;
    if (isGap) this.find('LINK_MISSING', { position: this.position + 1, upTo: link.position - 1 });
    const joins = isGap || link.prevHash === this.hash;
    const computed = line && hashOf(this.regionId, link, line);
    const at = { position: link.position, eventId: link.eventId };
    const problem = this.problemOf(pending, next, joins, computed);
    if (problem) this.find(problem, at);
    // Where only the stored hash was changed, the next link still tells the true one.
    const isTold = computed !== undefined && next?.link.prevHash === computed;
    this.hash = isTold ? computed : link.hash;
    if (line && !this.attestation.isStory) this.checkTime(link, line);
    this.checkAnchors(link);
    this.previous = pending;
    this.position = link.position;
  }

  private problemOf(
    { link, line }: LinkedLine,
    next: LinkedLine | undefined,
    joins: boolean,
    computed: string | undefined,
  ): AuditFindingCode | undefined {
    if (!line) return 'EVENT_MISSING';
    const fits = computed === link.hash;
    if (joins && fits) return undefined;
    const before = this.previous?.line;
    const isMoved =
      (before !== undefined && isBefore(line, before)) ||
      (next?.line !== undefined && isBefore(next.line, line));
    if (isMoved) return 'LINK_REORDERED';
    const isLinkOnly = !joins || next?.link.prevHash === computed;
    return isLinkOnly ? 'LINK_CHANGED' : 'EVENT_CHANGED';
  }

  /** A line cannot be much older than a sealing that did not see it yet. */
  private checkTime(link: AuditLinkView, line: AuditLine): void {
    const last = this.previous?.link.sealedAt;
    if (last !== undefined && last !== link.sealedAt) this.runBefore = last;
    if (this.runBefore === undefined) return;
    if (Date.parse(line.at) < Date.parse(this.runBefore) - LONGEST_TRANSACTION_MS)
      this.find('EVENT_BACKDATED', { position: link.position, eventId: link.eventId });
  }

  private checkAnchors(link: AuditLinkView): void {
    for (const anchor of this.anchorsByPosition.get(link.position) ?? []) {
      const place = { position: this.attested + 1, upTo: anchor.position };
      if (anchor.hash !== link.hash)
        this.find('CHAIN_REWRITTEN', { ...place, anchor: anchor.number, day: anchor.day });
      this.attested = anchor.position;
    }
    const { head } = this.attestation;
    const isOther = head?.position === link.position && head.hash !== link.hash;
    if (isOther && this.attested < link.position)
      this.find('CHAIN_REWRITTEN', { position: this.attested + 1, upTo: link.position });
  }

  private find(code: AuditFindingCode, place: Omit<AuditFinding, 'code' | 'regionId'>): void {
    this.onFinding({ code, regionId: this.regionId, ...place });
  }
}

/** A forged line may hold what has no canonical form: then no hash fits. */
function hashOf(regionId: RegionId, link: AuditLinkView, line: AuditLine): string {
  try {
    return linkHash(regionId, link, line);
  } catch (error) {
    if (error instanceof CanonicalJsonError || error instanceof RangeError) return '';
    throw error;
  }
}
