import { newId, type Tx } from '../../../platform/index.js';
import type { WeeklySpan } from '../domain/weekly-hours.js';

/** Whose hours they are: a staff member, or an interpreter of the pool. */
export interface HoursHolder {
  readonly kind: 'STAFF' | 'INTERPRETER';
  readonly id: string;
}

/** Hours with the days on which they hold, both included; open where they hold until further notice. */
export interface HoursRow extends WeeklySpan {
  readonly validFrom: string;
  readonly validUntil: string | null;
}

/** Time of absence. */
export interface AbsenceRow {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const column = ({ kind }: HoursHolder): 'staff_id' | 'interpreter_id' =>
  kind === 'STAFF' ? 'staff_id' : 'interpreter_id';

/**
 * Puts a week in place of whatever holds in these days; what holds before and after stays.
 *
 * @param until Last day; `null` until further notice.
 */
export async function writeHours(
  tx: Tx,
  holder: HoursHolder,
  from: string,
  until: string | null,
  week: readonly WeeklySpan[],
): Promise<void> {
  const mine = column(holder);
  const params = [tx.regionId, holder.id, from, until];
  const days = `daterange($3::date, $4::date, '[]')`;
  await tx.query(
    `WITH gone AS (DELETE FROM weekly_hours WHERE region_id = $1 AND ${mine} = $2 AND valid && ${days} RETURNING *)
     INSERT INTO weekly_hours (region_id, id, staff_id, interpreter_id, kind, weekday, from_minute, until_minute, valid)
     SELECT g.region_id, uuidv7(), g.staff_id, g.interpreter_id, g.kind, g.weekday, g.from_minute, g.until_minute, rest
     FROM gone g, unnest(datemultirange(g.valid) - datemultirange(${days})) AS rest`,
    params,
  );
  await tx.query(
    `INSERT INTO weekly_hours (region_id, id, ${mine}, kind, weekday, from_minute, until_minute, valid)
     SELECT $1, w.id, $2, w.kind, w.weekday, w.from_minute, w.until_minute, ${days}
     FROM unnest($5::uuid[], $6::text[], $7::smallint[], $8::integer[], $9::integer[])
       AS w (id, kind, weekday, from_minute, until_minute)`,
    [
      ...params,
      week.map(() => newId()),
      week.map(({ kind }) => kind),
      week.map(({ weekday }) => weekday),
      week.map(({ fromMinute }) => fromMinute),
      week.map(({ untilMinute }) => untilMinute),
    ],
  );
}

/** All hours that hold on a day or later, by day of validity and of the week. */
export async function listHours(tx: Tx, holder: HoursHolder, on: string): Promise<HoursRow[]> {
  return tx.query<HoursRow>(
    `SELECT kind, weekday, from_minute AS "fromMinute", until_minute AS "untilMinute",
            lower(valid)::text AS "validFrom", (upper(valid) - 1)::text AS "validUntil"
     FROM weekly_hours WHERE region_id = $1 AND ${column(holder)} = $2 AND NOT valid << daterange($3::date, NULL)
     ORDER BY lower(valid), weekday, kind DESC, from_minute`,
    [tx.regionId, holder.id, on],
  );
}

/** Absences that are not over, by beginning. */
export async function listAbsences(tx: Tx, holder: HoursHolder, at: string): Promise<AbsenceRow[]> {
  return tx.query<AbsenceRow>(
    `SELECT id, starts_at AS "startsAt", ends_at AS "endsAt" FROM absence
     WHERE region_id = $1 AND ${column(holder)} = $2 AND ends_at > $3 ORDER BY starts_at, id LIMIT 500`,
    [tx.regionId, holder.id, at],
  );
}

/** Enters an absence. @returns Its identifier. */
export async function insertAbsence(
  tx: Tx,
  holder: HoursHolder,
  time: { readonly startsAt: string; readonly endsAt: string },
): Promise<string> {
  const id = newId();
  await tx.query(
    `INSERT INTO absence (region_id, id, ${column(holder)}, starts_at, ends_at) VALUES ($1, $2, $3, $4, $5)`,
    [tx.regionId, id, holder.id, time.startsAt, time.endsAt],
  );
  return id;
}

/** Whose absence it is; `undefined` when the actor may not see it or it is not there. */
export async function holderOfAbsence(tx: Tx, id: string): Promise<HoursHolder | undefined> {
  const [row] = await tx.query<{ staffId: string | null; interpreterId: string | null }>(
    `SELECT staff_id AS "staffId", interpreter_id AS "interpreterId" FROM absence WHERE region_id = $1 AND id = $2`,
    [tx.regionId, id],
  );
  if (row?.staffId) return { kind: 'STAFF', id: row.staffId };
  return row?.interpreterId ? { kind: 'INTERPRETER', id: row.interpreterId } : undefined;
}

/** Takes an absence away. */
export async function deleteAbsence(tx: Tx, id: string): Promise<void> {
  await tx.query(`DELETE FROM absence WHERE region_id = $1 AND id = $2`, [tx.regionId, id]);
}
