import type { MigrationInterface, QueryRunner } from 'typeorm';
import { rowCondition, rowPolicies } from './row-policies.js';
import {
  CASE_QUESTIONS,
  emergencyQuestion,
  lookAtCase,
  receivedInCase,
  REMEMBERED,
  rememberYes,
  rowQuestions,
  standsInQuestion,
} from './row-questions.js';
import { perRow, perStatement, system } from './row-settings.js';

/** Not set by whoever calls: a table of the same name elsewhere must not be taken for ours. */
const AS_OWNER = `STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp`;

/**
 * Second line: with every check of the application broken, the database still shows and takes only what the actor of the
 * transaction has to do with. The owner of the tables is not bound by it: migrations, and the checks of foreign keys.
 */
export class RowLevelSecurity1763801900000 implements MigrationInterface {
  name = 'RowLevelSecurity1763801900000';

  async up(runner: QueryRunner): Promise<void> {
    await createFunctions(runner);
    for (const [table, { using, check = using }] of Object.entries(rowPolicies)) {
      await runner.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(
        `CREATE POLICY ${table}_of_actor ON ${table} TO fallwerk_app
         USING (${rowCondition(table, using)}) WITH CHECK (${rowCondition(table, check)})`,
      );
    }
    // Names of regions are no secret, and the platform has to find them before it acts in one.
    await runner.query(`ALTER TABLE region ENABLE ROW LEVEL SECURITY`);
    await runner.query(`CREATE POLICY region_known ON region FOR SELECT TO fallwerk_app USING (true)`);
    await runner.query(
      `CREATE POLICY region_of_actor ON region TO fallwerk_app USING (${rowCondition('region', 'true')})`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP POLICY region_of_actor ON region`);
    await runner.query(`DROP POLICY region_known ON region`);
    await runner.query(`ALTER TABLE region DISABLE ROW LEVEL SECURITY`);
    for (const table of Object.keys(rowPolicies)) {
      await runner.query(`DROP POLICY ${table}_of_actor ON ${table}`);
      await runner.query(`ALTER TABLE ${table} DISABLE ROW LEVEL SECURITY`);
    }
    for (const name of functionNames) await runner.query(`DROP FUNCTION ${name}`);
  }
}

const functionNames = [
  ...CASE_QUESTIONS,
  ...Object.keys(rowQuestions),
  'received_in_case',
  'stands_in',
  'reads_in_emergency',
  'account_of_login',
  'roles_of_login',
];

async function createFunctions(runner: QueryRunner): Promise<void> {
  for (const name of CASE_QUESTIONS) {
    await runner.query(`
      CREATE FUNCTION ${name}(region text, wanted uuid) RETURNS boolean LANGUAGE plpgsql ${AS_OWNER} AS $$
      ${perRow(lookAtCase(name))} $$`);
  }
  await runner.query(`
    CREATE FUNCTION received_in_case() RETURNS SETOF uuid LANGUAGE sql ${AS_OWNER} ROWS 200
    AS $$ ${perStatement(receivedInCase)} $$`);
  // PL/pgSQL keeps the plan between rows and between statements, and names of functions are looked up when called.
  const question = (name: string, rows: string, parameters = 'region text, wanted uuid') =>
    runner.query(`
      CREATE FUNCTION ${name}(${parameters}) RETURNS boolean LANGUAGE plpgsql ${AS_OWNER} AS $$
      DECLARE written text;
      BEGIN
        IF EXISTS (${perRow(rows)}) THEN
          ${REMEMBERED.includes(name) ? `IF NOT (${perRow(system)}) THEN ${rememberYes(name)}; END IF;` : ''}
          RETURN true;
        END IF;
        ${name === 'reads_in_emergency' ? `written := set_config('fallwerk.not_reads_in_emergency', 'true', true);` : ''}
        RETURN false;
      END $$`);
  for (const [name, rows] of Object.entries(rowQuestions)) await question(name, rows);
  await question('stands_in', standsInQuestion, 'region text, wanted uuid, unit uuid');
  await question('reads_in_emergency', emergencyQuestion, '');
  // Before anybody is known: who stands behind this one login. Nothing can be listed with it.
  await runner.query(`
    CREATE FUNCTION account_of_login(of_issuer text, of_subject text)
    RETURNS TABLE (id uuid, region_id text, staff_id uuid, person_id uuid) LANGUAGE sql ${AS_OWNER} ROWS 1 AS $$
      SELECT a.id, a.region_id, a.staff_id, a.person_id FROM account a
      WHERE a.issuer = of_issuer AND a.subject = of_subject
    $$`);
  await runner.query(`
    CREATE FUNCTION roles_of_login(of_issuer text, of_subject text, of_day date)
    RETURNS TABLE (unit_id uuid, unit_type text, role text, mandate boolean) LANGUAGE sql ${AS_OWNER} AS $$
      SELECT r.unit_id, u.type, r.role, r.mandate FROM account a
      JOIN staff_role r ON r.region_id = a.region_id AND r.staff_id = a.staff_id
      JOIN organisation_unit u ON u.region_id = r.region_id AND u.id = r.unit_id
      WHERE a.issuer = of_issuer AND a.subject = of_subject AND r.valid_from <= of_day
        AND (r.valid_until IS NULL OR r.valid_until >= of_day)
    $$`);
  for (const name of functionNames) {
    await runner.query(`REVOKE ALL ON FUNCTION ${name} FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION ${name} TO fallwerk_app`);
  }
}
