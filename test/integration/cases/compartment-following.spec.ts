import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { anOffer, key } from '#test/builders/case-work.js';
import { DisclosureWork } from '#test/builders/disclosure-work.js';
import { staffId, unit, type StaffKey } from '#test/builders/region.js';
import { outcomeOf, valueOf } from '#test/support/results.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { OpenCompartment } from '../../../src/cases/application/open-compartment.js';
import { ProtectCase } from '../../../src/cases/application/protect-case.js';
import { OPENING_WARNING } from '../../../src/cases/domain/protection-notices.js';
import { CaseReader } from '../../../src/cases/index.js';
import {
  ok,
  type CaseId,
  type ConsentId,
  type DisclosureId,
  type ProcessId,
} from '../../../src/kernel/index.js';
import { login, UnitOfWork } from '../../../src/platform/index.js';
import { AnswerEndedBasis } from '../../../src/sharing/application/answer-ended-basis.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { CHANGED, listen, until } from '../workflow/subscription-node.js';

let test: TestApp;
let work: DisclosureWork;
const clients: Client[] = [];

beforeAll(async () => {
  test = await TestApp.start();
  work = new DisclosureWork(test);
});

afterAll(async () => {
  for (const client of clients) await client.dispose();
  await test?.stop();
});

async function follow(who: StaffKey, id: string) {
  const origin = (await test.app.getUrl()).replace(/\/$/, '');
  const client = createClient({
    url: `${origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: async () => ({ authorization: `Bearer ${await login(origin, who)}` }),
  });
  clients.push(client);
  return listen(client, CHANGED, { id });
}

async function processOf(caseId: CaseId): Promise<ProcessId> {
  const start = { idempotencyKey: key(), caseId, definitionKey: 'rechtskreiswechsel' };
  return valueOf(await test.get(StartProcess).execute(await test.staff('lead'), start)).processId;
}

describe('whoever follows a process', () => {
  it.each([
    ['UNIT', 'jobcenter'],
    ['UNIT', 'otherLead'],
    ['COUNSELLOR', 'jobcenter'],
    ['COUNSELLOR', 'colleague'],
  ] as const)(
    'of a case of compartment %s hears as %s what they hear of nothing',
    async (compartment, who) => {
      const processId = await processOf(await work.openCase({ compartment }));
      const [theirs, nothings] = [await follow(who, processId), await follow(who, randomUUID())];
      await Promise.all([theirs.ended, nothings.ended]);
      const heard = ({ codes, messages }: typeof theirs) => ({ codes, messages });
      expect(heard(theirs)).toEqual(heard(nothings));
      expect(theirs.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    },
  );

  it('as a colleague hears no more within a second of its case going to named counsellors', async () => {
    const caseId = await work.openCase();
    const processId = await processOf(caseId);
    const [colleague, lead] = [await follow('colleague', processId), await follow('lead', processId)];
    await until(() => colleague.revisions.length === 1 && lead.revisions.length === 1);
    const input = { idempotencyKey: key(), caseId, compartment: 'COUNSELLOR' } as const;
    valueOf(await test.get(ProtectCase).protect(await test.staff('lead'), input));
    const protectedAt = Date.now();
    await colleague.ended;
    expect(Date.now() - protectedAt).toBeLessThan(1_000);
    expect([colleague.codes, lead.codes]).toEqual([['NOT_FOUND_OR_NOT_PERMITTED'], []]);
  });
});

/** A case of named counsellors, opened to the Jobcenter, which learned something of it. */
async function openedCase(): Promise<{
  caseId: CaseId;
  consentId: ConsentId;
  lines: readonly DisclosureId[];
}> {
  test.clock.setDay(FIRST_DAY);
  const caseId = await work.openCase({ compartment: 'COUNSELLOR' });
  const [lead, colleague] = [await test.staff('lead'), await test.staff('colleague')];
  const naming = { idempotencyKey: key(), caseId, staffId: staffId('colleague') };
  valueOf(await test.get(ProtectCase).nameCounsellor(lead, naming));
  const { consentId } = await work.consentAndRelease(caseId, { categories: ['FACT_CM', 'WORK'] });
  const opening = { caseId, toUnitId: unit('jobcenter'), consentId, warningVersion: OPENING_WARNING.version };
  const asked = await test.get(OpenCompartment).request(lead, { idempotencyKey: key(), ...opening });
  const { openingId } = valueOf(asked);
  const release = { idempotencyKey: key(), openingId, decision: 'RELEASED' as const };
  valueOf(await test.get(OpenCompartment).decide(colleague, release));
  const itemId = await work.item(caseId, 'beratung', 'lead');
  return { caseId, consentId, lines: await work.disclosed(caseId, [itemId], 'jobcenter', 'lead') };
}

async function seen(caseId: CaseId, who: StaffKey): Promise<string> {
  const read = test
    .get(UnitOfWork)
    .run(await test.staff(who), (tx) => test.get(CaseReader).get(tx, caseId))
    .then(ok);
  return outcomeOf(read);
}

/** What somebody still has to answer of a case. */
async function toAnswer(caseId: CaseId, who: StaffKey) {
  const lines = await test
    .get(UnitOfWork)
    .run(await test.staff(who), (tx) => test.get(AnswerEndedBasis).open(tx, 100, undefined));
  return lines.filter((line) => line.caseId === caseId).map(({ id }) => id);
}

describe('the end of the consent that opened a case of named counsellors', () => {
  const UNNAMED = ['leadAndModerator', 'jobcenterHead', 'sozialamt', 'otherLead'] as const;

  it('by revocation closes it at once and leaves the answer to the recipient alone', async () => {
    const { caseId, consentId, lines } = await openedCase();
    expect([await seen(caseId, 'jobcenter'), await work.texts(caseId, 'jobcenter')]).toEqual([
      'OK',
      ['Sucht Arbeit im Handwerk.'],
    ]);
    await work.revoke(consentId);
    expect(await seen(caseId, 'jobcenter')).toBe('AccessDenied');
    expect(await toAnswer(caseId, 'jobcenter')).toEqual(lines);
    for (const who of ['lead', 'colleague', 'leadAndModerator', 'sozialamt', 'otherLead'] as const)
      expect([who, await toAnswer(caseId, who)]).toEqual([who, []]);
    const input = { idempotencyKey: key(), disclosureIds: lines, answer: 'ERASED' } as const;
    for (const who of ['leadAndModerator', 'sozialamt', 'otherLead'] as const) {
      const answered = test.get(AnswerEndedBasis).execute(await test.staff(who), input);
      expect([who, await outcomeOf(answered)]).toEqual([who, 'AccessDenied']);
    }
    const answered = test.get(AnswerEndedBasis).execute(await test.staff('jobcenter'), input);
    expect(await outcomeOf(answered)).toBe('OK');
  });

  it('by the calendar closes it and asks nobody for an answer', async () => {
    const { caseId } = await openedCase();
    test.clock.setDay('2026-09-01', '00:01');
    expect(await work.texts(caseId, 'jobcenter').catch(() => ['[CLOSED]'])).not.toContain(
      'Sucht Arbeit im Handwerk.',
    );
    await test.fireDeadlines();
    expect(await seen(caseId, 'jobcenter')).toBe('AccessDenied');
    for (const who of [...UNNAMED, 'jobcenter', 'lead', 'colleague'] as const)
      expect([who, await toAnswer(caseId, who)]).toEqual([who, []]);
    for (const who of UNNAMED) expect([who, await seen(caseId, who)]).toEqual([who, 'AccessDenied']);
    expect([await seen(caseId, 'lead'), await seen(caseId, 'colleague')]).toEqual(['OK', 'OK']);
    const [line] = await test.database.asOwner<{ reason: string }>(
      'SELECT basis_end_reason AS reason FROM disclosure WHERE case_id = $1',
      [caseId],
    );
    expect(line?.reason).toBe('EXPIRED');
  });

  it('by the calendar is not needed where another consent carries the opening', async () => {
    const { caseId } = await openedCase();
    const more = { categories: ['FACT_CM'] as const, validUntil: '2026-10-15' };
    await work.grant(await work.offer(anOffer(caseId, more)));
    test.clock.setDay('2026-09-01', '00:01');
    await test.fireDeadlines();
    expect([await seen(caseId, 'jobcenter'), await work.texts(caseId, 'jobcenter')]).toEqual([
      'OK',
      ['[BASIS_ENDED]'],
    ]);
  });
});
