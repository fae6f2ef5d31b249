import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors, organisationType } from '../../directory/index.js';
import { err, ok, rejected, type CaseId, type ConsentId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, newId, type Principal, type Tx } from '../../platform/index.js';
import { WorkflowEngine } from '../../workflow/index.js';
import {
  consentDefinition,
  consentEvent,
  consentIncomplete,
  expiryEventOf,
  latestEnd,
  missingInOffer,
  objectionToOffer,
  objectionToText,
  sharingErrors,
  type ConsentNotice,
  type ConsentOffer,
} from '../domain/index.js';
import { insertConsent } from '../persistence/consent.repository.js';
import { currentConsentTexts } from '../texts/index.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { ConsentSeal } from './consent-seal.js';
import { declarationActor } from './process-actor.js';
import { SharingService } from './sharing-service.js';

export interface OfferConsentCommand extends Omit<
  ConsentOffer,
  'discloserType' | 'recipientType' | 'recipientIsPublicBody' | 'majorityOn' | 'validFrom' | 'validUntil'
> {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  /** Unit of the actor that would disclose. */
  readonly discloserUnitId: UnitId;
  readonly recipientUnitId: UnitId;
  /** Calendar dates; left out: from today, as long as possible. */
  readonly validFrom?: string | null | undefined;
  readonly validUntil?: string | null | undefined;
  /** What is not covered, in the person's words. */
  readonly exclusions?: string | null;
  /** What the person was told. */
  readonly notices: readonly ConsentNotice[];
  /** Version, hash and language (BCP 47) of the text that was shown. */
  readonly textVersion: string;
  readonly textHash: string;
  readonly language: string;
}

/** The command with everything that follows from it. */
interface Prepared extends OfferConsentCommand {
  readonly validFrom: string;
  readonly validUntil: string;
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
    private readonly seal: ConsentSeal,
  ) {}

  /**
   * Consent is obtained by the body that wants to disclose, and only where the decision table asks for it.
   *
   * @returns Id of the consent. Errors: UNIT_UNKNOWN, CONSENT_TEXT_UNKNOWN, CONSENT_TEXT_CHANGED, CONSENT_NOT_NEEDED,
   *   NO_LEGAL_BASIS, RELEASE_NOT_NEEDED, CONSENT_NOT_BY_RECIPIENT, CONSENT_ONLY_SINGLE, CONSENT_PARTY_TOO_BROAD,
   *   SECTION_87_WARNING_MISSING, CONSENT_VALIDITY_NOT_POSSIBLE, CONSENT_VALIDITY_TOO_LONG, CONSENT_BEGINS_TOO_LATE,
   *   CATEGORY_NOT_OF_A_PERSON, CONSENT_INCOMPLETE, and those of the engine.
   * @throws {AccessDenied} the disclosing unit does not take part in the case, or is not one of the actor's.
   */
  async execute(principal: Principal, input: OfferConsentCommand) {
    return this.commands.run({ name: 'offerConsent', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (principal.kind !== 'staff' || !relation.unitIds.includes(input.discloserUnitId))
        throw new AccessDenied();
      const majorityOn = await this.majorityAhead(tx, input.caseId);
      const prepared = this.prepare(input, majorityOn);
      const objection = await this.objection(tx, prepared, majorityOn);
      if (objection) return err(objection);
      const consentId = await this.insert(tx, prepared, relation, principal.staffId);
      const explained = await this.explain(tx, principal, relation, consentId, prepared);
      if (!explained.ok) return explained;
      await this.audit.record(tx, {
        action: 'CONSENT_OFFERED',
        objectType: 'consent',
        objectId: consentId,
        caseId: input.caseId,
        unitId: input.discloserUnitId,
        details: {
          kind: input.kind,
          recipientUnitId: input.recipientUnitId,
          categories: [...input.categories],
          purpose: input.purpose,
        },
      });
      return ok({ consentId });
    });
  }

  /** Day on which the person comes of age, as long as it lies ahead. */
  private async majorityAhead(tx: Tx, caseId: CaseId): Promise<string | undefined> {
    const majorityOn = await this.relations.majorityOn(tx, caseId);
    return majorityOn !== undefined && majorityOn > this.clock.today().toString() ? majorityOn : undefined;
  }

  private prepare(input: OfferConsentCommand, majorityOn: string | undefined): Prepared {
    const validFrom = input.validFrom ?? this.clock.today().toString();
    return {
      ...input,
      validFrom,
      validUntil: input.validUntil ?? latestEnd({ ...input, validFrom, majorityOn }),
    };
  }

  /** The process begins with the explanation: nothing is put before a person unexplained. */
  private async explain(
    tx: Tx,
    principal: Principal,
    relation: CaseRelation,
    consentId: ConsentId,
    input: Prepared,
  ) {
    const at = this.clock.now();
    const actor = declarationActor(principal, relation, input.discloserUnitId);
    const started = await this.engine.start(tx, {
      key: consentDefinition(input.kind),
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
        type: consentEvent(input.kind, 'EXPLAINED'),
        payload: { explainedOn: this.clock.today().toString(), language: input.language },
      },
      at,
      actor,
    });
  }

  private async objection(tx: Tx, input: Prepared, majorityOn: string | undefined) {
    const units = await this.directory.findUnits(tx, [input.discloserUnitId, input.recipientUnitId]);
    const discloser = units.find(({ id }) => id === input.discloserUnitId);
    const recipient = units.find(({ id }) => id === input.recipientUnitId);
    if (!discloser || !recipient || recipient.id === discloser.id)
      return rejected(directoryErrors, 'UNIT_UNKNOWN');
    const otherText = objectionToText(currentConsentTexts, input);
    if (otherText) return rejected(sharingErrors, otherText);
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
        majorityOn,
        discloserType: discloser.type,
        recipientType: recipient.type,
        recipientIsPublicBody: organisationType(recipient.type).isPublicBody,
      },
      decisions,
      this.clock.today().toString(),
    );
    if (code !== undefined) return rejected(sharingErrors, code);
    const missing = missingInOffer(input);
    return missing.length === 0 ? undefined : consentIncomplete(missing);
  }

  private async insert(
    tx: Tx,
    input: Prepared,
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
      secretBearer: input.kind === 'CONFIDENTIALITY_RELEASE' ? (input.secretBearer ?? null) : null,
      categories: input.categories,
      exclusionsSealed: await this.seal.sealExclusions(tx, relation.personId, id, input.exclusions ?? ''),
      notices: input.notices,
      section87Warned: input.section87Warned,
      purpose: input.purpose,
      recurrence: input.recurrence,
      validFrom: input.validFrom,
      validUntil: input.validUntil,
      expiryEvent: expiryEventOf(input),
      textVersion: input.textVersion,
      textHash: input.textHash,
      language: input.language,
      supersedesConsentId: null,
      offeredBy,
      offeredAt: at.toString(),
    });
    return id;
  }
}
