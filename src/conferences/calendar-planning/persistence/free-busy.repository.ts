import type { CaseId, ConferenceId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
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
  /** How many bookings of the last and next 90 days everybody has. */
  readonly load: ReadonlyMap<string, number>;
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

const MS = (expression: string): string => `(extract(epoch FROM ${expression}) * 1000)::float8`;

/**
 * Reads who is busy when, «von Amts wegen»: what the convener may not see counts all the same. Nothing of it may reach them
 * but that somebody can or cannot.
 */
export async function readFreeBusy(tx: Tx, question: FreeBusyQuestion): Promise<FreeBusy> {
  const { staffIds, interpreterIds, roomIds, from, until, at, except } = question;
  const [hours, busy, bookings, load] = await tx.exOfficio(() =>
    Promise.all([
      tx.query<DatedSpan & { holderId: string }>(
        `SELECT coalesce(staff_id, interpreter_id) AS "holderId", kind, weekday, from_minute AS "fromMinute",
                until_minute AS "untilMinute", lower(valid)::text AS "from", upper(valid)::text AS "until"
         FROM weekly_hours WHERE region_id = $1 AND (staff_id = ANY($2::uuid[]) OR interpreter_id = ANY($3::uuid[]))
           AND valid && daterange($4::timestamptz::date, $5::timestamptz::date, '[]')`,
        [tx.regionId, staffIds, interpreterIds, from, until],
      ),
      tx.query<BusyRow>(
        `SELECT coalesce(staff_id, interpreter_id) AS "holderId", ${MS('starts_at')} AS "from", ${MS('ends_at')} AS "until"
         FROM absence WHERE region_id = $1 AND (staff_id = ANY($2::uuid[]) OR interpreter_id = ANY($3::uuid[]))
           AND starts_at < $5 AND ends_at > $4
         UNION ALL
         SELECT staff_id, ${MS('starts_at')}, ${MS('ends_at')} FROM staff_busy_time
         WHERE region_id = $1 AND staff_id = ANY($2::uuid[]) AND starts_at < $5 AND ends_at > $4`,
        [tx.regionId, staffIds, interpreterIds, from, until],
      ),
      tx.query<BookingRow>(
        `SELECT b.conference_id::text || coalesce(b.slot_id::text, '') AS sitting, b.resource_kind AS kind,
                b.resource_id AS "resourceId", ${MS('lower(b.during)')} AS "from", ${MS('upper(b.during)')} AS "until",
                (SELECT r.resource_id FROM conference_booking r
                 WHERE r.region_id = b.region_id AND r.conference_id = b.conference_id AND r.resource_kind = 'ROOM'
                   AND r.slot_id IS NOT DISTINCT FROM b.slot_id AND r.released_at IS NULL LIMIT 1) AS "roomId"
         FROM conference_booking b WHERE b.region_id = $1 AND b.resource_id = ANY($2::uuid[])
           AND b.released_at IS NULL AND b.during && tstzrange($3, $4, '[)')
           AND (b.hold_until IS NULL OR b.hold_until > $5) AND b.conference_id <> $6`,
        [tx.regionId, [...staffIds, ...interpreterIds, ...roomIds], from, until, at, except],
      ),
      tx.query<{ id: string; count: number }>(
        `SELECT resource_id AS id, count(*)::int AS count FROM conference_booking
         WHERE region_id = $1 AND resource_id = ANY($2::uuid[]) AND released_at IS NULL AND slot_id IS NULL
           AND during && tstzrange($3::timestamptz - interval '90 days', $3::timestamptz + interval '90 days', '[)')
         GROUP BY resource_id`,
        [tx.regionId, [...staffIds, ...interpreterIds], at],
      ),
    ]),
  );
  return { hours, busy, bookings, load: new Map(load.map(({ id, count }) => [id, count])) };
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
