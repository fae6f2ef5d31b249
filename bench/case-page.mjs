// Compares the page of a case, read through its use cases with everything that protects it, with the same rows read by
// plain SQL that protects nothing: no check of who asks, no row-level security, no decision about each line, no text
// opened, nothing logged. So whatever protection costs is in the ratio, decryption included.
// Usage: npm run bench:case-page [-- --cases 100000 --rounds 15 --pages 20]
import { parseArgs } from 'node:util';
import pg from 'pg';
import { Installation } from './engine/installation.mjs';
import { dist } from './engine/paths.mjs';
import { startProfile, stopProfile } from './engine/profile.mjs';
import { printProfile } from './engine/report.mjs';

const { values: options } = parseArgs({
  options: {
    cases: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '15' },
    pages: { type: 'string', default: '20' },
  },
});
const LIMIT = 2.5;
const median = (list) => list.toSorted((one, other) => one - other)[Math.floor(list.length / 2)];

const installation = await Installation.start();
const { principal, REGION } = await import('./row-security/world.mjs');
const { startWithCases } = await import('./row-security/application.mjs');
const { UnitOfWork } = await dist('src/platform/index.js');
const { CaseReader } = await dist('src/cases/index.js');
const { ConferenceReader } = await dist('src/conferences/index.js');
const { Visibility } = await dist('src/sharing/index.js');
const { ConsentReader } = await dist('src/sharing/application/consent-reader.js');
const { DisclosureReader } = await dist('src/sharing/application/disclosure-reader.js');

/** What the page shows, part by part. */
function partsOf(app) {
  const visibility = app.get(Visibility);
  const cases = app.get(CaseReader);
  return {
    case: (tx, id) => cases.get(tx, id),
    units: (tx, id) => cases.participations(tx, id),
    person: (tx, id) => cases.findPerson(tx, id),
    interviews: (tx, id) => cases.interviews(tx, id),
    items: async (tx, id, page) => {
      const start = performance.now();
      const lines = await visibility.ofCase(tx, id);
      page.decidedAfter = performance.now() - start;
      page.lines = await visibility.open(tx, lines);
    },
    consents: (tx, id) => app.get(ConsentReader).listOfCase(tx, id),
    register: (tx, id) => app.get(DisclosureReader).ofCase(tx, id, 21, undefined),
    conferences: (tx, id) => app.get(ConferenceReader).listOfCase(tx, id),
  };
}

/** The same rows, part by part. */
const PLAIN = Object.entries({
  case: `SELECT * FROM case_file WHERE region_id = $1 AND id = $2`,
  units: `SELECT * FROM case_participation WHERE region_id = $1 AND case_id = $2 ORDER BY started_at, id`,
  person: `SELECT p.*, n.* FROM case_file c
    JOIN person p ON p.region_id = c.region_id AND p.id = c.person_id
    LEFT JOIN person_name n ON n.region_id = p.region_id AND n.person_id = p.id
    WHERE c.region_id = $1 AND c.id = $2`,
  interviews: `SELECT * FROM entry_interview WHERE region_id = $1 AND case_id = $2 ORDER BY held_on, id`,
  items: `SELECT * FROM data_item WHERE region_id = $1 AND case_id = $2 ORDER BY recorded_at, id`,
  consents: `SELECT * FROM consent WHERE region_id = $1 AND case_id = $2 ORDER BY offered_at, id`,
  register: `SELECT * FROM disclosure WHERE region_id = $1 AND case_id = $2 ORDER BY disclosed_at DESC, id DESC LIMIT 21`,
  conferences: `SELECT * FROM case_conference WHERE region_id = $1 AND case_id = $2 ORDER BY requested_at, id`,
}).map(([name, text]) => ({ name: `plain_${name}`, text }));

/** Parts of a page one after another, or all sent at once; the same for both ways. */
const ORDERS = {
  'parts one after another': async (parts) => {
    for (const part of parts) await part();
  },
  'parts at once': async (parts) => {
    await Promise.all(parts.map((part) => part()));
  },
};

async function plainPage(client, caseId, order) {
  let rows = 0;
  const read = async (statement) => {
    const answer = await client.query({ ...statement, values: [REGION, caseId] });
    rows += answer.rows.length;
  };
  const begun = client.query('BEGIN');
  await order(PLAIN.map((statement) => () => read(statement)));
  await Promise.all([begun, client.query('COMMIT')]);
  if (rows < 200) throw new Error('The plain page shows too little');
}

async function protectedPage(app, reader, caseId, order, times = {}) {
  const page = {};
  await app.get(UnitOfWork).run(reader, async (tx) => {
    const noted = (name, read) => async () => {
      const start = performance.now();
      await read(tx, caseId, page);
      times[name] = (times[name] ?? 0) + performance.now() - start;
    };
    await order(Object.entries(partsOf(app)).map(([name, read]) => noted(name, read)));
  });
  times['items, of this until decided'] = (times['items, of this until decided'] ?? 0) + page.decidedAfter;
  if (page.lines.filter(({ text }) => text).length < 10) throw new Error('The page shows too little');
}

/** Statements that the database gets, and the time until their answers are there, overlapping ones counted once. */
function watchDatabase() {
  const { prototype } = pg.Client;
  // oxlint-disable-next-line typescript/unbound-method -- called on the client below
  const { query } = prototype;
  const seen = { statements: 0, ms: 0, open: 0, since: 0 };
  prototype.query = function watched(...given) {
    seen.statements += 1;
    if ((seen.open += 1) === 1) seen.since = performance.now();
    const answer = Reflect.apply(query, this, given);
    const done = () => {
      if ((seen.open -= 1) === 0) seen.ms += performance.now() - seen.since;
    };
    answer?.finally?.(done).catch(() => undefined);
    return answer;
  };
  return { seen, end: () => (prototype.query = query) };
}

async function timed(count, work) {
  const times = [];
  for (let number = 0; number < count; number += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Both ways in turns, each ratio taken within its round. */
async function compare(app, client, reader, caseId, order) {
  const pages = Number(options.pages);
  const rounds = [];
  for (let round = 0; round < Number(options.rounds) + 2; round += 1) {
    const shown = await timed(pages, () => protectedPage(app, reader, caseId, order));
    const plain = await timed(pages, () => plainPage(client, caseId, order));
    // The first two prepare the statements and let the compiler do its work.
    if (round >= 2) rounds.push({ shown, plain });
  }
  return {
    shown: median(rounds.map(({ shown }) => shown)),
    plain: median(rounds.map(({ plain }) => plain)),
    ratio: median(rounds.map(({ shown, plain }) => shown / plain)),
  };
}

/** Where the time of the protected page goes: by part, and between waiting for the database and own work. */
async function breakDown(app, reader, caseId, order) {
  const pages = Number(options.pages) * 5;
  const times = {};
  const watch = watchDatabase();
  const start = performance.now();
  for (let number = 0; number < pages; number += 1) await protectedPage(app, reader, caseId, order, times);
  const whole = (performance.now() - start) / pages;
  watch.end();
  const { statements, ms } = watch.seen;
  console.log(
    `  ${(statements / pages).toFixed(0)} statements; ${(ms / pages).toFixed(2)} ms waiting for the database, ` +
      `${(whole - ms / pages).toFixed(2)} ms own work beside it`,
  );
  for (const [name, sum] of Object.entries(times))
    console.log(`  ${(sum / pages).toFixed(2).padStart(6)} ms  ${name}`);
}

try {
  const client = new pg.Client({ connectionString: installation.database.ownerUrl, pipeline: true });
  await client.connect();
  const { app, caseId } = await startWithCases(installation, Number(options.cases));
  const ratios = [];
  for (const [name, number] of [
    ['case lead', 0],
    ['participating unit', 1],
  ]) {
    const reader = await principal(app, number);
    for (const [orderName, order] of Object.entries(ORDERS)) {
      const { shown, plain, ratio } = await compare(app, client, reader, caseId, order);
      console.log(
        `\n${name}, ${orderName}: ${shown.toFixed(2)} ms protected, ${plain.toFixed(2)} ms plain, ` +
          `ratio ${ratio.toFixed(2)} (at most ${LIMIT})`,
      );
      await breakDown(app, reader, caseId, order);
      ratios.push(ratio);
    }
  }
  const lead = await principal(app, 0);
  await startProfile();
  await timed(Number(options.pages) * 10, () => protectedPage(app, lead, caseId, ORDERS['parts at once']));
  const profile = await stopProfile();
  printProfile('the page of the case lead', { ...profile, functions: profile.functions.slice(0, 25) });
  await client.end();
  await app.close();
  if (Math.max(...ratios) > LIMIT) process.exitCode = 1;
} finally {
  await installation.stop();
}
