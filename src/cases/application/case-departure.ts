import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { CaseId, UnitId } from '../../kernel/index.js';
import { accessMayHaveChanged, Clock, type Tx } from '../../platform/index.js';
import { EndConsents } from '../../sharing/index.js';
import { WorkItemWriter } from '../../workflow/index.js';
import { CaseOpenness } from './case-openness.js';

/** Ends the participation of a unit with all that follows from it, in the transaction of whatever ended it. */
@Injectable()
export class CaseDeparture {
  constructor(
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly workItems: WorkItemWriter,
    private readonly consents: EndConsents,
    private readonly openness: CaseOpenness,
  ) {}

  /** @returns `false` when the unit does not take part. */
  async end(tx: Tx, caseId: CaseId, unitId: UnitId): Promise<boolean> {
    const ended = await tx.query<{ id: string }>(
      `UPDATE case_participation SET ended_at = $4
       WHERE region_id = $1 AND case_id = $2 AND unit_id = $3 AND ended_at IS NULL RETURNING id`,
      [tx.regionId, caseId, unitId, this.clock.now().toString()],
    );
    if (ended.length === 0) return false;
    await this.audit.record(tx, {
      action: 'CASE_PARTICIPATION_ENDED',
      objectType: 'case',
      objectId: caseId,
      caseId,
      details: { participatingUnitId: unitId },
    });
    await this.consents.groundEnded(tx, { caseId, unitId, ground: 'PARTICIPATION_ENDED' });
    await this.workItems.reassign(tx, caseId);
    await this.openness.changed(tx, caseId);
    accessMayHaveChanged(tx, { caseId });
    return true;
  }
}
