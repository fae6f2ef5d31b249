import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors, organisationType } from '../../directory/index.js';
import {
  err,
  ok,
  rejected,
  type CaseId,
  type ConsentId,
  type DataItemId,
  type UnitId,
} from '../../kernel/index.js';
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
  type ConsentGiver,
  type ConsentNotice,
  type ConsentOffer,
  type Decision,
  type SharingCategory,
} from '../domain/index.js';
import { insertConsent } from '../persistence/consent.repository.js';
import { currentConsentTexts } from '../texts/index.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { ConsentSeal } from './consent-seal.js';
import { EntrustedItems } from './entrusted-items.js';
import { OfferedItems } from './offered-items.js';
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
  /** Left out: the person. */
  readonly givenBy?: ConsentGiver | null | undefined;
  /** Entrusted item it is to be about; mandatory for who entrusted it and is not the person. */
  readonly entrustedItemId?: DataItemId | null | undefined;
  /** Items of the disclosing unit it is to open; what they brought along decides then what is needed. */
  readonly itemIds?: readonly DataItemId[] | null | undefined;
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
  readonly givenBy: ConsentGiver;
  readonly entrustedItemId: DataItemId | null;
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
    private readonly entrusted: EntrustedItems,
    private readonly offered: OfferedItems,
  ) {}

  /**
   * Consent is obtained by the body that wants to disclose, and only where the decision table asks for it.
   *
   * @returns Id of the consent. Errors: UNIT_UNKNOWN, CONSENT_TEXT_UNKNOWN, CONSENT_TEXT_CHANGED, CONSENT_NOT_NEEDED,
   *   NO_LEGAL_BASIS, RELEASE_NOT_NEEDED, CONSENT_NOT_BY_RECIPIENT, CONSENT_ONLY_SINGLE, CONSENT_PARTY_TOO_BROAD,
   *   SECTION_87_WARNING_MISSING, CONSENT_VALIDITY_NOT_POSSIBLE, CONSENT_VALIDITY_TOO_LONG, CONSENT_BEGINS_TOO_LATE,
   *   CATEGORY_NOT_OF_A_PERSON, CONSENT_INCOMPLETE, ENTRUSTED_ITEM_MISSING, ENTRUSTED_ITEM_NOT_FITTING,
   *   CONSENT_ITEMS_NOT_COVERED, and those of the engine.
   * @throws {AccessDenied} the disclosing unit does not take part in the case, or is not one of the actor's, or the actor does
   *   not see the entrusted item, or an item is not one of the disclosing unit.
   */
  async execute(principal: Principal, input: OfferConsentCommand) {
    return this.commands.run({ name: 'offerConsent', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (principal.kind !== 'staff' || !relation.unitIds.includes(input.discloserUnitId))
        throw new AccessDenied();
      // Who leaves beside it would find nothing to end, and the offer would stay open.
      const taking = await this.relations.holdParticipatingUnits(tx, input.caseId);
      if (!taking.includes(input.discloserUnitId)) throw new AccessDenied();
      const majorityOn =
        input.givenBy === 'ENTRUSTER' ? undefined : await this.majorityAhead(tx, input.caseId);
      const prepared = this.prepare(input, majorityOn);
      const named = await this.entrusted.named(tx, prepared);
      if (!named.ok) return named;
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
          givenBy: prepared.givenBy,
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
      givenBy: input.givenBy ?? 'PERSON',
      entrustedItemId: input.entrustedItemId ?? null,
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
    const ofItems = await this.offered.decisions(tx, { ...input, itemIds: input.itemIds ?? [] });
    if (!ofItems.ok) return ofItems.error;
    const decisions = [];
    for (const category of input.categories) {
      decisions.push(ofItems.value.get(category) ?? (await this.decide(tx, input, category)));
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

  private decide(tx: Tx, input: Prepared, category: SharingCategory): Promise<Decision> {
    return this.sharing.decide(tx, {
      fromUnitId: input.discloserUnitId,
      toUnitId: input.recipientUnitId,
      category,
      purpose: input.purpose,
      secrecyOrigin: input.entrustedItemId === null ? undefined : 'ENTRUSTED',
    });
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
      givenBy: input.givenBy,
      entrustedItemId: input.entrustedItemId,
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
