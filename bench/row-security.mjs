// Compares the case page's queries under row-level security with the same queries as the owner, whom it does not bind.
// Usage: npm run bench:row-security [-- --cases 100000 --rounds 15 --pages 40]
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Installation } from './engine/installation.mjs';
import { dist } from './engine/paths.mjs';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '15' },
    pages: { type: 'string', default: '40' },
    explain: { type: 'boolean', default: false },
  },
});
const LIMIT = 1.3;
const quantile = (list, part) => list.toSorted((one, other) => one - other)[Math.floor(list.length * part)];
const median = (list) => quantile(list, 0.5);
/** What others on the machine add to a page is least in its quick runs. */
const quick = (list) => quantile(list, 0.2);

const installation = await Installation.start();
const { principal } = await import('./row-security/world.mjs');
const { startWithCases } = await import('./row-security/application.mjs');
const { UnitOfWork } = await dist('src/platform/index.js');
const { CaseReader } = await dist('src/cases/index.js');
const { ConferenceReader } = await dist('src/conferences/index.js');
const { Visibility } = await dist('src/sharing/index.js');
const { ConsentReader } = await dist('src/sharing/application/consent-reader.js');
const { DisclosureReader } = await dist('src/sharing/application/disclosure-reader.js');

/** Everything the page of a case shows. */
async function page(app, reader, caseId) {
  await app.get(UnitOfWork).run(reader, async (tx) => {
    await app.get(CaseReader).get(tx, caseId);
    await app.get(CaseReader).participations(tx, caseId);
    await app.get(CaseReader).findPerson(tx, caseId);
    await app.get(CaseReader).interviews(tx, caseId);
    const visibility = app.get(Visibility);
    const lines = await visibility.open(tx, await visibility.ofCase(tx, caseId));
    if (lines.filter(({ isVisible }) => isVisible).length < 10) throw new Error('The page shows too little');
    await app.get(ConsentReader).listOfCase(tx, caseId);
    await app.get(DisclosureReader).ofCase(tx, caseId, 21, undefined);
    await app.get(ConferenceReader).listOfCase(tx, caseId);
  });
}

/** Statements that a page sends, in their order. */
async function record(work) {
  const { prototype } = pg.Client;
  // oxlint-disable-next-line typescript/unbound-method -- called on the client below
  const { query } = prototype;
  const statements = [];
  prototype.query = function recorded(statement, ...rest) {
    if (typeof statement?.text === 'string') statements.push({ ...statement });
    return Reflect.apply(query, this, [statement, ...rest]);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  // Lines of the register of reading are written apart from the page.
  return statements.filter(({ text }) => !/^\s*(INSERT|UPDATE)/i.test(text));
}

/**
 * Milliseconds of one page, its statements sent together. Waiting for each answer would measure the way from one processor
 * to the other and back, 25 or 70 microseconds a statement as chance puts the two, more than the policies cost.
 */
async function replay(client, statements) {
  const start = performance.now();
  await Promise.all(statements.map((statement) => client.query({ ...statement })));
  return performance.now() - start;
}

/** Milliseconds of processor time that the server's process of a connection has used. */
async function serverTime(client) {
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  return Number(readFileSync(`/proc/${rows[0].pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

async function connect(url) {
  const client = new pg.Client({ connectionString: url, pipeline: true });
  await client.connect();
  return client;
}

/** Quick milliseconds of every statement, with policies and without. */
async function explain(clients, statements) {
  for (const { name, text, values = [] } of statements) {
    const times = [];
    for (const client of clients) {
      const runs = [];
      const isOnce = /^(BEGIN|COMMIT|SAVEPOINT)/.test(text);
      for (let run = 0; run < (isOnce ? 1 : 40); run += 1) {
        const start = performance.now();
        await client.query({ name, text, values });
        runs.push(performance.now() - start);
      }
      times.push(quick(runs).toFixed(3));
    }
    console.log(times.join(' / '), name ?? '', text.replaceAll(/\s+/g, ' ').slice(0, 100));
  }
}

async function measure(name, statements) {
  const { appUrl, ownerUrl } = installation.database;
  const clients = [await connect(appUrl), await connect(ownerUrl)];
  if (options.explain) await explain(clients, statements);
  const rounds = [];
  let before = [];
  for (let round = 0; round < Number(options.rounds) + 2; round += 1) {
    if (round === 2) before = await Promise.all(clients.map(serverTime));
    const times = [[], []];
    for (let count = 0; count < Number(options.pages); count += 1) {
      for (const [way, client] of clients.entries()) times[way].push(await replay(client, statements));
    }
    // The first two prepare the statements.
    if (round >= 2) rounds.push(times.map(quick));
  }
  const used = (await Promise.all(clients.map(serverTime))).map((time, way) => time - before[way]);
  for (const client of clients) await client.end();
  const [under, without] = [0, 1].map((way) => median(rounds.map((round) => round[way])));
  const ratio = median(rounds.map(([one, other]) => one / other));
  console.log(
    `${name}: ${statements.length} statements, ${under.toFixed(2)} ms with policies, ${without.toFixed(2)} ms without, ` +
      `ratio ${ratio.toFixed(2)} (at most ${LIMIT}); processor time of the server ${(used[0] / used[1]).toFixed(2)}`,
  );
  return ratio;
}

try {
  const { app, caseId } = await startWithCases(installation, Number(options.cases));
  const ratios = [];
  for (const [name, number] of [
    ['case lead', 0],
    ['participating unit', 1],
  ]) {
    const reader = await principal(app, number);
    await page(app, reader, caseId);
    ratios.push(await measure(name, await record(() => page(app, reader, caseId))));
  }
  await app.close();
  if (Math.max(...ratios) > LIMIT) process.exitCode = 1;
} finally {
  await installation.stop();
}
