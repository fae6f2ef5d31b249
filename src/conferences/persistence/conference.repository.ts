import type { CaseId, ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import {
  keepTexts,
  prepared,
  readTexts,
  type KeptText,
  type PersonVault,
  type Tx,
} from '../../platform/index.js';
import type { SharingCategory } from '../../sharing/index.js';
import { release } from '../calendar-planning/persistence/booking.repository.js';
import { closeProposal } from '../calendar-planning/persistence/proposal.repository.js';
import type { ConferenceParticipant, ConferenceRow, ConferenceSlot } from '../domain/conference.js';
import type { ShortNoticeGround } from '../domain/short-notice.js';
import { dangerPlace, questionPlace, reasonPlace } from './sealed-places.js';

const CONFERENCE = `
  SELECT c.id, c.number, c.case_id AS "caseId", c.person_id AS "personId", c.kind, c.mode, c.trigger, c.topic,
         c.urgent_basis AS "urgentBasis", c.is_consultation AS "isConsultation",
         c.requested_by_kind AS "requestedByKind", c.proposed_by_unit_id AS "proposedByUnitId",
         c.convener_unit_id AS "convenerUnitId", c.convener_staff_id AS "convenerStaffId",
         c.chair_id AS "chairId", c.recorder_id AS "recorderId", c.deputy_id AS "deputyId", c.room_id AS "roomId", c.starts_at AS "startsAt",
         c.ends_at AS "endsAt", c.review_on::text AS "reviewOn", c.short_notice_ground AS "shortNoticeGround", c.requested_at AS "requestedAt"
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
  | 'urgentBasis'
  | 'requestedByKind'
  | 'proposedByUnitId'
  | 'topic'
  | 'convenerUnitId'
  | 'convenerStaffId'
> {
  readonly guidingQuestion: string;
  readonly identifiedReason: string | null;
  readonly programmeId: string | null;
  /** What the danger is; only of urgent ones. */
  readonly urgentReason: string | null;
  /** Instant, ISO 8601. */
  readonly requestedAt: string;
  readonly participants: readonly {
    readonly unitId: UnitId;
    readonly neededCategories: readonly SharingCategory[];
    readonly isEssential?: boolean | undefined;
  }[];
}

/** Inserts the request with its participants. What it says is sealed when it is about a case. */
export async function insertConference(tx: Tx, vault: PersonVault, conference: NewConference): Promise<void> {
  const { id, personId, guidingQuestion, identifiedReason, urgentReason } = conference;
  const [question, reason, danger] = await keepTexts(vault, tx, personId, [
    { text: guidingQuestion, place: questionPlace(id) },
    { text: identifiedReason, place: reasonPlace(id) },
    { text: urgentReason, place: dangerPlace(id) },
  ]);
  await tx.query(
    `INSERT INTO case_conference (region_id, id, number, case_id, person_id, kind, mode, identified_reason_sealed,
       guiding_question, guiding_question_sealed, trigger, topic, programme_id, convener_unit_id, convener_staff_id,
       requested_by_kind, requested_at, urgent_basis, urgent_reason_sealed, proposed_by_unit_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)`,
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
      conference.urgentBasis,
      danger?.sealed,
      conference.proposedByUnitId,
    ],
  );
  for (const { unitId, neededCategories, isEssential } of conference.participants) {
    await tx.query(
      `INSERT INTO conference_participation (region_id, conference_id, unit_id, needed_categories, is_essential)
       VALUES ($1, $2, $3, $4, $5)`,
      [tx.regionId, conference.id, unitId, neededCategories, isEssential ?? false],
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
                       WHERE p.region_id = c.region_id AND p.conference_id = c.id AND p.unit_id = ANY($3::uuid[])
                         AND p.excluded_at IS NULL))
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

/** Bodies that take part in a conference, by unit; without those that left the circle. */
export async function listParticipants(tx: Tx, id: ConferenceId): Promise<ConferenceParticipant[]> {
  const circle = await listCircle(tx, id);
  return circle.flatMap(({ excluded, ...body }) => (excluded ? [] : [body]));
}

/** Everybody who was ever meant to take part, by unit, and whether they left the circle. */
export async function listCircle(
  tx: Tx,
  id: ConferenceId,
): Promise<(ConferenceParticipant & { readonly excluded: boolean })[]> {
  return tx.query(
    `SELECT unit_id AS "unitId", staff_id AS "staffId", further_staff_ids AS "furtherStaffIds",
            needed_categories AS "neededCategories", attended, mandate, is_essential AS "isEssential", excluded_at IS NOT NULL AS excluded
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
    readonly shortNoticeGround: ShortNoticeGround | null;
    readonly attendees: readonly { readonly unitId: UnitId; readonly staffId: StaffId }[];
  },
): Promise<void> {
  await tx.query(
    `UPDATE case_conference SET starts_at = $3, ends_at = $4, chair_id = $5, recorder_id = $6, room_id = $7,
       short_notice_ground = $8, deputy_id = NULL
     WHERE region_id = $1 AND id = $2`,
    [
      tx.regionId,
      id,
      schedule.startsAt,
      schedule.endsAt,
      schedule.chairId,
      schedule.recorderId,
      schedule.roomId,
      schedule.shortNoticeGround,
    ],
  );
  const units = new Set(schedule.attendees.map(({ unitId }) => unitId));
  for (const unitId of units) {
    const own = schedule.attendees.filter((attendee) => attendee.unitId === unitId);
    const [first, ...further] = new Set(own.map(({ staffId }) => staffId));
    await tx.query(
      `UPDATE conference_participation SET staff_id = $4, further_staff_ids = $5
       WHERE region_id = $1 AND conference_id = $2 AND unit_id = $3`,
      [tx.regionId, id, unitId, first, further],
    );
  }
}

/** Gives back everything a conference had taken, and withdraws dates that were proposed for it. */
export async function releaseBookings(tx: Tx, id: ConferenceId, at: string): Promise<void> {
  await release(tx, id, at, 'ALL');
  await closeProposal(tx, id, 'WITHDRAWN', at);
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
