import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Pool } from 'pg';
import { dataFolder } from '../../../src/platform/database/data-folder.js';
import {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
} from '../../../src/platform/database/embedded-postgres.js';
import {
  createRunner,
  findBinaries,
  serverUser,
  type Runner,
} from '../../../src/platform/database/postgres-binaries.js';
import { APPLICATION_ROLE, withClient } from '../../../src/platform/database/roles.js';
import { postmaster } from '../../../src/platform/database/postmaster.js';

/** The test run's teardown finds folders of this name whose process is gone, and stops what runs in them. */
const PREFIX = 'fallwerk-test-';
const PASSWORD = 'chaos';

/** A durable PostgreSQL of its own in a temporary folder, which can be stopped without any warning. */
export class ChaosCluster {
  readonly #folder: string;
  readonly #server: EmbeddedPostgres;
  readonly #run: Runner;
  readonly #pgCtl: string;

  private constructor(folder: string, server: EmbeddedPostgres, run: Runner, pgCtl: string) {
    this.#folder = folder;
    this.#server = server;
    this.#run = run;
    this.#pgCtl = pgCtl;
  }

  /** Starts it; with `fsync`, and `synchronous_commit` as in a real installation. */
  static async start(): Promise<ChaosCluster> {
    const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
    const dataDir = join(folder, 'data');
    try {
      const server = await startEmbeddedPostgres({ dataDir });
      const { cluster, root } = dataFolder(dataDir);
      const binaries = await findBinaries();
      return new ChaosCluster(
        folder,
        server,
        createRunner(binaries, root, serverUser(cluster)),
        binaries.pg_ctl,
      );
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  get ownerUrl(): string {
    return this.#server.ownerUrl;
  }

  get superuserUrl(): string {
    return this.#server.superuserUrl;
  }

  /** Folder for whatever belongs to this run; removed with it. */
  get folder(): string {
    return this.#folder;
  }

  /** Where the server listens. */
  get address(): { readonly host: string; readonly port: number } {
    const { hostname, port } = new URL(this.#server.ownerUrl);
    return { host: hostname, port: Number(port) };
  }

  /** A login of the application for one node, so that its connections can be told from those of others. */
  async createLogin(name: string): Promise<string> {
    const login = name.replaceAll('-', '_');
    await withClient(this.superuserUrl, async (client) => {
      await client.query(`CREATE ROLE ${login} LOGIN PASSWORD '${PASSWORD}'`);
      await client.query(`GRANT ${APPLICATION_ROLE} TO ${login}`);
    });
    const url = new URL(this.#server.appUrl);
    url.username = login;
    url.password = PASSWORD;
    return url.href;
  }

  /** `pg_ctl stop -m immediate`: no checkpoint, no farewell; the next start recovers from the write-ahead log. */
  async crash(): Promise<void> {
    await this.#control('stop', '-m', 'immediate');
  }

  /** Starts the stopped server on the same port. */
  async restart(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#control('start', '-l', join(this.#cluster, 'server.log'));
      } catch (error) {
        // The last children of the crashed server may be about to end.
        if (attempt >= 5) throw error;
        await delay(200 * attempt);
      }
    }
  }

  /** A pool of the superuser that survives crashes of the server. */
  pool(max = 2): Pool {
    const pool = new Pool({ connectionString: this.superuserUrl, max, connectionTimeoutMillis: 5_000 });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    return pool;
  }

  /** Stops the server, whatever state it is in, and removes everything. */
  async remove(): Promise<void> {
    if (postmaster(dataFolder(join(this.#folder, 'data')))) await this.#server.stop().catch(() => undefined);
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  get #cluster(): string {
    return dataFolder(join(this.#folder, 'data')).cluster;
  }

  async #control(command: string, ...more: readonly string[]): Promise<void> {
    const { code, output } = await this.#run(this.#pgCtl, [
      command,
      '-D',
      this.#cluster,
      '-w',
      '-t',
      '30',
      '-s',
      ...more,
    ]);
    if (code !== 0) throw new Error(`pg_ctl ${command} failed: ${output}`);
  }
}
