import { randomUUID } from 'node:crypto';
import { OpenCase, type PersonInput } from '../../src/cases/index.js';
import { AddCaseParticipation } from '../../src/cases/application/add-case-participation.js';
import type { Compartment } from '../../src/cases/domain/compartment.js';
import { INTAKE_NOTICE } from '../../src/cases/domain/protection-notices.js';
import { LinkPersonAccount } from '../../src/cases/application/link-person-account.js';
import type { CaseId, ConsentId, ProcessId } from '../../src/kernel/index.js';
import type { PersonPrincipal, Principal } from '../../src/platform/index.js';
import { AnswerConsent } from '../../src/sharing/application/answer-consent.js';
import { ConsentEvidenceFiles } from '../../src/sharing/application/consent-evidence.js';
import { GrantConsent } from '../../src/sharing/application/grant-consent.js';
import { OfferConsent, type OfferConsentCommand } from '../../src/sharing/application/offer-consent.js';
import { consentText, type ConsentKind } from '../../src/sharing/index.js';
import { currentConsentTexts } from '../../src/sharing/texts/index.js';
import { WorkflowEngine, type ProcessView } from '../../src/workflow/index.js';
import { valueOf } from '../support/results.js';
import type { TestApp } from '../support/test-app.js';
import { unit, type StaffKey, type UnitKey } from './region.js';

/** A new idempotency key. */
export function key(): string {
  return randomUUID();
}

/** Everything a person is told before they answer. */
export const NOTICES = [
  'PURPOSE',
  'REFUSAL_CONSEQUENCES',
  'REVOCABILITY',
  'VOLUNTARINESS',
  'SPECIAL_CATEGORIES',
] as const;

/** Somebody with one name, of whom nothing else is known. */
export function aPerson(more: Partial<PersonInput> = {}): PersonInput {
  return {
    names: [{ kind: 'OFFICIAL', givenNames: 'Selam', familyNames: 'Beispiel', preferred: true }],
    birthDate: null,
    birthPrecision: 'UNKNOWN',
    languages: [{ language: 'ti', level: 'NATIVE', mediationNeeded: true }],
    ...more,
  };
}

/** Evidence that a declaration was explained, understood and handed over. */
export const EVIDENCE = {
  form: 'PAPER',
  explainedHow: 'Gespräch mit Bildkarten',
  teachBack: true,
  mediationLevel: 'QUALIFIED',
  mediator: 'Pool 17',
  place: 'Beratungsstelle',
  copyHandedOver: true,
} as const;

/** A scan of a signed declaration, as small as a PDF can be. */
export const SCAN = Buffer.from('%PDF-1.7\n%%EOF\n');

/** What was shown: the text in force, by its version and hash. */
export function shownText(kind: ConsentKind, language = 'de') {
  const text = consentText(currentConsentTexts, kind, language);
  return { language, textVersion: text?.version ?? 'none', textHash: text?.hash ?? 'none' };
}

/** A declaration of the usual kind: that the person is counselled, and master data, from the advice centre to the Jobcenter for a conference. */
export function anOffer(caseId: CaseId, more: Partial<OfferConsentCommand> = {}): OfferConsentCommand {
  const kind = more.kind ?? 'CONSENT';
  return {
    idempotencyKey: key(),
    caseId,
    kind,
    secretBearer: kind === 'CONSENT' ? null : 'Beraterin der Beratungsstelle Ahorn',
    notices: [...NOTICES],
    ...shownText(kind, more.language),
    discloserUnitId: unit('beratung'),
    recipientUnitId: unit('jobcenter'),
    recipientFunction: 'Leistungssachbearbeitung',
    categories: ['FACT_CM', 'MASTER'],
    purpose: 'CONF',
    recurrence: 'RECURRING',
    validFrom: '2026-05-04',
    validUntil: '2026-08-31',
    section87Warned: true,
    ...more,
  };
}

/** What people of the test region do in cases, through the use cases themselves. */
export class CaseWork {
  constructor(readonly test: TestApp) {}

  /** Opens a case of the advice centre and lets further units take part. */
  async openCase(
    options: {
      readonly by?: StaffKey;
      readonly leadUnit?: UnitKey;
      readonly units?: readonly UnitKey[];
      readonly concern?: string;
      readonly person?: PersonInput;
      readonly compartment?: Compartment;
    } = {},
  ): Promise<CaseId> {
    const lead = await this.test.staff(options.by ?? 'lead');
    const { caseId } = valueOf(
      await this.test.get(OpenCase).execute(lead, {
        idempotencyKey: key(),
        person: options.person ?? aPerson(),
        leadUnitId: unit(options.leadUnit ?? 'beratung'),
        intensity: 'CASE_MANAGEMENT',
        concern: options.concern ?? 'Ich möchte arbeiten.',
        compartment: options.compartment ?? null,
        // Read by all: whether it has to be read depends on the unit.
        intakeNoticeVersion: INTAKE_NOTICE.version,
      }),
    );
    for (const unitKey of options.units ?? []) {
      const input = { idempotencyKey: key(), caseId, unitId: unit(unitKey) };
      valueOf(await this.test.get(AddCaseParticipation).execute(lead, input));
    }
    return caseId;
  }

  /** Gives the person of a case a login; its own for every case unless a subject is given. */
  async linkPerson(
    caseId: CaseId,
    subject = `person-${caseId}`,
    by: StaffKey = 'lead',
  ): Promise<PersonPrincipal> {
    const input = { idempotencyKey: key(), caseId, subject };
    valueOf(await this.test.get(LinkPersonAccount).execute(await this.test.staff(by), input));
    return this.test.person(subject);
  }

  /** Puts a declaration before the person. */
  async offer(offer: OfferConsentCommand, by: StaffKey = 'lead'): Promise<ConsentId> {
    return valueOf(await this.test.get(OfferConsent).execute(await this.test.staff(by), offer)).consentId;
  }

  /** Attaches the scan of a signed declaration. */
  async attachScan(consentId: ConsentId, by?: Principal, content = SCAN): Promise<string> {
    const input = { idempotencyKey: key(), consentId, content };
    const staff = by ?? (await this.test.staff('lead'));
    return valueOf(await this.test.get(ConsentEvidenceFiles).attach(staff, input)).evidenceId;
  }

  /** Records on paper that the person agrees; who is no member of staff agrees themself. */
  async grant(consentId: ConsentId, by?: Principal): Promise<void> {
    const actor = by ?? (await this.test.staff('lead'));
    if (actor.kind === 'staff') await this.attachScan(consentId, actor);
    const input = { idempotencyKey: key(), consentId, evidence: EVIDENCE };
    valueOf(await this.test.get(GrantConsent).execute(actor, input));
  }

  /** Revokes with what the person says orally. */
  async revoke(consentId: ConsentId, by?: Principal): Promise<void> {
    const input = { idempotencyKey: key(), consentId, channel: 'ORAL' } as const;
    valueOf(await this.test.get(AnswerConsent).revoke(by ?? (await this.test.staff('lead')), input));
  }

  /** Consent and release for the same disclosure, both granted. */
  async consentAndRelease(
    caseId: CaseId,
    more: Partial<OfferConsentCommand> = {},
  ): Promise<{ readonly consentId: ConsentId; readonly releaseId: ConsentId }> {
    const consentId = await this.offer(anOffer(caseId, more));
    const releaseId = await this.offer(
      anOffer(caseId, { ...more, kind: 'CONFIDENTIALITY_RELEASE', idempotencyKey: key() }),
    );
    await this.grant(consentId);
    await this.grant(releaseId);
    return { consentId, releaseId };
  }

  /** Process of a thing. */
  async processOf(type: string, id: string): Promise<ProcessView> {
    const [process] = await this.test.tx((tx) => this.test.get(WorkflowEngine).findBySubject(tx, type, id));
    if (!process) throw new Error(`No process of ${type}`);
    return process;
  }

  /** Process by its own identifier. */
  async process(id: ProcessId): Promise<ProcessView> {
    return this.test.tx((tx) => this.test.get(WorkflowEngine).get(tx, id));
  }
}
