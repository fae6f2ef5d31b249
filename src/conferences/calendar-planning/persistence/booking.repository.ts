import type { ConferenceId } from '../../../kernel/index.js';
import { newId, type Tx } from '../../../platform/index.js';
import type { Resource } from '../domain/resource.js';

/** Time for which something is taken: buffers before and after included. */
export interface TakenTime {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

/** Resources to be taken for one time. */
export interface Wanted {
  readonly time: TakenTime;
  readonly resources: readonly Resource[];
  /** Proposed date they are held for; left out for a date that is fixed. */
  readonly hold?: { readonly slotId: string; readonly until: string };
}

/** Which bookings of the conference give way: all of them, or only what was held for proposed dates. */
export type Replaced = 'ALL' | 'HOLDS';

/**
 * Waits until nobody else is taking any of these; they are ours until the transaction ends. Who takes things for several
 * conferences in one transaction locks all of them first.
 *
 * The locks are asked for in the order of their keys, whoever asks: two who want the same wait in a row, never in a ring.
 */
export async function lockResources(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.query(
    `SELECT pg_advisory_xact_lock(wanted.key) FROM (
       SELECT DISTINCT hashtextextended('booking ' || $1 || ' ' || id, 0) AS key FROM unnest($2::text[]) AS id ORDER BY 1
     ) AS wanted`,
    [tx.regionId, ids],
  );
}

/**
 * The same for conferences that are given dates one after the other in one transaction: locks them, what they have and what
 * they are to get. Whoever does so waits for the others at one point, holding nothing that they wait for.
 */
export async function lockForDates(
  tx: Tx,
  conferenceIds: readonly ConferenceId[],
  resourceIds: readonly string[],
): Promise<void> {
  await lockResources(tx, conferenceIds);
  await lockResources(tx, [...resourceIds, ...(await bookedIds(tx, conferenceIds))]);
}

/**
 * Takes people, rooms and interpreters in place of what the conference had. The database itself refuses an overlap, so no
 * race can lead to a double booking. Holds whose time is over stand in nobody's way, whether or not the job freed them.
 *
 * @param at Present instant, ISO 8601.
 * @returns  The first resource that is taken already; `undefined` when all could be had. After a refusal the caller gives
 *   up the transaction.
 */
export async function replaceBookings(
  tx: Tx,
  conferenceId: ConferenceId,
  wanted: readonly Wanted[],
  at: string,
  replaced: Replaced,
): Promise<Resource | undefined> {
  const rows = wanted.flatMap(({ resources, ...rest }) =>
    unique(resources).map((resource) => ({ ...rest, resource })),
  );
  const ids = [...new Set(rows.map(({ resource }) => resource.id))];
  // Locked before anything is freed: who waits for a lock must not keep a row that the holder of the lock waits for.
  await lockResources(tx, [...ids, ...(await bookedIds(tx, [conferenceId]))]);
  await release(tx, conferenceId, at, replaced);
  await freeExpired(tx, ids, at);
  const taken = await insertBookings(tx, conferenceId, rows);
  return taken === rows.length ? undefined : firstTaken(tx, conferenceId, rows, at);
}

/**
 * Takes one more resource for a conference, beside what it has. What it has already for its fixed date stays.
 *
 * @returns `false` when it is taken by something else; nothing was written then.
 */
export async function addBooking(
  tx: Tx,
  conferenceId: ConferenceId,
  { time, resources }: Omit<Wanted, 'hold'>,
  at: string,
): Promise<boolean> {
  const ids = resources.map(({ id }) => id);
  await lockResources(tx, ids);
  const booked = await tx.query<{ id: string }>(
    `SELECT resource_id AS id FROM conference_booking
     WHERE region_id = $1 AND conference_id = $2 AND released_at IS NULL AND slot_id IS NULL`,
    [tx.regionId, conferenceId],
  );
  await freeExpired(tx, ids, at);
  const rows = resources
    .filter(({ id }) => !booked.some((each) => each.id === id))
    .map((resource) => ({ resource, time }));
  return (await insertBookings(tx, conferenceId, rows)) === rows.length;
}

/** Gives back one thing that a conference had. */
export async function releaseResource(
  tx: Tx,
  id: ConferenceId,
  resourceId: string,
  at: string,
): Promise<void> {
  await tx.query(
    `UPDATE conference_booking SET released_at = $4
     WHERE region_id = $1 AND conference_id = $2 AND resource_id = $3 AND released_at IS NULL`,
    [tx.regionId, id, resourceId, at],
  );
}

/** Expired holds belong to whomever: freeing them is an effect on others. */
async function freeExpired(tx: Tx, ids: readonly string[], at: string): Promise<void> {
  await tx.exOfficio(() =>
    tx.query(
      `UPDATE conference_booking SET released_at = $3
       WHERE region_id = $1 AND resource_id = ANY($2::uuid[]) AND released_at IS NULL AND hold_until <= $3`,
      [tx.regionId, ids, at],
    ),
  );
}

interface Row {
  readonly resource: Resource;
  readonly time: TakenTime;
  readonly hold?: Wanted['hold'];
}

async function bookedIds(tx: Tx, ids: readonly ConferenceId[]): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string }>(
    `SELECT DISTINCT resource_id AS id FROM conference_booking
     WHERE region_id = $1 AND conference_id = ANY($2::uuid[]) AND released_at IS NULL`,
    [tx.regionId, ids],
  );
  return rows.map((row) => row.id);
}

async function insertBookings(tx: Tx, conferenceId: ConferenceId, rows: readonly Row[]): Promise<number> {
  const taken = await tx.query<{ id: string }>(
    `INSERT INTO conference_booking
       (region_id, id, conference_id, resource_kind, resource_id, during, slot_id, hold_until)
     SELECT $1, w.id, $2, w.kind, w.resource, tstzrange(w.starts_at, w.ends_at, '[)'), w.slot, w.until
     FROM unnest($3::uuid[], $4::text[], $5::uuid[], $6::timestamptz[], $7::timestamptz[], $8::uuid[], $9::timestamptz[])
       WITH ORDINALITY AS w (id, kind, resource, starts_at, ends_at, slot, until, position) ORDER BY w.position
     ON CONFLICT ON CONSTRAINT conference_booking_no_overlap DO NOTHING RETURNING id`,
    [
      tx.regionId,
      conferenceId,
      rows.map(() => newId()),
      rows.map(({ resource }) => resource.kind),
      rows.map(({ resource }) => resource.id),
      rows.map(({ time }) => time.startsAt),
      rows.map(({ time }) => time.endsAt),
      rows.map(({ hold }) => hold?.slotId ?? null),
      rows.map(({ hold }) => hold?.until ?? null),
    ],
  );
  return taken.length;
}

/** Which of them it was; inserted ones are found as well and passed over, because they are of this conference. */
async function firstTaken(
  tx: Tx,
  conferenceId: ConferenceId,
  rows: readonly Row[],
  at: string,
): Promise<Resource | undefined> {
  for (const { resource, time } of rows) {
    // A fact that the refusal rests on; what takes it is not told.
    const others = await tx.exOfficio(() =>
      tx.query<{ id: string }>(
        `SELECT id FROM conference_booking WHERE region_id = $1 AND resource_id = $2 AND released_at IS NULL
           AND (hold_until IS NULL OR hold_until > $6) AND during && tstzrange($4, $5, '[)')
           AND conference_id <> $3 LIMIT 1`,
        [tx.regionId, resource.id, conferenceId, time.startsAt, time.endsAt, at],
      ),
    );
    if (others.length > 0) return resource;
  }
  return rows[0]?.resource;
}

function unique(resources: readonly Resource[]): readonly Resource[] {
  return [...new Map(resources.map((resource) => [resource.id, resource])).values()];
}

/** Gives back what a conference had: all of it, or what was held for proposed dates while its fixed date stays. */
export async function release(tx: Tx, id: ConferenceId, at: string, replaced: Replaced): Promise<void> {
  await tx.query(
    `UPDATE conference_booking SET released_at = $3
     WHERE region_id = $1 AND conference_id = $2 AND released_at IS NULL AND ($4 = 'ALL' OR slot_id IS NOT NULL)`,
    [tx.regionId, id, at, replaced],
  );
}

/**
 * Frees holds of a region whose time is over, oldest first; those somebody is just taking are left to them.
 *
 * @returns How many.
 */
export async function sweepHolds(tx: Tx, at: string, limit: number): Promise<number> {
  const freed = await tx.query<{ id: string }>(
    `UPDATE conference_booking SET released_at = $2 WHERE region_id = $1 AND id IN (
       SELECT id FROM conference_booking WHERE region_id = $1 AND released_at IS NULL AND hold_until <= $2
       ORDER BY hold_until LIMIT $3 FOR UPDATE SKIP LOCKED) RETURNING id`,
    [tx.regionId, at, limit],
  );
  return freed.length;
}

/** Buffers of a conference in minutes; none unless its planning says so. */
export async function buffersOf(
  tx: Tx,
  id: ConferenceId,
): Promise<{ readonly beforeMinutes: number; readonly afterMinutes: number }> {
  const [row] = await tx.query<{ beforeMinutes: number; afterMinutes: number }>(
    `SELECT buffer_before_minutes AS "beforeMinutes", buffer_after_minutes AS "afterMinutes"
     FROM conference_planning WHERE region_id = $1 AND conference_id = $2`,
    [tx.regionId, id],
  );
  return row ?? { beforeMinutes: 0, afterMinutes: 0 };
}

/** A time with buffers around it. */
export function withBuffers(
  time: TakenTime,
  buffers: { readonly beforeMinutes: number; readonly afterMinutes: number },
): TakenTime {
  return {
    startsAt: new Date(time.startsAt.getTime() - buffers.beforeMinutes * 60_000),
    endsAt: new Date(time.endsAt.getTime() + buffers.afterMinutes * 60_000),
  };
}
