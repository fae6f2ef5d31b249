import type { CaseId, ConferenceId } from '../../../kernel/index.js';
import { prepared, type Tx } from '../../../platform/index.js';
import type { DatedSpan, TimeSpan } from '../domain/grain-map.js';
import type { ResourceKind } from '../domain/resource.js';

/** Somebody is busy: absence or an appointment elsewhere, which of both is not told. */
export interface BusyRow extends TimeSpan {
  readonly holderId: string;
}

/** Somebody or something is taken by another conference, or held for one. */
export interface BookingRow extends TimeSpan {
  /** Tells conferences apart, nothing more; never leaves the search. */
  readonly sitting: string;
  readonly kind: ResourceKind;
  readonly resourceId: string;
  /** Room in which it is, if any. */
  readonly roomId: string | null;
}

/** Everything that decides who can when. */
export interface FreeBusy {
  readonly hours: readonly (DatedSpan & { readonly holderId: string })[];
  readonly busy: readonly BusyRow[];
  readonly bookings: readonly BookingRow[];
}

/** For whom and when. */
export interface FreeBusyQuestion {
  readonly staffIds: readonly string[];
  readonly interpreterIds: readonly string[];
  readonly roomIds: readonly string[];
  /** Instants, ISO 8601. */
  readonly from: string;
  readonly until: string;
  readonly at: string;
  /** Its own bookings stand in nobody's way. */
  readonly except: ConferenceId;
}

/** Milliseconds since the epoch, as a number the driver reads without effort. */
const MS = (expression: string): string => `date_part('epoch', ${expression}) * 1000`;

const HOURS = prepared(
  'free_busy_hours',
  `SELECT coalesce(staff_id, interpreter_id) AS "holderId", kind, weekday, from_minute AS "fromMinute",
          until_minute AS "untilMinute", lower(valid)::text AS "from", upper(valid)::text AS "until"
   FROM weekly_hours WHERE region_id = $1 AND (staff_id = ANY($2::uuid[]) OR interpreter_id = ANY($3::uuid[]))
     AND valid && daterange($4::timestamptz::date, $5::timestamptz::date, '[]')`,
);

/** What touches or overlaps is one time: full calendars have thousands of appointments and few gaps. */
const BUSY = prepared(
  'free_busy_busy',
  `SELECT taken.holder AS "holderId", ${MS('lower(span)')} AS "from", ${MS('upper(span)')} AS "until"
   FROM (
     SELECT holder, range_agg(tstzrange(starts_at, ends_at)) AS spans FROM (
       SELECT coalesce(staff_id, interpreter_id) AS holder, starts_at, ends_at FROM absence
       WHERE region_id = $1 AND (staff_id = ANY($2::uuid[]) OR interpreter_id = ANY($3::uuid[]))
         AND starts_at < $5 AND ends_at > $4
       UNION ALL
       SELECT staff_id, starts_at, ends_at FROM staff_busy_time
       WHERE region_id = $1 AND staff_id = ANY($2::uuid[]) AND starts_at < $5 AND ends_at > $4
     ) AS times GROUP BY holder
   ) AS taken, unnest(taken.spans) AS span`,
);

const BOOKINGS = prepared(
  'free_busy_bookings',
  `SELECT conference_id::text || coalesce(slot_id::text, '') AS sitting, resource_kind AS kind,
          resource_id AS "resourceId", ${MS('lower(during)')} AS "from", ${MS('upper(during)')} AS "until"
   FROM conference_booking WHERE region_id = $1 AND resource_id = ANY($2::uuid[])
     AND released_at IS NULL AND during && tstzrange($3, $4, '[)')
     AND (hold_until IS NULL OR hold_until > $5) AND conference_id <> $6`,
);

/**
 * Reads who is busy when, «von Amts wegen»: what the convener may not see counts all the same. Nothing of it may reach them
 * but that somebody can or cannot. The statements travel together.
 */
export async function readFreeBusy(tx: Tx, question: FreeBusyQuestion): Promise<FreeBusy> {
  const { staffIds, interpreterIds, roomIds, from, until, at, except } = question;
  const people = [tx.regionId, staffIds, interpreterIds, from, until];
  const resources = [...staffIds, ...interpreterIds, ...roomIds];
  const [hours, busy, bookings] = await tx.exOfficio(() =>
    Promise.all([
      tx.query<DatedSpan & { holderId: string }>(HOURS, people),
      tx.query<BusyRow>(BUSY, people),
      tx.query<Omit<BookingRow, 'roomId'>>(BOOKINGS, [tx.regionId, resources, from, until, at, except]),
    ]),
  );
  return { hours, busy, bookings: withRooms(bookings) };
}

/** Adds to each booking the room of its sitting; rooms are asked for together with people. */
function withRooms(bookings: readonly Omit<BookingRow, 'roomId'>[]): readonly BookingRow[] {
  const rooms = bookings.filter(({ kind }) => kind === 'ROOM');
  const roomOf = new Map(rooms.map(({ sitting, resourceId }) => [sitting, resourceId]));
  return bookings.map((booking) => ({ ...booking, roomId: roomOf.get(booking.sitting) ?? null }));
}

const LOAD = prepared(
  'free_busy_load',
  `SELECT resource_id AS id, count(*)::int AS count FROM conference_booking
   WHERE region_id = $1 AND resource_id = ANY($2::uuid[]) AND released_at IS NULL AND slot_id IS NULL
     AND during && tstzrange($3::timestamptz - interval '90 days', $3::timestamptz + interval '90 days', '[)')
   GROUP BY resource_id`,
);

/** How many bookings of the last and next 90 days each of these has, «von Amts wegen»; who has none is not in it. */
export async function readLoad(
  tx: Tx,
  ids: readonly string[],
  at: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.exOfficio(() =>
    tx.query<{ id: string; count: number }>(LOAD, [tx.regionId, ids, at]),
  );
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Times at which the person of a conference sits in another one that names them. */
export async function otherSittingsOfPerson(
  tx: Tx,
  question: Pick<FreeBusyQuestion, 'from' | 'until' | 'except'> & { readonly personId: string },
): Promise<readonly TimeSpan[]> {
  return tx.exOfficio(() =>
    tx.query<TimeSpan>(
      `SELECT ${MS('starts_at')} AS "from", ${MS('ends_at')} AS "until" FROM case_conference
       WHERE region_id = $1 AND person_id = $2 AND mode = 'IDENTIFIED' AND id <> $3 AND starts_at < $5 AND ends_at > $4`,
      [tx.regionId, question.personId, question.except, question.from, question.until],
    ),
  );
}

/** First day on which an open deadline of a case ends, of the processes the actor sees; `null` without any. */
export async function nextDeadline(tx: Tx, caseId: CaseId, today: string): Promise<string | null> {
  const [row] = await tx.query<{ endsOn: string | null }>(
    `SELECT min(d.ends_on)::text AS "endsOn" FROM deadline d
     JOIN process p ON p.region_id = d.region_id AND p.id = d.process_id
     WHERE d.region_id = $1 AND p.case_id = $2 AND p.definition_key <> 'case-conference' AND d.closed_at IS NULL
       AND d.ends_on >= $3`,
    [tx.regionId, caseId, today],
  );
  return row?.endsOn ?? null;
}
