import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RegionId } from '../../kernel/index.js';
import { JobRegistry, prepared, systemPrincipal, UnitOfWork } from '../../platform/index.js';
import { EndConsents } from './end-consents.js';

/** Name of the job that ends declarations of persons who came of age. */
export const END_OF_MINORITY = 'sharing.end-of-minority';

const REGIONS = prepared('consent_job_regions', `SELECT region_id AS "regionId" FROM region`);

/** Work on declarations that comes back by the clock. The last day of each is watched by its own process. */
@Injectable()
export class ConsentJobs implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly ends: EndConsents,
  ) {}

  onModuleInit(): void {
    // Midnight in Germany is a full hour of UTC, in summer another one than in winter.
    this.jobs.registerRecurring({ task: END_OF_MINORITY, cron: '1 * * * *' }, () => this.endOfMinority());
  }

  /** Looks through all regions, each in a transaction of its own. */
  async endOfMinority(): Promise<void> {
    for (const { regionId } of await this.unitOfWork.lookUp<{ regionId: RegionId }>(REGIONS, []))
      await this.unitOfWork.run(systemPrincipal(regionId), (tx) => this.ends.endOfMinority(tx));
  }
}
