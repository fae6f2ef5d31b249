// The use case without HTTP: the compiled application in one process, called directly.
import { randomUUID } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { serve } from './child.mjs';
import { closedLoop, Loans, moved, nextEvent } from './load.mjs';
import { dist } from './paths.mjs';
import { startProfile, stopProfile } from './profile.mjs';
import { application, deploy, lend, lendLate, seed, teach } from './world.mjs';

const { SendProcessEvent } = await dist('src/workflow/application/send-process-event.js');
const { FireDueDeadlines, ProcessQueries } = await dist('src/workflow/index.js');
const { WorkList } = await dist('src/workflow/worklist/application/work-list.js');
const { LoginAccounts } = await dist('src/directory/index.js');
const { createLogger } = await dist('src/platform/index.js');

let app;
let principals;
let loans;

/** Counts what goes to the database. */
const counted = { statements: 0 };
const { prototype } = pg.Client;
// oxlint-disable-next-line typescript/unbound-method -- the proxy passes the client on
prototype.query = new Proxy(prototype.query, {
  apply(query, client, args) {
    counted.statements += 1;
    return Reflect.apply(query, client, args);
  },
});

async function once(client) {
  const loan = loans.next(client);
  const result = await app.get(SendProcessEvent).execute(principals[client % principals.length], {
    idempotencyKey: randomUUID(),
    processId: loan.id,
    type: nextEvent(loan),
    payload: {},
    expectedRevision: loan.revision,
  });
  if (!result.ok) throw new Error(result.error.code);
  moved(loan);
}

/** What the page of a process asks for. */
async function processPage(client) {
  const queries = app.get(ProcessQueries);
  const principal = principals[client % principals.length];
  const { id } = loans.next(client);
  await queries.get(principal, id);
  await Promise.all([
    queries.availableEvents(principal, id),
    queries.events(principal, id, { afterSeq: 0, limit: 21 }),
    queries.deadlines(principal, id),
  ]);
}

/** First page of a clerk's work list. */
async function workList(client) {
  const list = app.get(WorkList);
  const request = { view: 'OWN', orderBy: 'DUE', limit: 20 };
  const entries = await list.list(principals[client % principals.length], { ...request, after: undefined });
  if (entries.length !== 20) throw new Error(`The work list has ${entries.length} entries`);
}

serve({
  async start({ staff, issuer, seed: isFirst = false }) {
    const { module, config } = application();
    app = await NestFactory.createApplicationContext(module, { logger: createLogger(config) });
    teach(app);
    await (isFirst ? seed(app, staff) : deploy(app));
    const subjects = Array.from({ length: staff }, (_, number) => `staff-${number}`);
    principals = await Promise.all(subjects.map((subject) => app.get(LoginAccounts).find(issuer, subject)));
  },
  pages: (input) => closedLoop(input, processPage),
  workList: (input) => closedLoop(input, workList),
  lend: ({ count }) => lend(app, count),
  lendLate: () => lendLate(app),
  fireDeadlines: () => app.get(FireDueDeadlines).run(),
  use({ list, clients }) {
    loans = new Loans(list, clients);
  },
  async run(input) {
    counted.statements = 0;
    const outcome = await closedLoop(input, once);
    return { ...outcome, statements: counted.statements / outcome.events };
  },
  startProfile,
  stopProfile,
  stop: () => app?.close(),
});
