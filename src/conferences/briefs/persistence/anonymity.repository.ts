import { Injectable } from '@nestjs/common';
import type { CaseId, PersonId, StaffId, UnitId } from '../../../kernel/index.js';
import { newId, PersonVault, type Tx } from '../../../platform/index.js';
import { revealed, type AnonymityAttribute, type Attributes } from '../domain/anonymity-rules.js';

/** Thresholds as a region decided them. */
export interface AnonymitySetting {
  readonly k: number;
  /** Residents from which a nationality may be named. */
  readonly minResidents: number;
}

/** A setting with everything around it. */
export interface NewAnonymitySetting extends AnonymitySetting {
  readonly reason: string;
  readonly setBy: StaffId;
  readonly unitId: UnitId;
  readonly at: Date;
}

/** Residents of one nationality. */
export interface ResidentCount {
  /** ISO 3166-1, two letters. */
  readonly nationality: string;
  readonly residents: number;
}

const profilePlace = (caseId: string): string => `case_profile.profile_sealed:${caseId}`;

/** What anonymity is counted by. Attributes of cases lie sealed, beside fingerprints that can be compared and not read. */
@Injectable()
export class AnonymityRepository {
  constructor(private readonly vault: PersonVault) {}

  /** Writes the attributes of a case in place of those before. */
  async writeProfile(
    tx: Tx,
    of: { readonly caseId: CaseId; readonly personId: PersonId },
    attributes: Attributes,
    by: StaffId,
    at: Date,
  ): Promise<void> {
    const text = JSON.stringify(attributes);
    const [sealed] = await this.vault.seal(tx, of.personId, [{ text, place: profilePlace(of.caseId) }]);
    await tx.query(
      `INSERT INTO case_profile (region_id, case_id, person_id, profile_sealed, fingerprints, recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT ON CONSTRAINT case_profile_pk DO UPDATE SET profile_sealed = excluded.profile_sealed,
         fingerprints = excluded.fingerprints, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`,
      [tx.regionId, of.caseId, of.personId, sealed, this.fingerprints(tx, attributes), by, at],
    );
  }

  /** Attributes of a case as they were recorded; `undefined` when there are none, or the person was erased. */
  async profile(tx: Tx, caseId: CaseId): Promise<Attributes | undefined> {
    const [row] = await tx.query<{ personId: PersonId; sealed: Buffer }>(
      `SELECT person_id AS "personId", profile_sealed AS sealed FROM case_profile
       WHERE region_id = $1 AND case_id = $2`,
      [tx.regionId, caseId],
    );
    if (!row) return undefined;
    const [text] = await this.vault.open(tx, [{ ...row, place: profilePlace(caseId) }]);
    return text === undefined ? undefined : (JSON.parse(text) as Attributes);
  }

  /** Whether at least `k` persons with an open case in the region share attributes; how many is told to nobody. */
  async isSharedByEnough(tx: Tx, attributes: Attributes, k: number): Promise<boolean> {
    const [row] = await tx.exOfficio(() =>
      tx.query<{ enough: boolean }>(
        `SELECT count(DISTINCT p.person_id) >= $3 AS enough FROM case_profile p
         JOIN case_file c ON c.region_id = p.region_id AND c.id = p.case_id AND c.closed_at IS NULL
         WHERE p.region_id = $1 AND p.fingerprints @> $2::bytea[]`,
        [tx.regionId, this.fingerprints(tx, attributes), k],
      ),
    );
    return row?.enough === true;
  }

  /** The thresholds decided last; `undefined` while the region decided none. */
  async setting(tx: Tx): Promise<AnonymitySetting | undefined> {
    const [row] = await tx.query<AnonymitySetting>(
      `SELECT k, min_residents AS "minResidents" FROM anonymity_setting WHERE region_id = $1
       ORDER BY set_at DESC, id DESC LIMIT 1`,
      [tx.regionId],
    );
    return row;
  }

  /** Adds a decision about the thresholds. */
  async addSetting(tx: Tx, setting: NewAnonymitySetting): Promise<void> {
    await tx.query(
      `INSERT INTO anonymity_setting (region_id, id, k, min_residents, reason, set_by, unit_id, set_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.regionId,
        newId(),
        setting.k,
        setting.minResidents,
        setting.reason,
        setting.setBy,
        setting.unitId,
        setting.at,
      ],
    );
  }

  /** Nationalities with at least so many residents. */
  async commonNationalities(tx: Tx, minResidents: number): Promise<ReadonlySet<string>> {
    const rows = await tx.query<{ nationality: string }>(
      `SELECT nationality FROM nationality_residents WHERE region_id = $1 AND residents >= $2`,
      [tx.regionId, minResidents],
    );
    return new Set(rows.map(({ nationality }) => nationality));
  }

  /** Writes counts of an official statistic, in place of older ones. */
  async writeResidents(
    tx: Tx,
    counts: readonly ResidentCount[],
    statistic: { readonly asOf: string; readonly source: string },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO nationality_residents (region_id, nationality, residents, as_of, source)
       SELECT $1, nationality, residents, $3, $4 FROM jsonb_to_recordset($2::jsonb) AS c (nationality text, residents integer)
       ON CONFLICT ON CONSTRAINT nationality_residents_pk DO UPDATE
         SET residents = excluded.residents, as_of = excluded.as_of, source = excluded.source`,
      [tx.regionId, JSON.stringify(counts), statistic.asOf, statistic.source],
    );
  }

  /** Names of municipalities and bodies of the region, for the search in texts. */
  async placesAndBodies(tx: Tx): Promise<{
    readonly places: readonly string[];
    readonly bodies: readonly { readonly name: string; readonly type: string }[];
  }> {
    const [places, bodies] = await Promise.all([
      tx.query<{ name: string }>(
        `SELECT name FROM municipality WHERE region_id = $1 ORDER BY id LIMIT 1000`,
        [tx.regionId],
      ),
      tx.query<{ name: string; type: string }>(
        `SELECT name, type FROM organisation_unit WHERE region_id = $1 ORDER BY id LIMIT 2000`,
        [tx.regionId],
      ),
    ]);
    return { places: places.map(({ name }) => name), bodies };
  }

  private fingerprints(tx: Tx, attributes: Attributes): readonly Buffer[] {
    return revealed(attributes).map(([name, code]: readonly [AnonymityAttribute, string]) =>
      this.vault.blindIndex(tx.regionId, `case_profile_${name}`, code),
    );
  }
}
