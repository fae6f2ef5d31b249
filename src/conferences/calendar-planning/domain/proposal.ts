import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import type { ConferenceParticipant, ConferenceRow } from '../../domain/conference.js';

/** How a proposal ended. */
export type ProposalOutcome = 'FIXED' | 'WITHDRAWN' | 'EXPIRED';

/** What somebody may say to a proposed date. */
export const DATE_ANSWERS = ['YES', 'IF_NEEDED', 'NO'] as const;
/** What somebody said to a proposed date. */
export type DateAnswer = (typeof DATE_ANSWERS)[number];

/** A vote. */
export interface DateVoteView {
  readonly holderKind: 'STAFF' | 'PERSON';
  readonly holderId: string;
  readonly answer: DateAnswer;
  readonly votedAt: Date;
}

/** Who would come on a proposed date; without a body who chairs or records. */
export interface DateVoterView {
  readonly staffId: StaffId;
  readonly unitId: UnitId | null;
}

/** A proposed date. */
export interface ProposedSlot {
  readonly id: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly roomId: string | null;
  readonly interpreterId: string | null;
  readonly voters: readonly DateVoterView[];
  readonly votes: readonly DateVoteView[];
}

/** Dates proposed for a conference. */
export interface Proposal {
  readonly id: string;
  readonly conferenceId: ConferenceId;
  readonly chairId: StaffId;
  readonly recorderId: StaffId;
  readonly proposedAt: Date;
  readonly expiresAt: Date;
  readonly outcome: ProposalOutcome | null;
  /** In order of time. */
  readonly slots: readonly ProposedSlot[];
}

/** Whether dates may still be voted on and fixed. */
export function isOpen(proposal: Pick<Proposal, 'outcome' | 'expiresAt'>, now: Date): boolean {
  return proposal.outcome === null && proposal.expiresAt.getTime() > now.getTime();
}

/** Whether two of these times overlap, buffers included. */
export function overlapThemselves(
  times: readonly { readonly startsAt: Date; readonly endsAt: Date }[],
): boolean {
  const sorted = [...times].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime());
  return sorted.some((time, index) => {
    const next = sorted[index + 1];
    return next !== undefined && next.startsAt.getTime() < time.endsAt.getTime();
  });
}

/**
 * Proposed dates, the best first: by those who cannot, then by those who could if need be, then the earlier.
 * Whoever has not answered yet counts as neither.
 */
export function byVotes(slots: readonly ProposedSlot[]): readonly ProposedSlot[] {
  const count = (slot: ProposedSlot, answer: DateAnswer): number =>
    slot.votes.filter((vote) => vote.answer === answer).length;
  return [...slots].sort(
    (a, b) =>
      count(a, 'NO') - count(b, 'NO') ||
      count(a, 'IF_NEEDED') - count(b, 'IF_NEEDED') ||
      count(b, 'YES') - count(a, 'YES') ||
      a.startsAt.getTime() - b.startsAt.getTime(),
  );
}

/** Whether everybody who is invited to a date said that they can come: for every body somebody, and the person. */
export function everybodyAgreed(
  { voters, votes }: Pick<ProposedSlot, 'voters' | 'votes'>,
  {
    conference,
    participants,
  }: {
    readonly conference: Pick<ConferenceRow, 'mode' | 'personId'>;
    readonly participants: readonly Pick<ConferenceParticipant, 'unitId'>[];
  },
): boolean {
  const canCome = (kind: DateVoteView['holderKind'], id: string): boolean =>
    votes.some(
      ({ holderKind, holderId, answer }) => holderKind === kind && holderId === id && answer !== 'NO',
    );
  const { mode, personId } = conference;
  return (
    participants.every(({ unitId }) => voters.some((voter) => voter.unitId === unitId)) &&
    voters.every(({ staffId }) => canCome('STAFF', staffId)) &&
    (mode === 'ANONYMISED' || personId === null || canCome('PERSON', personId))
  );
}
