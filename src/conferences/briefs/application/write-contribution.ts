import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { CASE_ROLES } from '../../../cases/index.js';
import { err, ok, rejected, type ConferenceId, type Result, type UnitId } from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  hasRole,
  newId,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../../platform/index.js';
import { holdDisclosures, type ConditionsGiven, type ItemCategory } from '../../../sharing/index.js';
import { textNotAnonymous } from '../../application/anonymous-text.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceFacts } from '../../application/conference-facts.js';
import { ConferenceService } from '../../application/conference-service.js';
import { briefErrors } from '../domain/brief.errors.js';
import { ContributionRepository } from '../persistence/contribution.repository.js';
import { isAhead } from './conference-phase.js';
import { ContributionSharing, type ContributionRefusal } from './contribution-sharing.js';

export interface WriteContributionCommand extends ConditionsGiven {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  /** Body of the actor that contributes. */
  readonly unitId: UnitId;
  /** Version that is replaced; 0 for the first. */
  readonly expectedVersion: number;
  readonly text: string;
  /** What the text tells about the person; empty in a conference without names. */
  readonly categories: readonly ItemCategory[];
  /** Further bodies that receive it; the convening unit always does. */
  readonly toUnitIds: readonly UnitId[];
  readonly exclusionsConsidered?: boolean | null;
  /** Why the person must not read it beforehand: it would endanger somebody. */
  readonly withholdReason?: string | null;
}

/** A body contributes in writing; whom it tells what the register keeps. */
@Injectable()
export class WriteContribution {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly facts: ConferenceFacts,
    private readonly sharing: ContributionSharing,
    private readonly contributions: ContributionRepository,
  ) {}

  /**
   * @returns Id of the conference and the version. Errors: CONTRIBUTION_NOT_POSSIBLE, BRIEF_VERSION_OVERTAKEN,
   *   TEXT_NOT_ANONYMOUS, CONTRIBUTION_WITHOUT_BASIS, EXCLUSIONS_NOT_CONSIDERED, CONDITIONS_NOT_CONFIRMED,
   *   NECESSITY_MISSING.
   * @throws {AccessDenied} the unit does not take part, or is not one of the actor's.
   */
  async execute(principal: Principal, input: WriteContributionCommand) {
    return this.commands.run({ name: 'writeContribution', principal, input }, async (tx) => {
      this.contributions.hold(tx, input.conferenceId);
      const standing = await this.access.get(tx, input.conferenceId);
      const author = contributorOf(principal, standing, input.unitId);
      const { conference } = standing;
      if (!(await this.isPossible(tx, standing, input.unitId)))
        return err(rejected(briefErrors, 'CONTRIBUTION_NOT_POSSIBLE'));
      const before = (await this.contributions.latest(tx, conference)).find(
        ({ unitId }) => unitId === input.unitId,
      );
      if ((before?.version ?? 0) !== input.expectedVersion)
        return err(rejected(briefErrors, 'BRIEF_VERSION_OVERTAKEN'));
      const id = newId<string>();
      const shared = await this.share(tx, standing, { ...input, id }, author);
      if (!shared.ok) return shared;
      const { unitId, text, categories } = input;
      const version = input.expectedVersion + 1;
      await this.contributions.insert(tx, conference, {
        id,
        unitId,
        version,
        categories,
        text,
        writtenBy: author.staffId,
        writtenAt: new Date(this.clock.now().epochMilliseconds),
        withholdReason: input.withholdReason ?? null,
      });
      const { id: objectId } = conference;
      const details = { version, withheld: input.withholdReason != null };
      const action = 'CONTRIBUTION_WRITTEN';
      await this.audit.record(tx, { action, objectType: 'conference', objectId, unitId, details });
      await this.facts.changed(tx, objectId);
      return ok({ conferenceId: objectId, version });
    });
  }

  /** A body that is not cleared does not know whom it is about. */
  private async isPossible(
    tx: Tx,
    { conference, participants }: ConferenceStanding,
    unitId: UnitId,
  ): Promise<boolean> {
    if (!(await isAhead(this.service, tx, conference.id))) return false;
    if (conference.mode === 'ANONYMISED') return true;
    const blocks = await this.service.blocksToday(tx, conference, participants);
    return blocks.every((block) => block.unitId !== unitId);
  }

  private async share(
    tx: Tx,
    { conference, participants }: ConferenceStanding,
    input: WriteContributionCommand & { readonly id: string },
    author: StaffPrincipal,
  ): Promise<Result<true, ContributionRefusal>> {
    const { caseId, personId, mode, convenerUnitId } = conference;
    if (mode === 'ANONYMISED' || caseId === null || personId === null) {
      const named = textNotAnonymous([input.text, input.withholdReason ?? ''], []);
      if (named) return err(named);
      return input.categories.length === 0
        ? ok(true)
        : err(rejected(briefErrors, 'CONTRIBUTION_NOT_POSSIBLE'));
    }
    const bodies = participants.map(({ unitId }) => unitId);
    if (!input.toUnitIds.every((id) => bodies.includes(id)) || input.categories.length === 0)
      return err(rejected(briefErrors, 'CONTRIBUTION_WITHOUT_BASIS'));
    holdDisclosures(tx, caseId);
    const recipients = [...new Set([convenerUnitId, ...input.toUnitIds])].filter((id) => id !== input.unitId);
    return this.sharing.share(
      tx,
      { caseId, personId, fromUnitId: input.unitId },
      recipients,
      input,
      author.staffId,
    );
  }
}

/** @throws {AccessDenied} the unit does not take part, or the actor does not work on cases there. */
export function contributorOf(
  principal: Principal,
  { participants }: ConferenceStanding,
  unitId: UnitId,
): StaffPrincipal {
  const takesPart = participants.some((body) => body.unitId === unitId);
  if (principal.kind !== 'staff' || !takesPart || !hasRole(principal, CASE_ROLES, unitId))
    throw new AccessDenied();
  return principal;
}
