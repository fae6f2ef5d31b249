import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { anOffer, EVIDENCE, key, SCAN } from '#test/builders/case-work.js';
import { unit } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import { TestApp } from '#test/support/test-app.js';
import { DirectoryWriter, LoginAccounts } from '../../../src/directory/index.js';
import { asId, type RegionId, type StaffId, type UnitId } from '../../../src/kernel/index.js';
import { DemoAccounts, login, systemPrincipal, UnitOfWork } from '../../../src/platform/index.js';
import { GrantConsent } from '../../../src/sharing/application/grant-consent.js';
import { RightsWork } from '../rights/rights-work.js';

const FAR = 'farLead';
const FILES = ['copy', 'revocation-copy', 'evidence', 'report.json', 'report.pdf'] as const;
type File = (typeof FILES)[number];

const MEDIA_TYPES: Readonly<Record<File, string>> = {
  copy: 'application/pdf',
  'revocation-copy': 'application/pdf',
  evidence: 'application/pdf',
  'report.json': 'application/json',
  'report.pdf': 'application/pdf',
};
const NAMES: Readonly<Record<File, string>> = {
  copy: '; filename="kopie-der-erklaerung.pdf"',
  'revocation-copy': '; filename="bestaetigung-des-widerrufs.pdf"',
  evidence: '',
  'report.json': '; filename="meine-daten.json"',
  'report.pdf': '; filename="meine-daten.pdf"',
};
const BEGINNINGS: Readonly<Record<File, string>> = {
  copy: '%PDF',
  'revocation-copy': '%PDF',
  evidence: SCAN.subarray(0, 4).toString(),
  'report.json': '{\n  ',
  'report.pdf': '%PDF',
};
/** The person, and the unit whose declaration or report it is. */
const ENTITLED = ['person', 'lead', 'colleague'];
/** Another person, the recipient, other units, roles beside casework in the same unit, another region. */
const OTHERS = [
  'person2',
  'jobcenter',
  'jobcenterHead',
  'otherLead',
  'projektleitungAhorn',
  'datenschutz',
  'administration',
  FAR,
];

let test: TestApp;
let work: RightsWork;
let origin: string;
let ids: Readonly<Record<File, string>>;
const tokens = new Map<string, string>();

beforeAll(async () => {
  test = await TestApp.start();
  work = new RightsWork(test);
  origin = (await test.app.getUrl()).replace(/\/$/, '');
  await addFarLead();
  await work.linkPerson(await work.openCase(), 'person2');
  ids = await files();
});

afterAll(async () => {
  jest.useRealTimers();
  await test?.stop();
});

/** A case lead of another region. */
async function addFarLead(): Promise<void> {
  const accounts = await test.app.get(DemoAccounts).list();
  const added = { subject: FAR, displayName: FAR, description: FAR };
  test.app.get(DemoAccounts).list = () => Promise.resolve([...accounts, added]);
  const [unitId, id] = [asId<UnitId>(randomUUID()), asId<StaffId>(randomUUID())];
  await test.get(UnitOfWork).run(systemPrincipal(asId<RegionId>('buchental')), async (tx) => {
    const writer = test.get(DirectoryWriter);
    await writer.addRegion(tx, 'Buchental', false);
    const units = [{ id: unitId, name: 'Beratung', type: 'WELFARE_PROVIDER' as const, contactFunction: 'S' }];
    await writer.addOrganisation(tx, { id: asId(randomUUID()), name: 'Beratung', units });
    const roles = [{ unitId, role: 'CASE_MANAGER' as const }];
    await writer.addStaff(tx, { id, displayName: FAR, jobFunction: FAR, validFrom: '2020-01-01', roles });
    await test.get(LoginAccounts).linkStaff(tx, FAR, id);
  });
}

/** One of every file about one person. */
async function files(): Promise<Readonly<Record<File, string>>> {
  const caseId = await work.openCase({ units: ['jobcenter'] });
  const person = await work.linkPerson(caseId, 'person');
  const consentId = await work.offer(anOffer(caseId));
  const evidence = await work.attachScan(consentId);
  const granted = { idempotencyKey: key(), consentId, evidence: EVIDENCE };
  valueOf(await test.get(GrantConsent).execute(await test.staff('lead'), granted));
  await work.revoke(consentId);
  const controllerUnitIds = [unit('beratung')];
  const report = await work.ask(person, { caseId, kind: 'ACCESS', controllerUnitIds });
  valueOf(await work.answer('lead', report));
  return {
    copy: consentId,
    'revocation-copy': consentId,
    evidence,
    'report.json': report,
    'report.pdf': report,
  };
}

function pathOf(file: File, id: string): string {
  if (file === 'evidence') return `/consent-evidence/${id}`;
  return file.startsWith('report') ? `/data-subject-requests/${id}/${file}` : `/consents/${id}/${file}`;
}

async function tokenOf(who: string): Promise<string> {
  const known = tokens.get(who) ?? (await login(origin, who));
  tokens.set(who, known);
  return known;
}

async function fetchAs(who: string, file: File, id = ids[file], method = 'GET'): Promise<Response> {
  const headers = { authorization: `Bearer ${await tokenOf(who)}` };
  return fetch(`${origin}${pathOf(file, id)}`, { method, headers });
}

/** A whole answer, without what differs between any two. */
async function wholeOf(answer: Response) {
  const passing = ['date', 'x-request-id', 'connection', 'keep-alive'];
  const headers = [...answer.headers].filter(
    ([name]) => !passing.includes(name) && !name.startsWith('x-ratelimit'),
  );
  return { status: answer.status, headers, text: await answer.text() };
}

describe.each(FILES)('the file %s', (file) => {
  it.each(ENTITLED)('is handed to %s, to be kept by no cache and named after nobody', async (who) => {
    const answer = await fetchAs(who, file);
    expect(answer.status).toBe(200);
    const { headers } = answer;
    expect(headers.get('content-type')?.split(';')[0]).toBe(MEDIA_TYPES[file]);
    expect(headers.get('content-disposition')).toBe(`attachment${NAMES[file]}`);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect([headers.get('set-cookie'), headers.get('etag'), headers.get('last-modified')]).toEqual([
      null,
      null,
      null,
    ]);
    const content = Buffer.from(await answer.arrayBuffer());
    expect(content.subarray(0, 4).toString()).toBe(BEGINNINGS[file]);
    expect(JSON.stringify([...headers])).not.toMatch(/Selam|Beispiel|F-[0-9A-Z]{4}-/);
  });

  it.each(OTHERS)('is for %s the same as one that is not there', async (who) => {
    const [theirs, nothings] = [await fetchAs(who, file), await fetchAs(who, file, randomUUID())];
    const whole = await wholeOf(theirs);
    expect(whole).toEqual(await wholeOf(nothings));
    expect(whole.status).toBe(404);
    expect(JSON.parse(whole.text)).toMatchObject({
      errors: [{ extensions: { code: 'NOT_FOUND_OR_NOT_PERMITTED' } }],
    });
    const head = await fetchAs(who, file, ids[file], 'HEAD');
    expect([head.status, head.headers.get('content-disposition')]).toEqual([404, null]);
  });

  it('is for nobody whose token is missing, changed, expired or in the address', async () => {
    const url = `${origin}${pathOf(file, ids[file])}`;
    const token = await tokenOf('lead');
    const [head, body = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...claims, sub: 'person' })).toString('base64url');
    const none = Buffer.from(JSON.stringify({ alg: 'none' })).toString('base64url');
    const forged = [
      [head, other, signature],
      [head, body, Buffer.from(signature).reverse().toString()],
      [none, body, ''],
    ];
    const statuses = [(await fetch(url)).status, (await fetch(`${url}?access_token=${token}`)).status];
    for (const parts of forged)
      statuses.push((await fetch(url, { headers: { authorization: `Bearer ${parts.join('.')}` } })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401]);
    expect(await atTime(Date.now() + 86_400_000, () => fetchAs('lead', file))).toMatchObject({ status: 401 });
    expect((await fetchAs('lead', file)).status).toBe(200);
  });

  it.each(['x', '%00', '..%2f..%2fhealth', "1' OR '1'='1"])('has no address like %s', async (id) => {
    const answer = await fetchAs('lead', file, encodeURI(id));
    expect([400, 404]).toContain(answer.status);
    expect(await answer.text()).not.toMatch(/PDF|select|syntax/i);
  });
});

describe('a report that nobody has answered yet', () => {
  it.each(['report.json', 'report.pdf'] as const)(
    'as %s is for the unit that prepares it alone',
    async (file) => {
      const caseId = await work.openCase();
      const person = await work.linkPerson(caseId, `unanswered-${file}`);
      const id = await work.ask(person, { caseId, kind: 'ACCESS', controllerUnitIds: [unit('beratung')] });
      expect((await fetchAs('lead', file, id)).status).toBe(200);
      expect((await fetchAs('person', file, id)).status).toBe(404);
    },
  );
});

describe('an account that asks for files without end', () => {
  it.each([
    ['copy', 'sozialamt'],
    ['evidence', 'asylblg'],
    ['report.pdf', 'agentur'],
  ] as const)('is told to wait at %s, and learns no more by it', async (file, who) => {
    const statuses: number[] = [];
    for (let turn = 0; turn < 60; turn += 1) statuses.push((await fetchAs(who, file)).status);
    expect(new Set(statuses)).toEqual(new Set([404]));
    const [theirs, nothings] = [await fetchAs(who, file), await fetchAs(who, file, randomUUID())];
    expect([theirs.status, nothings.status]).toEqual([429, 429]);
    expect(Number(theirs.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(theirs.headers.get('cache-control')).toBe('no-store');
    expect(await theirs.text()).toBe(await nothings.text());
    expect((await fetchAs('colleague', file)).status).toBe(200);
  });
});

/** Everything but the date goes on as it is. */
const REAL_TIMERS = [
  'nextTick',
  'setImmediate',
  'setTimeout',
  'setInterval',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'hrtime',
  'performance',
  'queueMicrotask',
] as const;

/** Runs while the machine shows another time. */
async function atTime<T>(now: number, run: () => Promise<T>): Promise<T> {
  jest.useFakeTimers({ now, doNotFake: [...REAL_TIMERS] });
  try {
    return await run();
  } finally {
    jest.useRealTimers();
  }
}
