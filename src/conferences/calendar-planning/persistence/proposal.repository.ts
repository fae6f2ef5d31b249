import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import type {
  DateAnswer,
  DateVoterView,
  DateVoteView,
  Proposal,
  ProposalOutcome,
  ProposedSlot,
} from '../domain/proposal.js';

/** A proposal as it is written. */
export interface NewProposal extends Pick<Proposal, 'id' | 'conferenceId' | 'chairId' | 'recorderId'> {
  /** Instants, ISO 8601. */
  readonly proposedAt: string;
  readonly expiresAt: string;
  readonly slots: readonly Omit<ProposedSlot, 'votes'>[];
}

/** Writes a proposal with its dates and those who are asked. */
export async function insertProposal(tx: Tx, proposal: NewProposal): Promise<void> {
  const { id, conferenceId, slots } = proposal;
  await tx.query(
    `INSERT INTO date_proposal (region_id, id, conference_id, chair_id, recorder_id, proposed_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tx.regionId,
      id,
      conferenceId,
      proposal.chairId,
      proposal.recorderId,
      proposal.proposedAt,
      proposal.expiresAt,
    ],
  );
  await tx.query(
    `INSERT INTO date_proposal_slot
       (region_id, id, proposal_id, conference_id, starts_at, ends_at, room_id, interpreter_id)
     SELECT $1, s.id, $2, $3, s.starts_at, s.ends_at, s.room, s.interpreter
     FROM unnest($4::uuid[], $5::timestamptz[], $6::timestamptz[], $7::uuid[], $8::uuid[])
       AS s (id, starts_at, ends_at, room, interpreter)`,
    [
      tx.regionId,
      id,
      conferenceId,
      slots.map((slot) => slot.id),
      slots.map((slot) => slot.startsAt),
      slots.map((slot) => slot.endsAt),
      slots.map((slot) => slot.roomId),
      slots.map((slot) => slot.interpreterId),
    ],
  );
  const asked = slots.flatMap((slot) => slot.voters.map((voter) => ({ slotId: slot.id, ...voter })));
  await tx.query(
    `INSERT INTO date_proposal_voter (region_id, slot_id, staff_id, conference_id, proposal_id, unit_id)
     SELECT $1, v.slot, v.staff, $2, $3, v.unit FROM unnest($4::uuid[], $5::uuid[], $6::uuid[]) AS v (slot, staff, unit)`,
    [
      tx.regionId,
      conferenceId,
      id,
      asked.map(({ slotId }) => slotId),
      asked.map(({ staffId }) => staffId),
      asked.map(({ unitId }) => unitId),
    ],
  );
}

/** Ends the open proposal of a conference; nothing when there is none. */
export async function closeProposal(
  tx: Tx,
  conferenceId: ConferenceId,
  outcome: ProposalOutcome,
  at: string,
): Promise<void> {
  await tx.query(
    `UPDATE date_proposal SET closed_at = $3, outcome = $4
     WHERE region_id = $1 AND conference_id = $2 AND closed_at IS NULL`,
    [tx.regionId, conferenceId, at, outcome],
  );
}

/** Ends all proposals of a region whose time is over. */
export async function expireProposals(tx: Tx, at: string): Promise<void> {
  await tx.query(
    `UPDATE date_proposal SET closed_at = $2, outcome = 'EXPIRED'
     WHERE region_id = $1 AND closed_at IS NULL AND expires_at <= $2`,
    [tx.regionId, at],
  );
}

const PROPOSAL = `
  SELECT p.id, p.conference_id AS "conferenceId", p.chair_id AS "chairId", p.recorder_id AS "recorderId",
         p.proposed_at AS "proposedAt", p.expires_at AS "expiresAt", p.outcome FROM date_proposal p`;

/** The latest proposal of a conference that the actor may see; ended ones included. */
export async function latestProposal(tx: Tx, conferenceId: ConferenceId): Promise<Proposal | undefined> {
  const rows = await tx.query<Omit<Proposal, 'slots'>>(
    `${PROPOSAL} WHERE p.region_id = $1 AND p.conference_id = $2 ORDER BY p.proposed_at DESC, p.id DESC LIMIT 1`,
    [tx.regionId, conferenceId],
  );
  return (await withSlots(tx, rows))[0];
}

/** A proposal by its identifier. */
export async function proposalById(tx: Tx, id: string): Promise<Proposal | undefined> {
  const rows = await tx.query<Omit<Proposal, 'slots'>>(`${PROPOSAL} WHERE p.region_id = $1 AND p.id = $2`, [
    tx.regionId,
    id,
  ]);
  return (await withSlots(tx, rows))[0];
}

/**
 * Notes for proposals that ended that their end is told; at most 200 of a region at a time.
 *
 * @returns Those of which it is to be told: no newer one of the same conference followed.
 */
export async function takeUntold(tx: Tx, at: string): Promise<readonly string[]> {
  const rows = await tx.query<{ id: string; isReplaced: boolean }>(
    `UPDATE date_proposal p SET told_at = $2 WHERE p.region_id = $1 AND p.id IN (
       SELECT id FROM date_proposal WHERE region_id = $1 AND closed_at IS NOT NULL AND told_at IS NULL
       ORDER BY closed_at LIMIT 200 FOR UPDATE SKIP LOCKED)
     RETURNING p.id, EXISTS (
       SELECT FROM date_proposal n WHERE n.region_id = p.region_id AND n.conference_id = p.conference_id
         AND n.closed_at IS NULL) AS "isReplaced"`,
    [tx.regionId, at],
  );
  return rows.flatMap(({ id, isReplaced }) => (isReplaced ? [] : [id]));
}

/** The proposal that a date belongs to, as far as the actor may see it. */
export async function proposalOfSlot(tx: Tx, slotId: string): Promise<Proposal | undefined> {
  const rows = await tx.query<Omit<Proposal, 'slots'>>(
    `${PROPOSAL} WHERE p.region_id = $1
       AND p.id = (SELECT s.proposal_id FROM date_proposal_slot s WHERE s.region_id = $1 AND s.id = $2)`,
    [tx.regionId, slotId],
  );
  return (await withSlots(tx, rows))[0];
}

/**
 * Holds the proposal that a date belongs to until the transaction ends: whoever decides about its dates waits for the
 * votes that are being written, and no vote comes after the decision.
 */
export async function holdProposalOfSlot(tx: Tx, slotId: string, by: 'VOTE' | 'DECISION'): Promise<void> {
  await tx.query(
    `SELECT FROM date_proposal p WHERE p.region_id = $1
       AND p.id = (SELECT s.proposal_id FROM date_proposal_slot s WHERE s.region_id = $1 AND s.id = $2)
     FOR ${by === 'VOTE' ? 'SHARE' : 'NO KEY UPDATE'}`,
    [tx.regionId, slotId],
  );
}

/** Open proposals in which a staff member is asked, those that end first before the others; at most 100. */
export async function openProposalsOf(tx: Tx, staffId: StaffId, at: string): Promise<readonly Proposal[]> {
  const rows = await tx.query<Omit<Proposal, 'slots'>>(
    `${PROPOSAL} WHERE p.region_id = $1 AND p.closed_at IS NULL AND p.expires_at > $3 AND EXISTS (
       SELECT FROM date_proposal_voter v WHERE v.region_id = p.region_id AND v.proposal_id = p.id AND v.staff_id = $2)
     ORDER BY p.expires_at, p.id LIMIT 100`,
    [tx.regionId, staffId, at],
  );
  return withSlots(tx, rows);
}

/** Open proposals for conferences that name a person, as the person sees them. */
export async function openProposalsForPerson(
  tx: Tx,
  personId: string,
  at: string,
): Promise<readonly Proposal[]> {
  const rows = await tx.query<Omit<Proposal, 'slots'>>(
    `${PROPOSAL} JOIN case_conference c ON c.region_id = p.region_id AND c.id = p.conference_id
     WHERE p.region_id = $1 AND c.person_id = $2 AND c.mode = 'IDENTIFIED' AND p.closed_at IS NULL AND p.expires_at > $3
     ORDER BY p.expires_at, p.id LIMIT 100`,
    [tx.regionId, personId, at],
  );
  return withSlots(tx, rows);
}

async function withSlots(
  tx: Tx,
  proposals: readonly Omit<Proposal, 'slots'>[],
): Promise<readonly Proposal[]> {
  if (proposals.length === 0) return [];
  const ids = [tx.regionId, proposals.map(({ id }) => id)];
  const [slots, voters, votes] = await Promise.all([
    tx.query<Omit<ProposedSlot, 'voters' | 'votes'> & { proposalId: string }>(
      `SELECT id, proposal_id AS "proposalId", starts_at AS "startsAt", ends_at AS "endsAt", room_id AS "roomId",
              interpreter_id AS "interpreterId"
       FROM date_proposal_slot WHERE region_id = $1 AND proposal_id = ANY($2::uuid[]) ORDER BY starts_at, id`,
      ids,
    ),
    tx.query<DateVoterView & { slotId: string }>(
      `SELECT slot_id AS "slotId", staff_id AS "staffId", unit_id AS "unitId" FROM date_proposal_voter
       WHERE region_id = $1 AND proposal_id = ANY($2::uuid[]) ORDER BY unit_id NULLS FIRST, staff_id`,
      ids,
    ),
    tx.query<DateVoteView & { slotId: string }>(
      `SELECT v.slot_id AS "slotId", v.holder_kind AS "holderKind", v.holder_id AS "holderId", v.answer,
              v.voted_at AS "votedAt"
       FROM date_vote v JOIN date_proposal_slot s ON s.region_id = v.region_id AND s.id = v.slot_id
       WHERE v.region_id = $1 AND s.proposal_id = ANY($2::uuid[]) ORDER BY v.holder_kind, v.holder_id`,
      ids,
    ),
  ]);
  return proposals.map((proposal) => ({
    ...proposal,
    slots: slots
      .filter((slot) => slot.proposalId === proposal.id)
      .map((slot) => ({
        ...slot,
        voters: voters.filter(({ slotId }) => slotId === slot.id),
        votes: votes.filter(({ slotId }) => slotId === slot.id),
      })),
  }));
}

/** Conference of a proposal as those who are asked know it: number and subject, as on an invitation. */
export interface AskedConference {
  readonly id: ConferenceId;
  readonly number: string;
  readonly topic: string;
}

/**
 * Conferences for whose dates a staff member may still be asked: not once their body left the circle or they stopped
 * working for it, nor with a conflict of interest. Decided «von Amts wegen»: what is hidden must not let somebody in.
 */
export async function conferencesAsking(
  tx: Tx,
  staffId: StaffId,
  ids: readonly ConferenceId[],
  today: string,
): Promise<ReadonlyMap<ConferenceId, AskedConference>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.exOfficio(() =>
    tx.query<AskedConference>(
      `SELECT c.id, c.number, c.topic FROM case_conference c WHERE c.region_id = $1 AND c.id = ANY($3::uuid[])
         AND EXISTS (
           SELECT FROM date_proposal_voter v WHERE v.region_id = c.region_id AND v.conference_id = c.id AND v.staff_id = $2
             AND (v.unit_id IS NULL
               OR (EXISTS (SELECT FROM conference_participation p WHERE p.region_id = v.region_id
                           AND p.conference_id = v.conference_id AND p.unit_id = v.unit_id AND p.excluded_at IS NULL)
                   AND EXISTS (SELECT FROM staff_role r WHERE r.region_id = v.region_id AND r.staff_id = v.staff_id
                               AND r.unit_id = v.unit_id AND r.valid_from <= $4
                               AND (r.valid_until IS NULL OR r.valid_until >= $4))))
             AND NOT EXISTS (SELECT FROM conference_conflict k WHERE k.region_id = v.region_id
                             AND k.conference_id = v.conference_id AND k.withdrawn_at IS NULL
                             AND (k.staff_id = v.staff_id OR (k.staff_id IS NULL AND k.unit_id = v.unit_id))))`,
      [tx.regionId, staffId, ids, today],
    ),
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes what somebody says to a date, in place of what they said before. */
export async function writeVote(
  tx: Tx,
  vote: {
    readonly slotId: string;
    readonly conferenceId: ConferenceId;
    readonly holderKind: 'STAFF' | 'PERSON';
    readonly holderId: string;
    readonly answer: DateAnswer;
    readonly at: string;
  },
): Promise<void> {
  await tx.query(
    `INSERT INTO date_vote (region_id, slot_id, holder_kind, holder_id, conference_id, answer, voted_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT ON CONSTRAINT date_vote_pk DO UPDATE SET answer = excluded.answer, voted_at = excluded.voted_at`,
    [tx.regionId, vote.slotId, vote.holderKind, vote.holderId, vote.conferenceId, vote.answer, vote.at],
  );
}

/** Who is asked for which body on a date, as `scheduleConference` takes it. */
export function attendeesOf(
  slot: Pick<ProposedSlot, 'voters'>,
): readonly { readonly unitId: UnitId; readonly staffId: StaffId }[] {
  return slot.voters.flatMap(({ unitId, staffId }) => (unitId === null ? [] : [{ unitId, staffId }]));
}
