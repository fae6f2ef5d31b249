import { Injectable } from '@nestjs/common';
import type { CaseId, PersonId, StaffId, UnitId } from '../../kernel/index.js';
import { AccessDenied, unitsOf, type StaffRole, type Tx } from '../../platform/index.js';
import { CaseRelations, type CaseRelation } from '../../sharing/index.js';

/** Roles that work on cases. A project lead, officer or administrator never reaches a case through a role. */
export const CASE_ROLES: readonly StaffRole[] = ['CASEWORKER', 'CASE_MANAGER', 'UNIT_LEAD'];

interface RelationRow {
  readonly personId: PersonId;
  readonly leadUnitId: UnitId;
  readonly leadStaffId: StaffId;
  readonly unitIds: UnitId[];
}

/** Relations read from participations; they are per case, never per contact. */
@Injectable()
export class DatabaseCaseRelations extends CaseRelations {
  override async find(tx: Tx, caseId: CaseId): Promise<CaseRelation | undefined> {
    const { principal } = tx;
    const [row] = await tx.query<RelationRow>(
      `SELECT c.person_id AS "personId", c.lead_unit_id AS "leadUnitId", c.lead_staff_id AS "leadStaffId",
              ARRAY(SELECT p.unit_id FROM case_participation p
                    WHERE p.region_id = c.region_id AND p.case_id = c.id AND p.ended_at IS NULL
                      AND p.unit_id = ANY($3::uuid[]))::text[] AS "unitIds"
       FROM case_file c WHERE c.region_id = $1 AND c.id = $2`,
      [tx.regionId, caseId, unitsOf(principal, ...CASE_ROLES)],
    );
    if (!row) return undefined;
    const isClient = principal.kind === 'person' && principal.personId === row.personId;
    const isSystem = principal.kind === 'system';
    if (!isClient && !isSystem && row.unitIds.length === 0) return undefined;
    return {
      caseId,
      personId: row.personId,
      leadUnitId: row.leadUnitId,
      leadStaffId: row.leadStaffId,
      isClient,
      // Who leads a case leads it for its unit: with another unit they are one of its participants, not the lead.
      isLead:
        principal.kind === 'staff' &&
        principal.staffId === row.leadStaffId &&
        row.unitIds.includes(row.leadUnitId),
      unitIds: row.unitIds,
    };
  }

  override async get(tx: Tx, caseId: CaseId): Promise<CaseRelation> {
    const relation = await this.find(tx, caseId);
    if (!relation) throw new AccessDenied();
    return relation;
  }

  override async participatingUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]> {
    const rows = await tx.query<{ unitId: UnitId }>(
      `SELECT unit_id AS "unitId" FROM case_participation
       WHERE region_id = $1 AND case_id = $2 AND ended_at IS NULL ORDER BY unit_id`,
      [tx.regionId, caseId],
    );
    return rows.map((row) => row.unitId);
  }

  override async leadUnit(tx: Tx, caseId: CaseId): Promise<UnitId | undefined> {
    const [row] = await tx.query<{ leadUnitId: UnitId }>(
      `SELECT lead_unit_id AS "leadUnitId" FROM case_file WHERE region_id = $1 AND id = $2`,
      [tx.regionId, caseId],
    );
    return row?.leadUnitId;
  }
}
