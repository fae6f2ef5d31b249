import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApp } from '#test/support/test-app.js';
import { withClient } from '../../../src/platform/database/roles.js';
import { UnitOfWork } from '../../../src/platform/index.js';
import { secondLineWorld, type Looker, type SecondLineWorld } from './second-line-world.js';

/** What everybody sees who is not named: nothing. */
type Seers = Partial<Record<Looker, readonly string[]>>;

/**
 * Rows of a table by a name, and who sees which. The name is an SQL expression of alias `t`; that of the case stands
 * before a dot wherever there is one.
 */
interface Expectation {
  readonly name: string;
  readonly seen: Seers;
}

let test: TestApp;
let world: SecondLineWorld;

const caseName = (column = 't.case_id') =>
  `CASE ${column} WHEN '$shared' THEN 'shared' WHEN '$foreign' THEN 'foreign' WHEN '$hidden' THEN 'hidden' ELSE 'none' END`;
const personName = (column = 't.person_id') =>
  caseName(`(SELECT c.id FROM case_file c WHERE c.region_id = t.region_id AND c.person_id = ${column})`);
const unitName = (column: string) =>
  `(SELECT split_part(u.name, ' ', 1) FROM organisation_unit u WHERE u.region_id = t.region_id AND u.id = ${column})`;

const ofCase: Seers = {
  lead: ['hidden', 'shared'],
  ownUnit: ['shared'],
  participatingWithDisclosure: ['shared'],
  participating: ['shared'],
  client: ['shared'],
  otherUnit: ['foreign'],
  otherClient: ['foreign'],
};
const leadOnly: Seers = { lead: ['hidden', 'shared'], ownUnit: ['shared'], client: ['shared'] };

const ALL_PARTICIPATIONS = [
  'shared.Agentur',
  'shared.Beratungsstelle',
  'shared.Jobcenter',
  'shared.Sozialamt',
];
const OWN_ITEMS = ['shared.Dem Jobcenter', 'shared.Dem Sozialamt', 'shared.own', 'shared.own'];
const CONSENTS = ['shared.Jobcenter', 'shared.Jobcenter', 'shared.Sozialamt', 'shared.Sozialamt'];
const CONFERENCE: Seers = {
  lead: ['shared'],
  ownUnit: ['shared'],
  participatingWithDisclosure: ['shared'],
  participating: ['shared'],
  chair: ['shared'],
  recorder: ['shared'],
  client: ['shared'],
};

const EXPECTED: Readonly<Record<string, Expectation>> = {
  case_file: { name: caseName('t.id'), seen: ofCase },
  person: { name: personName('t.id'), seen: ofCase },
  person_name: { name: personName(), seen: ofCase },
  person_language: { name: personName(), seen: ofCase },
  // Opened by the platform alone, for what the reader was shown.
  person_key: { name: personName(), seen: { client: ['shared'], otherClient: ['foreign'] } },
  case_participation: {
    name: `${caseName()} || '.' || ${unitName('t.unit_id')}`,
    seen: {
      lead: ['hidden.Beratungsstelle', ...ALL_PARTICIPATIONS],
      ownUnit: ALL_PARTICIPATIONS,
      client: ALL_PARTICIPATIONS,
      participatingWithDisclosure: ['shared.Beratungsstelle', 'shared.Jobcenter'],
      participating: ['shared.Beratungsstelle', 'shared.Sozialamt'],
      former: ['shared.Agentur'],
      otherUnit: ['foreign.Ausländerbehörde', 'foreign.Beratungsstelle'],
      otherClient: ['foreign.Ausländerbehörde', 'foreign.Beratungsstelle'],
    },
  },
  entry_interview: { name: caseName(), seen: leadOnly },
  interview_answer: {
    name: `'shared'`,
    seen: {
      lead: Array(6).fill('shared'),
      ownUnit: Array(3).fill('shared'),
      client: Array(3).fill('shared'),
    },
  },
  life_area_entry: { name: caseName(), seen: leadOnly },
  data_item: {
    name: `${caseName()} || '.' || CASE ${unitName('t.controller_unit_id')} WHEN 'Beratungsstelle' THEN
      coalesce((SELECT 'Dem ' || ${unitName('d.to_unit_id')} FROM disclosure d WHERE d.item_id = t.id), 'own')
      ELSE ${unitName('t.controller_unit_id')} END`,
    seen: {
      lead: ['hidden.own', 'hidden.own', ...OWN_ITEMS],
      ownUnit: OWN_ITEMS,
      participatingWithDisclosure: ['shared.Dem Jobcenter', 'shared.Jobcenter'],
      participating: [],
      former: ['shared.Agentur'],
      client: ['shared.Agentur', ...OWN_ITEMS, 'shared.Jobcenter'],
      otherUnit: ['foreign.own'],
      otherClient: ['foreign.own'],
    },
  },
  disclosure: {
    name: `${caseName()} || '.' || ${unitName('t.to_unit_id')}`,
    seen: {
      lead: ['shared.Jobcenter', 'shared.Sozialamt'],
      ownUnit: ['shared.Jobcenter', 'shared.Sozialamt'],
      client: ['shared.Jobcenter', 'shared.Sozialamt'],
      participatingWithDisclosure: ['shared.Jobcenter'],
      participating: ['shared.Sozialamt'],
    },
  },
  consent: {
    name: `${caseName()} || '.' || ${unitName('t.recipient_unit_id')}`,
    seen: {
      lead: CONSENTS,
      ownUnit: CONSENTS,
      client: CONSENTS,
      participatingWithDisclosure: ['shared.Jobcenter', 'shared.Jobcenter'],
      participating: ['shared.Sozialamt', 'shared.Sozialamt'],
    },
  },
  consent_evidence: {
    name: `'shared'`,
    seen: {
      lead: Array(4).fill('shared'),
      ownUnit: Array(4).fill('shared'),
      client: Array(4).fill('shared'),
    },
  },
  case_conference: { name: caseName(), seen: CONFERENCE },
  conference_booking: {
    name: `'shared'`,
    seen: Object.fromEntries(Object.keys(CONFERENCE).map((looker) => [looker, Array(3).fill('shared')])),
  },
};

function named(expression: string): string {
  return expression
    .replaceAll('$shared', world.shared)
    .replaceAll('$foreign', world.foreign)
    .replaceAll('$hidden', world.hidden);
}

async function asOwner<Row extends object>(sql: string): Promise<Row[]> {
  return withClient(test.database.ownerUrl, async (client) => (await client.query<Row>(sql)).rows);
}

/** Places of the rows somebody gets who asks for all of them, with nothing but the settings of their transaction. */
async function seenBy(looker: Looker, table: string): Promise<readonly string[]> {
  const principal = world.lookers.get(looker);
  if (!principal) throw new Error(`Nobody looks as ${looker}`);
  const rows = await test
    .get(UnitOfWork)
    .run(principal, (tx) => tx.query<{ place: string }>(`SELECT ctid::text AS place FROM ${table}`));
  return rows.map(({ place }) => place);
}

async function regionalTables(): Promise<readonly string[]> {
  const rows = await asOwner<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND column_name = 'region_id' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

const LOOKERS: readonly Looker[] = [
  'lead',
  'ownUnit',
  'participatingWithDisclosure',
  'participating',
  'former',
  'otherUnit',
  'chair',
  'recorder',
  'projectLead',
  'officer',
  'administrator',
  'client',
  'otherClient',
  'withoutRole',
  'leadElsewhere',
  'clientElsewhere',
  'systemElsewhere',
];

beforeAll(async () => {
  test = await TestApp.start();
  world = await secondLineWorld(test);
}, 120_000);
afterAll(async () => test?.stop());

describe('raw SQL with the settings of', () => {
  it.each(LOOKERS)(
    '%s sees of every table of content what they have to do with, and no row more',
    async (who) => {
      for (const [table, { name, seen }] of Object.entries(EXPECTED)) {
        const rows = await asOwner<{ place: string; name: string }>(
          `SELECT ctid::text AS place, ${named(name)} AS name FROM ${table} t`,
        );
        const names = new Map(rows.map((row) => [row.place, row.name]));
        const got = (await seenBy(who, table)).map((place) => names.get(place) ?? 'unknown');
        expect([table, got.toSorted()]).toEqual([table, (seen[who] ?? []).toSorted()]);
      }
    },
  );

  it.each(['leadElsewhere', 'clientElsewhere', 'systemElsewhere'] as const)(
    '%s, of another region, sees nothing anywhere but the names of regions',
    async (who) => {
      const shown: string[] = [];
      for (const table of await regionalTables()) {
        if ((await seenBy(who, table)).length > 0) shown.push(table);
      }
      expect(shown).toEqual(['region']);
    },
  );

  it.each(LOOKERS.filter((who) => who !== 'lead'))('%s finds no process of a hidden case', async (who) => {
    const ofHidden = `SELECT ctid::text AS place FROM process WHERE case_id = '${world.hidden}'`;
    const rows = await asOwner<{ place: string }>(ofHidden);
    expect(rows.length).toBeGreaterThan(0);
    const seen = new Set(await seenBy(who, 'process'));
    expect(rows.filter(({ place }) => seen.has(place))).toEqual([]);
  });
});

describe('raw SQL with the login of the application', () => {
  it('sees nothing without the settings of an actor, also after the transaction of one', async () => {
    const lead = world.lookers.get('lead');
    if (!lead) throw new Error('Nobody leads');
    await withClient(test.database.appUrl, async (client) => {
      const shown: string[] = [];
      for (const table of await regionalTables()) {
        const { rowCount } = await client.query(`SELECT FROM ${table}`);
        if (rowCount !== 0) shown.push(table);
      }
      expect(shown).toEqual(['region']);
      await client.query('BEGIN');
      await client.query(`SELECT set_config('fallwerk.region_id', '${lead.regionId}', true),
        set_config('fallwerk.actor_kind', 'system', true)`);
      expect((await client.query('SELECT FROM case_file')).rowCount).toBe(3);
      await client.query('COMMIT');
      expect((await client.query('SELECT FROM case_file')).rowCount).toBe(0);
    });
  });

  it('changes and deletes nothing it does not see', async () => {
    const principal = world.lookers.get('administrator');
    if (!principal) throw new Error('Nobody administers');
    const changed = await test
      .get(UnitOfWork)
      .run(principal, (tx) => tx.query(`UPDATE data_item SET restricted_at = now() WHERE true RETURNING id`));
    expect(changed).toEqual([]);
    const opened = test.get(UnitOfWork).run(principal, (tx) =>
      tx.query(
        `INSERT INTO case_participation (region_id, id, case_id, unit_id, relation, started_at)
         VALUES ($1, gen_random_uuid(), $2, $3, 'PARTICIPANT', now())`,
        [tx.regionId, world.shared, principal.kind === 'staff' ? principal.grants[0]?.unitId : null],
      ),
    );
    await expect(opened).rejects.toThrow('row-level security');
  });
});

describe('what is done ex officio', () => {
  it('sees the whole region, and what runs beside it in the same transaction does not', async () => {
    const principal = world.lookers.get('administrator');
    if (!principal) throw new Error('Nobody administers');
    const count = `SELECT count(*)::int AS n FROM case_file`;
    const counts = await test.get(UnitOfWork).run(principal, async (tx) => {
      const official = tx.exOfficio(async () => {
        const [before] = await tx.query<{ n: number }>(count);
        await tx.query('SELECT pg_sleep(0.05)');
        const [after] = await tx.query<{ n: number }>(count);
        return [before?.n, after?.n];
      });
      const beside = Promise.all(Array.from({ length: 5 }, () => tx.query<{ n: number }>(count)));
      return { official: await official, beside: (await beside).map(([row]) => row?.n) };
    });
    expect(counts).toEqual({ official: [3, 3], beside: [0, 0, 0, 0, 0] });
  });

  it('ends with a savepoint that takes it back', async () => {
    const principal = world.lookers.get('administrator');
    if (!principal) throw new Error('Nobody administers');
    const count = `SELECT count(*)::int AS n FROM case_file`;
    const counts = await test.get(UnitOfWork).run(principal, async (tx) => {
      await tx.exOfficio(() => tx.query('SAVEPOINT there'));
      const [inside] = await tx.query<{ n: number }>(count);
      await tx.query('ROLLBACK TO SAVEPOINT there');
      const [afterwards] = await tx.query<{ n: number }>(count);
      return [inside?.n, afterwards?.n];
    });
    expect(counts).toEqual([0, 0]);
  });
});
