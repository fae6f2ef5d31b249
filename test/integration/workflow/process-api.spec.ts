import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { newId } from '../../../src/platform/index.js';
import { startProcessApi } from './process-api-server.js';
import { asFile, insertRegion, libraryLoan, SettableClock, staff, WorkflowNode } from './workflow-harness.js';

const CASE_ID = newId<string>();
const STRANGERS_CASE = newId<string>();

let database: TestDatabase;
let node: WorkflowNode;
let app: NestFastifyApplication;
let origin: string;

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  node = new WorkflowNode(
    database.unitOfWork,
    new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z')),
  );
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(libraryLoan())]));
  const access = (mayRead: boolean) => ({ mayRead, codes: mayRead ? ['LIBRARY', 'READER'] : [] });
  node.registry.registerSubjectAccess('case', async (_tx, _principal, { subject }) =>
    access(subject.id === CASE_ID),
  );
  node.registry.registerSubjectAccess('loan', async () => access(true));
  ({ app, origin } = await startProcessApi(node));
});

beforeEach(() => {
  node.facts = { readerCardValid: true, copiesLeft: true };
});

afterAll(async () => {
  await app?.close();
  await database?.drop();
});

async function ask(query: string, variables: object) {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: 'Bearer any',
    },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as {
    data?: Record<string, Record<string, unknown>> | null;
    errors?: { extensions: { code: string } }[];
  };
}

const START = `mutation ($input: StartProcessInput!) { startProcess(input: $input) { __typename
  ... on StartProcessPayload { process { id revision status waitingFor { ownerLabel } } }
  ... on UserFacingError { code } } }`;

const SEND = `mutation ($input: SendProcessEventInput!) { sendProcessEvent(input: $input) { __typename
  ... on SendProcessEventPayload { process { id revision activeStates { path label pathLabel owner ownerLabel plain since } } }
  ... on TransitionRejected { code currentStates failedGuards { guard explanation } }
  ... on RevisionConflict { code actualRevision }
  ... on ValidationFailed { code fields { path constraint } }
  ... on RequestRejected { code } } }`;

const READ = `query ($id: ID!) { process(id: $id) { subjectType status revision
  definition { key version title lawVersion }
  availableEvents { type label allowed reasons payloadSchema }
  events(first: 2) { edges { node { seq type label actorKind actorCode fromStates toStates legalBasis } } pageInfo { hasNextPage endCursor } }
  deadlines { key label startsOn endsOn internalDueOn legalBasis explanation status hint }
  deadlinesWithoutStart { key } } }`;

async function start(caseId = CASE_ID) {
  const input = { caseId, definitionKey: 'library-loan', idempotencyKey: newId<string>() };
  return ask(START, { input });
}

async function aProcess(): Promise<string> {
  const subject = { type: 'case', id: CASE_ID };
  const actor = { kind: 'staff' as const, id: staff.accountId, codes: ['READER'] };
  const started = await node.inTx((tx) =>
    node.engine.start(tx, { key: 'library-loan', subject, at: node.clock.now(), actor }),
  );
  if (!started.ok) throw new Error(started.error.code);
  return started.value.id;
}

async function send(
  processId: string,
  type: string,
  payload: object,
  expectedRevision: number,
  idempotencyKey = newId<string>(),
) {
  return ask(SEND, { input: { processId, type, payload, expectedRevision, idempotencyKey } });
}

describe('startProcess', () => {
  it('is refused for definitions no capability offers for cases, naming the reason', async () => {
    expect(await start()).toMatchObject({
      data: { startProcess: { __typename: 'RequestRejected', code: 'SUBJECT_NEEDS_COMMAND' } },
    });
  });

  it('starts a case process for those who hold one of its codes', async () => {
    node.registry.registerCaseProcess('library-loan', { startedBy: ['READER'] });
    expect(await start()).toMatchObject({
      data: {
        startProcess: {
          process: { revision: 1, status: 'ACTIVE', waitingFor: [{ ownerLabel: 'Leserin oder Leser' }] },
        },
      },
    });
  });

  it('gives the same answer for a case of strangers and one that does not exist', async () => {
    for (const id of [STRANGERS_CASE, newId<string>()]) {
      const answer = await start(id);
      expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    }
  });
});

describe('sendProcessEvent', () => {
  it('moves the process and repeats the first answer for the same key', async () => {
    const id = await aProcess();
    const key = newId<string>();
    const expected = {
      data: {
        sendProcessEvent: {
          process: {
            id,
            revision: 2,
            activeStates: [
              { path: 'ready', label: 'Liegt bereit', owner: 'READER', ownerLabel: 'Leserin oder Leser' },
            ],
          },
        },
      },
    };
    expect(await send(id, 'REQUESTED', { title: 'Momo' }, 1, key)).toMatchObject(expected);
    expect(await send(id, 'REQUESTED', { title: 'Momo' }, 1, key)).toMatchObject(expected);
  });

  it('answers every refusal as a value with its code', async () => {
    const id = await aProcess();
    expect(await send(id, 'REQUESTED', { title: 'Momo' }, 7)).toMatchObject({
      data: { sendProcessEvent: { code: 'PROCESS_REVISION_CONFLICT', actualRevision: 1 } },
    });
    expect(await send(id, 'REQUESTED', { titel: 'Momo' }, 1)).toMatchObject({
      data: { sendProcessEvent: { __typename: 'ValidationFailed', code: 'PAYLOAD_INVALID' } },
    });
    expect(await send(id, 'RETURNED', {}, 1)).toMatchObject({
      data: { sendProcessEvent: { code: 'EVENT_NOT_POSSIBLE_NOW', currentStates: ['library-loan.wanted'] } },
    });
    node.facts = {};
    expect(await send(id, 'REQUESTED', { title: 'Momo' }, 1)).toMatchObject({
      data: {
        sendProcessEvent: {
          code: 'GUARD_REFUSED',
          failedGuards: expect.arrayContaining([expect.objectContaining({ guard: 'readerCardValid' })]),
        },
      },
    });
  });

  it('trap 5: refuses forged events of the machinery', async () => {
    const id = await aProcess();
    await send(id, 'REQUESTED', { title: 'Momo' }, 1);
    expect(await send(id, 'xstate.after.PICK_UP_7D.library-loan.ready', {}, 2)).toMatchObject({
      data: { sendProcessEvent: { code: 'EVENT_RESERVED' } },
    });
  });

  it('leaves processes that are not about a case to their commands', async () => {
    const { id } = await node.startLoan();
    expect(await send(id, 'CANCELLED', {}, 1)).toMatchObject({
      data: { sendProcessEvent: { code: 'SUBJECT_NEEDS_COMMAND' } },
    });
  });

  it('trap 6: holds a process whose stored state does not fit, although the command itself keeps nothing', async () => {
    const id = await aProcess();
    await node.inTx((tx) => tx.query(`UPDATE process SET state_value = '"vanished"' WHERE id = $1`, [id]));
    expect(await send(id, 'CANCELLED', {}, 1)).toMatchObject({
      data: { sendProcessEvent: { code: 'STORED_STATE_INVALID' } },
    });
    expect(await send(id, 'CANCELLED', {}, 1)).toMatchObject({
      data: { sendProcessEvent: { code: 'PROCESS_QUARANTINED' } },
    });
    expect(await ask(READ, { id })).toMatchObject({
      data: { process: { status: 'QUARANTINED', availableEvents: [] } },
    });
  });

  it('holds a process whose log somebody wrote to past the engine', async () => {
    const id = await aProcess();
    await node.inTx((tx) =>
      tx.query(
        `INSERT INTO process_event SELECT region_id, process_id, seq + 1, gen_random_uuid(), type, payload, actor_kind,
           actor_id, actor_unit_id, actor_code, at, from_states, to_states, microsteps, guards, legal_basis, waiting_for,
           definition_hash, prev_hash, hash FROM process_event WHERE process_id = $1`,
        [id],
      ),
    );
    expect(await send(id, 'REQUESTED', { title: 'Momo' }, 1)).toMatchObject({
      data: { sendProcessEvent: { code: 'PROCESS_QUARANTINED' } },
    });
    expect(await ask(READ, { id })).toMatchObject({
      data: { process: { status: 'QUARANTINED', revision: 1 } },
    });
  });
});

describe('process', () => {
  it('shows state, next events with schema, log and deadlines with the advice to have them checked', async () => {
    const id = await aProcess();
    await send(id, 'REQUESTED', { title: 'Momo' }, 1);
    await send(id, 'HANDED_OUT', { on: '2026-03-06' }, 2);
    const { data } = await ask(READ, { id });
    expect(data?.['process']).toMatchObject({
      subjectType: 'case',
      status: 'ACTIVE',
      revision: 3,
      definition: { key: 'library-loan', version: 1, title: 'Ausleihe', lawVersion: '2026-01-01' },
      events: {
        edges: [
          { node: { seq: 1, type: 'xstate.init', label: 'Vorgang begonnen', actorKind: 'STAFF' } },
          { node: { seq: 2, type: 'REQUESTED', label: 'Buch bestellen', toStates: ['library-loan.ready'] } },
        ],
        pageInfo: { hasNextPage: true },
      },
      deadlines: expect.arrayContaining([
        expect.objectContaining({
          key: 'LOAN_4W',
          startsOn: '2026-03-06',
          endsOn: '2026-04-07',
          internalDueOn: '2026-04-02',
          status: 'OPEN',
          hint: expect.stringContaining('Beratung oder Anwält*in'),
        }),
      ]),
      deadlinesWithoutStart: [],
    });
    const events = data?.['process']?.['availableEvents'] as { type: string }[] | undefined;
    const extend = events?.find(({ type }) => type === 'EXTENDED');
    expect(extend).toMatchObject({ allowed: true, payloadSchema: { required: ['on'] } });
    expect(JSON.stringify(data)).not.toContain('Momo');
  });

  it('is invisible without access', async () => {
    const subject = { type: 'case', id: STRANGERS_CASE };
    const actor = { kind: 'staff' as const, id: staff.accountId, codes: ['READER'] };
    const started = await node.inTx((tx) =>
      node.engine.start(tx, { key: 'library-loan', subject, at: node.clock.now(), actor }),
    );
    const id = started.ok ? started.value.id : '';
    const answers = await Promise.all([
      ask(READ, { id }),
      ask(READ, { id: newId<string>() }),
      send(id, 'CANCELLED', {}, 1),
    ]);
    for (const { errors } of answers) {
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['NOT_FOUND_OR_NOT_PERMITTED']);
    }
  });

  it('lists active definitions', async () => {
    expect(await ask(`{ processDefinitions { key version title titlePlain purpose } }`, {})).toMatchObject({
      data: { processDefinitions: [{ key: 'library-loan', version: 1 }] },
    });
  });
});
