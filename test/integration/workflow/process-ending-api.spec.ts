import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { ExchangeNode } from './exchange.js';
import { startProcessApi } from './process-api-server.js';
import { insertRegion } from './workflow-harness.js';

let database: TestDatabase;
let node: ExchangeNode;
let app: NestFastifyApplication;
let origin: string;
const hidden = new Set<string>();
let sees: 'ALL' | 'OWN_PART' = 'ALL';

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  node = await ExchangeNode.on(database);
  node.registry.registerSubjectAccess('loan', async (_tx, _principal, { context }) => ({
    mayRead: ![...hidden].includes(context['title'] as string),
    codes: ['LIBRARY', 'READER'],
    sees,
  }));
  ({ app, origin } = await startProcessApi(node));
});

beforeEach(() => {
  hidden.clear();
  sees = 'ALL';
});

afterAll(async () => {
  await app?.close();
  await database?.drop();
});

interface Answer {
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function ask(query: string, variables: object): Promise<Answer> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: 'Bearer any',
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
}

const PROCESS = `id status cancelReason output episode endedAt
  previousEpisode { id } nextEpisode { id episode } parentProcess { id } subProcesses { id status }`;
const CANCEL = `mutation ($input: CancelProcessInput!) { cancelProcess(input: $input) { __typename
  ... on CancelProcessPayload { process { ${PROCESS} } }
  ... on RevisionConflict { code actualRevision } ... on RequestRejected { code } } }`;
const REOPEN = `mutation ($input: ReopenProcessInput!) { reopenProcess(input: $input) { __typename
  ... on ReopenProcessPayload { process { ${PROCESS} } } ... on RequestRejected { code } } }`;
const READ = `query ($id: ID!) { process(id: $id) { ${PROCESS} } }`;
const LOG = `query ($id: ID!) { process(id: $id) { events(first: 20) { edges { node { type label } } } } }`;

const cancel = (processId: string, more: object = {}) =>
  ask(CANCEL, {
    input: { idempotencyKey: randomUUID(), processId, expectedRevision: 2, reason: 'WITHDRAWN', ...more },
  });
const reopen = (processId: string) => ask(REOPEN, { input: { idempotencyKey: randomUUID(), processId } });

describe('cancelProcess', () => {
  it('answers the cancelled process with its reason', async () => {
    const order = await node.order(randomUUID());
    expect((await cancel(order.id)).data?.['cancelProcess']).toMatchObject({
      __typename: 'CancelProcessPayload',
      process: { id: order.id, status: 'CANCELLED', cancelReason: 'WITHDRAWN', output: null, episode: 1 },
    });
    const log = JSON.stringify((await ask(LOG, { id: order.id })).data);
    expect(log).toContain('Vorgang abgebrochen');
  });

  it('answers with a code when the definition or the revision does not allow it', async () => {
    const desk = await node.desk(randomUUID());
    expect((await cancel(desk.id)).data?.['cancelProcess']).toEqual({
      __typename: 'RequestRejected',
      code: 'PROCESS_NOT_CANCELLABLE',
    });
    const order = await node.order(randomUUID());
    expect((await cancel(order.id, { expectedRevision: 9 })).data?.['cancelProcess']).toEqual({
      __typename: 'RevisionConflict',
      code: 'PROCESS_REVISION_CONFLICT',
      actualRevision: 2,
    });
    expect((await node.read(order.id)).status).toBe('active');
  });

  it.each([
    ['the reason that only the platform gives', { reason: 'PARENT_ENDED' }],
    ['a reason of one’s own', { reason: 'BECAUSE' }],
    ['no reason', { reason: null }],
    ['a broken id', { processId: 'no-id' }],
    ['a negative revision', { expectedRevision: -1 }],
    ['a short key', { idempotencyKey: 'x' }],
  ])('refuses %s, and nothing changes', async (_name, more) => {
    const order = await node.order(randomUUID());
    const { data, errors } = await cancel(order.id, more);
    expect(errors?.length ?? data?.['cancelProcess']?.['__typename']).toBeTruthy();
    expect(data?.['cancelProcess']?.['__typename']).not.toBe('CancelProcessPayload');
    expect(await node.read(order.id)).toEqual(order);
  });

  it('gives the same answer for a process that is not there and one that is not for the reader', async () => {
    const order = await node.order(randomUUID());
    hidden.add('Momo');
    const [foreign, missing] = [await cancel(order.id), await cancel(randomUUID())];
    expect(foreign.errors?.map(({ extensions }) => extensions.code)).toEqual(
      missing.errors?.map(({ extensions }) => extensions.code),
    );
    expect(foreign.data).toEqual(missing.data);
    hidden.clear();
    expect(await node.read(order.id)).toEqual(order);
  });
});

describe('reopenProcess', () => {
  it('answers the next episode, and both know each other', async () => {
    const order = await node.order(randomUUID());
    await cancel(order.id);
    const answer = (await reopen(order.id)).data?.['reopenProcess'];
    expect(answer).toMatchObject({
      __typename: 'ReopenProcessPayload',
      process: { status: 'ACTIVE', episode: 2, previousEpisode: { id: order.id }, nextEpisode: null },
    });
    const [next] = await node.rows<{ id: string }>(`SELECT id FROM process WHERE previous_process_id = $1`, [
      order.id,
    ]);
    expect((await ask(READ, { id: order.id })).data?.['process']).toMatchObject({
      status: 'CANCELLED',
      nextEpisode: { id: next?.id, episode: 2 },
    });
    expect((await reopen(order.id)).data?.['reopenProcess']).toEqual({
      __typename: 'RequestRejected',
      code: 'PROCESS_ALREADY_REOPENED',
    });
  });

  it('refuses while the process runs', async () => {
    const order = await node.order(randomUUID());
    expect((await reopen(order.id)).data?.['reopenProcess']).toMatchObject({ code: 'PROCESS_NOT_ENDED' });
  });
});

describe('relatives', () => {
  it('shows parent and sub-processes', async () => {
    const { id } = await node.begin('library-bundle');
    await node.move(id, 'BEGUN', { title: 'Momo' });
    const [archive, copy] = await node.children(id);
    expect((await ask(READ, { id })).data?.['process']).toMatchObject({
      subProcesses: [
        { id: archive?.id, status: 'ACTIVE' },
        { id: copy?.id, status: 'ACTIVE' },
      ],
    });
    expect((await ask(READ, { id: copy?.id })).data?.['process']).toMatchObject({ parentProcess: { id } });
  });

  it('leaves out, without a trace, what is not for the reader', async () => {
    const { id } = await node.begin('library-bundle');
    await node.move(id, 'BEGUN', { title: 'Jim Knopf' });
    const [archive, copy] = await node.children(id);
    hidden.add('Jim Knopf');
    const { data, errors } = await ask(READ, { id: archive?.id });
    expect(errors).toBeUndefined();
    expect(data?.['process']).toMatchObject({ id: archive?.id, parentProcess: null });
    expect((await ask(READ, { id: copy?.id })).data?.['process']).toBeFalsy();
  });

  it('shows the outcome to those who see the whole process only', async () => {
    const { id } = await node.begin('library-copy', { title: 'Momo' });
    await node.move(id, 'PRINTED');
    const output = async () => (await ask(READ, { id })).data?.['process']?.['output'];
    expect(await output()).toEqual({ result: 'printed' });
    sees = 'OWN_PART';
    expect(await output()).toBeNull();
  });
});
