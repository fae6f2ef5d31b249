import type { ConferenceId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';

/** States in which a conference may be given a date; one that is blocked gets none. */
const OPEN_STATES = ['case-conference.consentCheck', 'case-conference.postponed'];

/** Nor is one planned on whose dates a vote is open: people and rooms are held for it. */
const IS_UNDECIDED = `c.starts_at IS NULL AND NOT EXISTS (
    SELECT FROM date_proposal d WHERE d.region_id = c.region_id AND d.conference_id = c.id AND d.closed_at IS NULL)`;

const IS_OPEN = `${IS_UNDECIDED} AND EXISTS (
    SELECT FROM process p WHERE p.region_id = c.region_id AND p.definition_key = 'case-conference'
      AND p.subject_id = c.id AND p.status = 'active' AND p.active_states && $2::text[])`;

/** Most conferences that are planned at once; the oldest requests first. */
const MOST = 500;

/** Conferences of a unit that may be held and have no date, oldest request first, as far as the actor may see them. */
export async function listOpenConferences(
  tx: Tx,
  convenerUnitId: UnitId,
  programmeId: string | null,
): Promise<readonly ConferenceId[]> {
  const rows = await tx.query<{ id: ConferenceId }>(
    `SELECT c.id FROM case_conference c
     WHERE c.region_id = $1 AND ${IS_OPEN} AND c.convener_unit_id = $3 AND ($4::uuid IS NULL OR c.programme_id = $4)
     ORDER BY c.requested_at, c.id LIMIT $5`,
    [tx.regionId, OPEN_STATES, convenerUnitId, programmeId, MOST],
  );
  return rows.map(({ id }) => id);
}

/** Of these conferences those that still have no date and may be held. */
export async function stillOpen(tx: Tx, ids: readonly ConferenceId[]): Promise<ReadonlySet<ConferenceId>> {
  const rows = await tx.query<{ id: ConferenceId }>(
    `SELECT c.id FROM case_conference c WHERE c.region_id = $1 AND ${IS_OPEN} AND c.id = ANY($3::uuid[])`,
    [tx.regionId, OPEN_STATES, ids],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Of these conferences those that nobody gave or proposed a date meanwhile. */
export async function stillUndecided(
  tx: Tx,
  ids: readonly ConferenceId[],
): Promise<ReadonlySet<ConferenceId>> {
  const rows = await tx.query<{ id: ConferenceId }>(
    `SELECT c.id FROM case_conference c WHERE c.region_id = $1 AND ${IS_UNDECIDED} AND c.id = ANY($2::uuid[])`,
    [tx.regionId, ids],
  );
  return new Set(rows.map(({ id }) => id));
}
