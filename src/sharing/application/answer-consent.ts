import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ConsentId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import { sharingErrors, type ConsentStep } from '../domain/index.js';
import { findConsent, writeConfirmation, writeExplanation } from '../persistence/consent.repository.js';
import { objectionToText, type ShownText } from '../domain/consent-text.js';
import { currentConsentTexts } from '../texts/index.js';
import { ConsentEvents } from './consent-events.js';
import { ConsentSteps, type FoundConsent } from './consent-steps.js';

/** How an answer reached us. Revoking must be as easy as granting, so every channel counts. */
export type AnswerChannel = 'PORTAL' | 'ORAL' | 'LETTER' | 'STAFF';

export interface AnswerConsentCommand {
  readonly idempotencyKey: string;
  readonly consentId: ConsentId;
}

export interface RevokeConsentCommand extends AnswerConsentCommand {
  readonly channel: AnswerChannel;
}

export interface ExplainConsentCommand extends AnswerConsentCommand, Omit<ShownText, 'kind'> {}

/** One answer: which step, and what it carries. */
interface Answer {
  readonly command: string;
  readonly step: ConsentStep;
  readonly payload: Readonly<Record<string, string>>;
  readonly load: (tx: Tx, id: ConsentId) => Promise<FoundConsent>;
  readonly details?: Readonly<Record<string, string>>;
}

/** The person's answers that need no evidence: no, not now, no longer. A refusal is recorded too. */
@Injectable()
export class AnswerConsent {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly events: ConsentEvents,
    private readonly steps: ConsentSteps,
  ) {}

  /**
   * Refuses; no disadvantage may follow.
   *
   * @throws {AccessDenied} neither the person nor the disclosing unit.
   */
  refuse(principal: Principal, input: AnswerConsentCommand) {
    return this.answer(principal, input, {
      command: 'refuseConsent',
      step: 'REFUSED',
      payload: { refusedOn: this.today() },
      load: (tx, id) => this.steps.loadToAnswer(tx, id),
    });
  }

  /** “Not now”: nothing is decided, and it is explained again later. Same access as refusing. */
  defer(principal: Principal, input: AnswerConsentCommand) {
    return this.answer(principal, input, {
      command: 'deferConsent',
      step: 'DEFERRED',
      payload: {},
      load: (tx, id) => this.steps.loadToAnswer(tx, id),
    });
  }

  /**
   * Revokes with effect for the future, without a reason (Art. 7 Abs. 3 DSGVO). Everything that rests on the consent
   * follows in the same transaction. The person revokes with their own login; staff of any body of the case take the
   * revocation down.
   *
   * @throws {AccessDenied} neither the person nor a body of the case.
   */
  revoke(principal: Principal, input: RevokeConsentCommand) {
    return this.answer(principal, input, {
      command: 'revokeConsent',
      step: 'REVOKED',
      payload: { revokedOn: this.today(), channel: input.channel },
      load: (tx, id) => this.steps.loadToRevoke(tx, id),
      details: { channel: input.channel },
    });
  }

  /**
   * Explains again what was put off, with the text in force; by the disclosing unit.
   *
   * @returns Id of the consent. Errors: CONSENT_TEXT_UNKNOWN, CONSENT_TEXT_CHANGED, and those of the engine.
   */
  async explain(principal: Principal, input: ExplainConsentCommand) {
    return this.commands.run({ name: 'explainConsent', principal, input }, async (tx) => {
      const found = await this.steps.loadToAnswer(tx, input.consentId);
      if (principal.kind !== 'staff') throw new AccessDenied();
      const code = objectionToText(currentConsentTexts, { ...input, kind: found.consent.kind });
      if (code) return err(rejected(sharingErrors, code));
      await writeExplanation(tx, found.consent.id, { ...input, explainedBy: principal.staffId });
      const payload = { explainedOn: this.today(), language: input.language };
      const actor = this.steps.actor(principal, found);
      const moved = await this.steps.move(tx, found.consent, 'EXPLAINED', payload, actor);
      if (!moved.ok) return err(moved.error);
      await this.steps.record(tx, found, 'CONSENT_EXPLAINED', { language: input.language });
      return ok({ consentId: found.consent.id });
    });
  }

  /**
   * The person says with their own login that the grant which staff recorded is theirs. Who contests it revokes.
   *
   * @returns Id of the consent. Errors: CONSENT_NOT_TO_BE_CONFIRMED.
   * @throws {AccessDenied} anybody but the person.
   */
  async confirm(principal: Principal, input: AnswerConsentCommand) {
    return this.commands.run({ name: 'confirmConsent', principal, input }, async (tx) => {
      const found = await this.steps.loadToAnswer(tx, input.consentId);
      if (!found.relation.isClient) throw new AccessDenied();
      if (!found.consent.toBeConfirmed) return err(rejected(sharingErrors, 'CONSENT_NOT_TO_BE_CONFIRMED'));
      await writeConfirmation(tx, found.consent.id, this.clock.now().toString());
      await this.steps.record(tx, found, 'CONSENT_CONFIRMED');
      return ok({ consentId: found.consent.id });
    });
  }

  private async answer(principal: Principal, input: AnswerConsentCommand, answer: Answer) {
    return this.commands.run({ name: answer.command, principal, input }, async (tx) => {
      const found = await answer.load(tx, input.consentId);
      const actor = this.steps.actor(principal, found);
      const moved = await this.steps.move(tx, found.consent, answer.step, answer.payload, actor);
      if (!moved.ok) return err(moved.error);
      const contested = answer.step === 'REVOKED' && found.relation.isClient && found.consent.toBeConfirmed;
      const details = { ...answer.details, ...(contested ? { contested } : {}) };
      await this.steps.record(tx, found, `CONSENT_${answer.step}`, details);
      const changed = await findConsent(tx, found.consent.id);
      // What ends a consent has told it already, in its process.
      if (changed && answer.step !== 'REVOKED') await this.events.changed(tx, changed);
      return ok({ consentId: found.consent.id });
    });
  }

  private today(): string {
    return this.clock.today().toString();
  }
}
