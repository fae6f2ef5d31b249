import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import { AccessDenied, Clock, isOnDuty, type Principal, type Tx } from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { byVotes, isOpen, type Proposal } from '../domain/proposal.js';
import {
  conferencesAsking,
  latestProposal,
  openProposalsForPerson,
  openProposalsOf,
  type AskedConference,
} from '../persistence/proposal.repository.js';

/** A proposal with number and subject of its conference. */
export interface AskedProposal extends Proposal {
  readonly conference: AskedConference;
}

/** Reads proposed dates: the convener with all votes, everybody else with their own. */
@Injectable()
export class DateProposals {
  constructor(
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
  ) {}

  /**
   * Latest proposal of a conference with the dates that suit most people first.
   *
   * @returns `undefined` when there is none.
   * @throws {AccessDenied} the actor does not convene it.
   */
  async ofConference(tx: Tx, id: ConferenceId): Promise<AskedProposal | undefined> {
    const standing = await this.access.get(tx, id);
    if (!standing.isConvener) throw new AccessDenied();
    const proposal = await latestProposal(tx, id);
    if (!proposal) return undefined;
    const slots = byVotes(proposal.slots);
    const isOver = proposal.outcome === null && !isOpen(proposal, this.now());
    const { number, topic } = standing.conference;
    const outcome = isOver ? 'EXPIRED' : proposal.outcome;
    return { ...proposal, slots, outcome, conference: { id, number, topic } };
  }

  /** Open proposals in which the actor is asked: the dates they are asked for, and what they said themselves. */
  async mine(tx: Tx, principal: Principal): Promise<readonly AskedProposal[]> {
    const at = this.clock.now().toString();
    if (principal.kind === 'person') {
      const proposals = await openProposalsForPerson(tx, principal.personId, at);
      const own = await Promise.all(
        proposals.map(async (proposal) => {
          const standing = await this.access.find(tx, proposal.conferenceId, principal);
          if (standing?.isClient !== true) return [];
          const { id, number, topic } = standing.conference;
          const conference = { id, number, topic };
          return [{ ...withOwnVotes(proposal, principal.personId), conference }];
        }),
      );
      return own.flat();
    }
    if (!isOnDuty(principal)) return [];
    const { staffId } = principal;
    const proposals = await openProposalsOf(tx, staffId, at);
    const ids = proposals.map(({ conferenceId }) => conferenceId);
    const asking = await conferencesAsking(tx, staffId, ids, this.clock.today().toString());
    return proposals.flatMap((proposal) => {
      const conference = asking.get(proposal.conferenceId);
      if (!conference) return [];
      const slots = proposal.slots.filter((slot) => slot.voters.some((voter) => voter.staffId === staffId));
      return [{ ...withOwnVotes({ ...proposal, slots }, staffId), conference }];
    });
  }

  private now(): Date {
    return new Date(this.clock.now().epochMilliseconds);
  }
}

/** Without the votes of the others, who shall not sway anybody. */
function withOwnVotes(proposal: Proposal, holderId: string): Proposal {
  const slots = proposal.slots.map((slot) => ({
    ...slot,
    votes: slot.votes.filter((vote) => vote.holderId === holderId),
  }));
  return { ...proposal, slots };
}
