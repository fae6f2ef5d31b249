import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RegionId } from '../../../kernel/index.js';
import { Clock, JobRegistry, prepared, systemPrincipal, UnitOfWork } from '../../../platform/index.js';
import { sweepHolds } from '../persistence/booking.repository.js';
import { expireProposals } from '../persistence/proposal.repository.js';
import { VoteMails } from './vote-mails.js';

const RELEASE_HOLDS = 'conferences.release-holds';
const REGIONS = prepared('hold_regions', `SELECT region_id AS "regionId" FROM region`);
const PER_TRANSACTION = 200;

/** Frees people, rooms and interpreters that were held for dates nobody decided about in time, and tells of ended votes. */
@Injectable()
export class ReleaseHolds implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly mails: VoteMails,
  ) {}

  onModuleInit(): void {
    this.jobs.registerRecurring({ task: RELEASE_HOLDS, cron: '*/5 * * * *' }, (_payload, stopping) =>
      this.run(stopping),
    );
  }

  /** All regions one after the other, in small transactions; bookings do not wait for it. */
  async run(stopping?: AbortSignal): Promise<void> {
    const at = this.clock.now().toString();
    for (const { regionId } of await this.unitOfWork.lookUp<{ regionId: RegionId }>(REGIONS, [])) {
      const principal = systemPrincipal(regionId);
      for (let freed = PER_TRANSACTION; freed === PER_TRANSACTION;) {
        if (stopping?.aborted) return;
        freed = await this.unitOfWork.run(principal, (tx) => sweepHolds(tx, at, PER_TRANSACTION));
      }
      await this.unitOfWork.run(principal, (tx) => expireProposals(tx, at));
      await this.unitOfWork.run(principal, (tx) => this.mails.tellEnded(tx, at));
    }
  }
}
