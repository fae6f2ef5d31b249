import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Temporal } from 'temporal-polyfill';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '#test/support/test-database.js';
import { registerAllErrors } from '../../../src/error-catalogues.js';
import { AuditModule } from '../../../src/audit/index.js';
import { CasesModule } from '../../../src/cases/index.js';
import {
  DirectoryModule,
  DirectoryWriter,
  organisationType,
  type OrgTypeCode,
} from '../../../src/directory/index.js';
import { ImprovementModule } from '../../../src/improvement/index.js';
import {
  asId,
  type AccountId,
  type OrganisationId,
  type PersonId,
  type RegionId,
  type StaffId,
  type UnitId,
} from '../../../src/kernel/index.js';
import { AuthenticatedGuard } from '../../../src/platform/auth/authenticated.guard.js';
import { projectRoot } from '../../../src/platform/config/paths.js';
import {
  AppConfig,
  Clock,
  CommandRunner,
  createHttpApp,
  newId,
  systemPrincipal,
  UnitOfWork,
  type PersonPrincipal,
  type Principal,
  type StaffPrincipal,
  type StaffRole,
  type Tx,
} from '../../../src/platform/index.js';
import { defaultGraphqlLimits, GraphqlModule } from '../../../src/platform/graphql/index.js';
import { HealthModule } from '../../../src/platform/health/index.js';
import { SharingModule } from '../../../src/sharing/index.js';
import { readDefinitionFiles } from '../../../src/workflow/application/definition-files.js';
import { DefinitionStore } from '../../../src/workflow/application/definition-store.js';
import { EffectRunner } from '../../../src/workflow/application/effect-runner.js';
import { MessageOutbox } from '../../../src/workflow/application/message-outbox.js';
import { OwnerLabels } from '../../../src/workflow/application/owner-labels.js';
import { ProcessFollowUps } from '../../../src/workflow/application/process-follow-ups.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { ProcessResolver } from '../../../src/workflow/graphql/process.resolver.js';
import {
  FireDueDeadlines,
  ProcessQueries,
  WorkflowEngine,
  WorkflowRegistry,
  WorkItemWriter,
  WorkScopes,
} from '../../../src/workflow/index.js';
import { DeadlineStore } from '../../../src/workflow/persistence/deadline.store.js';
import { DefinitionRows } from '../../../src/workflow/persistence/definition.rows.js';
import { MessageStore } from '../../../src/workflow/persistence/message.store.js';
import { ProcessLinkStore } from '../../../src/workflow/persistence/process-link.store.js';
import { ProcessStore } from '../../../src/workflow/persistence/process.store.js';

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

const engineParts = [
  DefinitionRows,
  ProcessStore,
  DeadlineStore,
  WorkflowRegistry,
  DefinitionStore,
  OwnerLabels,
  EffectRunner,
  MessageStore,
  MessageOutbox,
  ProcessLinkStore,
  ProcessFollowUps,
  WorkScopes,
  WorkItemWriter,
  WorkflowEngine,
  FireDueDeadlines,
  ProcessQueries,
  StartProcess,
  SendProcessEvent,
];

/** The API with the real capabilities and a real database; only login and clock are the test's. */
export class StructureServer {
  readonly clock = new CountingClock();
  private readonly logins = new Map<string, Principal>();
  private readonly unitTypes = new Map<UnitId, OrgTypeCode>();
  private app!: NestFastifyApplication;
  private origin!: string;

  private constructor(readonly database: TestDatabase) {}

  static async start(): Promise<StructureServer> {
    const server = new StructureServer(await createTestDatabase());
    await server.listen();
    await server.inTx(async (tx) => {
      await server.get(DirectoryWriter).addRegion(tx, 'Lippe', true);
      await server.get(DefinitionStore).deployAll(tx, readDefinitionFiles(join(projectRoot, 'workflows')));
    });
    return server;
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.database.drop();
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
    registerAllErrors();
    const { clock, database, logins } = this;
    @Global()
    @Module({
      providers: [
        { provide: AppConfig, useValue: { mode: 'test', oidc: {}, holidayRegion: 'DE-NW' } },
        { provide: Clock, useValue: clock },
        { provide: DataSource, useValue: database.dataSource },
        { provide: UnitOfWork, useValue: database.unitOfWork },
        CommandRunner,
        ...engineParts,
        ProcessResolver,
        { provide: APP_GUARD, useClass: AuthenticatedGuard },
      ],
      exports: [AppConfig, Clock, DataSource, UnitOfWork, CommandRunner, ...engineParts],
    })
    class GroundModule {}

    @Module({
      imports: [
        GroundModule,
        AuditModule,
        DirectoryModule,
        SharingModule,
        CasesModule,
        ImprovementModule,
        GraphqlModule.forRootAsync({
          useFactory: () => ({
            exposeSchema: true,
            limits: defaultGraphqlLimits,
            authenticate: async (request) =>
              logins.get(request.headers.authorization?.replace('Bearer ', '') ?? ''),
          }),
        }),
        HealthModule.forRootAsync({ useFactory: () => [] }),
      ],
    })
    class TestModule {}
    this.app = await createHttpApp(TestModule, {
      trustProxy: false,
      bodyLimitBytes: 65_536,
      httpsOnly: false,
      logger: false,
    });
    await this.app.listen(0, '127.0.0.1');
    this.origin = (await this.app.getUrl()).replace(/\/$/, '');
  }
}
