import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Temporal } from 'temporal-polyfill';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { AppModule } from '../../../src/app.module.js';
import { DirectoryWriter, organisationType, type OrgTypeCode } from '../../../src/directory/index.js';
import {
  asId,
  type AccountId,
  type OrganisationId,
  type PersonId,
  type RegionId,
  type StaffId,
  type UnitId,
} from '../../../src/kernel/index.js';
import {
  Clock,
  createHttpApp,
  loadConfig,
  newId,
  RequestAuthenticator,
  systemPrincipal,
  type PersonPrincipal,
  type Principal,
  type StaffPrincipal,
  type StaffRole,
  type Tx,
} from '../../../src/platform/index.js';

export const REGION: RegionId = asId('lippe');

/** Clock that goes on by a millisecond with every look, so that what comes later is later. */
class CountingClock extends Clock {
  private instant = Temporal.Instant.from('2026-11-02T09:00:00Z');

  now(): Temporal.Instant {
    this.instant = this.instant.add({ milliseconds: 1 });
    return this.instant;
  }

  setDay(day: string): void {
    this.instant = Temporal.Instant.from(`${day}T09:00:00Z`);
  }
}

/** One answer of the API. */
export interface Answer {
  readonly data: Record<string, Record<string, unknown>> | null;
  readonly errors?: { readonly extensions: { readonly code: string } }[];
}

/** The whole application on a real database; only login and clock are the test's. */
export class StructureServer {
  readonly clock = new CountingClock();
  private readonly logins = new Map<string, Principal>();
  private readonly unitTypes = new Map<UnitId, OrgTypeCode>();
  private app!: NestFastifyApplication;
  private origin!: string;

  private constructor(
    readonly database: TestDatabase,
    private readonly dataDir: string,
  ) {}

  static async start(): Promise<StructureServer> {
    Logger.overrideLogger(false);
    const dataDir = await mkdtemp(join(tmpdir(), 'fallwerk-structure-'));
    const server = new StructureServer(await createTestDatabase(), dataDir);
    await server.listen();
    await server.inTx(async (tx) => {
      await server.get(DirectoryWriter).addRegion(tx, 'Lippe', true);
    });
    return server;
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.database.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  get<T>(type: abstract new (...parts: never[]) => T): T {
    return this.app.get(type as never);
  }

  /** As the platform itself. */
  async inTx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.unitOfWork.run(systemPrincipal(REGION), work);
  }

  async as<T>(principal: Principal, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.unitOfWork.run(principal, work);
  }

  async unit(name: string, type: OrgTypeCode): Promise<UnitId> {
    const id = newId<UnitId>();
    this.unitTypes.set(id, type);
    await this.inTx((tx) =>
      this.get(DirectoryWriter).addOrganisation(tx, {
        id: newId<OrganisationId>(),
        name,
        units: [{ id, name, type, contactFunction: 'Geschäftszimmer' }],
      }),
    );
    return id;
  }

  async staff(name: string, ...roles: readonly (readonly [UnitId, StaffRole])[]): Promise<StaffPrincipal> {
    const id = newId<StaffId>();
    await this.inTx((tx) =>
      this.get(DirectoryWriter).addStaff(tx, {
        id,
        displayName: name,
        jobFunction: 'Test',
        validFrom: '2026-01-01',
        roles: roles.map(([unitId, role]) => ({ unitId, role })),
      }),
    );
    const grants = roles.map(([unitId, role]) => {
      const unitType = this.unitTypes.get(unitId) ?? 'NETWORK';
      return { unitId, unitType, ownerCode: organisationType(unitType).ownerCode, role, mandate: false };
    });
    const accountId = newId<AccountId>();
    const principal: StaffPrincipal = { kind: 'staff', regionId: REGION, accountId, staffId: id, grants };
    this.logins.set(accountId, principal);
    return principal;
  }

  person(personId: PersonId): PersonPrincipal {
    const principal: PersonPrincipal = {
      kind: 'person',
      regionId: REGION,
      accountId: newId<AccountId>(),
      personId,
    };
    this.logins.set(principal.accountId, principal);
    return principal;
  }

  /** Sends a request as somebody. */
  async ask(principal: Principal, query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const response = await fetch(`${this.origin}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: `Bearer ${principal.accountId}`,
      },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer;
  }

  /** Runs a mutation and answers the member of its result union, its name as `__typename`. */
  async mutate(
    principal: Principal,
    name: string,
    input: Record<string, unknown>,
    fields: string,
  ): Promise<Record<string, unknown>> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`;
    const answer = await this.ask(
      principal,
      `mutation ($input: ${type}) { ${name}(input: $input) { __typename ${fields}
         ... on UserFacingError { code message } } }`,
      { input: { idempotencyKey: newId(), ...input } },
    );
    const member = answer.data?.[name];
    if (!member) throw new Error(answer.errors?.[0]?.extensions.code ?? JSON.stringify(answer));
    return member;
  }

  private async listen(): Promise<void> {
    const config = loadConfig({
      FALLWERK_MODE: 'test',
      FALLWERK_ROLES: 'api',
      FALLWERK_DATA_DIR: this.dataDir,
      DATABASE_URL: this.database.appUrl,
      DATABASE_POOL_SIZE: '8',
    });
    this.app = await createHttpApp(AppModule.forRoot(config, this.clock), {
      trustProxy: false,
      bodyLimitBytes: config.http.bodyLimitBytes,
      httpsOnly: false,
      logger: false,
    });
    this.app.get(RequestAuthenticator).authenticate = ({ headers }) =>
      Promise.resolve(this.logins.get(headers.authorization?.replace('Bearer ', '') ?? ''));
    await this.app.listen(0, '127.0.0.1');
    this.origin = (await this.app.getUrl()).replace(/\/$/, '');
  }
}
