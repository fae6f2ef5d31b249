// Calendars of 15 people over 8 weeks as tables: hours, absences, foreign appointments, and other conferences in three rooms.
import { randomUUID } from 'node:crypto';

const BODIES = 6;
const DAYS = 56;
const OTHERS = 120;

const uuids = (count) => Array.from({ length: count }, () => randomUUID());

/**
 * Writes one conference with everything its date depends on.
 *
 * @param sql    Runs SQL as the owner of the schema. @param convener Region, unit and staff member who convenes.
 * @param from   First day of the calendars, a Monday. @param part Part of the time at which somebody is busy elsewhere.
 * @returns Its identifier.
 */
export async function writeCalendars(sql, { region, unitId, staffId }, from, part) {
  const units = uuids(BODIES);
  const staff = uuids(BODIES * 2);
  const heads = uuids(4);
  const everybody = [...staff, ...heads, staffId];
  const rooms = uuids(3);
  const places = uuids(2);
  const conference = randomUUID();
  const [{ organisation }] = await sql(
    `SELECT organisation_id AS organisation FROM organisation_unit WHERE region_id = $1 AND id = $2`,
    [region, unitId],
  );
  await sql(
    `INSERT INTO organisation_unit (region_id, id, organisation_id, name, type, contact_function)
     SELECT $1, u.id, $2, 'Stelle ' || u.id, 'JOBCENTER', 'Servicestelle' FROM unnest($3::uuid[]) AS u (id)`,
    [region, organisation, units],
  );
  await sql(
    `INSERT INTO staff_member (region_id, id, display_name, job_function)
     SELECT $1, s.id, 'Person', 'Beratung' FROM unnest($2::uuid[]) AS s (id)`,
    [region, [...staff, ...heads]],
  );
  await sql(
    `INSERT INTO staff_role (region_id, id, staff_id, unit_id, role, valid_from)
     SELECT $1, gen_random_uuid(), s.id, s.unit, s.role, '2020-01-01' FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS s (id, unit, role)`,
    [
      region,
      [...staff, ...heads],
      [...staff.map((_, index) => units[index % BODIES]), ...heads.map(() => unitId)],
      [...staff.map(() => 'CASEWORKER'), 'MODERATOR', 'MODERATOR', 'RECORDER', 'RECORDER'],
    ],
  );
  await sql(
    `INSERT INTO place (region_id, id, name) SELECT $1, p, 'Ort ' || p FROM unnest($2::uuid[]) AS p`,
    [region, places],
  );
  await sql(`INSERT INTO travel_time VALUES ($1, $2, $3, 30)`, [region, ...places]);
  await sql(
    `INSERT INTO room (region_id, id, organisation_id, name, capacity, step_free, place_id)
     SELECT $1, r.id, $2, 'Raum ' || r.id, 30, true, r.place FROM unnest($3::uuid[], $4::uuid[]) AS r (id, place)`,
    [region, organisation, rooms, [places[0], places[0], places[1]]],
  );
  await writeConference(sql, { region, unitId, staffId }, conference, units);
  await sql(
    `INSERT INTO conference_planning VALUES ($1, $2, 60, 'IN_PERSON', true, false, false, 0, 0, NULL, NULL, NULL)`,
    [region, conference],
  );
  await sql(
    `INSERT INTO conference_unit_seat SELECT $1, $2, u, 2, true, false FROM unnest($3::uuid[]) AS u`,
    [region, conference, units],
  );
  await sql(
    `INSERT INTO conference_unit_candidate
     SELECT $1, $2, c.unit, c.staff, c.rank FROM unnest($3::uuid[], $4::uuid[], $5::smallint[]) AS c (unit, staff, rank)`,
    [
      region,
      conference,
      staff.map((_, index) => units[index % BODIES]),
      staff,
      staff.map((_, index) => Math.floor(index / BODIES)),
    ],
  );
  await writeTimes(sql, region, everybody, from, part);
  await writeOthers(sql, { region, unitId, staffId }, { from, people: [...staff, ...heads], rooms });
  return conference;
}

async function writeConference(sql, { region, unitId, staffId }, id, units) {
  await sql(
    `INSERT INTO case_conference (region_id, id, number, kind, mode, guiding_question, trigger, topic, convener_unit_id,
       convener_staff_id, requested_by_kind, requested_at)
     VALUES ($1, $2::uuid, 'B-' || left($2::uuid::text, 8), 'LEARNING_ANONYMISED', 'ANONYMISED', 'Wie weiter?', 'STUCK_CASE', 'Bench', $3, $4,
       'STAFF', now())`,
    [region, id, unitId, staffId],
  );
  await sql(
    `INSERT INTO conference_participation (region_id, conference_id, unit_id, needed_categories)
     SELECT $1, $2, u, '{}' FROM unnest($3::uuid[]) AS u`,
    [region, id, units],
  );
}

/** Own hours on five days with lunch, an absence each, and appointments of an hour. */
async function writeTimes(sql, region, everybody, from, part) {
  await sql(
    `INSERT INTO weekly_hours (region_id, id, staff_id, kind, weekday, from_minute, until_minute, valid)
     SELECT $1, gen_random_uuid(), s, h.kind, d, h.start, h.stop, daterange($3::date - 30, NULL)
     FROM unnest($2::uuid[]) AS s, generate_series(1, 5) AS d,
       (VALUES ('WORK', 480, 1080), ('LUNCH', 720, 765)) AS h (kind, start, stop) ON CONFLICT DO NOTHING`,
    [region, everybody, from],
  );
  await sql(
    `INSERT INTO absence (region_id, id, staff_id, starts_at, ends_at)
     SELECT $1, gen_random_uuid(), s.id, $3::timestamptz + s.n * interval '3 days', $3::timestamptz + s.n * interval '3 days 10 hours'
     FROM unnest($2::uuid[]) WITH ORDINALITY AS s (id, n)`,
    [region, everybody, from],
  );
  await sql(
    `INSERT INTO caldav_account (region_id, staff_id, server_url, credentials_sealed)
     SELECT $1, s, 'https://example.org', '\\x00' FROM unnest($2::uuid[]) AS s ON CONFLICT DO NOTHING`,
    [region, everybody],
  );
  // Which hours are busy is drawn from a fixed sequence, so that every run searches the same.
  await sql(
    `INSERT INTO staff_busy_time (region_id, id, staff_id, starts_at, ends_at)
     SELECT $1, gen_random_uuid(), s.id, t.at, t.at + interval '1 hour'
     FROM unnest($2::uuid[]) WITH ORDINALITY AS s (id, n), generate_series(0, $4 * 12 - 1) AS hour,
       LATERAL (SELECT $3::timestamptz + (hour / 12) * interval '1 day' + (6 + hour % 12) * interval '1 hour' AS at) AS t
     WHERE abs(hashtext(s.n || ' ' || hour)) % 1000 < $5::float8 * 1000`,
    [region, everybody, from, DAYS, part],
  );
}

async function writeOthers(sql, convener, { from, people, rooms }) {
  const ids = uuids(OTHERS);
  for (const id of ids) await writeConference(sql, convener, id, []);
  const start = (index) =>
    new Date(Date.parse(from) + (index % DAYS) * 86_400_000 + (7 + 2 * Math.floor(index / DAYS)) * 3_600_000);
  const rows = ids.flatMap((id, index) => [
    { id, index, kind: 'ROOM', resource: rooms[index % rooms.length] },
    ...[0, 1, 2].map((step) => ({
      id,
      index,
      kind: 'STAFF',
      resource: people[(index * 3 + step) % people.length],
    })),
  ]);
  await sql(
    `INSERT INTO conference_booking (region_id, id, conference_id, resource_kind, resource_id, during)
     SELECT $1, gen_random_uuid(), b.conference, b.kind, b.resource, tstzrange(b.at, b.at + interval '1 hour')
     FROM unnest($2::uuid[], $3::text[], $4::uuid[], $5::timestamptz[]) AS b (conference, kind, resource, at)`,
    [
      convener.region,
      rows.map((row) => row.id),
      rows.map((row) => row.kind),
      rows.map((row) => row.resource),
      rows.map((row) => start(row.index)),
    ],
  );
}
