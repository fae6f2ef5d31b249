import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, type ConsentId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import { WorkflowEngine } from '../../workflow/index.js';
import {
  findConsent,
  writeEvidence,
  type ConsentEvidence,
  type ConsentView,
} from '../persistence/consent.repository.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { ConsentEvents } from './consent-events.js';
import { declarationActor } from './process-actor.js';

/** How an answer reached us. Revoking must be as easy as granting, so every channel counts. */
export type AnswerChannel = 'PORTAL' | 'ORAL' | 'LETTER' | 'STAFF';

export interface AnswerConsentCommand {
  readonly idempotencyKey: string;
  readonly consentId: ConsentId;
}

export interface GrantConsentCommand extends AnswerConsentCommand {
  readonly evidence: ConsentEvidence;
}

export interface RevokeConsentCommand extends AnswerConsentCommand {
  readonly channel: AnswerChannel;
}

/** What one answer does, beside moving the process. */
interface Answer {
  readonly command: string;
  readonly event: string;
  readonly payload: (consent: ConsentView, today: string) => Readonly<Record<string, string>>;
  readonly action: string;
  readonly evidence?: ConsentEvidence;
}

/** The person's answers to a consent or release: yes, no, no longer. A refusal is recorded too. */
@Injectable()
export class AnswerConsent {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly engine: WorkflowEngine,
    private readonly events: ConsentEvents,
  ) {}

  /**
   * Grants; by the person, or recorded by the disclosing unit from paper or a witnessed talk.
   *
   * @throws {AccessDenied} neither the person nor the disclosing unit.
   */
  grant(principal: Principal, input: GrantConsentCommand) {
    return this.answer(principal, input, {
      command: 'grantConsent',
      event: 'CONSENT_GRANTED',
      payload: (consent, today) => ({
        grantedOn: today,
        validUntil: consent.validUntil,
        form: input.evidence.form,
      }),
      action: 'CONSENT_GRANTED',
      evidence: input.evidence,
    });
  }

  /** Refuses; no disadvantage may follow. Same access as granting. */
  refuse(principal: Principal, input: AnswerConsentCommand) {
    return this.answer(principal, input, {
      command: 'refuseConsent',
      event: 'CONSENT_REFUSED',
      payload: (_consent, today) => ({ refusedOn: today }),
      action: 'CONSENT_REFUSED',
    });
  }

  /**
   * Revokes with effect for the future, without a reason (Art. 7 Abs. 3 DSGVO). Everything that rests on the consent
   * follows in the same transaction. Same access as granting.
   */
  revoke(principal: Principal, input: RevokeConsentCommand) {
    return this.answer(principal, input, {
      command: 'revokeConsent',
      event: 'CONSENT_REVOKED',
      payload: (_consent, today) => ({ revokedOn: today, channel: input.channel }),
      action: 'CONSENT_REVOKED',
    });
  }

  private async answer(principal: Principal, input: AnswerConsentCommand, answer: Answer) {
    return this.commands.run({ name: answer.command, principal, input }, async (tx) => {
      const { consent, relation } = await this.load(tx, input.consentId);
      if (answer.evidence) await writeEvidence(tx, consent.id, answer.evidence);
      const moved = await this.engine.send(tx, {
        processId: await this.processOf(tx, consent.id),
        event: { type: answer.event, payload: answer.payload(consent, this.clock.today().toString()) },
        actor: declarationActor(principal, relation, consent.discloserUnitId),
        at: this.clock.now(),
      });
      if (!moved.ok) return err(moved.error);
      await this.audit.record(tx, {
        action: answer.action,
        objectType: 'consent',
        objectId: consent.id,
        caseId: consent.caseId,
        ...(relation.isClient ? {} : { unitId: consent.discloserUnitId }),
      });
      const changed = await findConsent(tx, consent.id);
      if (changed) await this.events.changed(tx, changed);
      return ok({ consentId: consent.id });
    });
  }

  private async load(
    tx: Tx,
    id: ConsentId,
  ): Promise<{ readonly consent: ConsentView; readonly relation: CaseRelation }> {
    const consent = await findConsent(tx, id);
    if (!consent) throw new AccessDenied();
    const relation = await this.relations.get(tx, consent.caseId);
    if (!relation.isClient && !relation.unitIds.includes(consent.discloserUnitId)) throw new AccessDenied();
    return { consent, relation };
  }

  private async processOf(tx: Tx, consentId: ConsentId) {
    const [process] = await this.engine.findBySubject(tx, 'consent', consentId);
    if (!process) throw new Error('Consent without process');
    return process.id;
  }
}
