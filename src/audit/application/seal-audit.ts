import { Injectable } from '@nestjs/common';
import type { Temporal } from 'temporal-polyfill';
import { asId, CHAIN_START, type RegionId } from '../../kernel/index.js';
import { Clock, systemPrincipal, UnitOfWork, type Tx } from '../../platform/index.js';
import { linkHash, type AuditLinkView } from '../domain/audit-chain.js';
import {
  AuditChainStore,
  behind,
  FIRST_LINE,
  type ChainEnd,
  type LineCursor,
  type LineToSeal,
} from '../persistence/audit-chain.store.js';

/** Lines hashed in one go; few enough that requests of the same process do not wait noticeably. */
const BATCH = 500;

/**
 * Appends the lines of the register to the hash chain of their region, seconds after they were written. Deeds never
 * wait for the chain: they insert a plain line, and only this run, one per region at a time, orders and hashes them.
 */
@Injectable()
export class SealAudit {
  private readonly store = new AuditChainStore();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** All regions, in alphabetical order. */
  async regions(): Promise<readonly RegionId[]> {
    const regions = await this.unitOfWork.run(systemPrincipal(asId('system')), (tx) =>
      this.store.regions(tx),
    );
    return regions.map(({ id }) => id);
  }

  /**
   * Chains everything that can be chained for good, in one transaction: either all of it, or another run does it.
   *
   * @returns Number of new links; 0 while another node is at it.
   */
  async run(regionId: RegionId): Promise<number> {
    return this.unitOfWork.run(systemPrincipal(regionId), async (tx) => {
      if (!(await this.store.tryLock(tx))) return 0;
      return this.sealAll(tx);
    });
  }

  /** The same in a transaction that holds the region already. */
  async sealAll(tx: Tx): Promise<number> {
    const end = await this.store.end(tx);
    const newest = behind(end?.newest ?? FIRST_LINE.txId);
    const chain = new GrowingChain(tx, this.store, end, this.clock.now());
    await chain.take((after) => this.store.fromElsewhere(tx, after, BATCH), newest);
    // A chain that came from elsewhere ends beyond the counter: what is written here lies before its end.
    const from = end?.isFromElsewhere ? FIRST_LINE : newest;
    await chain.take((after) => this.store.settled(tx, after, BATCH), from);
    return chain.added;
  }
}

/** The end of a chain while it grows. */
class GrowingChain {
  added = 0;
  private position: number;
  private hash: string;
  private readonly sealedAt: string;

  constructor(
    private readonly tx: Tx,
    private readonly store: AuditChainStore,
    end: ChainEnd | undefined,
    at: Temporal.Instant,
  ) {
    this.position = end?.position ?? 0;
    this.hash = end?.hash ?? CHAIN_START;
    this.sealedAt = at.toString({ fractionalSecondDigits: 6 });
  }

  /** Appends all lines that a list holds behind a place, page by page. */
  async take(list: (after: LineCursor) => Promise<LineToSeal[]>, from: LineCursor): Promise<void> {
    for (let after: LineCursor | undefined = from; after;) {
      const lines: readonly LineToSeal[] = await list(after);
      const links = lines.filter(({ isLinked }) => !isLinked).map((line) => this.link(line));
      await this.store.append(this.tx, links);
      this.added += links.length;
      after = lines.length === BATCH ? lines.at(-1) : undefined;
    }
  }

  private link({ isLinked: _isLinked, ...line }: LineToSeal): AuditLinkView {
    const { position, hash: prevHash, sealedAt } = this;
    const link = { position: position + 1, eventId: line.id, prevHash, sealedAt };
    this.position = link.position;
    this.hash = linkHash(this.tx.regionId, link, line);
    return { ...link, hash: this.hash };
  }
}
