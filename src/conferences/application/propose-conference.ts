import { Injectable } from '@nestjs/common';
import { ok, type CaseId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import { ConferenceAccess } from './conference-access.js';
import type { ConferenceCommand } from './conduct-conference.js';
import { ConferenceService } from './conference-service.js';
import { RequestConference, type Convener, type RequestConferenceCommand } from './request-conference.js';

export interface ProposeConferenceCommand extends Omit<
  RequestConferenceCommand,
  'convenerUnitId' | 'programmeId'
> {
  readonly caseId: CaseId;
  /** Unit of the actor that proposes; it takes part in the case and does not lead it. */
  readonly proposingUnitId: UnitId;
}

/** A body that takes part in a case proposes a Fallkonferenz to the unit that leads it. */
@Injectable()
export class ProposeConference {
  constructor(
    private readonly commands: CommandRunner,
    private readonly relations: CaseRelations,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly request: RequestConference,
  ) {}

  /**
   * @returns Id of the proposed conference; the proposing unit is in its circle. Errors: those of `RequestConference`.
   * @throws {AccessDenied} the actor takes part in the case through no such unit, or the unit leads it.
   */
  async execute(principal: Principal, input: ProposeConferenceCommand) {
    return this.commands.run({ name: 'proposeConference', principal, input }, async (tx) => {
      const convener = await this.convener(tx, principal, input);
      const { proposingUnitId, participants, ...asked } = input;
      const isIn = participants.some(({ unitId }) => unitId === proposingUnitId);
      const circle = isIn
        ? participants
        : [...participants, { unitId: proposingUnitId, neededCategories: [] }];
      return this.request.convenedBy(tx, principal, { ...asked, participants: circle }, convener);
    });
  }

  /** The convener takes the proposal over: the consent check follows. Errors: the engine's. */
  async accept(principal: Principal, input: ConferenceCommand) {
    return this.commands.run({ name: 'acceptConferenceProposal', principal, input }, async (tx) => {
      const { conference, isConvener, actor } = await this.access.get(tx, input.conferenceId);
      if (!isConvener) throw new AccessDenied();
      const event = { type: 'PROPOSAL_ACCEPTED' };
      const sent = await this.service.send(tx, conference.id, event, actor, input.expectedRevision);
      return sent.ok ? ok({ conferenceId: conference.id }) : sent;
    });
  }

  private async convener(
    tx: Tx,
    principal: Principal,
    { caseId, proposingUnitId }: ProposeConferenceCommand,
  ): Promise<Convener> {
    const relation = await this.relations.get(tx, caseId);
    const { personId, leadUnitId, leadStaffId, unitIds } = relation;
    const takesPart = principal.kind === 'staff' && unitIds.includes(proposingUnitId);
    if (relation.isClosed || !takesPart || proposingUnitId === leadUnitId) throw new AccessDenied();
    return {
      personId,
      unitId: leadUnitId,
      staffId: leadStaffId,
      leadUnitId,
      proposedByUnitId: proposingUnitId,
    };
  }
}
