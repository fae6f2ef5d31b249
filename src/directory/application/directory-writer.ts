import { Injectable } from '@nestjs/common';
import type { OrganisationId, StaffId, UnitId } from '../../kernel/index.js';
import type { StaffRole, Tx } from '../../platform/index.js';
import { usualRegime, type OrganisationRegime, type OrgTypeCode } from '../domain/organisation-types.js';
import type { MunicipalityView } from './directory-reader.js';

/** Organisation with its units, as an installation is set up or the demonstration is seeded. */
export interface OrganisationSetup {
  readonly id: OrganisationId;
  readonly name: string;
  readonly municipalityId?: string | undefined;
  /** Left out: the usual one of its units. */
  readonly regime?: OrganisationRegime | undefined;
  readonly units: readonly {
    readonly id: UnitId;
    readonly name: string;
    readonly type: OrgTypeCode;
    readonly contactFunction: string;
  }[];
}

/** Staff member with roles from a day on. */
export interface StaffSetup {
  readonly id: StaffId;
  readonly displayName: string;
  readonly jobFunction: string;
  readonly validFrom: string;
  readonly roles: readonly {
    readonly unitId: UnitId;
    readonly role: StaffRole;
    readonly mandate?: boolean;
  }[];
}

/** Sets up a directory. Every method may be repeated: what is there stays as it is. */
@Injectable()
export class DirectoryWriter {
  async addRegion(tx: Tx, name: string, isDemonstration: boolean): Promise<void> {
    await tx.query(
      `INSERT INTO region (region_id, name, is_demonstration) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
      [tx.regionId, name, isDemonstration],
    );
  }

  async addMunicipality(tx: Tx, municipality: MunicipalityView): Promise<void> {
    await tx.query(
      `INSERT INTO municipality (region_id, id, name, kind) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
      [tx.regionId, municipality.id, municipality.name, municipality.kind],
    );
  }

  /** Marks everything as demonstration when the region is one. */
  async addOrganisation(tx: Tx, organisation: OrganisationSetup): Promise<void> {
    await tx.query(
      `INSERT INTO organisation (region_id, id, name, municipality_id, regime, is_demonstration)
       SELECT region_id, $2, $3, $4, $5, is_demonstration FROM region WHERE region_id = $1 ON CONFLICT DO NOTHING`,
      [
        tx.regionId,
        organisation.id,
        organisation.name,
        organisation.municipalityId ?? null,
        organisation.regime ?? usualRegime(organisation.units.map(({ type }) => type)),
      ],
    );
    for (const unit of organisation.units) {
      await tx.query(
        `INSERT INTO organisation_unit (region_id, id, organisation_id, name, type, contact_function, is_demonstration)
         SELECT region_id, $2, $3, $4, $5, $6, is_demonstration FROM region WHERE region_id = $1
         ON CONFLICT DO NOTHING`,
        [tx.regionId, unit.id, organisation.id, unit.name, unit.type, unit.contactFunction],
      );
    }
  }

  /** Puts an organisation under another data protection law. @returns `false` when there is no such organisation. */
  async setRegime(tx: Tx, id: OrganisationId, regime: OrganisationRegime): Promise<boolean> {
    const changed = await tx.query<{ readonly id: string }>(
      `UPDATE organisation SET regime = $3 WHERE region_id = $1 AND id = $2 RETURNING id`,
      [tx.regionId, id, regime],
    );
    return changed.length > 0;
  }

  /** Marks the staff member as demonstration when the region is one. */
  async addStaff(tx: Tx, staff: StaffSetup): Promise<void> {
    await tx.query(
      `INSERT INTO staff_member (region_id, id, display_name, job_function, is_demonstration)
       SELECT region_id, $2, $3, $4, is_demonstration FROM region WHERE region_id = $1 ON CONFLICT DO NOTHING`,
      [tx.regionId, staff.id, staff.displayName, staff.jobFunction],
    );
    for (const grant of staff.roles) {
      await tx.query(
        `INSERT INTO staff_role (region_id, id, staff_id, unit_id, role, mandate, valid_from)
         VALUES ($1, gen_random_uuid(), $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
        [tx.regionId, staff.id, grant.unitId, grant.role, grant.mandate ?? false, staff.validFrom],
      );
    }
  }
}
