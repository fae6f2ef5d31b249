import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type UnitId } from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../../platform/index.js';
import type { ConferenceStanding } from '../../application/conference-access.js';
import { findRemedy, remedyUntil } from '../domain/remedy.js';
import { recordErrors } from '../domain/record.errors.js';
import {
  DecisionAnswerRepository,
  type DecisionHead,
  type NotConfirmedReason,
} from '../persistence/decision-answer.repository.js';
import { RecordSteps } from './record-steps.js';
import { remedies } from './remedies.js';

export interface AnswerDecisionCommand {
  readonly idempotencyKey: string;
  readonly decisionId: string;
  readonly outcome: 'CONFIRMED' | 'NOT_CONFIRMED';
  /** Only when it is not confirmed. */
  readonly reason?: NotConfirmedReason | null;
}

export interface AddBescheidCommand {
  readonly idempotencyKey: string;
  readonly decisionId: string;
  /** File number or place where it is found; nothing of its content. */
  readonly reference: string;
  readonly issuedOn: string;
  readonly notifiedOn?: string | null;
  readonly remedy: string;
}

/** What a body with mandate says to a decision that was taken down for it, and where its Bescheid is found. */
@Injectable()
export class AnswerDecision {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly steps: RecordSteps,
    private readonly decisions: DecisionAnswerRepository,
  ) {}

  /**
   * Confirms a decision, or says that the body does not stand behind it. Nobody else can do that for the body.
   *
   * @returns Ids of conference and decision. Errors: DECISION_NOT_OPEN, DECISION_REASON_MISSING.
   * @throws {AccessDenied} the actor holds no mandate in the deciding body.
   */
  async answer(principal: Principal, input: AnswerDecisionCommand) {
    return this.commands.run({ name: 'answerConferenceDecision', principal, input }, async (tx) => {
      const { standing, head, staff } = await this.ownDecision(tx, principal, input.decisionId);
      const reason = input.reason ?? null;
      if ((input.outcome === 'NOT_CONFIRMED') !== (reason !== null))
        return err(rejected(recordErrors, 'DECISION_REASON_MISSING'));
      if (head.standing !== 'TO_BE_CONFIRMED') return err(rejected(recordErrors, 'DECISION_NOT_OPEN'));
      const at = this.clock.now().toString();
      const answer = { outcome: input.outcome, reason, by: staff.staffId, at };
      if (!(await this.decisions.insertAnswer(tx, head, answer)))
        return err(rejected(recordErrors, 'DECISION_NOT_OPEN'));
      await this.steps.note(tx, 'CONFERENCE_DECISION_ANSWERED', standing, { outcome: input.outcome });
      return ok({ conferenceId: head.conferenceId, decisionId: head.id });
    });
  }

  /**
   * Says where the Bescheid of a body is found and what can be done against it; the Bescheid itself is never stored.
   *
   * @returns Ids of conference and decision. Errors: BESCHEID_NOT_POSSIBLE, BESCHEID_DATES_WRONG, REMEDY_UNKNOWN,
   *   RECORD_TEXT_EMPTY, TEXT_NOT_ANONYMOUS.
   * @throws {AccessDenied} the actor holds no mandate in the deciding body.
   */
  async addBescheid(principal: Principal, input: AddBescheidCommand) {
    return this.commands.run({ name: 'addBescheidReference', principal, input }, async (tx) => {
      const { standing, head, staff } = await this.ownDecision(tx, principal, input.decisionId);
      if (head.standing !== 'TAKEN' && head.standing !== 'CONFIRMED')
        return err(rejected(recordErrors, 'BESCHEID_NOT_POSSIBLE'));
      const notifiedOn = input.notifiedOn ?? null;
      const today = this.clock.today().toString();
      const last = notifiedOn ?? input.issuedOn;
      if (last < input.issuedOn || last > today) return err(rejected(recordErrors, 'BESCHEID_DATES_WRONG'));
      const remedy = findRemedy(remedies, input.remedy, input.issuedOn);
      if (!remedy) return err(rejected(recordErrors, 'REMEDY_UNKNOWN'));
      const words = this.steps.wordsPossible(standing, [input.reference]);
      if (!words.ok) return words;
      await this.decisions.insertReference(tx, standing.conference, {
        decisionId: head.id,
        reference: input.reference,
        issuedOn: input.issuedOn,
        notifiedOn,
        remedy: remedy.code,
        remedyUntil: notifiedOn === null ? null : remedyUntil(remedy, notifiedOn),
        by: staff.staffId,
        at: this.clock.now().toString(),
      });
      await this.steps.note(tx, 'BESCHEID_REFERENCED', standing, { remedy: remedy.code });
      return ok({ conferenceId: head.conferenceId, decisionId: head.id });
    });
  }

  /** @throws {AccessDenied} no decision of a body in which the actor holds a mandate. */
  private async ownDecision(
    tx: Tx,
    principal: Principal,
    decisionId: string,
  ): Promise<{
    readonly standing: ConferenceStanding;
    readonly head: DecisionHead;
    readonly staff: StaffPrincipal;
  }> {
    const conferenceId = await this.decisions.conferenceOf(tx, decisionId);
    if (!conferenceId || principal.kind !== 'staff') throw new AccessDenied();
    const standing = await this.steps.get(tx, conferenceId);
    const head = (await this.decisions.heads(tx, conferenceId)).find(({ id }) => id === decisionId);
    if (head?.kind !== 'DECISION_OF_BODY' || head.unitId === null || !hasMandate(principal, head.unitId))
      throw new AccessDenied();
    if (!standing.unitIds.includes(head.unitId)) throw new AccessDenied();
    return { standing, head, staff: principal };
  }
}

function hasMandate({ grants }: StaffPrincipal, unitId: UnitId): boolean {
  return grants.some((grant) => grant.unitId === unitId && grant.mandate);
}
