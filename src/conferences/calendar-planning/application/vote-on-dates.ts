import { Injectable } from '@nestjs/common';
import { err, ok, rejected } from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { calendarPlanningErrors } from '../domain/calendar-planning.errors.js';
import { isOpen, type DateAnswer, type Proposal } from '../domain/proposal.js';
import {
  conferencesAsking,
  holdProposalOfSlot,
  proposalOfSlot,
  writeVote,
} from '../persistence/proposal.repository.js';

export interface VoteOnDatesCommand {
  readonly idempotencyKey: string;
  readonly votes: readonly { readonly slotId: string; readonly answer: DateAnswer }[];
}

/** Those who would come say which of the proposed dates suit them; an earlier word is replaced. */
@Injectable()
export class VoteOnDates {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
  ) {}

  /**
   * @returns Errors: PROPOSAL_NOT_OPEN.
   * @throws {AccessDenied} the actor is not asked for one of the dates.
   */
  async execute(principal: Principal, input: VoteOnDatesCommand) {
    return this.commands.run({ name: 'voteOnConferenceDates', principal, input }, async (tx) => {
      const now = this.clock.now();
      for (const { slotId, answer } of input.votes) {
        await holdProposalOfSlot(tx, slotId, 'VOTE');
        const proposal = await proposalOfSlot(tx, slotId);
        const holder = proposal && (await this.holderOf(tx, principal, proposal, slotId));
        if (!proposal || !holder) throw new AccessDenied();
        if (!isOpen(proposal, new Date(now.epochMilliseconds)))
          return err(rejected(calendarPlanningErrors, 'PROPOSAL_NOT_OPEN'));
        const { conferenceId } = proposal;
        await writeVote(tx, { ...holder, slotId, conferenceId, answer, at: now.toString() });
      }
      return ok({ slotIds: input.votes.map(({ slotId }) => slotId) });
    });
  }

  private async holderOf(tx: Tx, principal: Principal, proposal: Proposal, slotId: string) {
    if (principal.kind === 'staff') {
      const slot = proposal.slots.find((one) => one.id === slotId);
      const isAsked = slot?.voters.some(({ staffId }) => staffId === principal.staffId) === true;
      if (!isAsked || principal.grants.length === 0) return undefined;
      const { conferenceId } = proposal;
      const today = this.clock.today().toString();
      const asking = await conferencesAsking(tx, principal.staffId, [conferenceId], today);
      return asking.has(conferenceId)
        ? ({ holderKind: 'STAFF', holderId: principal.staffId } as const)
        : undefined;
    }
    if (principal.kind !== 'person') return undefined;
    const standing = await this.access.find(tx, proposal.conferenceId, principal);
    // The person comes to conferences that name them; of others they know nothing by a date.
    return standing?.isClient === true && standing.conference.mode === 'IDENTIFIED'
      ? ({ holderKind: 'PERSON', holderId: principal.personId } as const)
      : undefined;
  }
}
