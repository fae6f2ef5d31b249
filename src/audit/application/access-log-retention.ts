import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { RegionId } from '../../kernel/index.js';
import {
  Clock,
  JobRegistry,
  LEGAL_TIME_ZONE,
  prepared,
  systemPrincipal,
  UnitOfWork,
} from '../../platform/index.js';
import { countOlderThan, deleteOlderThan } from '../persistence/access-log.store.js';

/** Name of the job that deletes old lines of the access log. */
export const ACCESS_LOG_RETENTION = 'audit.access-log-retention';
/** § 79 Abs. 4 SGB X as guide: such records are kept for six months at most. */
const RETENTION_MONTHS = 6;
const BATCH = 5_000;

const REGIONS = prepared('access_log_regions', `SELECT region_id AS "regionId" FROM region`);

/** What was deleted, or would be, per region. */
export type RetentionReport = readonly { readonly regionId: RegionId; readonly lines: number }[];

/** Deletes lines of the access log that are older than six months. */
@Injectable()
export class AccessLogRetention implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.registerRecurring(
      { task: ACCESS_LOG_RETENTION, cron: '17 3 * * *' },
      async (_payload, stopping) => {
        await this.run({ stopping });
      },
    );
  }

  /** @param options `dryRun`: counts and deletes nothing. `stopping`: ends early, between two batches. */
  async run(
    options: { readonly dryRun?: boolean; readonly stopping?: AbortSignal } = {},
  ): Promise<RetentionReport> {
    const before = this.clock
      .now()
      .toZonedDateTimeISO(LEGAL_TIME_ZONE)
      .subtract({ months: RETENTION_MONTHS })
      .toInstant()
      .toString();
    const regions = await this.unitOfWork.lookUp<{ regionId: RegionId }>(REGIONS, []);
    const report: { regionId: RegionId; lines: number }[] = [];
    for (const { regionId } of regions) {
      const lines = options.dryRun
        ? await this.unitOfWork.run(systemPrincipal(regionId), (tx) => countOlderThan(tx, before))
        : await this.delete(regionId, before, options.stopping);
      report.push({ regionId, lines });
    }
    return report;
  }

  private async delete(regionId: RegionId, before: string, stopping?: AbortSignal): Promise<number> {
    const hasTime = (): boolean => stopping?.aborted !== true;
    let lines = 0;
    for (let deleted = BATCH; deleted === BATCH && hasTime();) {
      deleted = await this.unitOfWork.run(systemPrincipal(regionId), (tx) =>
        deleteOlderThan(tx, before, BATCH),
      );
      lines += deleted;
    }
    return lines;
  }
}
