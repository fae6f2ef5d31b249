import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** Role that holds the application's rights; nobody logs in as it. Migrations grant to it. */
export const APPLICATION_ROLE = 'fallwerk_app';
/** Member of the application role in the embedded server. */
export const APPLICATION_LOGIN = 'fallwerk_app_login';
/** Owner of database and schema; runs migrations. */
export const OWNER_LOGIN = 'fallwerk_owner';

/** Passwords of the embedded server's logins. */
export interface Passwords {
  readonly superuser: string;
  readonly owner: string;
  readonly application: string;
}

/** Fresh random passwords. */
export function newPasswords(): Passwords {
  const password = () => randomBytes(24).toString('base64url');
  return { superuser: password(), owner: password(), application: password() };
}

/** Runs `work` with one connection of its own and closes it. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'fallwerk-setup' });
  // A server that goes away is reported by the running query; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function exists(client: Client, sql: string, name: string): Promise<boolean> {
  return (await client.query(sql, [name])).rows.length > 0;
}

/**
 * Creates the roles of the embedded server where they are missing and grants what they need; a process killed in
 * between is made up for. `client` is a superuser.
 */
export async function ensureRoles(client: Client, passwords: Passwords): Promise<void> {
  const missing = async (role: string) =>
    !(await exists(client, 'SELECT 1 FROM pg_roles WHERE rolname = $1', role));
  if (await missing(APPLICATION_ROLE)) await client.query(`CREATE ROLE ${APPLICATION_ROLE} NOLOGIN`);
  if (await missing(OWNER_LOGIN)) {
    await client.query(`CREATE ROLE ${OWNER_LOGIN} LOGIN PASSWORD ${escapeLiteral(passwords.owner)}`);
  }
  if (await missing(APPLICATION_LOGIN)) {
    await client.query(
      `CREATE ROLE ${APPLICATION_LOGIN} LOGIN PASSWORD ${escapeLiteral(passwords.application)}`,
    );
  }
  await client.query(`GRANT ${APPLICATION_ROLE} TO ${APPLICATION_LOGIN}`);
}

/**
 * Creates a database of the owner where it is missing, and lets only owner and application enter it.
 *
 * @param template Database to copy; nobody may be connected to it.
 */
export async function ensureDatabase(client: Client, name: string, template = 'template0'): Promise<void> {
  const database = escapeIdentifier(name);
  if (!(await exists(client, 'SELECT 1 FROM pg_database WHERE datname = $1', name))) {
    await client.query(
      `CREATE DATABASE ${database} OWNER ${OWNER_LOGIN} TEMPLATE ${escapeIdentifier(template)} STRATEGY file_copy`,
    );
  }
  await client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
  await client.query(`GRANT CONNECT ON DATABASE ${database} TO ${APPLICATION_ROLE}`);
}
