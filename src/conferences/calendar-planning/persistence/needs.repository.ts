import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type { DateNeeds, UnitSeats } from '../domain/needs.js';

/** What was said about the date of a conference; `undefined` when nothing was. */
export async function findNeeds(tx: Tx, id: ConferenceId): Promise<DateNeeds | undefined> {
  const [row] = await tx.query<DateNeeds>(
    `SELECT duration_minutes AS "durationMinutes", format, needs_step_free AS "needsStepFree",
            needs_hearing_loop AS "needsHearingLoop", needs_video AS "needsVideo",
            buffer_before_minutes AS "bufferBeforeMinutes", buffer_after_minutes AS "bufferAfterMinutes",
            interpreter_level AS "interpreterLevel", earliest_on::text AS "earliestOn", latest_on::text AS "latestOn"
     FROM conference_planning WHERE region_id = $1 AND conference_id = $2`,
    [tx.regionId, id],
  );
  return row;
}

/** Writes it, in place of what was said before. */
export async function writeNeeds(tx: Tx, id: ConferenceId, needs: DateNeeds): Promise<void> {
  await tx.query(
    `INSERT INTO conference_planning (region_id, conference_id, duration_minutes, format, needs_step_free,
       needs_hearing_loop, needs_video, buffer_before_minutes, buffer_after_minutes, interpreter_level, earliest_on,
       latest_on)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT ON CONSTRAINT conference_planning_pk DO UPDATE SET duration_minutes = excluded.duration_minutes,
       format = excluded.format, needs_step_free = excluded.needs_step_free,
       needs_hearing_loop = excluded.needs_hearing_loop, needs_video = excluded.needs_video,
       buffer_before_minutes = excluded.buffer_before_minutes, buffer_after_minutes = excluded.buffer_after_minutes,
       interpreter_level = excluded.interpreter_level, earliest_on = excluded.earliest_on,
       latest_on = excluded.latest_on`,
    [
      tx.regionId,
      id,
      needs.durationMinutes,
      needs.format,
      needs.needsStepFree,
      needs.needsHearingLoop,
      needs.needsVideo,
      needs.bufferBeforeMinutes,
      needs.bufferAfterMinutes,
      needs.interpreterLevel,
      needs.earliestOn,
      needs.latestOn,
    ],
  );
}

/** Seats of the bodies of a conference, by body; bodies of which nothing was said are not in it. */
export async function listSeats(tx: Tx, id: ConferenceId): Promise<readonly UnitSeats[]> {
  return tx.query<UnitSeats>(
    `SELECT s.unit_id AS "unitId", s.seats, s.is_required AS "isRequired", s.needs_mandate AS "needsMandate",
            ARRAY(SELECT c.staff_id::text FROM conference_unit_candidate c
                  WHERE c.region_id = s.region_id AND c.conference_id = s.conference_id AND c.unit_id = s.unit_id
                  ORDER BY c.rank) AS "staffIds"
     FROM conference_unit_seat s WHERE s.region_id = $1 AND s.conference_id = $2 ORDER BY s.unit_id`,
    [tx.regionId, id],
  );
}

/** Writes the seats of all bodies, in place of what was said before. */
export async function writeSeats(tx: Tx, id: ConferenceId, seats: readonly UnitSeats[]): Promise<void> {
  await tx.query(`DELETE FROM conference_unit_candidate WHERE region_id = $1 AND conference_id = $2`, [
    tx.regionId,
    id,
  ]);
  await tx.query(`DELETE FROM conference_unit_seat WHERE region_id = $1 AND conference_id = $2`, [
    tx.regionId,
    id,
  ]);
  await tx.query(
    `INSERT INTO conference_unit_seat (region_id, conference_id, unit_id, seats, is_required, needs_mandate)
     SELECT $1, $2, s.unit, s.seats, s.required, s.mandate
     FROM unnest($3::uuid[], $4::smallint[], $5::boolean[], $6::boolean[]) AS s (unit, seats, required, mandate)`,
    [
      tx.regionId,
      id,
      seats.map((one) => one.unitId),
      seats.map((one) => one.seats),
      seats.map((one) => one.isRequired),
      seats.map((one) => one.needsMandate),
    ],
  );
  const people = seats.flatMap(({ unitId, staffIds }) =>
    staffIds.map((staffId, rank) => ({ unitId, staffId, rank })),
  );
  await tx.query(
    `INSERT INTO conference_unit_candidate (region_id, conference_id, unit_id, staff_id, rank)
     SELECT $1, $2, c.unit, c.staff, c.rank FROM unnest($3::uuid[], $4::uuid[], $5::smallint[]) AS c (unit, staff, rank)`,
    [
      tx.regionId,
      id,
      people.map((one) => one.unitId),
      people.map((one) => one.staffId),
      people.map((one) => one.rank),
    ],
  );
}

/** Staff with a role today, and where. */
export interface StaffInUnit {
  readonly staffId: StaffId;
  readonly unitId: UnitId;
  readonly role: string;
  readonly mandate: boolean;
}

/** Who holds a role of a unit, or chairs or records anywhere, on a day; by identifier. */
export async function staffForSeats(
  tx: Tx,
  unitIds: readonly UnitId[],
  on: string,
): Promise<readonly StaffInUnit[]> {
  return tx.query<StaffInUnit>(
    `SELECT r.staff_id AS "staffId", r.unit_id AS "unitId", r.role, r.mandate FROM staff_role r
     WHERE r.region_id = $1 AND (r.unit_id = ANY($2::uuid[]) OR r.role IN ('MODERATOR', 'RECORDER'))
       AND r.valid_from <= $3 AND (r.valid_until IS NULL OR r.valid_until >= $3) ORDER BY r.staff_id, r.role`,
    [tx.regionId, unitIds, on],
  );
}
