import { AddCaseParticipation } from '../../../src/cases/application/add-case-participation.js';
import { EndCaseParticipation } from '../../../src/cases/application/end-case-participation.js';
import { RecordLifeAreaEntry } from '../../../src/cases/application/record-life-area-entry.js';
import { RecordEntryInterview } from '../../../src/cases/index.js';
import { asId, type CaseId } from '../../../src/kernel/index.js';
import { newId, type Principal } from '../../../src/platform/index.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { anOffer, key } from '#test/builders/case-work.js';
import { anIdentified, ConferenceWork } from '#test/builders/conference-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { unit, type StaffKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import type { TestApp } from '#test/support/test-app.js';

/**
 * The people who look, by how they stand to `shared`: a case of the advice centre in which Jobcenter and Sozialamt take
 * part and the Agentur did.
 */
const LOOKERS = {
  lead: 'lead',
  ownUnit: 'colleague',
  participatingWithDisclosure: 'jobcenter',
  participating: 'sozialamt',
  former: 'agentur',
  otherUnit: 'otherLead',
  chair: 'moderation',
  recorder: 'protokoll',
  projectLead: 'projektleitungAhorn',
  officer: 'datenschutz',
  administrator: 'administration',
} as const satisfies Readonly<Record<string, StaffKey>>;

/** Everybody who looks. */
export type Looker =
  | keyof typeof LOOKERS
  | 'client'
  | 'otherClient'
  | 'withoutRole'
  | 'systemElsewhere'
  | 'leadElsewhere'
  | 'clientElsewhere';

/** Cases by what they stand for in the tests. */
export interface SecondLineWorld {
  /** Led by the advice centre, with everything in it. */
  readonly shared: CaseId;
  /** Led by another advice centre. */
  readonly foreign: CaseId;
  /** Of the advice centre, for its lead alone. */
  readonly hidden: CaseId;
  readonly lookers: ReadonlyMap<Looker, Principal>;
}

async function fill(test: TestApp, work: DisclosureWork, caseId: CaseId): Promise<void> {
  const lead = await test.staff('lead');
  valueOf(
    await test.get(RecordEntryInterview).execute(lead, {
      idempotencyKey: key(),
      caseId,
      heldOn: '2026-05-04',
      language: 'ti',
      useForOwnCase: true,
      useAnonymised: true,
      answers: [
        { question: 'PICTURE_OF_SUCCESS', original: 'Eine Ausbildung.', quotable: 'NO' },
        { question: 'COOPERATION_OF_AUTHORITIES', original: 'Ich weiß es nicht.', quotable: 'NO' },
        { question: 'PROBLEMS', original: 'Der Weg ist weit.', quotable: 'NO' },
      ],
    }),
  );
  valueOf(
    await test.get(RecordLifeAreaEntry).execute(lead, {
      idempotencyKey: key(),
      caseId,
      unitId: unit('beratung'),
      kind: 'NEED',
      lifeArea: 'WORK',
      text: 'Braucht eine Stelle.',
      statement: 'STATEMENT',
      category: 'WORK',
    }),
  );
  await work.item(caseId, 'beratung', 'lead', { text: 'Bleibt bei der Beratung.' });
}

/** The case everybody looks at. */
async function sharedCase(test: TestApp, work: DisclosureWork): Promise<CaseId> {
  const caseId = await work.openCase({ units: ['jobcenter', 'sozialamt', 'agentur'] });
  await fill(test, work, caseId);
  const towards = { categories: ['FACT_CM', 'MASTER', 'WORK'] } as const;
  await work.grant(await work.offer(anOffer(caseId, towards)));
  await work.grant(await work.offer(anOffer(caseId, { kind: 'CONFIDENTIALITY_RELEASE', ...towards })));
  const shown = await work.item(caseId, 'beratung', 'lead', { text: 'Dem Jobcenter gezeigt.' });
  await work.disclosed(caseId, [shown], 'jobcenter', 'lead');
  const other = { recipientUnitId: unit('sozialamt'), ...towards };
  const consentId = await work.offer(anOffer(caseId, other));
  await work.grant(consentId);
  await work.grant(await work.offer(anOffer(caseId, { kind: 'CONFIDENTIALITY_RELEASE', ...other })));
  const withdrawn = await work.item(caseId, 'beratung', 'lead', { text: 'Dem Sozialamt nicht mehr.' });
  await work.disclosed(caseId, [withdrawn], 'sozialamt', 'lead');
  await work.item(caseId, 'agentur', 'agentur', { text: 'Eigenes der Agentur.' });
  await work.item(caseId, 'jobcenter', 'jobcenter', { text: 'Eigenes des Jobcenters.' });
  const conferences = new ConferenceWork(test);
  const conferenceId = await conferences.request(
    anIdentified(caseId, {
      participants: [
        { unitId: unit('jobcenter'), neededCategories: ['MASTER'] },
        { unitId: unit('sozialamt'), neededCategories: [] },
      ],
    }),
  );
  await conferences.schedule(conferenceId);
  await work.revoke(consentId);
  const lead = await test.staff('lead');
  const leaving = { idempotencyKey: key(), caseId, unitId: unit('agentur') };
  valueOf(await test.get(EndCaseParticipation).execute(lead, leaving));
  return caseId;
}

async function lookersOf(test: TestApp, shared: CaseId, foreign: CaseId): Promise<Map<Looker, Principal>> {
  const work = new DisclosureWork(test);
  const lookers = new Map<Looker, Principal>();
  for (const [looker, staff] of Object.entries(LOOKERS) as [keyof typeof LOOKERS, StaffKey][])
    lookers.set(looker, await test.staff(staff));
  const client = await work.linkPerson(shared, 'person');
  lookers.set('client', client);
  lookers.set('otherClient', await work.linkPerson(foreign, 'person2', 'otherLead'));
  const lead = await test.staff('lead');
  lookers.set('withoutRole', { ...lead, accountId: newId(), staffId: newId(), grants: [] });
  const elsewhere = asId<Principal['regionId']>('birkental');
  lookers.set('leadElsewhere', { ...lead, regionId: elsewhere });
  lookers.set('clientElsewhere', { ...client, regionId: elsewhere });
  lookers.set('systemElsewhere', { kind: 'system', regionId: elsewhere, accountId: newId() });
  return lookers;
}

/** Builds all of it through the use cases themselves. */
export async function secondLineWorld(test: TestApp): Promise<SecondLineWorld> {
  const work = new DisclosureWork(test);
  const shared = await sharedCase(test, work);
  const foreign = await work.openCase({ by: 'otherLead', leadUnit: 'beratung2' });
  await work.item(foreign, 'beratung2', 'otherLead', { text: 'Aus einer anderen Beratung.' });
  const added = { idempotencyKey: key(), caseId: foreign, unitId: unit('abh') };
  valueOf(await test.get(AddCaseParticipation).execute(await test.staff('otherLead'), added));
  const hidden = await work.openCase({ compartment: 'COUNSELLOR' });
  await fill(test, work, hidden);
  const start = { idempotencyKey: key(), caseId: hidden, definitionKey: 'rechtskreiswechsel' };
  valueOf(await test.get(StartProcess).execute(await test.staff('lead'), start));
  return { shared, foreign, hidden, lookers: await lookersOf(test, shared, foreign) };
}
