import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import type { ProcessId } from '../../../src/kernel/index.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { newId } from '../../../src/platform/index.js';
import type { ProcessDefinition } from '../../../src/workflow/domain/definition.js';
import { MAX_CONTEXT_SIZE, MAX_PAYLOAD_SIZE } from '../../../src/workflow/kernel/kernel.js';
import { startProcessApi } from './process-api-server.js';
import { asFile, insertRegion, libraryLoan, SettableClock, WorkflowNode } from './workflow-harness.js';

/** What nobody may send: the machinery's own events, entries of the engine, what no definition declares. */
const FORGED = [
  'xstate.init',
  'xstate.stop',
  'xstate.after.PICK_UP_7D.library-loan.ready',
  'xstate.done.state.library-loan.lent',
  'xstate.done.actor.anything',
  'process.migrated',
  'process.cancelled',
  'process.reopened',
  '*',
  '',
  'constructor',
  '__proto__',
  'toString',
  'requested',
];

const SEND = `mutation ($input: SendProcessEventInput!) { sendProcessEvent(input: $input) { __typename
  ... on SendProcessEventPayload { process { revision } } ... on UserFacingError { code } } }`;
const START = `mutation ($input: StartProcessInput!) { startProcess(input: $input) { __typename
  ... on UserFacingError { code } } }`;
const AVAILABLE = `query ($id: ID!) { process(id: $id) {
  availableEvents { type label allowed reasons legalBasis payloadSchema } } }`;

let database: TestDatabase;
let node: WorkflowNode;
let app: NestFastifyApplication;
let origin: string;
let codes = ['LIBRARY', 'READER'];

beforeAll(async () => {
  database = await createTestDatabase();
  await insertRegion(database.unitOfWork);
  const clock = new SettableClock(Temporal.Instant.from('2026-03-02T09:00:00Z'));
  node = new WorkflowNode(database.unitOfWork, clock);
  node.registry.useVocabulary({
    guards: {},
    owners: {
      LIBRARY: { de: 'Bücherei', en: 'Library' },
      READER: { de: 'Leserin oder Leser', en: 'Reader' },
    },
  });
  node.registry.openToEvents('loan');
  node.registry.registerCaseProcess('library-loan', { startedBy: ['READER'] });
  for (const type of ['loan', 'case'])
    node.registry.registerSubjectAccess(type, async () => ({ mayRead: true, codes }));
  await node.inTx((tx) => node.definitions.deployAll(tx, [asFile(withoutLengths(libraryLoan()))]));
  ({ app, origin } = await startProcessApi(node));
});

beforeEach(() => {
  codes = ['LIBRARY', 'READER'];
  node.facts = { readerCardValid: true, copiesLeft: true };
});

afterAll(async () => {
  await app?.close();
  await database?.drop();
});

/** The loan with a title of any length, so that only the engine's own limits stand in the way. */
function withoutLengths(loan: ProcessDefinition): ProcessDefinition {
  const text = JSON.stringify(loan).replace('"maxLength":50', '"minLength":0');
  return JSON.parse(text) as ProcessDefinition;
}

interface Answer {
  readonly status: number;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | null;
  readonly errors?: readonly { readonly extensions: { readonly code: string } }[];
}

async function ask(query: string, variables: object): Promise<Answer> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer any' },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...((await response.json()) as object) };
}

async function send(processId: string, type: string, more: object = {}): Promise<Answer> {
  const input = {
    processId,
    type,
    payload: {},
    expectedRevision: 2,
    idempotencyKey: newId<string>(),
    ...more,
  };
  return ask(SEND, { input });
}

/** Code of a refusal, whether it is a value or a top-level error. */
function codeOf({ data, errors }: Answer): unknown {
  return errors?.[0]?.extensions.code ?? Object.values(data ?? {})[0]?.['code'];
}

/** A loan that lies ready; revision 2. */
async function readyLoan(): Promise<ProcessId> {
  const { id } = await node.startLoan();
  const sent = await node.send(id, 'REQUESTED', { title: 'Momo' });
  if (!sent.ok) throw new Error(sent.error.code);
  return id;
}

describe('trap 5: forged events move nothing', () => {
  it.each(FORGED)('through GraphQL: "%s"', async (type) => {
    const id = await readyLoan();
    const answer = await send(id, type);
    expect(codeOf(answer)).toBe(type.startsWith('xstate.') ? 'EVENT_RESERVED' : 'EVENT_UNKNOWN');
    expect(await node.read(id)).toMatchObject({ revision: 2, activeStates: ['library-loan.ready'] });
  });

  it.each(FORGED)('as a message of another process: "%s"', async (eventType) => {
    const id = await readyLoan();
    const received = await node.inTx(async (tx) => {
      const process = await node.processes.lock(tx, id);
      if (!process) throw new Error('The process is there');
      return node.engine.receive(tx, process, { id: newId(), eventType, payload: {} }, node.clock.now());
    });
    expect(received).toMatchObject({
      ok: false,
      error: { code: eventType.startsWith('xstate.') ? 'EVENT_RESERVED' : 'EVENT_UNKNOWN' },
    });
    expect((await node.read(id)).revision).toBe(2);
  });

  it.each(['RETURNED', 'CANCELLED', 'xstate.init', 'xstate.done.state.library-loan', 'process.migrated'])(
    'through the job that fires deadlines: a deadline made to say "%s"',
    async (eventType) => {
      const id = await readyLoan();
      // Only the owner of the schema can write such a row.
      const { rowCount } = await withClient(database.ownerUrl, (client) =>
        client.query(
          `UPDATE deadline SET event_type = $2, starts_on = '2026-02-01', ends_on = '2026-02-08',
             internal_due_on = NULL WHERE process_id = $1 AND status = 'open'`,
          [id, eventType],
        ),
      );
      expect(rowCount).toBe(1);
      await node.fire.run();
      expect(await node.read(id)).toMatchObject({ revision: 2, activeStates: ['library-loan.ready'] });
    },
  );
});

describe('what comes in is limited', () => {
  it('in an event: nothing larger than the log shall keep', async () => {
    const { id } = await node.startLoan();
    const title = 'x'.repeat(MAX_PAYLOAD_SIZE);
    expect(await node.send(id, 'REQUESTED', { title })).toMatchObject({
      error: { kind: 'ValidationFailed', code: 'PAYLOAD_TOO_LARGE' },
    });
    expect(codeOf(await send(id, 'REQUESTED', { payload: { title }, expectedRevision: 1 }))).toBe(
      'BAD_USER_INPUT',
    );
    expect((await node.read(id)).revision).toBe(1);
  });

  it('in a process: nothing larger than a step shall carry', async () => {
    const title = 'x'.repeat(MAX_CONTEXT_SIZE);
    const { id } = await node.startLoan();
    expect(codeOf(await send(id, 'REQUESTED', { payload: { title }, expectedRevision: 1 }))).toBe(
      'CONTEXT_TOO_LARGE',
    );
    const input = {
      caseId: newId(),
      definitionKey: 'library-loan',
      idempotencyKey: newId(),
      context: { title },
    };
    expect(codeOf(await ask(START, { input }))).toBe('CONTEXT_TOO_LARGE');
    expect((await node.read(id)).revision).toBe(1);
  });

  it.each([
    ['an empty key', { idempotencyKey: '' }],
    ['a short key', { idempotencyKey: 'x'.repeat(7) }],
    ['a long key', { idempotencyKey: 'x'.repeat(201) }],
    ['a key that cannot be printed', { idempotencyKey: 'x'.repeat(20) + '\u0000' }],
    ['a long type', { type: 'X'.repeat(201) }],
    ['a negative revision', { expectedRevision: -1 }],
    ['a process that is no identifier', { processId: 'x'.repeat(300) }],
  ])('in a command: %s', async (_what, more) => {
    expect(codeOf(await send(await readyLoan(), 'CANCELLED', more))).toBe('VALIDATION_FAILED');
  });

  it.each([
    ['nested deeper than eight levels', nested(9), 'BAD_USER_INPUT'],
    ['with a key that names a prototype', JSON.parse('{"__proto__": {"by": 1}}') as object, 'BAD_REQUEST'],
    ['with a field nobody declared', { title: 'Momo', more: 1 }, 'PAYLOAD_INVALID'],
    ['with text no database can keep', { title: 'Momo\u0000' }, 'VALIDATION_FAILED'],
  ])('in a payload %s', async (_what, payload, code) => {
    const { id } = await node.startLoan();
    expect(codeOf(await send(id, 'REQUESTED', { payload, expectedRevision: 1 }))).toBe(code);
    expect((await node.read(id)).revision).toBe(1);
  });

  it('in a request: variables of any kind', async () => {
    const answer = await send(newId(), 'REQUESTED', { payload: { title: 'x'.repeat(300_000) } });
    expect([answer.status, codeOf(answer)]).toEqual([413, 'BODY_TOO_LARGE']);
  });
});

describe('availableEvents', () => {
  async function available(id: string): Promise<Readonly<Record<string, unknown>>> {
    const { data } = await ask(AVAILABLE, { id });
    const events = data?.['process']?.['availableEvents'] as { readonly type: string }[];
    return Object.fromEntries(events.map(({ type, ...event }) => [type, event]));
  }

  it('names the payload of what may be sent, and nothing of the machinery', async () => {
    const events = await available(await readyLoan());
    expect(Object.keys(events).filter((type) => !/^[A-Z_]+$/.test(type))).toEqual([]);
    expect(events['HANDED_OUT']).toMatchObject({
      label: 'Buch ausgeben',
      allowed: true,
      reasons: [],
      payloadSchema: { required: ['on'], properties: { on: { format: 'date' } } },
    });
  });

  it('says in plain words which condition fails', async () => {
    const { id } = await node.startLoan();
    node.facts = {};
    const { REQUESTED } = (await available(id)) as {
      readonly REQUESTED: { readonly reasons: readonly string[] };
    };
    expect(REQUESTED).toMatchObject({ allowed: false });
    expect(REQUESTED.reasons.length).toBeGreaterThan(0);
    for (const reason of REQUESTED.reasons) expect(reason).toMatch(/^\p{Lu}.* .*\.$/u);
  });

  it('says who may instead', async () => {
    codes = ['READER'];
    expect((await available(await readyLoan()))['HANDED_OUT']).toMatchObject({
      allowed: false,
      reasons: ['Das kann nur eintragen: Bücherei.'],
    });
  });

  it('allows exactly what the process then takes', async () => {
    for (const held of [['READER'], ['LIBRARY'], ['LIBRARY', 'READER']]) {
      codes = held;
      const events = await available(await readyLoan());
      for (const [type, event] of Object.entries(events)) {
        const { allowed } = event as { readonly allowed: boolean };
        const answer = await send(await readyLoan(), type, {
          payload: type === 'HANDED_OUT' ? { on: '2026-03-02' } : {},
        });
        expect([type, codeOf(answer) === undefined]).toEqual([type, allowed]);
      }
    }
  });

  it('is empty when the process has ended', async () => {
    const id = await readyLoan();
    await node.send(id, 'CANCELLED');
    expect([(await node.read(id)).status, await available(id)]).toEqual(['done', {}]);
  });
});

function nested(levels: number): object {
  return levels === 0 ? {} : { title: nested(levels - 1) };
}
