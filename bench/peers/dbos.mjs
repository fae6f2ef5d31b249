// DBOS in its two shapes. Its system tables are a database of their own on the same server.
//
// events:    a workflow per event, its id is the idempotency key, one step writes the rows.
// processes: a workflow per loan that waits for messages; every message is answered by an event of the workflow.
import { randomUUID } from 'node:crypto';
import { DBOS } from '@dbos-inc/dbos-sdk';
import { serve } from '../engine/child.mjs';
import { closedLoop, Loans, moved, nextEvent } from '../engine/load.mjs';
import { LoanWriter } from './rows.mjs';

const TOPIC = 'event';
const STOP = 'STOP';
const PATIENCE_SECONDS = 60;

let loans;
let writer;
let phase = 0;
const workflowOf = ({ id }) => `${id}/${phase}`;

const advance = DBOS.registerWorkflow(
  (id, type, key) => DBOS.runStep(() => writer.advanceRow(id, type, key), { name: 'write' }),
  { name: 'advance' },
);

const loan = DBOS.registerWorkflow(
  async (id) => {
    for (;;) {
      const message = await DBOS.recv(TOPIC, { timeoutSeconds: 3_600 });
      if (message === null || message.type === STOP) return;
      const { type, key } = message;
      await DBOS.setEvent(key, await DBOS.runStep(() => writer.advanceRow(id, type, key), { name: 'write' }));
    }
  },
  { name: 'loan' },
);

const ways = {
  async events(id, type, key) {
    const handle = await DBOS.startWorkflow(advance, { workflowID: key })(id, type, key);
    return handle.getResult();
  },
  async processes(id, type, key) {
    const workflow = workflowOf({ id });
    await DBOS.send(workflow, { type, key }, TOPIC, key);
    return DBOS.getEvent(workflow, key, { timeoutSeconds: PATIENCE_SECONDS });
  },
};

async function once(way, current, key = randomUUID()) {
  const state = await ways[way](current.id, nextEvent(current), key);
  if (state?.revision !== current.revision + 1)
    throw new Error(`Unexpected answer: ${JSON.stringify(state)}`);
}

/** The waiting workflows run only during their phase: their polling would slow the others down. */
let running = [];

async function open() {
  phase += 1;
  const start = async (each) => ({
    id: workflowOf(each),
    handle: await DBOS.startWorkflow(loan, { workflowID: workflowOf(each) })(each.id),
  });
  running = await Promise.all(loans.shares.flat().map(start));
}

async function close() {
  await Promise.all(running.map(({ id }) => DBOS.send(id, { type: STOP }, TOPIC)));
  await Promise.all(running.map(({ handle }) => handle.getResult()));
  running = [];
}

serve({
  async start({ appUrl, systemUrl, patterns, list, clients, connections, coalesceMs }) {
    loans = new Loans(list, clients);
    writer = new LoanWriter(appUrl, patterns, connections);
    DBOS.setConfig({
      name: 'bench',
      systemDatabaseUrl: systemUrl,
      systemDatabasePoolSize: connections,
      notificationCoalesceMs: coalesceMs,
      logLevel: 'error',
    });
    await DBOS.launch();
  },
  open,
  close,
  /** Sends the same event twice with the same key. */
  async twice({ way }) {
    const current = loans.next(0);
    const key = randomUUID();
    await once(way, current, key);
    await once(way, current, key);
    moved(current);
  },
  run: ({ way, ...input }) =>
    closedLoop(input, async (client) => {
      const current = loans.next(client);
      await once(way, current);
      moved(current);
    }),
});
