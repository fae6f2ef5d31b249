// A region of 12 units and many cases, written as the owner; one case has everything: all units and 200 items.
import { dist } from '../engine/paths.mjs';

const { DirectoryWriter, LoginAccounts } = await dist('src/directory/index.js');
const { PersonVault, systemPrincipal, UnitOfWork } = await dist('src/platform/index.js');
const { DecisionTables, knownTables, tableHash } = await dist('src/sharing/index.js');

export const REGION = 'ahorntal';
const TYPES = [
  'WELFARE_PROVIDER',
  'JOBCENTER',
  'SOCIAL_WELFARE_OFFICE',
  'EMPLOYMENT_AGENCY',
  'IMMIGRATION_OFFICE',
  'MUNICIPAL_INTEGRATION_CENTRE',
];
export const UNITS = 12;
const ITEMS = 200;
/** Items of the leading unit; the rest are those of the others, disclosed to it. */
const OWN_ITEMS = 80;

const id = (kind, number) =>
  `0192d000-0000-7000-8${kind.padStart(3, '0')}-${String(number).padStart(12, '0')}`;
const unit = (number) => id('001', number);
const staff = (number) => id('002', number);
const BIG_CASE = id('00c', 0);
const BIG_PERSON = id('00d', 0);

/** SQL expression of the same identifier. */
const sqlId = (kind, number) =>
  `('0192d000-0000-7000-8${kind.padStart(3, '0')}-' || lpad((${number})::text, 12, '0'))::uuid`;

/** Region, units and one caseworker in each, and the decision table in force. */
async function directory(app, issuer) {
  await app.get(UnitOfWork).run(systemPrincipal(REGION), async (tx) => {
    const writer = app.get(DirectoryWriter);
    await writer.addRegion(tx, 'Ahorntal', false);
    for (let number = 0; number < UNITS; number += 1) {
      await writer.addOrganisation(tx, {
        id: id('000', number),
        name: `Stelle ${number}`,
        units: [
          {
            id: unit(number),
            name: `Stelle ${number}`,
            type: TYPES[number % TYPES.length],
            contactFunction: 'Servicestelle',
          },
        ],
      });
      const roles = ['CASE_MANAGER', 'DATA_PROTECTION_OFFICER'].map((role) => ({
        unitId: unit(number),
        role,
        mandate: true,
      }));
      const member = { id: staff(number), displayName: `Person ${number}`, jobFunction: 'Beratung' };
      await writer.addStaff(tx, { ...member, validFrom: '2020-01-01', roles });
      await app.get(LoginAccounts).linkStaff(tx, `staff-${number}`, staff(number));
    }
  });
  const officer = await principal(app, 0, issuer);
  for (const table of knownTables) {
    const signOff = {
      idempotencyKey: `sign-off-${table.version}`,
      version: table.version,
      hash: tableHash(table),
    };
    const signed = await app.get(DecisionTables).signOff(officer, { ...signOff, unitId: unit(0) });
    if (!signed.ok) throw new Error(signed.error.code);
  }
}

/** The caseworker of a unit, as after a login. */
export function principal(app, number, issuer = 'urn:fallwerk:demonstration') {
  return app.get(LoginAccounts).find(issuer, `staff-${number}`);
}

/** Cases with person, name, two units and two items each; number 0 is the one that is read. */
async function cases(installation, count) {
  const numbers = `generate_series(0, ${count - 1}) AS n`;
  const statements = [
    `INSERT INTO person (region_id, id) SELECT '${REGION}', ${sqlId('00d', 'n')} FROM ${numbers}`,
    `INSERT INTO person_name (region_id, id, person_id, kind, given_names_sealed, preferred)
     SELECT '${REGION}', ${sqlId('00e', 'n')}, ${sqlId('00d', 'n')}, 'OFFICIAL', decode(repeat('ab', 40), 'hex'), true
     FROM ${numbers} WHERE n > 0`,
    `INSERT INTO case_file (region_id, id, number, person_id, lead_unit_id, lead_staff_id, intensity, opened_on, compartment)
     SELECT '${REGION}', ${sqlId('00c', 'n')}, 'F-' || n, ${sqlId('00d', 'n')}, ${sqlId('001', `n % ${UNITS}`)},
       ${sqlId('002', `n % ${UNITS}`)}, 'CASE_MANAGEMENT', '2026-01-01'::date + (n % 300),
       CASE WHEN n % 1000 = 7 THEN 'COUNSELLOR' ELSE 'NONE' END
     FROM ${numbers}`,
    `INSERT INTO case_participation (region_id, id, case_id, unit_id, relation, started_at)
     SELECT '${REGION}', gen_random_uuid(), ${sqlId('00c', 'n')}, ${sqlId('001', `(n + step) % ${UNITS}`)},
       CASE step WHEN 0 THEN 'LEAD' ELSE 'PARTICIPANT' END, now()
     FROM ${numbers} CROSS JOIN generate_series(0, ${UNITS - 1}) AS step WHERE step < 2 OR n = 0`,
    `INSERT INTO data_item (region_id, id, case_id, person_id, controller_unit_id, category, regime, source, kind,
       text_sealed, recorded_by, recorded_at)
     SELECT '${REGION}', gen_random_uuid(), ${sqlId('00c', 'n')}, ${sqlId('00d', 'n')}, ${sqlId('001', `n % ${UNITS}`)},
       'WORK', 'DSGVO', 'PERSON', 'STATEMENT', decode(repeat('ab', 90), 'hex'), ${sqlId('002', `n % ${UNITS}`)}, now()
     FROM ${numbers} CROSS JOIN generate_series(1, 2) WHERE n > 0`,
    `INSERT INTO disclosure (region_id, id, act_id, case_id, person_id, item_id, category, from_unit_id, to_unit_id,
       recipient_function, purpose, channel, effect, "row", basis, table_version, decided_by, disclosed_at)
     SELECT region_id, gen_random_uuid(), gen_random_uuid(), case_id, person_id, data_item.id, category, controller_unit_id, other.id,
       'Beratung', 'CONF', 'SYSTEM', 'STATUTE', 1, '{}', 1, recorded_by, now()
     FROM data_item CROSS JOIN LATERAL (SELECT p.unit_id AS id FROM case_participation p
       WHERE p.region_id = data_item.region_id AND p.case_id = data_item.case_id AND p.relation <> 'LEAD' LIMIT 1) other`,
  ];
  for (const statement of statements) await installation.sql(statement);
}

/** The texts of the case that is read, sealed as they really are, and who was told which. */
async function bigCase(app) {
  await app.get(UnitOfWork).run(systemPrincipal(REGION), async (tx) => {
    const items = Array.from({ length: ITEMS }, (_, number) => ({
      id: id('00f', number),
      owner: number < OWN_ITEMS ? 0 : 1 + (number % (UNITS - 1)),
      place: `data_item.text_sealed:${id('00f', number)}`,
      text: `Was in Zeile ${number} festgehalten wurde, mit so vielen Worten wie sonst auch.`,
    }));
    const sealed = await app.get(PersonVault).seal(tx, BIG_PERSON, items);
    for (const [number, item] of items.entries()) {
      tx.post(
        `INSERT INTO data_item (region_id, id, case_id, person_id, controller_unit_id, category, regime, source, kind,
           text_sealed, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, 'WORK', 'DSGVO', 'PERSON', 'STATEMENT', $6, $7, now())`,
        [REGION, item.id, BIG_CASE, BIG_PERSON, unit(item.owner), sealed[number], staff(item.owner)],
      );
      const to = item.owner === 0 ? 1 : 0;
      tx.post(
        `INSERT INTO disclosure (region_id, id, act_id, case_id, person_id, item_id, category, from_unit_id, to_unit_id,
           recipient_function, purpose, channel, effect, "row", basis, table_version, decided_by, disclosed_at)
         VALUES ($1, gen_random_uuid(), gen_random_uuid(), $2, $3, $4, 'WORK', $5, $6, 'Beratung', 'CONF', 'SYSTEM',
           'STATUTE', 1, '{}', 1, $7, now())`,
        [REGION, BIG_CASE, BIG_PERSON, item.id, unit(item.owner), unit(to), staff(item.owner)],
      );
    }
    const [name] = await app
      .get(PersonVault)
      .seal(tx, BIG_PERSON, [{ text: 'Beispiel', place: `person_name.given_names_sealed:${id('00e', 0)}` }]);
    tx.post(
      `INSERT INTO person_name (region_id, id, person_id, kind, given_names_sealed, preferred)
       VALUES ($1, $2, $3, 'OFFICIAL', $4, true)`,
      [REGION, id('00e', 0), BIG_PERSON, name],
    );
  });
}

/** Builds everything. @param issuer Of the logins. @returns The case that is read. */
export async function build(installation, app, count, issuer) {
  await directory(app, issuer);
  await cases(installation, count);
  await bigCase(app);
  await installation.sql('ANALYZE');
  return BIG_CASE;
}
