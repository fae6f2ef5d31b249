import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { DataSource } from 'typeorm';
import { anOffer, aPerson, key } from '#test/builders/case-work.js';
import { anAnonymised, ConferenceWork } from '#test/builders/conference-work.js';
import { anItem } from '#test/builders/disclosure-work.js';
import { idOf, staffId, unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import type { TestApp } from '#test/support/test-app.js';
import { AccessLog } from '../../../src/audit/index.js';
import { OpenCompartment } from '../../../src/cases/application/open-compartment.js';
import type { ProtectingCompartment } from '../../../src/cases/domain/compartment.js';
import { OPENING_WARNING } from '../../../src/cases/domain/protection-notices.js';
import { RecordEntryInterview } from '../../../src/cases/index.js';
import { DirectoryWriter, LoginAccounts } from '../../../src/directory/index.js';
import {
  asId,
  type CaseId,
  type OrganisationId,
  type StaffId,
  type UnitId,
} from '../../../src/kernel/index.js';
import { RecordDataItem } from '../../../src/sharing/application/record-data-item.js';
import { RequestRight } from '../../../src/sharing/rights/application/request-right.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { KINDS, type Ids } from '../matrix/slots.js';

/** Case lead in another unit of the organisation that hides the case. */
export const SISTER = 'sister';
const SISTER_UNIT = asId<UnitId>(randomUUID());

/** Name and birth date of the person of every hidden case. */
export const HIDDEN_PERSON = {
  givenNames: 'Verborgen',
  familyNames: 'Beispiel',
  birthDate: '1990-03-04',
} as const;

/** Adds a second unit to the organisation of the advice centre, with somebody who leads cases there. */
export async function addSister(test: TestApp): Promise<void> {
  const id = asId<StaffId>(randomUUID());
  await test.tx(async (tx) => {
    const writer = test.get(DirectoryWriter);
    const name = 'Beratungsstelle Ahorn Nord';
    await writer.addOrganisation(tx, {
      id: idOf<OrganisationId>('organisation', 'beratung'),
      name: 'Beratungsstelle Ahorn',
      units: [{ id: SISTER_UNIT, name, type: 'WELFARE_PROVIDER', contactFunction: 'Servicestelle' }],
    });
    const roles = [{ unitId: SISTER_UNIT, role: 'CASE_MANAGER' as const }];
    await writer.addStaff(tx, {
      id,
      displayName: SISTER,
      jobFunction: SISTER,
      validFrom: '2020-01-01',
      roles,
    });
    await test.get(LoginAccounts).linkStaff(tx, SISTER, id);
  });
}

/** Makes a protected case with one of everything that can hang on it. @returns Its identifiers. */
export async function hiddenCase(test: TestApp, compartment: ProtectingCompartment): Promise<Ids> {
  const work = new ConferenceWork(test);
  const lead = await test.staff('lead');
  const { givenNames, familyNames, birthDate } = HIDDEN_PERSON;
  const names = [{ kind: 'OFFICIAL', givenNames, familyNames, preferred: true }] as const;
  const person = aPerson({ names, birthDate, birthPrecision: 'DAY' });
  const caseId = await work.openCase({ compartment, person });
  const self = await work.linkPerson(caseId);
  const consentId = await work.offer(anOffer(caseId));
  const evidenceId = await work.attachScan(consentId);
  await work.grant(consentId);
  const item = anItem(caseId, { unitId: unit('beratung') });
  const { itemId } = valueOf(await test.get(RecordDataItem).record(lead, item));
  const start = { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' };
  const { processId } = valueOf(await test.get(StartProcess).execute(lead, start));
  await interview(test, caseId);
  const bodies = [unit('sozialamt'), unit('agentur')];
  const participants = bodies.map((unitId) => ({ unitId, neededCategories: [] }));
  const conferenceId = await work.request(anAnonymised(caseId, { participants }));
  const asked = { idempotencyKey: key(), caseId, kind: 'ACCESS' } as const;
  const controllerUnitIds = [unit('beratung')];
  const { requestIds } = valueOf(await test.get(RequestRight).execute(self, { ...asked, controllerUnitIds }));
  const { openingId } = valueOf(
    await test.get(OpenCompartment).request(lead, {
      idempotencyKey: key(),
      caseId,
      toUnitId: unit('jobcenter'),
      consentId,
      warningVersion: OPENING_WARNING.version,
    }),
  );
  const [workItem] = await test.rows<{ id: string }>(
    'SELECT id FROM work_item WHERE process_id = $1 LIMIT 1',
    [processId],
  );
  const declared = { consentId, offeredConsentId: consentId, releaseId: consentId, evidenceId, openingId };
  const common = { caseId, protectedCaseId: caseId, personId: self.personId, ...declared };
  const things = { itemId, partnerItemId: itemId, sharedItemId: itemId, processId, conferenceId };
  const sitting = { sittingId: conferenceId, requestId: requestIds[0] ?? '', workItemId: workItem?.id ?? '' };
  return withDirectory({ ...common, ...things, ...sitting });
}

/** Identifiers that nothing has, beside the same directory. */
export function nothing(): Ids {
  return withDirectory({});
}

function withDirectory(ids: Partial<Ids>): Ids {
  const directory: Partial<Ids> = {
    unitId: unit('beratung'),
    partnerUnitId: unit('jobcenter'),
    strangeUnitId: unit('abh'),
    leavingUnitId: unit('jobcenter'),
    staffId: staffId('colleague'),
  };
  const entries = KINDS.map((kind) => [kind, ids[kind] ?? directory[kind] ?? randomUUID()] as const);
  return Object.fromEntries(entries) as Ids;
}

async function interview(test: TestApp, caseId: CaseId): Promise<void> {
  const questions = ['PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS'] as const;
  const recorded = await test.get(RecordEntryInterview).execute(await test.staff('lead'), {
    idempotencyKey: key(),
    caseId,
    heldOn: '2026-05-04',
    language: 'ti',
    answers: questions.map((question) => ({ question, original: 'Worte', quotable: 'NO' as const })),
    useForOwnCase: true,
    useAnonymised: false,
  });
  valueOf(recorded);
}

/** An answer, and what was asked of the database for it. */
export interface Measured<T> {
  readonly answer: T;
  readonly statements: readonly string[];
}

type Statement = string | { readonly name?: string; readonly text: string };

/**
 * Writes down every statement the application sends. The access log waits meanwhile: when it writes is chance. Who a
 * login belongs to is looked up before anybody asks for anything, and remembered for a while.
 */
export class StatementLog {
  private sent: string[] = [];
  private readonly seen = new WeakSet<PoolClient>();

  constructor(test: TestApp) {
    const log = test.get(AccessLog);
    log.flush = () => Promise.resolve();
    const { master } = test.app.get(DataSource).driver as unknown as { readonly master: Pool };
    master.on('acquire', (client) => this.listenTo(client));
  }

  /** Statements of a request, by name or text, in alphabetical order: parts of a page run beside each other. */
  async of<T>(work: () => Promise<T>): Promise<Measured<T>> {
    this.sent = [];
    const answer = await work();
    return { answer, statements: this.sent.toSorted() };
  }

  private listenTo(client: PoolClient): void {
    if (this.seen.has(client)) return;
    this.seen.add(client);
    const send = client.query.bind(client) as (...given: unknown[]) => unknown;
    client.query = ((...given: unknown[]) => {
      const [statement] = given as [Statement];
      const { name, text } = typeof statement === 'string' ? { name: undefined, text: statement } : statement;
      if (name !== 'account_of_login') this.sent.push(name ?? text);
      return send(...given);
    }) as typeof client.query;
  }
}
