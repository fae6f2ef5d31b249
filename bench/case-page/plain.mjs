// The same page from a server that protects nothing: the same schema on the same GraphQL engine, each field one plain
// statement; nobody logs in, nothing is decided, opened or logged, and row-level security does not bind its login.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastify from 'fastify';
import { GraphQLScalarType } from 'graphql';
import mercurius from 'mercurius';
import pg from 'pg';
import { serve } from '../engine/child.mjs';
import { root } from '../engine/paths.mjs';

let app;
let pool;

const camel = (name) => name.replaceAll(/_([a-z])/g, (_, letter) => letter.toUpperCase());
const camelRow = (row) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value]));

async function rows(name, text, values) {
  const answer = await pool.query({ name, text, values });
  return answer.rows.map(camelRow);
}
const row = async (...statement) => (await rows(...statement))[0];

/** Rows by identifier, asked for together within one turn. */
function together(name, text) {
  let waiting;
  return (region, id) => {
    if (!waiting) {
      const asked = { ids: new Set() };
      asked.found = new Promise((resolve, reject) => {
        setImmediate(() => {
          waiting = undefined;
          rows(name, text, [region, [...asked.ids]]).then(
            (list) => resolve(new Map(list.map((found) => [found.id, found]))),
            reject,
          );
        });
      });
      waiting = asked;
    }
    waiting.ids.add(id);
    return waiting.found.then((found) => found.get(id));
  };
}

const UNITS = `SELECT * FROM organisation_unit WHERE region_id = $1 AND id = ANY($2::uuid[])`;
const STAFF = `SELECT * FROM staff_member WHERE region_id = $1 AND id = ANY($2::uuid[])`;

function connection(list, first, offset) {
  const page = list.slice(offset, offset + first);
  return {
    edges: page.map((node, index) => ({ cursor: String(offset + index + 1), node })),
    pageInfo: {
      endCursor: String(offset + page.length),
      startCursor: String(offset + 1),
      hasNextPage: offset + page.length < list.length,
      hasPreviousPage: offset > 0,
    },
  };
}

/** As many characters as the sealed text has when it is opened. */
const textOf = ({ textSealed }) => textSealed.toString('latin1', 0, 78).replaceAll(/[^ -~]/g, '.');

function resolvers(region) {
  const unit = together('plain_units', UNITS);
  const staff = together('plain_staff', STAFF);
  const ofCase = (name, table, order) => (parent) =>
    rows(name, `SELECT * FROM ${table} WHERE region_id = $1 AND case_id = $2 ORDER BY ${order}`, [
      region,
      parent.id,
    ]);
  return {
    Query: {
      case: (_, { id }) =>
        row('plain_case', `SELECT * FROM case_file WHERE region_id = $1 AND id = $2`, [region, id]),
      dataItems: async (_, { caseId, first, after }) => {
        const list = await rows(
          'plain_items',
          `SELECT * FROM data_item WHERE region_id = $1 AND case_id = $2 ORDER BY recorded_at, id`,
          [region, caseId],
        );
        return connection(list, first, Number(after ?? 0));
      },
      disclosures: async (_, { caseId, first }) => {
        const list = await rows(
          'plain_register',
          `SELECT * FROM disclosure WHERE region_id = $1 AND case_id = $2 ORDER BY disclosed_at DESC, id DESC LIMIT $3`,
          [region, caseId, first + 1],
        );
        return connection(list, first, 0);
      },
    },
    Case: {
      concern: () => null,
      leadUnit: ({ leadUnitId }) => unit(region, leadUnitId),
      lead: ({ leadStaffId }) => staff(region, leadStaffId),
      person: ({ personId }) =>
        row('plain_person', `SELECT * FROM person WHERE region_id = $1 AND id = $2`, [region, personId]),
      participations: ofCase('plain_participations', 'case_participation', 'started_at, id'),
      entryInterviews: ofCase('plain_interviews', 'entry_interview', 'held_on, id'),
      consents: ofCase('plain_consents', 'consent', 'offered_at, id'),
      conferences: ofCase('plain_conferences', 'case_conference', 'requested_at, id'),
    },
    Person: {
      birthDate: () => null,
      names: async ({ id }) => {
        const names = await rows(
          'plain_names',
          `SELECT * FROM person_name WHERE region_id = $1 AND person_id = $2 ORDER BY id`,
          [region, id],
        );
        return names.map((name) => ({ ...name, givenNames: 'Beispiel', familyNames: null }));
      },
    },
    CaseParticipation: { unit: ({ unitId }) => unit(region, unitId) },
    Disclosure: {
      from: ({ fromUnitId }) => unit(region, fromUnitId),
      to: ({ toUnitId }) => unit(region, toUnitId),
    },
    DataItem: {
      controller: ({ controllerUnitId }) => unit(region, controllerUnitId),
      text: textOf,
      isDisputed: ({ disputedAt }) => disputedAt !== null,
      isRestricted: ({ restrictedAt }) => restrictedAt !== null,
      dispute: () => null,
      whyVisible: () => null,
    },
    DateTime: new GraphQLScalarType({
      name: 'DateTime',
      serialize: (value) => value.toISOString(),
    }),
  };
}

serve({
  async start({ port, url, region }) {
    pool = new pg.Pool({ connectionString: url, max: 32 });
    app = fastify();
    const schema = readFileSync(join(root, 'src/platform/graphql/schema.graphql'), 'utf8').replaceAll(
      /"""[\s\S]*?"""/g,
      '',
    );
    await app.register(mercurius, { schema, resolvers: resolvers(region), jit: 1, subscription: false });
    await app.listen({ port, host: '127.0.0.1' });
  },
  async stop() {
    await app?.close();
    await pool?.end();
  },
});
