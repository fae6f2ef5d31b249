import { Injectable } from '@nestjs/common';
import type { OrganisationId, StaffId, UnitId } from '../../kernel/index.js';
import { prepared, type StaffRole, type Tx } from '../../platform/index.js';
import type { OrganisationRegime, OrgTypeCode } from '../domain/organisation-types.js';

/** Municipality of a region. */
export interface MunicipalityView {
  readonly id: string;
  readonly name: string;
  readonly kind: 'KREIS' | 'KREISFREIE_STADT' | 'KREISANGEHOERIGE_STADT';
}

/** Organisation unit with the organisation it belongs to. */
export interface UnitView {
  readonly id: UnitId;
  readonly name: string;
  readonly type: OrgTypeCode;
  readonly contactFunction: string;
  readonly isDemonstration: boolean;
  readonly organisation: {
    readonly id: OrganisationId;
    readonly name: string;
    readonly regime: OrganisationRegime;
    readonly municipality: MunicipalityView | null;
  };
}

/** Staff member as colleagues of other units see them. */
export interface StaffView {
  readonly id: StaffId;
  readonly displayName: string;
  readonly jobFunction: string;
  readonly isDemonstration: boolean;
}

/** A role of a staff member in a unit today. */
export interface StaffRoleView {
  readonly staffId: StaffId;
  readonly unitId: UnitId;
  readonly role: StaffRole;
  readonly mandate: boolean;
}

const UNIT = `
  SELECT u.id, u.name, u.type, u.contact_function AS "contactFunction", u.is_demonstration AS "isDemonstration",
         json_build_object('id', o.id, 'name', o.name, 'regime', o.regime, 'municipality',
           CASE WHEN m.id IS NULL THEN NULL
                ELSE json_build_object('id', m.id, 'name', m.name, 'kind', m.kind) END) AS organisation
  FROM organisation_unit u
  JOIN organisation o ON o.region_id = u.region_id AND o.id = u.organisation_id
  LEFT JOIN municipality m ON m.region_id = o.region_id AND m.id = o.municipality_id`;

const UNITS_BY_ID = prepared('units_by_id', `${UNIT} WHERE u.region_id = $1 AND u.id = ANY($2::uuid[])`);

const STAFF = `SELECT s.id, s.display_name AS "displayName", s.job_function AS "jobFunction",
                      s.is_demonstration AS "isDemonstration" FROM staff_member s`;

/** Reads the directory of the transaction's region. */
@Injectable()
export class DirectoryReader {
  /** Units by id; unknown ids are left out, order is not defined. */
  async findUnits(tx: Tx, ids: readonly UnitId[]): Promise<UnitView[]> {
    return tx.query<UnitView>(UNITS_BY_ID, [tx.regionId, ids]);
  }

  /** Up to `limit` units by name and id, after the given position, of one type or all. */
  async listUnits(
    tx: Tx,
    options: {
      readonly limit: number;
      readonly after?: { readonly sortKey: string | number; readonly id: string } | undefined;
      readonly type?: OrgTypeCode | undefined;
    },
  ): Promise<UnitView[]> {
    return tx.query<UnitView>(
      `${UNIT} WHERE u.region_id = $1 AND ($2::text IS NULL OR u.type = $2)
         AND ($3::text IS NULL OR (u.name, u.id) > ($3, $4::uuid))
       ORDER BY u.name, u.id LIMIT $5`,
      [
        tx.regionId,
        options.type ?? null,
        options.after === undefined ? null : String(options.after.sortKey),
        options.after?.id ?? null,
        options.limit,
      ],
    );
  }

  /** Staff by id; unknown ids are left out, order is not defined. */
  async findStaff(tx: Tx, ids: readonly StaffId[]): Promise<StaffView[]> {
    return tx.query<StaffView>(`${STAFF} WHERE s.region_id = $1 AND s.id = ANY($2::uuid[])`, [
      tx.regionId,
      ids,
    ]);
  }

  /** Staff who hold a role in a unit on a day, by name. */
  async listStaffOfUnit(tx: Tx, unitId: UnitId, on: string): Promise<StaffView[]> {
    return tx.query<StaffView>(
      `${STAFF} WHERE s.region_id = $1 AND EXISTS (
         SELECT 1 FROM staff_role r WHERE r.region_id = s.region_id AND r.staff_id = s.id AND r.unit_id = $2
           AND r.valid_from <= $3 AND (r.valid_until IS NULL OR r.valid_until >= $3))
       ORDER BY s.display_name, s.id`,
      [tx.regionId, unitId, on],
    );
  }

  /** Roles of staff members on a day, in all units. */
  async listRoles(tx: Tx, staffIds: readonly StaffId[], on: string): Promise<StaffRoleView[]> {
    return tx.query<StaffRoleView>(
      `SELECT r.staff_id AS "staffId", r.unit_id AS "unitId", r.role, r.mandate FROM staff_role r
       WHERE r.region_id = $1 AND r.staff_id = ANY($2::uuid[]) AND r.valid_from <= $3
         AND (r.valid_until IS NULL OR r.valid_until >= $3) ORDER BY r.unit_id, r.role`,
      [tx.regionId, staffIds, on],
    );
  }
}
