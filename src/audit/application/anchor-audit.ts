import { Injectable } from '@nestjs/common';
import type { RegionId } from '../../kernel/index.js';
import { AppConfig, Clock, systemPrincipal, UnitOfWork, type Tx } from '../../platform/index.js';
import { anchorHash, type SignedAnchor } from '../domain/audit-anchor.js';
import { AuditChainStore } from '../persistence/audit-chain.store.js';
import { AuditHeads } from './audit-heads.js';
import { AuditSigningKey } from './audit-signing-key.js';
import { SealAudit } from './seal-audit.js';

/** Signs where the chain of a region stands. Copies kept elsewhere betray a chain that was computed anew. */
@Injectable()
export class AnchorAudit {
  private readonly store = new AuditChainStore();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly seal: SealAudit,
    private readonly heads: AuditHeads,
  ) {}

  /** The anchor of today, once per day in Germany. @returns `undefined`: there is one, or nothing to attest. */
  async daily(regionId: RegionId): Promise<SignedAnchor | undefined> {
    const signed = await this.unitOfWork.run(systemPrincipal(regionId), async (tx) => {
      if ((await this.isDone(tx)) || !(await this.store.tryLock(tx))) return undefined;
      // Looked at once more behind the lock: another node may have signed meanwhile.
      return (await this.isDone(tx)) ? undefined : this.append(tx);
    });
    if (signed) await this.heads.follow(regionId);
    return signed;
  }

  /** One more anchor now, over everything that can be chained. @returns `undefined`: nothing to attest. */
  async now(regionId: RegionId): Promise<SignedAnchor | undefined> {
    const signed = await this.unitOfWork.run(systemPrincipal(regionId), async (tx) => {
      await this.store.lock(tx);
      await this.seal.sealAll(tx);
      return this.append(tx);
    });
    await this.heads.follow(regionId);
    return signed;
  }

  private async isDone(tx: Tx): Promise<boolean> {
    const last = await this.store.lastAnchor(tx);
    return last !== undefined && last.day >= this.clock.today().toString();
  }

  private async append(tx: Tx): Promise<SignedAnchor | undefined> {
    const [end, last] = await Promise.all([this.store.end(tx), this.store.lastAnchor(tx)]);
    if (!end) return undefined;
    const key = await AuditSigningKey.load(this.config.keys.dir);
    const anchor = key.sign({
      regionId: tx.regionId,
      number: (last?.number ?? 0) + 1,
      day: this.clock.today().toString(),
      position: end.position,
      hash: end.hash,
      previous: anchorHash(last),
      signedAt: this.clock.now().toString({ fractionalSecondDigits: 6 }),
    });
    await this.store.appendAnchor(tx, anchor);
    return anchor;
  }
}
