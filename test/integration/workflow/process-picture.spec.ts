import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { SubjectAccess } from '../../../src/workflow/application/workflow-registry.js';
import { startProcessApi } from './process-api-server.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

const QUERY = `query ($id: ID!) { process(id: $id) { picture
  waitingTimes { owner ownerLabel seconds workingDays since } } }`;

interface Seen {
  readonly picture: string | null;
  readonly waitingTimes: readonly Record<string, unknown>[];
}

let database: TestDatabase;
let node: WorkflowNode;
let app: NestFastifyApplication;
let origin: string;
let access: SubjectAccess;
let id: string;

async function see(): Promise<Seen | null> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    body: JSON.stringify({ query: QUERY, variables: { id } }),
  });
  const { data } = (await response.json()) as { data?: { process: Seen | null } | null };
  return data?.process ?? null;
}

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  const clock = new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z'));
  node = new WorkflowNode(database.unitOfWork, clock);
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
  node.registry.registerSubjectAccess('loan', async () => access);
  ({ app, origin } = await startProcessApi(node));
  // Monday: wanted by the reader; Wednesday: ready for the reader; Thursday: handed out; looked at on Friday.
  const process = await node.startLoan();
  id = process.id;
  clock.advance({ hours: 48 });
  await node.send(process.id, 'REQUESTED', { title: 'Geheimer Titel' });
  clock.advance({ hours: 24 });
  await node.send(process.id, 'HANDED_OUT', { on: '2026-03-05' });
  clock.advance({ hours: 24 });
});

beforeEach(() => {
  access = { mayRead: true, codes: ['LIBRARY', 'READER'] };
});

afterAll(async () => {
  await app?.close();
  await database?.drop();
});

describe('Process.picture', () => {
  it('shows place and way, and nothing that the events carried', async () => {
    const picture = (await see())?.picture ?? '';
    expect(picture).toMatch(/^<svg [^]*<\/svg>\n$/);
    expect(picture).toContain('Ausleihe, Fassung\u00a01');
    expect(picture).toContain('2 · 04.03.2026');
    expect(picture).toContain('hier: 3 · 05.03.2026');
    expect(picture).not.toContain('Geheimer Titel');
    expect((await see())?.picture).toBe(picture);
  });

  it('is not given to a reader who may know of a part only', async () => {
    access = { mayRead: true, codes: ['LIBRARY'], sees: 'OWN_PART' };
    expect(await see()).toMatchObject({ picture: null });
  });

  it('is not given to a stranger, who is told no more than that there is nothing', async () => {
    access = { mayRead: false, codes: [] };
    expect(await see()).toBeNull();
  });
});

describe('Process.waitingTimes', () => {
  it('books the time on whom it was waited for, with the open wait and its beginning', async () => {
    const waiting = (await see())?.waitingTimes ?? [];
    const reader = waiting.find(({ owner }) => owner === 'READER');
    expect(reader).toMatchObject({
      ownerLabel: 'Leserin oder Leser',
      seconds: 4 * 86_400,
      workingDays: 4,
      since: '2026-03-02T09:00:00Z',
    });
  });

  it('tells a reader of a part only of the bodies they act for', async () => {
    const all = (await see())?.waitingTimes.map(({ owner }) => owner);
    expect(all).toContain('READER');
    access = { mayRead: true, codes: ['LIBRARY'], sees: 'OWN_PART' };
    const owners = (await see())?.waitingTimes.map(({ owner }) => owner) ?? [];
    expect(owners.filter((owner) => owner !== 'LIBRARY')).toEqual([]);
  });
});
