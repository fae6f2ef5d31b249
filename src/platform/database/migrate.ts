import type { DataSource } from 'typeorm';
import { Client, DatabaseError } from 'pg';
import { migrations } from '../../../migrations/index.js';
import { StartProblem } from '../config/start-problem.js';
import { migrateJobSchema } from '../jobs/job-schema.js';
import { createDataSource, sameLogin } from './data-source.js';
import { APPLICATION_ROLE, withClient } from './roles.js';

/** Number under which all nodes queue up for migrating: `fallwerk` in hexadecimal, cut to 63 bits. */
const MIGRATION_LOCK = '0x66616c6c7765726b';
const INSUFFICIENT_PRIVILEGE = '42501';

function unreachable(url: string, cause: unknown): StartProblem {
  const { host, pathname } = new URL(url);
  return new StartProblem(
    'DATABASE_UNREACHABLE',
    `Der Datenbankserver ${host} (Datenbank ${pathname.slice(1)}) nimmt die Anmeldung nicht an. Bitte prüfen, ob er läuft und ob DATABASE_URL und MIGRATION_DATABASE_URL stimmen.`,
    `The database server ${host} (database ${pathname.slice(1)}) does not accept the login. Please check that it runs and that DATABASE_URL and MIGRATION_DATABASE_URL are right.`,
    { cause },
  );
}

function rightsMissing(cause: unknown): StartProblem {
  return new StartProblem(
    'DATABASE_RIGHTS_MISSING',
    `Die Anmeldung aus MIGRATION_DATABASE_URL darf die Rolle ${APPLICATION_ROLE} nicht anlegen oder benutzen. Bitte einmal als Verwalter des Servers ausführen: CREATE ROLE ${APPLICATION_ROLE} NOLOGIN; GRANT ${APPLICATION_ROLE} TO <Anmeldung>; – oder der Anmeldung CREATEROLE geben.`,
    `The login of MIGRATION_DATABASE_URL may not create or use the role ${APPLICATION_ROLE}. Please run once as administrator of the server: CREATE ROLE ${APPLICATION_ROLE} NOLOGIN; GRANT ${APPLICATION_ROLE} TO <login>; – or give the login CREATEROLE.`,
    { cause },
  );
}

/** Creates the application role where it is missing, and lets a sole login take it on. */
async function ensureApplicationRole(client: Client): Promise<void> {
  try {
    const { rows } = await client.query(`SELECT 1 FROM pg_roles WHERE rolname = '${APPLICATION_ROLE}'`);
    if (rows.length > 0) return;
    // One message is one transaction: no role without its grant.
    await client.query(`CREATE ROLE ${APPLICATION_ROLE} NOLOGIN; GRANT ${APPLICATION_ROLE} TO CURRENT_USER`);
  } catch (error) {
    if (error instanceof DatabaseError && error.code === INSUFFICIENT_PRIVILEGE) throw rightsMissing(error);
    throw error;
  }
}

/**
 * Makes sure that a server answers and accepts the login.
 *
 * @throws {StartProblem} `DATABASE_UNREACHABLE`, naming the server.
 */
export async function requireDatabase(url: string): Promise<void> {
  const probe = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await probe.connect().catch((error: unknown) => {
    throw unreachable(url, error);
  });
  await probe.end();
}

/**
 * Makes sure that the application can log in and, where one login owns and uses the schema, take on its role.
 *
 * @throws {StartProblem} `DATABASE_UNREACHABLE`, `DATABASE_RIGHTS_MISSING`.
 */
export async function requireApplicationLogin(url: string, migrationUrl: string | undefined): Promise<void> {
  await requireDatabase(url);
  if (!sameLogin(url, migrationUrl)) return;
  const maySetRole = await withClient(url, async (client) => {
    const { rows } = await client.query<{ may: boolean }>(
      `SELECT coalesce((SELECT pg_has_role(oid, 'SET') FROM pg_roles WHERE rolname = '${APPLICATION_ROLE}'), false) AS may`,
    );
    return rows[0]?.may === true;
  });
  if (!maySetRole) throw rightsMissing(undefined);
}

/** Runs `work` while no other node migrates the same database; waits for its turn. */
async function alone<T>(ownerUrl: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  await requireDatabase(ownerUrl);
  return withClient(ownerUrl, async (client) => {
    await client.query(`SELECT pg_advisory_lock(${MIGRATION_LOCK})`);
    await ensureApplicationRole(client);
    const dataSource = createDataSource({
      url: ownerUrl,
      entities: [],
      migrations,
      poolSize: 1,
      unlimited: true,
      name: 'fallwerk-migration',
    });
    await dataSource.initialize();
    try {
      return await work(dataSource);
    } finally {
      // The lock ends with the connection of `client`, also when this process is killed.
      await dataSource.destroy();
    }
  });
}

/**
 * Brings the database to the newest schema. Several nodes may call it at once: one works, the others wait.
 *
 * @param ownerUrl Login that owns the database, or may create in its schema `public`, install the trusted extension
 *   btree_gist, and (only while the role `fallwerk_app` is missing) create roles.
 * @returns Names of the migrations that ran now, oldest first; empty when the schema was up to date.
 * @throws {StartProblem} `DATABASE_UNREACHABLE`, `DATABASE_RIGHTS_MISSING`.
 */
export async function migrateUp(ownerUrl: string): Promise<readonly string[]> {
  return alone(ownerUrl, async (dataSource) => {
    const done = await dataSource.runMigrations({ transaction: 'each' });
    if (done.length > 0) {
      await dataSource.query(`COMMENT ON TABLE migrations IS 'Migrations that ran, in their order'`);
      // Read by the readiness check.
      await dataSource.query(`GRANT SELECT ON migrations TO ${APPLICATION_ROLE}`);
    }
    await migrateJobSchema(ownerUrl);
    return done.map((migration) => migration.name);
  });
}

/**
 * Takes migrations back, newest first, with everything stored in their tables. For development and tests: a real
 * installation only rolls forward.
 *
 * @param steps How many; the default is all of them.
 */
export async function migrateDown(ownerUrl: string, steps: number = migrations.length): Promise<void> {
  await alone(ownerUrl, async (dataSource) => {
    for (let step = 0; step < steps; step += 1) await dataSource.undoLastMigration({ transaction: 'each' });
  });
}
