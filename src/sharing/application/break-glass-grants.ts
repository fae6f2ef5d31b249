import { Injectable } from '@nestjs/common';
import type { CaseId, StaffId } from '../../kernel/index.js';
import { Clock, type Tx } from '../../platform/index.js';

/** An emergency access that is open at this moment. */
export interface OpenBreakGlass {
  readonly id: string;
}

/** Tells whether a staff member may read a case in an emergency right now. Nothing but reading rests on it. */
@Injectable()
export class BreakGlassGrants {
  constructor(private readonly clock: Clock) {}

  /**
   * Decided anew at every reading by the time limit itself, so that a timer that is late opens nothing.
   *
   * @returns `undefined`: nothing is open.
   */
  async find(tx: Tx, staffId: StaffId, caseId: CaseId): Promise<OpenBreakGlass | undefined> {
    const [row] = await tx.query<OpenBreakGlass>(
      `SELECT id FROM break_glass
       WHERE region_id = $1 AND requested_by = $2 AND case_id = $3 AND ended_at IS NULL
         AND decided_at <= $4::timestamptz AND ends_at > $4::timestamptz
       ORDER BY ends_at DESC LIMIT 1`,
      [tx.regionId, staffId, caseId, this.clock.now().toString()],
    );
    return row;
  }

  /** Whether {@link find} finds one. */
  async isOpen(tx: Tx, staffId: StaffId, caseId: CaseId): Promise<boolean> {
    return (await this.find(tx, staffId, caseId)) !== undefined;
  }
}
