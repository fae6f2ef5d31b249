import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { DirectoryReader, organisationType } from '../../directory/index.js';
import { err, ok, rejected } from '../../kernel/index.js';
import { Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import {
  consentIncomplete,
  missingInGrant,
  sharingErrors,
  type ConsentEvidence,
  type ConsentIncomplete,
} from '../domain/index.js';
import { listEvidenceFiles } from '../persistence/consent-evidence.repository.js';
import { findConsent, writeEvidence, type ConsentView } from '../persistence/consent.repository.js';
import type { AnswerConsentCommand } from './answer-consent.js';
import { CaseRelations } from './case-relations.js';
import { ConsentEvents } from './consent-events.js';
import { ConsentSeal } from './consent-seal.js';
import { ConsentSteps, type FoundConsent } from './consent-steps.js';
import { EntrustedItems } from './entrusted-items.js';

export interface GrantConsentCommand extends AnswerConsentCommand {
  readonly evidence: ConsentEvidence;
}

const BERLIN = 'Europe/Berlin';
/** Place of a declaration that the person gives with their own login. */
const PORTAL = 'Portal';

/** Yes: given by the person, or recorded by the disclosing unit with evidence until the person confirms it. */
@Injectable()
export class GrantConsent {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly relations: CaseRelations,
    private readonly directory: DirectoryReader,
    private readonly events: ConsentEvents,
    private readonly seal: ConsentSeal,
    private readonly steps: ConsentSteps,
    private readonly entrusted: EntrustedItems,
  ) {}

  /**
   * A grant counts with all mandatory parts only; everything missing is named at once.
   *
   * @returns Id of the consent. Errors: CONSENT_INCOMPLETE, MEDIATION_LEVEL_TOO_LOW, CONSENT_GIVEN_AT_NOT_POSSIBLE, and
   *   those of the engine.
   * @throws {AccessDenied} neither the person nor the disclosing unit.
   */
  async execute(principal: Principal, input: GrantConsentCommand) {
    return this.commands.run({ name: 'grantConsent', principal, input }, async (tx) => {
      const found = await this.steps.loadToAnswer(tx, input.consentId);
      const { consent } = found;
      const givenAt = Temporal.Instant.from(input.evidence.givenAt ?? this.clock.now().toString());
      const givenOn = givenAt.toZonedDateTimeISO(BERLIN).toPlainDate().toString();
      // What is answered already is refused by its process.
      const objection =
        consent.state === 'OFFERED' ? await this.objection(tx, found, input, givenAt, givenOn) : undefined;
      if (objection) return err(objection);
      await this.keep(tx, principal, found, input.evidence, givenAt);
      const payload = { grantedOn: givenOn, validUntil: consent.validUntil, form: input.evidence.form };
      const actor = this.steps.actor(principal, found);
      const moved = await this.steps.move(tx, consent, 'GRANTED', payload, actor);
      if (!moved.ok) return err(moved.error);
      await this.steps.record(tx, found, 'CONSENT_GRANTED', { form: input.evidence.form });
      const changed = await findConsent(tx, consent.id);
      if (changed) await this.events.changed(tx, changed);
      return ok({ consentId: consent.id });
    });
  }

  private async objection(
    tx: Tx,
    { consent, relation }: FoundConsent,
    { evidence }: GrantConsentCommand,
    givenAt: Temporal.Instant,
    givenOn: string,
  ) {
    const offeredOn = Temporal.Instant.fromEpochMilliseconds(consent.offeredAt.getTime())
      .toZonedDateTimeISO(BERLIN)
      .toPlainDate()
      .toString();
    if (Temporal.Instant.compare(givenAt, this.clock.now()) > 0 || givenOn < offeredOn)
      return rejected(sharingErrors, 'CONSENT_GIVEN_AT_NOT_POSSIBLE');
    const missing = missingInGrant(evidence, {
      categories: consent.categories,
      isMinor: await this.isMinor(tx, consent, givenOn),
      byStaff: !relation.isClient,
      hasEvidenceFile: (await listEvidenceFiles(tx, consent.id)).length > 0,
    });
    if (missing.length > 0) return consentIncomplete(missing) satisfies ConsentIncomplete;
    const [recipient] = await this.directory.findUnits(tx, [consent.recipientUnitId]);
    const isPublic = recipient !== undefined && organisationType(recipient.type).isPublicBody;
    return isPublic && evidence.mediationLevel === 'LAY'
      ? rejected(sharingErrors, 'MEDIATION_LEVEL_TOO_LOW')
      : undefined;
  }

  /** Of somebody else who entrusted something only is known whether it was a child. */
  private async isMinor(tx: Tx, consent: ConsentView, on: string): Promise<boolean> {
    const { givenBy, entrustedItemId, caseId } = consent;
    if (givenBy === 'PERSON') return ((await this.relations.majorityOn(tx, caseId)) ?? '') > on;
    return entrustedItemId !== null && this.entrusted.isOfChild(tx, entrustedItemId);
  }

  private async keep(
    tx: Tx,
    principal: Principal,
    { consent }: FoundConsent,
    evidence: ConsentEvidence,
    givenAt: Temporal.Instant,
  ): Promise<void> {
    await writeEvidence(tx, consent.id, {
      form: evidence.form,
      teachBack: evidence.teachBack,
      mediationLevel: evidence.mediationLevel,
      copyHandedOver: evidence.copyHandedOver,
      capacity: evidence.capacity ?? 'OF_AGE',
      placeSealed: await this.seal.sealPlace(
        tx,
        consent.personId,
        consent.id,
        (evidence.place ?? '').trim() || PORTAL,
      ),
      givenAt: givenAt.toString(),
      circumstancesSealed: await this.seal.sealCircumstances(tx, consent.personId, consent.id, evidence),
      recordedBy: principal.kind === 'staff' ? principal.staffId : null,
    });
  }
}
