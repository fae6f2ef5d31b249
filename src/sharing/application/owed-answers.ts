import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { RegionId } from '../../kernel/index.js';
import {
  Clock,
  JobRegistry,
  prepared,
  systemPrincipal,
  UnitOfWork,
  unitsOf,
  type Tx,
} from '../../platform/index.js';
import { owedByUnits, remindOfAnswers, type OwedByUnit } from '../persistence/owed-answers.repository.js';
import { decidingUnits } from './staff-actor.js';

/** Name of the job that watches answers which recipients owe after a basis ended. */
export const OWED_ANSWERS_JOB = 'sharing.owed-answers';

const REGIONS = prepared('owed_answers_regions', `SELECT region_id AS "regionId" FROM region`);

/** Marks answers that are nearly due or past due, and shows them to the recipient and to its data protection officer. */
@Injectable()
export class OwedAnswers implements OnModuleInit {
  constructor(
    private readonly jobs: JobRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  onModuleInit(): void {
    // Midnight in Germany is a full hour of UTC, in summer another one than in winter.
    this.jobs.registerRecurring({ task: OWED_ANSWERS_JOB, cron: '6 * * * *' }, async () => {
      await this.remind();
    });
  }

  /** Looks through all regions, each in a transaction of its own; a repeat on the same day marks nothing. @returns How many were marked. */
  async remind(): Promise<number> {
    let marked = 0;
    for (const { regionId } of await this.unitOfWork.lookUp<{ regionId: RegionId }>(REGIONS, []))
      marked += await this.unitOfWork.run(systemPrincipal(regionId), (tx) => this.mark(tx));
    return marked;
  }

  /**
   * What units of the actor owe, most urgent first: for those who decide about data with everything that waits, for the
   * officer of a unit only what is past due. Numbers and days, nothing of a case. Empty for others.
   */
  async ofActor(tx: Tx): Promise<readonly OwedByUnit[]> {
    const { principal } = tx;
    return owedByUnits(tx, decidingUnits(principal), unitsOf(principal, 'DATA_PROTECTION_OFFICER'));
  }

  private async mark(tx: Tx): Promise<number> {
    const rows = await remindOfAnswers(tx, {
      today: this.clock.today().toString(),
      at: this.clock.now().toString(),
    });
    for (const { caseId, toUnitId, reminder, count } of rows) {
      this.audit.post(tx, {
        action: reminder === 'OVERDUE' ? 'ENDED_BASIS_ANSWER_OVERDUE' : 'ENDED_BASIS_ANSWER_DUE_SOON',
        objectType: 'case',
        objectId: caseId,
        caseId,
        unitId: toUnitId,
        details: { count },
      });
    }
    return rows.reduce((sum, { count }) => sum + count, 0);
  }
}
