import type { PersonId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { DisclosureRecord } from '../domain/disclosure.js';
import type { SharingPurpose } from '../domain/sharing-codes.js';

/** What units learned about a person, by unit and category; the unit that learned something last comes first. */
export async function learnedAbout(tx: Tx, personId: PersonId): Promise<LearnedRow[]> {
  return tx.query<LearnedRow>(
    `SELECT d.to_unit_id AS "toUnitId", d.category, min(d.disclosed_at) AS "firstAt", max(d.disclosed_at) AS "lastAt",
            count(DISTINCT d.act_id)::int AS times,
            count(DISTINCT d.act_id) FILTER (WHERE d.effect = 'NEVER')::int AS "timesWithoutBasis",
            coalesce(array_agg(DISTINCT d.from_unit_id) FILTER (WHERE d.effect = 'NEVER'), '{}')::text[]
              AS "toldWithoutBasisBy",
            coalesce(bool_and(d.basis_ended_at IS NOT NULL) FILTER (WHERE d.effect <> 'NEVER'), false) AS "isOver",
            array_agg(DISTINCT d.from_unit_id)::text[] AS "fromUnitIds", array_agg(DISTINCT d.purpose) AS purposes,
            array_agg(DISTINCT d.channel) AS channels
     FROM disclosure d WHERE d.region_id = $1 AND d.person_id = $2
     GROUP BY d.to_unit_id, d.category
     ORDER BY max(max(d.disclosed_at)) OVER (PARTITION BY d.to_unit_id) DESC, d.to_unit_id, d.category`,
    [tx.regionId, personId],
  );
}

/** What a unit learned of one category. */
export interface LearnedRow extends Pick<DisclosureRecord, 'toUnitId' | 'category'> {
  readonly firstAt: Date;
  readonly lastAt: Date;
  readonly times: number;
  /** Of these, how often nothing permitted it. */
  readonly timesWithoutBasis: number;
  readonly toldWithoutBasisBy: readonly UnitId[];
  /** Of what had a basis, all of it ended. */
  readonly isOver: boolean;
  readonly fromUnitIds: readonly UnitId[];
  readonly purposes: readonly SharingPurpose[];
  readonly channels: readonly DisclosureRecord['channel'][];
}
