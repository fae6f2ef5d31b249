import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors, organisationType } from '../../directory/index.js';
import { err, ok, rejected, type CaseId, type ConsentId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, newId, type Principal, type Tx } from '../../platform/index.js';
import { WorkflowEngine } from '../../workflow/index.js';
import { objectionToOffer, sharingErrors, type ConsentOffer } from '../domain/index.js';
import { insertConsent } from '../persistence/consent.repository.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { declarationActor } from './process-actor.js';
import { SharingService } from './sharing-service.js';

/** Version of the consent texts that are shown; a new wording is a new version. */
export const CONSENT_TEXT_VERSION = '2026-11-1';

export interface OfferConsentCommand extends Omit<ConsentOffer, 'recipientType' | 'recipientIsPublicBody'> {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  /** Unit of the actor that would disclose. */
  readonly discloserUnitId: UnitId;
  readonly recipientUnitId: UnitId;
  /** Function at the recipient that receives, e.g. `Leistungssachbearbeitung`. */
  readonly recipientFunction: string;
  /** What is not covered, in the person's words. */
  readonly exclusions?: string | null;
  /** Language of the text that was shown, BCP 47. */
  readonly language: string;
}

/** Puts a consent or a release from confidentiality before the person: one discloser, one recipient, one purpose. */
@Injectable()
export class OfferConsent {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly sharing: SharingService,
    private readonly engine: WorkflowEngine,
  ) {}

  /**
   * Consent is obtained by the body that wants to disclose, and only where the decision table asks for it.
   *
   * @returns Id of the consent. Errors: UNIT_UNKNOWN, CONSENT_NOT_NEEDED, NO_LEGAL_BASIS, RELEASE_NOT_NEEDED,
   *   CONSENT_ONLY_SINGLE, SECTION_87_WARNING_MISSING, CONSENT_VALIDITY_NOT_POSSIBLE, CONSENT_VALIDITY_TOO_LONG,
   *   CONSENT_BEGINS_TOO_LATE, CATEGORY_NOT_OF_A_PERSON, and those of the engine.
   * @throws {AccessDenied} the disclosing unit does not take part in the case, or is not one of the actor's.
   */
  async execute(principal: Principal, input: OfferConsentCommand) {
    return this.commands.run({ name: 'offerConsent', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (principal.kind !== 'staff' || !relation.unitIds.includes(input.discloserUnitId))
        throw new AccessDenied();
      const objection = await this.objection(tx, input);
      if (objection) return err(objection);
      const consentId = await this.insert(tx, input, relation, principal.staffId);
      const explained = await this.explain(tx, principal, relation, consentId, input);
      if (!explained.ok) return explained;
      await this.audit.record(tx, {
        action: 'CONSENT_OFFERED',
        objectType: 'consent',
        objectId: consentId,
        caseId: input.caseId,
        unitId: input.discloserUnitId,
        details: {
          recipientUnitId: input.recipientUnitId,
          categories: [...input.categories],
          purpose: input.purpose,
        },
      });
      return ok({ consentId });
    });
  }

  /** The process begins with the explanation: nothing is put before a person unexplained. */
  private async explain(
    tx: Tx,
    principal: Principal,
    relation: CaseRelation,
    consentId: ConsentId,
    input: OfferConsentCommand,
  ) {
    const at = this.clock.now();
    const actor = declarationActor(principal, relation, input.discloserUnitId);
    const started = await this.engine.start(tx, {
      key: 'consent',
      subject: { type: 'consent', id: consentId },
      caseId: input.caseId,
      context: { validUntil: input.validUntil },
      at,
      actor,
    });
    if (!started.ok) return started;
    return this.engine.send(tx, {
      processId: started.value.id,
      event: {
        type: 'CONSENT_EXPLAINED',
        payload: { explainedOn: this.clock.today().toString(), language: input.language },
      },
      at,
      actor,
    });
  }

  private async objection(tx: Tx, input: OfferConsentCommand) {
    const [recipient] = await this.directory.findUnits(tx, [input.recipientUnitId]);
    if (!recipient || recipient.id === input.discloserUnitId)
      return rejected(directoryErrors, 'UNIT_UNKNOWN');
    const decisions = [];
    for (const category of input.categories) {
      decisions.push(
        await this.sharing.decide(tx, {
          fromUnitId: input.discloserUnitId,
          toUnitId: input.recipientUnitId,
          category,
          purpose: input.purpose,
        }),
      );
    }
    const code = objectionToOffer(
      {
        ...input,
        recipientType: recipient.type,
        recipientIsPublicBody: organisationType(recipient.type).isPublicBody,
      },
      decisions,
      this.clock.today().toString(),
    );
    return code === undefined ? undefined : rejected(sharingErrors, code);
  }

  private async insert(
    tx: Tx,
    input: OfferConsentCommand,
    relation: CaseRelation,
    offeredBy: Parameters<typeof insertConsent>[1]['offeredBy'],
  ): Promise<ConsentId> {
    const at = this.clock.now();
    const id = newId<ConsentId>(at);
    await insertConsent(tx, {
      id,
      kind: input.kind,
      caseId: input.caseId,
      personId: relation.personId,
      discloserUnitId: input.discloserUnitId,
      recipientUnitId: input.recipientUnitId,
      recipientFunction: input.recipientFunction,
      categories: input.categories,
      exclusions: input.exclusions ?? null,
      section87Warned: input.section87Warned,
      purpose: input.purpose,
      recurrence: input.recurrence,
      validFrom: input.validFrom,
      validUntil: input.validUntil,
      textVersion: CONSENT_TEXT_VERSION,
      language: input.language,
      offeredBy,
      offeredAt: at.toString(),
    });
    return id;
  }
}
