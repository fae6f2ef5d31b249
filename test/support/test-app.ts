import { createServer, type AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Temporal } from 'temporal-polyfill';
import { AppModule } from '../../src/app.module.js';
import { RoomReader } from '../../src/conferences/index.js';
import { DEMONSTRATION_ISSUER, DirectoryWriter, LoginAccounts } from '../../src/directory/index.js';
import type { OrganisationId } from '../../src/kernel/index.js';
import {
  createHttpApp,
  DemoAccounts,
  loadConfig,
  login,
  systemPrincipal,
  UnitOfWork,
  type PersonPrincipal,
  type RawEnvironment,
  type StaffPrincipal,
  type Tx,
} from '../../src/platform/index.js';
import { DecisionTables, knownTables, tableHash } from '../../src/sharing/index.js';
import { FireDueDeadlines, type FiredDeadlines } from '../../src/workflow/application/fire-due-deadlines.js';
import {
  grantsOf,
  idOf,
  ORGANISATIONS,
  OTHER_ROOM,
  REGION,
  ROOM,
  staffId,
  STAFF_KEYS,
  unit,
  type StaffKey,
} from '../builders/region.js';
import { SettableClock } from './settable-clock.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** Day on which the tests begin: a Monday without a holiday around it. */
export const FIRST_DAY = '2026-05-04';
const ROLES_FROM = '2020-01-01';

/** Subjects with which a person can log in over HTTP once a case lead linked them. */
const PERSON_SUBJECTS = ['person', 'person2'];

/** Answer of the API as a client sees it. */
export interface Answer {
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  /** Codes of the top-level errors. */
  readonly codes: readonly unknown[];
}

/** The whole application on a database of its own, with a clock that stands. */
export class TestApp {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    readonly app: NestFastifyApplication,
    readonly database: TestDatabase,
    readonly clock: SettableClock,
    private readonly origin: string,
    private readonly dataDir: string,
  ) {}

  /**
   * Starts it; in `beforeAll`.
   *
   * @param options `signOff: false` leaves the decision table unsigned, as it is in a new region; `environment` sets
   *   further variables, e.g. a mail server.
   */
  static async start(
    poolSize = 8,
    options: { readonly signOff?: boolean; readonly environment?: RawEnvironment } = {},
  ): Promise<TestApp> {
    Logger.overrideLogger(false);
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(join(tmpdir(), 'fallwerk-app-'));
    const port = await freePort();
    const origin = `http://127.0.0.1:${port}`;
    const clock = new SettableClock(Temporal.Instant.from('2026-05-04T07:00:00Z'));
    const config = loadConfig({
      FALLWERK_MODE: 'test',
      FALLWERK_ROLES: 'api',
      FALLWERK_DATA_DIR: dataDir,
      PORT: String(port),
      PUBLIC_URL: origin,
      DATABASE_URL: database.appUrl,
      DATABASE_POOL_SIZE: String(poolSize),
      ...options.environment,
    });
    const app = await createHttpApp(AppModule.forRoot(config, clock), {
      trustProxy: false,
      bodyLimitBytes: config.http.bodyLimitBytes,
      httpsOnly: false,
      logger: false,
    });
    const accounts = [...STAFF_KEYS, ...PERSON_SUBJECTS].map((subject) => ({
      subject,
      displayName: subject,
      description: subject,
    }));
    app.get(DemoAccounts).list = () => Promise.resolve(accounts);
    await app.listen(port, '127.0.0.1');
    const test = new TestApp(app, database, clock, origin, dataDir);
    await test.tx((tx) => test.seed(tx));
    if (options.signOff !== false) await test.signOffTables();
    return test;
  }

  /** The data protection officer signs off every version of the decision table; without it everything is denied. */
  private async signOffTables(): Promise<void> {
    const officer = await this.staff('datenschutz');
    for (const table of knownTables) {
      const signed = await this.get(DecisionTables).signOff(officer, {
        idempotencyKey: `sign-off-${table.version}`,
        version: table.version,
        hash: tableHash(table),
        unitId: unit('beratung'),
      });
      if (!signed.ok) throw new Error(signed.error.code);
    }
  }

  /** Ends it; in `afterAll`. */
  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  /** A part of the running application. */
  get<T>(type: Type<T>): T {
    return this.app.get(type);
  }

  /** A member of staff as they are after a login. */
  async staff(key: StaffKey): Promise<StaffPrincipal> {
    const principal = await this.get(LoginAccounts).find(DEMONSTRATION_ISSUER, key);
    if (principal?.kind !== 'staff') throw new Error(`No such staff member: ${key}`);
    return principal;
  }

  /** A person whose login was linked. */
  async person(subject: string): Promise<PersonPrincipal> {
    const principal = await this.get(LoginAccounts).find(DEMONSTRATION_ISSUER, subject);
    if (principal?.kind !== 'person') throw new Error(`Login is not linked: ${subject}`);
    return principal;
  }

  /** Runs in one transaction of the platform itself. */
  async tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.get(UnitOfWork).run(systemPrincipal(REGION), work);
  }

  /** Rows as the application's role reads them. */
  async rows<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.tx((tx) => tx.query<Row>(sql, parameters));
  }

  /** Lets the worker fire what is due at the time of the clock. */
  async fireDeadlines(): Promise<FiredDeadlines> {
    return this.get(FireDueDeadlines).run();
  }

  /** Asks the API over HTTP with a token of this login. */
  async ask(
    subject: string,
    query: string,
    variables: Readonly<Record<string, unknown>> = {},
  ): Promise<Answer> {
    const token = this.tokens.get(subject) ?? login(this.origin, subject);
    this.tokens.set(subject, token);
    const response = await fetch(`${this.origin}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: `Bearer ${await token}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as {
      readonly data?: Answer['data'];
      readonly errors?: readonly { readonly extensions?: { readonly code?: unknown } }[];
    };
    return { data: body.data, codes: (body.errors ?? []).map((error) => error.extensions?.code) };
  }

  private async seed(tx: Tx): Promise<void> {
    const writer = this.get(DirectoryWriter);
    const accounts = this.get(LoginAccounts);
    await writer.addRegion(tx, 'Ahorntal', false);
    for (const organisation of ORGANISATIONS) await writer.addOrganisation(tx, organisation);
    for (const key of STAFF_KEYS) {
      const roles = grantsOf(key).map(([unitKey, role]) => ({ unitId: unit(unitKey), role, mandate: true }));
      const setup = { displayName: key, jobFunction: key, validFrom: ROLES_FROM, roles };
      await writer.addStaff(tx, { id: staffId(key), ...setup });
      await accounts.linkStaff(tx, key, staffId(key));
    }
    const organisationId = idOf<OrganisationId>('organisation', 'ki');
    for (const [id, name] of [
      [ROOM, 'Raum Linde'],
      [OTHER_ROOM, 'Raum Esche'],
    ] as const) {
      await this.get(RoomReader).add(tx, { id, name, organisationId, capacity: 12, stepFree: true });
    }
  }
}

/** A port that was free a moment ago; the issuer's address has to be known before the server listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
