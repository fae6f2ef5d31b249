import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ConferenceId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import { OralDisclosures, type ItemCategory, type Told } from '../../sharing/index.js';
import { conferenceErrors } from '../domain/conference.errors.js';
import { findRecordProgress, listDecisionIds } from '../persistence/record-progress.js';
import { ConferenceAccess, type ConferenceStanding } from './conference-access.js';
import { ConferenceService } from './conference-service.js';

export interface RegisterOralDisclosuresCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  readonly disclosures: readonly {
    readonly category: ItemCategory;
    readonly fromUnitId: UnitId;
    readonly toUnitIds: readonly UnitId[];
    /** Decision in which it was put down; left out: the common result. */
    readonly decisionId?: string | null;
  }[];
}

/** Leaf state in which a conference sits. */
const SITTING = 'case-conference.inSession';

/** The recorder takes down, by category, what body told which others in a sitting. */
@Injectable()
export class RegisterOralDisclosures {
  constructor(
    private readonly commands: CommandRunner,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly oral: OralDisclosures,
  ) {}

  /**
   * @returns Id of the conference, number of new lines, categories that nothing permitted. Errors: SITTING_NOT_BEGUN,
   *   ORAL_DISCLOSURE_NOT_POSSIBLE.
   * @throws {AccessDenied} the actor is not its recorder.
   */
  async execute(principal: Principal, input: RegisterOralDisclosuresCommand) {
    return this.commands.run({ name: 'registerOralDisclosures', principal, input }, async (tx) => {
      const standing = await this.access.get(tx, input.conferenceId);
      if (!standing.isRecorder || principal.kind !== 'staff') throw new AccessDenied();
      const { caseId, personId, mode } = standing.conference;
      const isHeld = mode === 'IDENTIFIED' && (await this.isHeld(tx, input.conferenceId));
      if (!isHeld || caseId === null || personId === null)
        return err(rejected(conferenceErrors, 'SITTING_NOT_BEGUN'));
      const told = toldBy(input);
      if (!(await this.isPossible(tx, standing, told)))
        return err(rejected(conferenceErrors, 'ORAL_DISCLOSURE_NOT_POSSIBLE'));
      const done = await this.oral.register(tx, { caseId, personId, registeredBy: principal.staffId, told });
      return ok({ conferenceId: input.conferenceId, ...done });
    });
  }

  private async isHeld(tx: Tx, id: ConferenceId): Promise<boolean> {
    if ((await findRecordProgress(tx, id)) !== undefined) return true;
    return (await this.service.process(tx, id)).activeStates.includes(SITTING);
  }

  private async isPossible(
    tx: Tx,
    { conference, participants }: ConferenceStanding,
    told: readonly Told[],
  ): Promise<boolean> {
    const bodies = new Set([conference.convenerUnitId, ...participants.map(({ unitId }) => unitId)]);
    const contributions = new Set<string>([conference.id, ...(await listDecisionIds(tx, conference.id))]);
    return told.every(
      ({ fromUnitId, toUnitId, contributionId }) =>
        fromUnitId !== toUnitId &&
        bodies.has(fromUnitId) &&
        bodies.has(toUnitId) &&
        contributions.has(contributionId),
    );
  }
}

function toldBy({ conferenceId, disclosures }: RegisterOralDisclosuresCommand): readonly Told[] {
  return disclosures.flatMap(({ category, fromUnitId, toUnitIds, decisionId }) =>
    toUnitIds.map((toUnitId) => ({
      category,
      fromUnitId,
      toUnitId,
      contributionId: decisionId ?? conferenceId,
    })),
  );
}
