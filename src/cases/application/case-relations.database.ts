import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AccessLog, AuditLog } from '../../audit/index.js';
import type { CaseId, PersonId, StaffId, UnitId } from '../../kernel/index.js';
import {
  type AccessDenied,
  isOnDuty,
  prepared,
  unitsOf,
  type Principal,
  type StaffRole,
  type Tx,
} from '../../platform/index.js';
import {
  BreakGlassGrants,
  CaseRelations,
  type CasePart,
  type CaseReference,
  type CaseRelation,
} from '../../sharing/index.js';
import { existsInUnit, isNamed } from '../persistence/compartment.sql.js';
import { PersonRepository } from '../persistence/person.repository.js';

/** Roles that work on cases. A project lead, officer or administrator never reaches a case through a role. */
export const CASE_ROLES: readonly StaffRole[] = ['CASEWORKER', 'CASE_MANAGER', 'UNIT_LEAD'];

/** § 2 BGB. */
const AGE_OF_MAJORITY = 18;

interface RelationRow {
  readonly personId: PersonId;
  readonly leadUnitId: UnitId;
  readonly leadStaffId: StaffId;
  readonly unitIds: UnitId[];
  readonly isClosed: boolean;
}

// Every part of a page asks for it. Not by an index on units: how many these are would be planned for anew every time.
const RELATION = prepared(
  'case_relation',
  `SELECT c.person_id AS "personId", c.lead_unit_id AS "leadUnitId", c.lead_staff_id AS "leadStaffId",
          c.closed_at IS NOT NULL AS "isClosed",
          ARRAY(SELECT p.unit_id FROM case_participation p
                WHERE p.region_id = c.region_id AND p.case_id = c.id AND p.ended_at IS NULL
                  AND (p.unit_id = ANY($3::uuid[])) IS TRUE
                  AND ${existsInUnit('c', 'p.unit_id', '$4')})::text[] AS "unitIds"
   FROM case_file c WHERE c.region_id = $1 AND c.id = $2`,
);

const PROTECTED = prepared(
  'case_is_protected',
  `SELECT compartment <> 'NONE' AS "isProtected" FROM case_file WHERE region_id = $1 AND id = $2`,
);

const CLOSED = `
  SELECT c.id FROM case_file c WHERE c.region_id = $1 AND c.compartment = 'COUNSELLOR'
    AND c.lead_unit_id = ANY($2::uuid[]) AND NOT ${isNamed('c', '$3')}`;

const PARTICIPATING = `
  SELECT unit_id AS "unitId" FROM case_participation
  WHERE region_id = $1 AND case_id = $2 AND ended_at IS NULL ORDER BY unit_id`;

async function unitsIn(tx: Tx, sql: string, caseId: CaseId): Promise<readonly UnitId[]> {
  const rows = await tx.exOfficio(() => tx.query<{ unitId: UnitId }>(sql, [tx.regionId, caseId]));
  return rows.map(({ unitId }) => unitId);
}

/** Relations read from participations; they are per case, never per contact. */
@Injectable()
export class DatabaseCaseRelations extends CaseRelations {
  constructor(
    private readonly persons: PersonRepository,
    private readonly emergencies: BreakGlassGrants,
    private readonly audit: AuditLog,
    private readonly accessLog: AccessLog,
  ) {
    super();
  }

  override async find(tx: Tx, caseId: CaseId): Promise<CaseRelation | undefined> {
    return tx.once(`case-relation:${caseId}`, () => this.read(tx, caseId));
  }

  private async read(tx: Tx, caseId: CaseId): Promise<CaseRelation | undefined> {
    const { principal } = tx;
    const [row] = await tx.query<RelationRow>(RELATION, [
      tx.regionId,
      caseId,
      unitsOf(principal, ...CASE_ROLES),
      staffOf(principal),
    ]);
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
      isClosed: row.isClosed,
    };
  }

  override async get(tx: Tx, caseId: CaseId): Promise<CaseRelation> {
    const relation = await this.find(tx, caseId);
    if (!relation) throw this.refuse(tx, caseId);
    return relation;
  }

  override async getToRead(tx: Tx, caseId: CaseId, part: CasePart): Promise<CaseRelation> {
    const relation = (await this.find(tx, caseId)) ?? (await this.inEmergency(tx, caseId, part));
    if (!relation) throw this.refuse(tx, caseId);
    return relation;
  }

  /** Asked for is asked for, whether it is there or not: the line tells nothing about that and costs the same. */
  private refuse(tx: Tx, caseId: CaseId): AccessDenied {
    const [unitId] = unitsOf(tx.principal, ...CASE_ROLES);
    return this.accessLog.refusal(tx.principal, { objectType: 'case', objectId: caseId, caseId, unitId });
  }

  /** Protected cases are never read this way. */
  private async inEmergency(tx: Tx, caseId: CaseId, part: CasePart): Promise<CaseRelation | undefined> {
    const { principal } = tx;
    // Whoever works nowhere any more reads nothing any more, however long it was allowed for.
    if (!isOnDuty(principal)) return undefined;
    const access = await this.emergencies.find(tx, principal.staffId, caseId);
    if (!access || (await this.isProtected(tx, caseId))) return undefined;
    const [row] = await tx.exOfficio(() =>
      tx.query<Omit<RelationRow, 'unitIds'>>(
        `SELECT person_id AS "personId", lead_unit_id AS "leadUnitId", lead_staff_id AS "leadStaffId",
                closed_at IS NOT NULL AS "isClosed"
         FROM case_file WHERE region_id = $1 AND id = $2`,
        [tx.regionId, caseId],
      ),
    );
    if (!row) return undefined;
    await this.audit.record(tx, {
      action: 'CASE_READ_IN_EMERGENCY',
      objectType: 'case',
      objectId: caseId,
      caseId,
      details: { breakGlassId: access.id, part },
    });
    return { caseId, ...row, isClient: false, isLead: false, unitIds: [row.leadUnitId] };
  }

  override async participatingUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]> {
    return unitsIn(tx, PARTICIPATING, caseId);
  }

  override async holdParticipatingUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]> {
    return unitsIn(tx, `${PARTICIPATING} FOR SHARE`, caseId);
  }

  override async everInvolvedUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]> {
    const rows = await tx.exOfficio(() =>
      tx.query<{ unitId: UnitId }>(
        `SELECT DISTINCT unit_id AS "unitId" FROM case_participation
         WHERE region_id = $1 AND case_id = $2 ORDER BY unit_id`,
        [tx.regionId, caseId],
      ),
    );
    return rows.map((row) => row.unitId);
  }

  override async formerUnits(tx: Tx, caseId: CaseId): Promise<readonly UnitId[]> {
    const rows = await tx.query<{ unitId: UnitId }>(
      `SELECT unit_id AS "unitId" FROM case_participation
       WHERE region_id = $1 AND case_id = $2 AND unit_id = ANY($3::uuid[])
       GROUP BY unit_id HAVING every(ended_at IS NOT NULL) ORDER BY unit_id`,
      [tx.regionId, caseId, unitsOf(tx.principal, ...CASE_ROLES)],
    );
    return rows.map(({ unitId }) => unitId);
  }

  override async isProtected(tx: Tx, caseId: CaseId): Promise<boolean> {
    // To see nothing of a case must not mean that it is not protected.
    const [row] = await tx.exOfficio(() =>
      tx.once(`case-is-protected:${caseId}`, () =>
        tx.query<{ isProtected: boolean }>(PROTECTED, [tx.regionId, caseId]),
      ),
    );
    return row?.isProtected ?? false;
  }

  override async isClosedTo(tx: Tx, caseId: CaseId): Promise<boolean> {
    const { principal } = tx;
    if (principal.kind !== 'staff') return false;
    const rows = await tx.exOfficio(() =>
      tx.query<{ id: CaseId }>(`${CLOSED} AND c.id = $4`, [
        tx.regionId,
        unitsOf(principal),
        principal.staffId,
        caseId,
      ]),
    );
    return rows.length > 0;
  }

  override async closedCases(tx: Tx): Promise<readonly CaseId[]> {
    const { principal } = tx;
    if (principal.kind !== 'staff') return [];
    const rows = await tx.exOfficio(() =>
      tx.query<{ id: CaseId }>(CLOSED, [tx.regionId, unitsOf(principal), principal.staffId]),
    );
    return rows.map(({ id }) => id);
  }

  override async reference(tx: Tx, caseId: CaseId): Promise<CaseReference> {
    const relation = await this.get(tx, caseId);
    const [row] = await tx.query<{ number: string }>(
      `SELECT number FROM case_file WHERE region_id = $1 AND id = $2`,
      [tx.regionId, caseId],
    );
    if (!row) throw new Error('Case vanished inside a transaction');
    const mayKnow = relation.isClient || relation.unitIds.includes(relation.leadUnitId);
    const [person] = mayKnow ? await this.persons.find(tx, [relation.personId]) : [];
    const name = person?.names.find(({ preferred }) => preferred) ?? person?.names[0];
    const personName = [name?.givenNames, name?.familyNames].filter(Boolean).join(' ');
    return { number: row.number, personName: personName === '' ? null : personName };
  }

  override async leadUnit(tx: Tx, caseId: CaseId): Promise<UnitId | undefined> {
    const [row] = await tx.exOfficio(() =>
      tx.query<{ leadUnitId: UnitId }>(
        `SELECT lead_unit_id AS "leadUnitId" FROM case_file WHERE region_id = $1 AND id = $2`,
        [tx.regionId, caseId],
      ),
    );
    return row?.leadUnitId;
  }

  override async personOf(tx: Tx, caseId: CaseId): Promise<PersonId | undefined> {
    const [row] = await tx.exOfficio(() =>
      tx.query<{ personId: PersonId }>(
        `SELECT person_id AS "personId" FROM case_file WHERE region_id = $1 AND id = $2`,
        [tx.regionId, caseId],
      ),
    );
    return row?.personId;
  }

  override async majorityOn(tx: Tx, caseId: CaseId): Promise<string | undefined> {
    const personId = await this.personOf(tx, caseId);
    const [person] =
      personId === undefined ? [] : await tx.exOfficio(() => this.persons.find(tx, [personId]));
    return person?.birthDate
      ? Temporal.PlainDate.from(person.birthDate).add({ years: AGE_OF_MAJORITY }).toString()
      : undefined;
  }
}

function staffOf(principal: Principal): StaffId | null {
  return principal.kind === 'staff' ? principal.staffId : null;
}
