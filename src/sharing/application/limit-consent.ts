import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type ConsentId } from '../../kernel/index.js';
import { Clock, CommandRunner, newId, type Principal, type Tx } from '../../platform/index.js';
import { systemActor, WorkflowEngine, type ProcessActor } from '../../workflow/index.js';
import { consentDefinition, sharingErrors, type SharingCategory } from '../domain/index.js';
import {
  copyEvidence,
  findConsent,
  insertConsent,
  type ConsentView,
} from '../persistence/consent.repository.js';
import type { AnswerConsentCommand } from './answer-consent.js';
import { ConsentEvents } from './consent-events.js';
import { ConsentSeal } from './consent-seal.js';
import { ConsentSteps } from './consent-steps.js';
import { DisclosureEffects } from './disclosure-effects.js';

export interface LimitConsentCommand extends AnswerConsentCommand {
  /** What may still be passed on; left out: as before. */
  readonly categories?: readonly SharingCategory[] | null | undefined;
  /** Earlier last day, calendar date; left out: as before. */
  readonly validUntil?: string | null | undefined;
  /** What is not covered any more, in the person's words; added to what was excluded before. */
  readonly exclusions?: string | null | undefined;
}

/**
 * Less than before: a narrower declaration takes the place of the present one in the same moment. It needs no new
 * evidence, because it takes back a part and adds nothing. What was disclosed goes on under it, except where the person
 * excludes something in words: then each item stays masked until the discloser approved it again with these words.
 */
@Injectable()
export class LimitConsent {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly engine: WorkflowEngine,
    private readonly events: ConsentEvents,
    private readonly seal: ConsentSeal,
    private readonly steps: ConsentSteps,
    private readonly disclosures: DisclosureEffects,
  ) {}

  /**
   * @returns Id of the narrower consent. Errors: CONSENT_NOT_NARROWER, CONSENT_VALIDITY_NOT_POSSIBLE, and those of the
   *   engine.
   * @throws {AccessDenied} neither the person nor the disclosing unit.
   */
  async execute(principal: Principal, input: LimitConsentCommand) {
    return this.commands.run({ name: 'limitConsent', principal, input }, async (tx) => {
      const found = await this.steps.loadToAnswer(tx, input.consentId);
      const { consent } = found;
      const today = this.clock.today().toString();
      if (!isNarrower(consent, input)) return err(rejected(sharingErrors, 'CONSENT_NOT_NARROWER'));
      if ((input.validUntil ?? consent.validUntil) < today)
        return err(rejected(sharingErrors, 'CONSENT_VALIDITY_NOT_POSSIBLE'));
      const actor = this.steps.actor(principal, found);
      // What is not granted is refused by its process.
      if (consent.state !== 'GRANTED') {
        const refused = await this.steps.move(tx, consent, 'LIMITED', { limitedOn: today }, actor);
        if (!refused.ok) return err(refused.error);
      }
      const narrower = await this.insertNarrower(tx, principal, consent, input);
      const begun = await this.begin(tx, narrower, consent, actor);
      if (!begun.ok) return err(begun.error);
      // The narrower one holds already, so that nothing it still covers is interrupted.
      const limited = await this.steps.move(tx, consent, 'LIMITED', { limitedOn: today }, actor);
      if (!limited.ok) return err(limited.error);
      const supersededBy = { supersededBy: narrower };
      const superseded = await this.steps.move(tx, consent, 'SUPERSEDED', supersededBy, actor);
      if (!superseded.ok) return err(superseded.error);
      if (input.exclusions?.trim()) await this.askAgain(tx, consent.id, narrower);
      await this.steps.record(tx, found, 'CONSENT_LIMITED', { narrowerConsentId: narrower });
      const changed = await findConsent(tx, narrower);
      if (changed) await this.events.changed(tx, changed);
      return ok({ consentId: narrower });
    });
  }

  /** A machine cannot tell which items the words mean: none is shown before the discloser looked at it with them. */
  private async askAgain(tx: Tx, wider: ConsentId, narrower: ConsentId): Promise<void> {
    const ended = { consentIds: [wider], notForBefore: [narrower], reason: 'EXCLUSIONS_ADDED' } as const;
    await tx.exOfficio(() => this.disclosures.basisEnded(tx, ended));
  }

  private async insertNarrower(
    tx: Tx,
    principal: Principal,
    consent: ConsentView,
    input: LimitConsentCommand,
  ): Promise<ConsentId> {
    const at = this.clock.now();
    const id = newId<ConsentId>(at);
    const [before] = await this.seal.openExclusions(tx, [consent]);
    const words = [before, input.exclusions].filter((text) => text?.trim()).join('\n');
    const today = this.clock.today().toString();
    const staffId = principal.kind === 'staff' ? principal.staffId : null;
    await insertConsent(tx, {
      ...consent,
      id,
      categories: input.categories ?? consent.categories,
      validFrom: consent.validFrom > today ? consent.validFrom : today,
      validUntil: input.validUntil ?? consent.validUntil,
      exclusionsSealed: await this.seal.sealExclusions(tx, consent.personId, id, words),
      supersedesConsentId: consent.id,
      offeredBy: staffId,
      offeredAt: at.toString(),
    });
    await this.carryEvidence(tx, consent, id);
    return id;
  }

  /** The explanation and form of the declaration that is narrowed prove the narrower one, too. */
  private async carryEvidence(tx: Tx, consent: ConsentView, to: ConsentId): Promise<void> {
    const circumstances = await this.seal.circumstancesOf(tx, consent);
    if (!circumstances) return;
    const [place] = await this.seal.openPlaces(tx, [consent]);
    await copyEvidence(tx, consent.id, to, {
      circumstancesSealed: await this.seal.sealCircumstances(tx, consent.personId, to, circumstances),
      placeSealed: await this.seal.sealPlace(tx, consent.personId, to, place ?? ''),
    });
  }

  private async begin(tx: Tx, id: ConsentId, wider: ConsentView, actor: ProcessActor) {
    const at = this.clock.now();
    const today = this.clock.today().toString();
    const started = await this.engine.start(tx, {
      key: consentDefinition(wider.kind),
      subject: { type: 'consent', id },
      caseId: wider.caseId,
      context: { validUntil: wider.validUntil },
      at,
      actor,
    });
    if (!started.ok) return started;
    const narrower = await findConsent(tx, id);
    if (!narrower) throw new Error('Consent vanished');
    const explanation = { explainedOn: today, language: narrower.language };
    const explained = await this.steps.move(tx, narrower, 'EXPLAINED', explanation, systemActor);
    if (!explained.ok) return explained;
    const grant = { grantedOn: today, validUntil: narrower.validUntil, form: wider.form ?? 'ELECTRONIC' };
    return this.steps.move(tx, narrower, 'GRANTED', grant, actor);
  }
}

/** Nothing is added, and something is taken away. */
function isNarrower(consent: ConsentView, { categories, validUntil, exclusions }: LimitConsentCommand) {
  const kept = categories ?? consent.categories;
  if (kept.length === 0 || !kept.every((category) => consent.categories.includes(category))) return false;
  const until = validUntil ?? consent.validUntil;
  if (until > consent.validUntil) return false;
  return (
    kept.length < consent.categories.length || until < consent.validUntil || (exclusions ?? '').trim() !== ''
  );
}
