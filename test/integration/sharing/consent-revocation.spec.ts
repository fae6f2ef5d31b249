import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AddressInfo } from 'node:net';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { anOffer, CaseWork, key, SCAN } from '#test/builders/case-work.js';
import { REGION, type StaffKey } from '#test/builders/region.js';
import { FIRST_DAY, TestApp } from '#test/support/test-app.js';
import { asId, type CaseId, type ConsentId } from '../../../src/kernel/index.js';
import { AppConfig, login, UnitOfWork } from '../../../src/platform/index.js';
import { WithdrawalFile } from '../../../src/platform/crypto/withdrawal-file.js';
import { ConsentReader } from '../../../src/sharing/index.js';
import { CHANGED, listen, until, type Heard } from '../workflow/subscription-node.js';

let test: TestApp;
let work: CaseWork;
let caseId: CaseId;
let origin: string;

beforeAll(async () => {
  test = await TestApp.start();
  work = new CaseWork(test);
  const { port } = test.app.getHttpServer().address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
});

beforeEach(async () => {
  test.clock.setDay(FIRST_DAY);
  caseId = await work.openCase({ units: ['jobcenter', 'sozialamt'] });
});

afterAll(async () => test?.stop());

async function granted(): Promise<ConsentId> {
  const consentId = await work.offer(anOffer(caseId));
  await work.grant(consentId);
  return consentId;
}

async function stateOf(id: ConsentId): Promise<string> {
  const lead = await test.staff('lead');
  return (await test.get(UnitOfWork).run(lead, (tx) => test.get(ConsentReader).get(tx, id))).state;
}

/** Follows the process of a declaration and waits for the first message. */
async function follow(who: StaffKey, consentId: ConsentId): Promise<Heard> {
  const client = createClient({
    url: `${origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${await login(origin, who)}` },
  });
  const { id } = await work.processOf('consent', consentId);
  const heard = listen(client, CHANGED, { id });
  await until(() => heard.revisions.length + heard.codes.length > 0);
  return heard;
}

async function upload(who: string, consentId: string, content: Buffer, type = 'application/pdf') {
  return fetch(`${origin}/consents/${consentId}/evidence`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await login(origin, who)}`,
      'content-type': type,
      'idempotency-key': key(),
    },
    body: new Uint8Array(content),
  });
}

async function download(who: string, id: string) {
  const headers = { authorization: `Bearer ${await login(origin, who)}` };
  return fetch(`${origin}/consent-evidence/${id}`, { headers });
}

describe('a revocation', () => {
  it('ends the open subscription of the recipient within a second, and not that of the discloser', async () => {
    const consentId = await granted();
    const recipient = await follow('jobcenter', consentId);
    const discloser = await follow('lead', consentId);
    expect(recipient.revisions).toHaveLength(1);
    const revokedAt = Date.now();
    await work.revoke(consentId);
    await recipient.ended;
    expect(Date.now() - revokedAt).toBeLessThan(1_000);
    expect(recipient.codes).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    expect(recipient.revisions).toHaveLength(1);
    await until(() => discloser.revisions.length === 2);
    discloser.stop();
  });

  it('is on the list apart from the database, and is carried out where a restored one missed it', async () => {
    const [revoked, missed] = [await granted(), await granted()];
    await work.revoke(revoked);
    const file = new WithdrawalFile(test.app.get(AppConfig).keys.dir);
    const listed = () => (file.read().get(REGION) ?? []).map(({ kind, id }) => `${kind} ${id}`);
    expect(listed()).toContain(`CONSENT_REVOKED ${revoked}`);
    file.append(REGION, [{ kind: 'CONSENT_REVOKED', id: missed }], test.clock.now().toString());
    expect(await stateOf(missed)).toBe('GRANTED');
    const other = await granted();
    await work.revoke(other);
    expect(await stateOf(missed)).toBe('REVOKED');
    expect(listed().filter((entry) => entry.endsWith(missed))).toHaveLength(1);
  });
});

describe('evidence', () => {
  it('is read by the discloser and the person alone, and is kept sealed', async () => {
    const consentId = await work.offer(anOffer(caseId));
    await work.linkPerson(caseId, 'person');
    const attached = await upload('lead', consentId, SCAN);
    expect(attached.status).toBe(201);
    const { id } = (await attached.json()) as { readonly id: string };
    for (const who of ['lead', 'person']) {
      const answer = await download(who, id);
      expect(answer.headers.get('content-type')).toBe('application/pdf');
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(SCAN);
    }
    const refused = await Promise.all([
      ...['jobcenter', 'sozialamt', 'otherLead', 'datenschutz', 'administration'].map((who) =>
        download(who, id),
      ),
      download('lead', randomUUID()),
    ]);
    const bodies = await Promise.all(refused.map((answer) => answer.text()));
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 404));
    expect(new Set(bodies).size).toBe(1);
    const [row] = await test.rows<{ sealed: Buffer }>(
      `SELECT content_sealed AS sealed FROM consent_evidence WHERE id = $1`,
      [id],
    );
    expect(row?.sealed.includes('%PDF')).toBe(false);
  });

  it('is attached by the disclosing unit alone, as PDF, PNG or JPEG of at most 5 MB', async () => {
    const consentId = await work.offer(anOffer(caseId));
    await work.linkPerson(caseId, 'person2');
    const big = Buffer.concat([SCAN, Buffer.alloc(5 * 1_024 * 1_024)]);
    const answers = [
      await upload('jobcenter', consentId, SCAN),
      await upload('person2', consentId, SCAN),
      await upload('lead', randomUUID(), SCAN),
      await upload('lead', consentId, Buffer.from('<html></html>')),
      await upload('lead', consentId, SCAN, 'text/html'),
      await upload('lead', consentId, big),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 422, 415, 413]);
    const unknown = await fetch(`${origin}/consents/${consentId}/evidence`, { method: 'POST' });
    expect(unknown.status).toBe(401);
  });

  it('is named to those who may read it only', async () => {
    const consentId = asId<ConsentId>(await granted());
    const query = 'query ($id: ID!) { consent(id: $id) { evidence { mediaType bytes } } }';
    const answers = [await test.ask('lead', query, { id: consentId })];
    answers.push(await test.ask('jobcenter', query, { id: consentId }));
    expect(answers.map(({ data }) => data)).toEqual([
      { consent: { evidence: [{ mediaType: 'application/pdf', bytes: SCAN.length }] } },
      { consent: { evidence: [] } },
    ]);
  });
});

describe('the texts', () => {
  it('are told with version, hash and direction in the language asked for', async () => {
    const query = `query ($language: String!) { consentText(kind: CONSENT, language: $language) {
      version language direction status hash sections { topic text } } }`;
    const { data } = await test.ask('lead', query, { language: 'ar' });
    expect(data).toMatchObject({
      consentText: { language: 'ar', direction: 'rtl', status: 'DRAFT', version: '2026-11-1' },
    });
    expect((await test.ask('lead', query, { language: 'so' })).data).toEqual({ consentText: null });
  });
});
