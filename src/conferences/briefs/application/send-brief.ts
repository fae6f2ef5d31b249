import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import {
  err,
  ok,
  rejected,
  type CaseId,
  type ConferenceId,
  type DisclosureId,
  type PersonId,
  type Result,
  type RequestRejected,
  type StaffId,
  type UnitId,
} from '../../../kernel/index.js';
import {
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  newId,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import {
  attestationOf,
  conditionsKept,
  holdDisclosures,
  insertDisclosures,
  openCondition,
  sharingErrors,
  type ConditionsGiven,
} from '../../../sharing/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceService } from '../../application/conference-service.js';
import { briefErrors } from '../domain/brief.errors.js';
import { BriefRepository } from '../persistence/brief.repository.js';
import { BriefOffices } from './brief-offices.js';
import { BriefLines, type PlannedLines } from './brief-lines.js';
import { isUnblocked } from './conference-phase.js';
import { authorOf } from './write-brief.js';

export interface SendBriefCommand extends ConditionsGiven {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  /** Version that was looked at. */
  readonly expectedVersion: number;
  readonly toUnitIds: readonly UnitId[];
  /** Who sends read what the declarations exclude; left out: no. */
  readonly exclusionsConsidered?: boolean | null;
}

/** Conference with names, and whose it is. */
interface OfCase {
  readonly caseId: CaseId;
  readonly personId: PersonId;
  readonly fromUnitId: UnitId;
}

/** Sends the brief of a conference with names: to each body the lines it may learn, which the register keeps. */
@Injectable()
export class SendBrief {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly briefs: BriefRepository,
    private readonly lines: BriefLines,
    private readonly offices: BriefOffices,
  ) {}

  /**
   * What has no basis for a body is left out for it, without a word; what it has already is not registered again.
   *
   * @returns Id of the conference and how many lines were told. Errors: BRIEF_IS_ANONYMOUS, BRIEF_NOT_POSSIBLE_NOW,
   *   BRIEF_VERSION_OVERTAKEN, BRIEF_RECIPIENT_NOT_INVITED, BRIEF_NOTHING_TO_SEND, EXCLUSIONS_NOT_CONSIDERED,
   *   CONDITIONS_NOT_CONFIRMED, NECESSITY_MISSING.
   * @throws {AccessDenied} the actor does not work on cases in the convening unit.
   */
  async execute(principal: Principal, input: SendBriefCommand) {
    return this.commands.run({ name: 'sendBrief', principal, input }, async (tx) => {
      this.briefs.hold(tx, input.conferenceId);
      const standing = await this.access.get(tx, input.conferenceId);
      const sender = authorOf(principal, standing);
      const { conference } = standing;
      const { caseId, personId, convenerUnitId: fromUnitId } = conference;
      if (conference.mode === 'ANONYMISED' || caseId === null || personId === null)
        return err(rejected(briefErrors, 'BRIEF_IS_ANONYMOUS'));
      holdDisclosures(tx, caseId);
      const brief = await this.briefs.latest(tx, conference);
      const objection = await this.objection(tx, standing, input, brief?.version);
      if (objection || !brief) return err(rejected(briefErrors, objection ?? 'BRIEF_VERSION_OVERTAKEN'));
      const planned = await this.lines.plan(tx, standing, brief.id, input.toUnitIds);
      const open = this.open(planned, input, brief.sentAt !== null);
      if (!open.ok) return open;
      const told = await this.register(tx, { caseId, personId, fromUnitId }, planned, sender, input);
      this.briefs.markSent(tx, brief.id, new Date(this.clock.now().epochMilliseconds));
      return ok({ conferenceId: conference.id, told });
    });
  }

  private async objection(
    tx: Tx,
    { conference, participants }: ConferenceStanding,
    { toUnitIds, expectedVersion }: SendBriefCommand,
    version: number | undefined,
  ): Promise<keyof typeof briefErrors | undefined> {
    if (!(await isUnblocked(this.service, tx, conference.id))) return 'BRIEF_NOT_POSSIBLE_NOW';
    if (version !== expectedVersion) return 'BRIEF_VERSION_OVERTAKEN';
    const bodies = participants.map(({ unitId }) => unitId).filter((id) => id !== conference.convenerUnitId);
    // Chair and recorder need it too; the table decides for their units as for any other.
    const possible = [...bodies, ...(await this.offices.unitsFor(tx, conference))];
    return toUnitIds.every((id) => possible.includes(id)) ? undefined : 'BRIEF_RECIPIENT_NOT_INVITED';
  }

  private open(
    planned: readonly PlannedLines[],
    input: SendBriefCommand,
    wasSent: boolean,
  ): Result<true, RequestRejected> {
    const fresh = planned.flatMap((plan) => plan.fresh);
    const known = planned.flatMap((plan) => plan.known);
    if (fresh.length === 0 && (wasSent || known.length === 0))
      return err(rejected(briefErrors, 'BRIEF_NOTHING_TO_SEND'));
    const excludes = fresh.some(({ exclusions }) => exclusions.length > 0);
    if (excludes && input.exclusionsConsidered !== true)
      return err(rejected(sharingErrors, 'EXCLUSIONS_NOT_CONSIDERED'));
    const open = openCondition(
      fresh.flatMap(({ verdict }) => verdict.conditions),
      input,
    );
    return open ? err(rejected(sharingErrors, open)) : ok(true);
  }

  /** Writes the register. @returns How many lines. */
  private async register(
    tx: Tx,
    { caseId, personId, fromUnitId }: OfCase,
    planned: readonly PlannedLines[],
    decidedBy: StaffId,
    input: SendBriefCommand,
  ): Promise<number> {
    const at = this.clock.now();
    const actId = newId<string>(at);
    const lines = planned.flatMap(({ unit, fresh }) =>
      fresh.map(({ part, verdict, exclusions }) => ({
        id: newId<DisclosureId>(at),
        actId,
        caseId,
        personId,
        itemId: part.itemId,
        category: part.category,
        fromUnitId,
        toUnitId: unit.id,
        recipientFunction: unit.contactFunction,
        purpose: 'CONF' as const,
        channel: 'CONFERENCE' as const,
        contributionId: part.id,
        effect: verdict.decision.effect,
        row: verdict.decision.row,
        basis: verdict.decision.basis,
        tableVersion: verdict.decision.tableVersion,
        consentId: verdict.consentId,
        releaseId: verdict.releaseId,
        ...conditionsKept(verdict.conditions, input),
        exclusionsConsidered: exclusions.length > 0,
        decidedBy,
        disclosedAt: new Date(at.epochMilliseconds),
      })),
    );
    if (lines.length > 0) await insertDisclosures(tx, lines);
    await this.audit.record(tx, {
      action: 'BRIEF_SENT',
      objectType: 'disclosure',
      objectId: actId,
      caseId,
      unitId: fromUnitId,
      details: {
        toUnitIds: planned.map(({ unit }) => unit.id),
        purpose: 'CONF',
        lines: lines.map(attestationOf),
      },
    });
    accessMayHaveChanged(tx, { caseId });
    return lines.length;
  }
}
