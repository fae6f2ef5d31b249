import { setTimeout as delay } from 'node:timers/promises';
import { asId, type RegionId } from '../../kernel/index.js';
import {
  livingWorkers,
  systemPrincipal,
  type Clock,
  type Tx,
  type UnitOfWork,
} from '../../platform/index.js';
import type { SignedAnchor } from '../domain/audit-anchor.js';
import { AnchorCheck } from '../domain/anchor-check.js';
import type { AuditFinding } from '../domain/audit-finding.js';
import type { AuditHead } from '../domain/audit-head.js';
import { ChainCheck } from '../domain/chain-check.js';
import { AuditChainStore } from '../persistence/audit-chain.store.js';
import type { AuditKeyRing } from './audit-signing-key.js';

/** Links in memory at a time. */
const LINKS_PER_PAGE = 2_000;
/** How long a line may wait for its link while a worker runs. */
const PATIENCE_MS = 60_000;
/** A transaction that took long writes lines that are old when they appear: they are looked at twice. */
const SECOND_LOOK_MS = 5_000;
/** Two days and a little: the anchor of a day comes right after midnight. */
const ANCHOR_OVERDUE_MS = 49 * 3_600_000;

/** What to believe, and whom to tell. */
export interface VerifyAuditOptions {
  readonly keys: AuditKeyRing;
  /** Anchors that were kept elsewhere. */
  readonly exported?: readonly SignedAnchor[];
  /** Heads that were kept beside the signing key, read before this was called. */
  readonly kept?: ReadonlyMap<RegionId, AuditHead>;
  readonly onFinding: (finding: AuditFinding) => void;
  readonly linksPerPage?: number;
  readonly secondLookMs?: number;
}

/** How much was looked at. */
export interface AuditVerification {
  readonly links: number;
  readonly anchors: number;
  /** Lines that the next sealing will take: not yet held fast. */
  readonly notYetSealed: number;
  readonly findings: number;
}

/**
 * Recomputes the chains of all regions and compares them with the lines of the register, the signed anchors, and anchors
 * kept elsewhere. Changes nothing; a running system raises no false alarm, because a region is read as of one instant.
 *
 * Not to be found: lines cut off behind the newest anchor together with their links, where no head was kept or the one
 * that was kept does not go further.
 */
export async function verifyAudit(
  unitOfWork: UnitOfWork,
  clock: Clock,
  options: VerifyAuditOptions,
): Promise<AuditVerification> {
  const store = new AuditChainStore();
  const regions = await unitOfWork.run(systemPrincipal(asId('system')), (tx) => store.regions(tx));
  const run = new VerificationRun(unitOfWork, clock, store, options);
  for (const region of regions) await run.verify(region.id, region.isDemonstration);
  const known = new Set(regions.map(({ id }) => id));
  for (const anchor of options.exported ?? []) if (!known.has(anchor.regionId)) run.missing(anchor);
  for (const head of options.kept?.values() ?? []) if (!known.has(head.regionId)) run.missingRegion(head);
  return run.total;
}

class VerificationRun {
  readonly total = { links: 0, anchors: 0, notYetSealed: 0, findings: 0 };

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly store: AuditChainStore,
    private readonly options: VerifyAuditOptions,
  ) {}

  missing({ regionId, number, day }: SignedAnchor): void {
    this.found({ code: 'ANCHOR_MISSING', regionId, anchor: number, day });
  }

  missingRegion({ regionId, position: upTo }: AuditHead): void {
    this.found({ code: 'REGION_MISSING', regionId, position: 1, upTo });
  }

  /** @param isMarked Mark in the database: believed only when the head that was kept says the same. */
  async verify(regionId: RegionId, isMarked: boolean): Promise<void> {
    const kept = this.options.kept?.get(regionId);
    if (kept && kept.isDemonstration !== isMarked) this.found({ code: 'REGION_REMARKED', regionId });
    const isStory = isMarked && kept?.isDemonstration === true;
    const overdue = await this.unitOfWork.snapshot(systemPrincipal(regionId), async (tx) => {
      const anchors = await this.anchorsOf(tx);
      await this.walk(tx, anchors, isStory);
      return this.unsealed(tx);
    });
    if (overdue.length > 0) await this.lookAgain(regionId, overdue);
  }

  /** @returns Anchors to believe, by position. */
  private async anchorsOf(tx: Tx): Promise<readonly SignedAnchor[]> {
    const stored = await this.store.anchors(tx);
    const newest = this.options.kept?.get(tx.regionId)?.anchor;
    const exported = (this.options.exported ?? []).filter(
      ({ regionId, signature }) => regionId === tx.regionId && signature !== newest?.signature,
    );
    if (newest) exported.push(newest);
    this.total.anchors += stored.length;
    const check = new AnchorCheck((anchor) => this.options.keys.check(anchor), this.found);
    return check.believable(stored, exported);
  }

  private async walk(tx: Tx, anchors: readonly SignedAnchor[], isStory: boolean): Promise<void> {
    const { linksPerPage: size = LINKS_PER_PAGE } = this.options;
    const head = this.options.kept?.get(tx.regionId);
    const check = new ChainCheck(tx.regionId, { anchors, head, isStory }, this.found);
    const attested = anchors.at(-1)?.position ?? 0;
    let unattestedSince: string | undefined;
    for (let after = 0; ;) {
      const page = await this.store.page(tx, after, size);
      for (const linked of page) {
        if (linked.link.position > attested) unattestedSince ??= linked.link.sealedAt;
        check.take(linked);
      }
      this.total.links += page.length;
      const last = page.at(-1);
      if (!last || page.length < size) break;
      after = last.link.position;
    }
    const position = check.finish();
    const limit = this.clock.now().epochMilliseconds - ANCHOR_OVERDUE_MS;
    if (unattestedSince !== undefined && Date.parse(unattestedSince) < limit)
      this.found({ code: 'ANCHOR_OVERDUE', regionId: tx.regionId, position: attested + 1, upTo: position });
  }

  /** @returns Lines that have waited too long, as far as can be said at one look. */
  private async unsealed(tx: Tx): Promise<readonly string[]> {
    const overdueBefore = this.clock.now().subtract({ milliseconds: PATIENCE_MS }).toString();
    const { waiting, overdue, pastTheChain } = await this.store.withoutLink(tx, overdueBefore);
    this.total.notYetSealed += waiting;
    for (const eventId of pastTheChain)
      this.found({ code: 'EVENT_NOT_IN_CHAIN', regionId: tx.regionId, eventId });
    return overdue.length > 0 && (await livingWorkers(tx)) > 0 ? overdue : [];
  }

  private async lookAgain(regionId: RegionId, overdue: readonly string[]): Promise<void> {
    await delay(this.options.secondLookMs ?? SECOND_LOOK_MS);
    const left = await this.unitOfWork.run(systemPrincipal(regionId), (tx) =>
      this.store.stillWithoutLink(tx, overdue),
    );
    const [eventId] = overdue;
    if (left > 0) this.found({ code: 'SEALING_STANDS_STILL', regionId, ...(eventId && { eventId }) });
  }

  private readonly found = (finding: AuditFinding): void => {
    this.total.findings += 1;
    this.options.onFinding(finding);
  };
}
