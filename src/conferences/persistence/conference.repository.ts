import type { CaseId, ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import {
  keepTexts,
  newId,
  prepared,
  readTexts,
  type KeptText,
  type PersonVault,
  type Tx,
} from '../../platform/index.js';
import type { SharingCategory } from '../../sharing/index.js';
import type { ConferenceParticipant, ConferenceRow, ConferenceSlot } from '../domain/conference.js';
import { questionPlace, reasonPlace } from './sealed-places.js';

const CONFERENCE = `
  SELECT c.id, c.number, c.case_id AS "caseId", c.person_id AS "personId", c.kind, c.mode, c.trigger, c.topic,
         c.convener_unit_id AS "convenerUnitId", c.convener_staff_id AS "convenerStaffId",
         c.chair_id AS "chairId", c.recorder_id AS "recorderId", c.room_id AS "roomId", c.starts_at AS "startsAt",
         c.ends_at AS "endsAt", c.review_on::text AS "reviewOn", c.requested_at AS "requestedAt"
  FROM case_conference c`;

/** What is written when a conference is requested. */
export interface NewConference extends Pick<
  ConferenceRow,
  | 'id'
  | 'number'
  | 'caseId'
  | 'personId'
  | 'kind'
  | 'mode'
  | 'trigger'
  | 'topic'
  | 'convenerUnitId'
  | 'convenerStaffId'
> {
  readonly guidingQuestion: string;
  readonly identifiedReason: string | null;
  readonly programmeId: string | null;
  readonly requestedByKind: 'STAFF' | 'PERSON';
  /** Instant, ISO 8601. */
  readonly requestedAt: string;
  readonly participants: readonly {
    readonly unitId: UnitId;
    readonly neededCategories: readonly SharingCategory[];
  }[];
}

/** Inserts the request with its participants. What it says is sealed when it is about a case. */
export async function insertConference(tx: Tx, vault: PersonVault, conference: NewConference): Promise<void> {
  const { id, personId, guidingQuestion, identifiedReason } = conference;
  const [question, reason] = await keepTexts(vault, tx, personId, [
    { text: guidingQuestion, place: questionPlace(id) },
    { text: identifiedReason, place: reasonPlace(id) },
  ]);
  await tx.query(
    `INSERT INTO case_conference (region_id, id, number, case_id, person_id, kind, mode, identified_reason_sealed,
       guiding_question, guiding_question_sealed, trigger, topic, programme_id, convener_unit_id, convener_staff_id,
       requested_by_kind, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    [
      tx.regionId,
      conference.id,
      conference.number,
      conference.caseId,
      personId,
      conference.kind,
      conference.mode,
      reason?.sealed,
      question?.plain,
      question?.sealed,
      conference.trigger,
      conference.topic,
      conference.programmeId,
      conference.convenerUnitId,
      conference.convenerStaffId,
      conference.requestedByKind,
      conference.requestedAt,
    ],
  );
  for (const { unitId, neededCategories } of conference.participants) {
    await tx.query(
      `INSERT INTO conference_participation (region_id, conference_id, unit_id, needed_categories)
       VALUES ($1, $2, $3, $4)`,
      [tx.regionId, conference.id, unitId, neededCategories],
    );
  }
}

/** One conference, whoever asks. */
export async function findConference(tx: Tx, id: ConferenceId): Promise<ConferenceRow | undefined> {
  const [row] = await tx.query<ConferenceRow>(`${CONFERENCE} WHERE c.region_id = $1 AND c.id = $2`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/**
 * Guiding questions of conferences, opened at once.
 *
 * @returns By conference; without those whose person was erased.
 */
export async function readQuestions(
  tx: Tx,
  vault: PersonVault,
  ids: readonly ConferenceId[],
): Promise<ReadonlyMap<ConferenceId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.query<KeptText & Pick<ConferenceRow, 'id' | 'personId'>>(
    `SELECT c.id, c.person_id AS "personId", c.guiding_question AS plain, c.guiding_question_sealed AS sealed
     FROM case_conference c WHERE c.region_id = $1 AND c.id = ANY($2::uuid[])`,
    [tx.regionId, ids],
  );
  const values = rows.map((row) => ({ ...row, place: questionPlace(row.id) }));
  const texts = await readTexts(vault, tx, values);
  return new Map(
    rows.flatMap(({ id }, index): [ConferenceId, string][] => {
      const text = texts[index];
      return text == null ? [] : [[id, text]];
    }),
  );
}

const OF_CASE = prepared(
  'conferences_of_case',
  `${CONFERENCE} WHERE c.region_id = $1 AND c.case_id = $2 ORDER BY c.requested_at, c.id`,
);

/** Conferences of a case, in order of request. */
export async function listConferencesOfCase(tx: Tx, caseId: CaseId): Promise<ConferenceRow[]> {
  return tx.query<ConferenceRow>(OF_CASE, [tx.regionId, caseId]);
}

/**
 * Conferences that concern staff: they convene, chair or record, or their unit takes part or convenes; newest request
 * first.
 */
export async function listConferencesOfStaff(
  tx: Tx,
  options: {
    readonly staffId: StaffId;
    readonly unitIds: readonly UnitId[];
    readonly limit: number;
    readonly after?: { readonly sortKey: string | number; readonly id: string } | undefined;
  },
): Promise<ConferenceRow[]> {
  return tx.query<ConferenceRow>(
    `${CONFERENCE} WHERE c.region_id = $1
       AND ($2 IN (c.convener_staff_id, c.chair_id, c.recorder_id) OR c.convener_unit_id = ANY($3::uuid[])
            OR EXISTS (SELECT 1 FROM conference_participation p
                       WHERE p.region_id = c.region_id AND p.conference_id = c.id AND p.unit_id = ANY($3::uuid[])))
       AND ($4::timestamptz IS NULL OR (c.requested_at, c.id) < ($4::timestamptz, $5::uuid))
     ORDER BY c.requested_at DESC, c.id DESC LIMIT $6`,
    [
      tx.regionId,
      options.staffId,
      options.unitIds,
      options.after === undefined ? null : String(options.after.sortKey),
      options.after?.id ?? null,
      options.limit,
    ],
  );
}

/** Bodies of a conference, by unit. */
export async function listParticipants(tx: Tx, id: ConferenceId): Promise<ConferenceParticipant[]> {
  return tx.query<ConferenceParticipant>(
    `SELECT unit_id AS "unitId", staff_id AS "staffId", needed_categories AS "neededCategories", attended
     FROM conference_participation WHERE region_id = $1 AND conference_id = $2 ORDER BY unit_id`,
    [tx.regionId, id],
  );
}

/** Writes slot, heads, room and who comes for which unit. */
export async function writeSchedule(
  tx: Tx,
  id: ConferenceId,
  schedule: ConferenceSlot & {
    readonly chairId: StaffId;
    readonly recorderId: StaffId;
    readonly roomId: string | null;
    readonly attendees: readonly { readonly unitId: UnitId; readonly staffId: StaffId }[];
  },
): Promise<void> {
  await tx.query(
    `UPDATE case_conference SET starts_at = $3, ends_at = $4, chair_id = $5, recorder_id = $6, room_id = $7
     WHERE region_id = $1 AND id = $2`,
    [
      tx.regionId,
      id,
      schedule.startsAt,
      schedule.endsAt,
      schedule.chairId,
      schedule.recorderId,
      schedule.roomId,
    ],
  );
  for (const { unitId, staffId } of schedule.attendees) {
    await tx.query(
      `UPDATE conference_participation SET staff_id = $4
       WHERE region_id = $1 AND conference_id = $2 AND unit_id = $3`,
      [tx.regionId, id, unitId, staffId],
    );
  }
}

/** Somebody or something to be taken for a slot. */
export interface Resource {
  readonly kind: 'STAFF' | 'ROOM';
  readonly id: string;
}

/**
 * Takes people and room for a slot. The database itself refuses an overlap, so no race can lead to a double booking.
 *
 * Resources are taken in order of their ids: two bookings that want the same ones wait for each other, never in a ring.
 *
 * @returns The first resource that is taken already; `undefined` when all could be had. After a refusal the caller
 *   gives up the transaction.
 */
export async function book(
  tx: Tx,
  id: ConferenceId,
  slot: ConferenceSlot,
  resources: readonly Resource[],
): Promise<Resource | undefined> {
  const ordered = [...new Map(resources.map((resource) => [resource.id, resource])).values()].sort((a, b) =>
    a.id < b.id ? -1 : 1,
  );
  for (const resource of ordered) {
    // Without ON CONFLICT two who want the same would insert first and then wait for each other: a deadlock.
    const taken = await tx.query<{ id: string }>(
      `INSERT INTO conference_booking (region_id, id, conference_id, resource_kind, resource_id, during)
       VALUES ($1, $2, $3, $4, $5, tstzrange($6, $7, '[)'))
       ON CONFLICT ON CONSTRAINT conference_booking_no_overlap DO NOTHING RETURNING id`,
      [tx.regionId, newId(), id, resource.kind, resource.id, slot.startsAt, slot.endsAt],
    );
    if (taken.length === 0) return resource;
  }
  return undefined;
}

/** Gives back everything a conference had taken. */
export async function releaseBookings(tx: Tx, id: ConferenceId, at: string): Promise<void> {
  await tx.query(
    `UPDATE conference_booking SET released_at = $3
     WHERE region_id = $1 AND conference_id = $2 AND released_at IS NULL`,
    [tx.regionId, id, at],
  );
}

/** Takes date and room from a conference that was postponed. */
export async function clearSchedule(tx: Tx, id: ConferenceId): Promise<void> {
  await tx.query(
    `UPDATE case_conference SET starts_at = NULL, ends_at = NULL, room_id = NULL
     WHERE region_id = $1 AND id = $2`,
    [tx.regionId, id],
  );
}

/** Whether a programme is in the register. */
export async function programmeExists(tx: Tx, programmeId: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(`SELECT id FROM programme WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    programmeId,
  ]);
  return rows.length > 0;
}

/** Whether a room is in the register. */
export async function roomExists(tx: Tx, roomId: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(`SELECT id FROM room WHERE region_id = $1 AND id = $2`, [
    tx.regionId,
    roomId,
  ]);
  return rows.length > 0;
}
