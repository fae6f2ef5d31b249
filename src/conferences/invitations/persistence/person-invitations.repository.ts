import type { Tx } from '../../../platform/index.js';
import type { PersonRecordQuestion } from '../../../sharing/index.js';
import type { InvitationAnswer } from '../domain/read-reply.js';

/** Invitation of a person, as it stands now. */
export interface PersonInvitationRow {
  readonly number: string;
  readonly topic: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly cancelled: boolean;
  readonly answer: InvitationAnswer | null;
}

/** Invitations of a person to conferences that a unit convenes in a case, by begin. */
export async function listInvitationsOfPerson(
  tx: Tx,
  { personId, caseId, unitId }: PersonRecordQuestion,
): Promise<PersonInvitationRow[]> {
  return tx.query<PersonInvitationRow>(
    `SELECT c.number, c.topic, v.starts_at AS "startsAt", v.ends_at AS "endsAt", v.cancelled OR i.removed AS cancelled,
            i.answer
     FROM conference_invitee i
     JOIN conference_invitation v ON v.region_id = i.region_id AND v.conference_id = i.conference_id
     JOIN case_conference c ON c.region_id = v.region_id AND c.id = v.conference_id
     WHERE i.region_id = $1 AND i.holder_kind = 'PERSON' AND i.holder_id = $2 AND c.case_id = $3
       AND c.convener_unit_id = $4
     ORDER BY v.starts_at, c.number`,
    [tx.regionId, personId, caseId, unitId],
  );
}

/** Whether a unit led the case or invited the person in it, so that it holds their address. */
export async function needsAddress(
  tx: Tx,
  { personId, caseId, unitId }: PersonRecordQuestion,
): Promise<boolean> {
  const rows = await tx.query(
    `SELECT 1 FROM case_participation p
     WHERE p.region_id = $1 AND p.case_id = $3 AND p.unit_id = $4 AND p.relation = 'LEAD'
     UNION ALL
     SELECT 1 FROM conference_invitee i
     JOIN case_conference c ON c.region_id = i.region_id AND c.id = i.conference_id
     WHERE i.region_id = $1 AND i.holder_kind = 'PERSON' AND i.holder_id = $2 AND c.case_id = $3
       AND c.convener_unit_id = $4
     LIMIT 1`,
    [tx.regionId, personId, caseId, unitId],
  );
  return rows.length > 0;
}
