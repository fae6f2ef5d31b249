import type { Tx } from '../../../platform/index.js';
import type { PersonRecordQuestion } from '../../../sharing/index.js';
import type { DateAnswer } from '../domain/proposal.js';

/** A date that was proposed to a person, with what they said to it. */
export interface PersonDateRow {
  readonly number: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** `null`: nothing, or no longer kept. */
  readonly answer: DateAnswer | null;
}

/** Dates of conferences with names that a unit proposed to a person in a case, by begin. */
export async function datesOfPerson(
  tx: Tx,
  { personId, caseId, unitId }: PersonRecordQuestion,
): Promise<PersonDateRow[]> {
  return tx.query<PersonDateRow>(
    `SELECT c.number, s.starts_at AS "startsAt", s.ends_at AS "endsAt", v.answer
     FROM case_conference c
     JOIN date_proposal_slot s ON s.region_id = c.region_id AND s.conference_id = c.id
     LEFT JOIN date_vote v ON v.region_id = s.region_id AND v.slot_id = s.id AND v.holder_kind = 'PERSON'
       AND v.holder_id = $2
     WHERE c.region_id = $1 AND c.person_id = $2 AND c.case_id = $3 AND c.convener_unit_id = $4
       AND c.mode = 'IDENTIFIED'
     ORDER BY s.starts_at, c.number`,
    [tx.regionId, personId, caseId, unitId],
  );
}

const VOTED_BEFORE = `FROM date_vote WHERE region_id = $1 AND voted_at < $2::date
  AND slot_id IN (SELECT s.id FROM date_proposal_slot s WHERE s.region_id = $1 AND s.ends_at < $2::date)`;

const AWAY_BEFORE = `FROM absence WHERE region_id = $1 AND ends_at < $2::date`;

async function counted(tx: Tx, from: string, before: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(`SELECT count(*)::int AS count ${from}`, [
    tx.regionId,
    before,
  ]);
  return row?.count ?? 0;
}

async function removed(tx: Tx, from: string, before: string): Promise<number> {
  return (await tx.query(`DELETE ${from} RETURNING region_id`, [tx.regionId, before])).length;
}

/** How many votes on dates were given before a day, on dates that were over by then. */
export async function countVotes(tx: Tx, before: string): Promise<number> {
  return counted(tx, VOTED_BEFORE, before);
}

/** Forgets them. @returns How many. */
export async function deleteVotes(tx: Tx, before: string): Promise<number> {
  return removed(tx, VOTED_BEFORE, before);
}

/** How many absences of staff and interpreters ended before a day. */
export async function countAbsences(tx: Tx, before: string): Promise<number> {
  return counted(tx, AWAY_BEFORE, before);
}

/** Forgets them. @returns How many. */
export async function deleteAbsences(tx: Tx, before: string): Promise<number> {
  return removed(tx, AWAY_BEFORE, before);
}
