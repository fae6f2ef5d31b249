import { AddCaseParticipation } from '../../../src/cases/application/add-case-participation.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import { RecordLifeAreaEntry } from '../../../src/cases/application/record-life-area-entry.js';
import { RecordEntryInterview } from '../../../src/cases/index.js';
import type { CaseId, ConferenceId, DataItemId } from '../../../src/kernel/index.js';
import { newId } from '../../../src/platform/index.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { RecordDataItem } from '../../../src/sharing/application/record-data-item.js';
import { RequestRight } from '../../../src/sharing/rights/application/request-right.js';
import { anOffer, aPerson, key } from '#test/builders/case-work.js';
import { aDecision, aRecord, anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { staffId, unit, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { FIRST_DAY, type TestApp } from '#test/support/test-app.js';
import type { Ids } from './slots.js';

/** Who makes a case, and the word that everything said in it contains. */
export interface CaseCast {
  readonly word: string;
  readonly lead: StaffKey;
  readonly leadUnit: UnitKey;
  readonly partner: StaffKey & UnitKey;
  readonly former: UnitKey;
  readonly chair: StaffKey;
  readonly recorder: StaffKey;
  readonly room: string;
  /** Subject of the login of the person. */
  readonly person: string;
}

/** Parts of a case in which something is said; each text holds the word of the case and the name of the part. */
export const PARTS = [
  'Name',
  'Concern',
  'Kept',
  'Shared',
  'Partner',
  'Interview',
  'Entry',
  'Question',
  'Result',
  'Decision',
  'Task',
] as const;

/** One of them. */
export type Part = (typeof PARTS)[number];

/** A case with one of everything that can hang on it, made through the use cases. */
export class CaseWorld {
  private readonly conferences: ConferenceWork;
  private readonly disclosures: DisclosureWork;

  constructor(
    private readonly test: TestApp,
    private readonly cast: CaseCast,
  ) {
    this.conferences = new ConferenceWork(test);
    this.disclosures = new DisclosureWork(test);
  }

  /** Makes it. @returns Identifiers of what it consists of. */
  async build(): Promise<Partial<Ids>> {
    const { lead, leadUnit, partner, former, person } = this.cast;
    this.test.clock.setDay(FIRST_DAY);
    const names = [
      { kind: 'OFFICIAL', givenNames: this.said('Name'), familyNames: 'X', preferred: true },
    ] as const;
    // The sitting waits for no interpreter.
    const languages = [{ language: 'ti', level: 'NATIVE', mediationNeeded: false }] as const;
    const caseId = await this.conferences.openCase({
      by: lead,
      leadUnit,
      concern: this.said('Concern'),
      person: aPerson({ names, languages }),
    });
    for (const taking of [partner, former]) await this.participation(AddCaseParticipation, caseId, taking);
    const self = await this.conferences.linkPerson(caseId, person, lead);
    const declarations = await this.declarations(caseId);
    const items = await this.items(caseId);
    await this.interview(caseId);
    const { processId } = valueOf(
      await this.test.get(StartProcess).execute(await this.test.staff(lead), {
        idempotencyKey: key(),
        caseId,
        definitionKey: 'rechtskreiswechsel',
      }),
    );
    const conferenceId = await this.conference(caseId);
    await this.participation(EndCaseParticipation, caseId, former);
    const asked = {
      idempotencyKey: key(),
      caseId,
      kind: 'ACCESS',
      controllerUnitIds: [unit(leadUnit)],
    } as const;
    const { requestIds } = valueOf(await this.test.get(RequestRight).execute(self, asked));
    const { personId } = self;
    return {
      caseId,
      personId,
      requestId: requestIds[0] ?? '',
      ...declarations,
      ...items,
      processId,
      conferenceId,
      planId: await this.plan(conferenceId),
    };
  }

  /** A planning of the conference that ended before it found a date. */
  private async plan(conferenceId: ConferenceId): Promise<string> {
    const { lead, leadUnit } = this.cast;
    const planId = newId();
    const { regionId } = await this.test.staff(lead);
    await this.test.rows(
      `INSERT INTO conference_plan (region_id, id, convener_unit_id, settings, requested_by, requested_at, status,
         finished_at) VALUES ($1, $2, $3, $4, $5, now(), 'CANCELLED', now())`,
      [
        regionId,
        planId,
        unit(leadUnit),
        { from: '2026-06-01', until: '2026-06-30', fairLoad: 'NORMAL', blocks: [], seconds: 1 },
        staffId(lead),
      ],
    );
    await this.test.rows(
      `INSERT INTO conference_plan_entry (region_id, plan_id, conference_id, convener_unit_id) VALUES ($1, $2, $3, $4)`,
      [regionId, planId, conferenceId, unit(leadUnit)],
    );
    return planId;
  }

  private said(part: Part): string {
    return `${this.cast.word}${part}`;
  }

  private async participation(
    step: typeof AddCaseParticipation | typeof EndCaseParticipation,
    caseId: CaseId,
    unitKey: UnitKey,
  ): Promise<void> {
    const useCase = this.test.get<AddCaseParticipation | EndCaseParticipation>(step);
    const input = { idempotencyKey: key(), caseId, unitId: unit(unitKey) };
    const outcome = await useCase.execute(await this.test.staff(this.cast.lead), input);
    if (!outcome.ok) throw new Error(outcome.error.code);
  }

  /** Consent and release towards both bodies, all given, and a consent that is only offered. */
  private async declarations(caseId: CaseId) {
    const { lead, leadUnit, partner, former } = this.cast;
    await this.declared(caseId, former);
    const { consentId, releaseId } = await this.declared(caseId, partner);
    const [evidence] = await this.test.rows<{ id: string }>(
      'SELECT id FROM consent_evidence WHERE consent_id = $1',
      [consentId],
    );
    const towards = { discloserUnitId: unit(leadUnit), recipientUnitId: unit(partner) };
    const offeredConsentId = await this.conferences.offer(
      anOffer(caseId, { ...towards, categories: ['MASTER'] }),
      lead,
    );
    return { consentId, releaseId, offeredConsentId, evidenceId: evidence?.id ?? '' };
  }

  private async declared(caseId: CaseId, recipient: UnitKey) {
    const { lead, leadUnit } = this.cast;
    const towards = {
      discloserUnitId: unit(leadUnit),
      recipientUnitId: unit(recipient),
      categories: ['FACT_CM', 'WORK'] as const,
    };
    const consentId = await this.conferences.offer(anOffer(caseId, towards), lead);
    const release = anOffer(caseId, { ...towards, kind: 'CONFIDENTIALITY_RELEASE' });
    const releaseId = await this.conferences.offer(release, lead);
    const by = await this.test.staff(lead);
    for (const id of [consentId, releaseId]) await this.conferences.grant(id, by);
    return { consentId, releaseId };
  }

  private async items(caseId: CaseId) {
    const { lead, leadUnit, partner } = this.cast;
    const own = (text: string) => this.disclosures.item(caseId, leadUnit, lead, { text });
    const itemId = await own(this.said('Kept'));
    const shared: DataItemId = await own(this.said('Shared'));
    const partnerItemId = await this.disclosures.item(caseId, partner, partner, {
      text: this.said('Partner'),
    });
    const [disclosureId = ''] = await this.disclosures.disclosed(caseId, [shared], partner, lead);
    const sharedItemId = await this.corrected(shared);
    const [notice] = await this.test.rows<{ id: string }>(
      'SELECT n.id FROM recipient_notice n WHERE n.item_id IN ($1, $2)',
      [shared, sharedItemId],
    );
    return { itemId, partnerItemId, disclosureId, sharedItemId, noticeId: notice?.id ?? '' };
  }

  /** The partner is told of a correction. @returns What is right. */
  private async corrected(itemId: DataItemId): Promise<DataItemId> {
    const by = await this.test.staff(this.cast.lead);
    const right = { text: this.said('Shared'), kind: 'FACT', source: 'PERSON' } as const;
    const input = { idempotencyKey: key(), itemId, ...right };
    return valueOf(await this.test.get(RecordDataItem).correct(by, input)).itemId;
  }

  private async interview(caseId: CaseId): Promise<void> {
    const by = await this.test.staff(this.cast.lead);
    const questions = ['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'] as const;
    const answers = questions.map((question) => ({
      question,
      original: this.said('Interview'),
      quotable: 'NO' as const,
    }));
    valueOf(
      await this.test.get(RecordEntryInterview).execute(by, {
        idempotencyKey: key(),
        caseId,
        heldOn: FIRST_DAY,
        language: 'ti',
        answers,
        useForOwnCase: true,
        useAnonymised: false,
      }),
    );
    valueOf(
      await this.test.get(RecordLifeAreaEntry).execute(by, {
        idempotencyKey: key(),
        caseId,
        unitId: unit(this.cast.leadUnit),
        kind: 'RESOURCE',
        lifeArea: 'LANGUAGE',
        text: this.said('Entry'),
        statement: 'FACT',
        category: 'WORK',
        priority: 5,
      }),
    );
  }

  /** A conference with the partner, held and recorded, with a task for it. */
  private async conference(caseId: CaseId): Promise<ConferenceId> {
    const { lead, leadUnit, partner, former, chair, recorder } = this.cast;
    const id = await this.conferences.request(
      anIdentified(caseId, {
        guidingQuestion: this.said('Question'),
        convenerUnitId: unit(leadUnit),
        participants: [partner, former].map((body) => ({ unitId: unit(body), neededCategories: [] })),
      }),
      lead,
    );
    const date = { chairId: staffId(chair), recorderId: staffId(recorder), roomId: this.cast.room };
    valueOf(await this.conferences.trySchedule(id, date, lead));
    this.test.clock.setDay('2026-05-20', '10:00');
    valueOf(await this.conferences.step('openSession', id, await this.test.staff(chair)));
    const decision = {
      ...aDecision(),
      unitId: unit(partner),
      text: this.said('Decision'),
      tasks: [{ title: this.said('Task'), unitId: unit(partner), dueOn: '2026-06-01' }],
    };
    const record = aRecord(id, {
      result: this.said('Result'),
      attendedUnitIds: [unit(partner), unit(former)],
      decisions: [decision],
    });
    const { idempotencyKey: _key, conferenceId: _id, expectedRevision: _revision, ...written } = record;
    valueOf(await this.conferences.record(id, written, recorder));
    await this.conferences.submit(id, recorder);
    await this.conferences.purge(id, 'TASK', recorder);
    return id;
  }
}
