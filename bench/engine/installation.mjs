// Everything a bench of the engine needs: the compiled build, an own PostgreSQL with its real settings, a login.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import pg from 'pg';
import { build } from '../../scripts/build.mjs';
import { Worker } from './child.mjs';
import { AUDIENCE, startIssuer } from './issuer.mjs';
import { dist } from './paths.mjs';

/** As in package.json: the heap grows by half at most before it is cleaned, so that garbage does not pile up. */
const NODE_FLAGS = ['--max-semi-space-size=16', '--heap-growing-percent=50'];

/** Members of staff the load is divided among. */
export const STAFF = 8;

export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Database, issuer and the processes started so far. */
export class Installation {
  static async start() {
    build();
    const { startEmbeddedPostgres, migrateUp } = await dist('src/platform/index.js');
    Logger.overrideLogger(['error']);
    const folder = mkdtempSync(join(tmpdir(), 'fallwerk-bench-'));
    const database = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
    await migrateUp(database.ownerUrl);
    return new Installation(folder, database, await startIssuer());
  }

  constructor(folder, database, issuer) {
    this.folder = folder;
    this.database = database;
    this.issuer = issuer;
    this.workers = [];
    for (const signal of ['SIGINT', 'SIGTERM']) {
      process.once(signal, () => void this.stop().finally(() => process.exit(1)));
    }
  }

  /** Starts a process of the bench with the configuration of a real one. */
  worker(name, { env = {}, execArgv = NODE_FLAGS } = {}) {
    const worker = new Worker(join(import.meta.dirname, name), {
      execArgv,
      env: {
        NODE_ENV: 'production',
        FALLWERK_MODE: 'test',
        FALLWERK_ROLES: 'api',
        FALLWERK_DATA_DIR: this.folder,
        LOG_LEVEL: 'warn',
        DATABASE_URL: this.database.appUrl,
        MIGRATION_DATABASE_URL: this.database.ownerUrl,
        OIDC_ISSUER: this.issuer.issuer,
        OIDC_AUDIENCE: AUDIENCE,
        OIDC_ALGORITHMS: 'ES256',
        ...env,
      },
    });
    this.workers.push(worker);
    return worker;
  }

  /** Access tokens of the staff. */
  tokens() {
    return Promise.all(Array.from({ length: STAFF }, (_, number) => this.issuer.token(`staff-${number}`)));
  }

  /** The same installation on another database of the server, a copy of the present one. */
  async copy(name) {
    const owner = new URL(this.database.ownerUrl).username;
    await this.administer(`CREATE DATABASE ${name} TEMPLATE fallwerk OWNER ${owner}`);
    const other = (url) => url.replace(/[^/]+$/, name);
    const { ownerUrl, appUrl, superuserUrl } = this.database;
    const database = {
      ...this.database,
      ownerUrl: other(ownerUrl),
      appUrl: other(appUrl),
      superuserUrl: other(superuserUrl),
      stop: () => undefined,
    };
    return Object.assign(new Installation(this.folder, database, this.issuer), { workers: this.workers });
  }

  /** Runs SQL as the owner of the schema. */
  async sql(text, values = []) {
    const client = new pg.Client({ connectionString: this.database.ownerUrl });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Row of a process, its JSON columns as text. */
  async processRow(id) {
    const [row] = await this.sql(
      `SELECT p.*, state_value::text AS state_value, state_entries::text AS state_entries, context::text AS context,
              history_value::text AS history_value FROM process p WHERE id = $1`,
      [id],
    );
    return row;
  }

  /** Runs SQL that only the administrator of the server may, e.g. CHECKPOINT. */
  async administer(text) {
    // Not in the database itself, which could then not be copied.
    const url = this.database.superuserUrl.replace(/[^/]+$/, 'postgres');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }

  async stop() {
    await Promise.all(this.workers.map((worker) => worker.stop()));
    this.issuer.stop();
    await this.database.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
