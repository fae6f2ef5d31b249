import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { asId } from '../../../src/kernel/index.js';
import { AuthModule } from '../../../src/platform/auth/auth.module.js';
import { PrincipalResolver } from '../../../src/platform/auth/principal.js';
import type { Principal } from '../../../src/platform/auth/principal.js';
import { Public } from '../../../src/platform/auth/public.decorator.js';
import { RequestAuthenticator } from '../../../src/platform/auth/request-authenticator.js';
import { AppConfigModule } from '../../../src/platform/config/config.module.js';
import { loadConfig } from '../../../src/platform/config/load-config.js';
import { DemoAccounts } from '../../../src/platform/demo-login/demo-accounts.js';
import type { DemoAccount } from '../../../src/platform/demo-login/demo-accounts.js';
import { DemoLoginModule } from '../../../src/platform/demo-login/demo-login.module.js';
import {
  CurrentPrincipal,
  defaultGraphqlLimits,
  GraphqlModule,
} from '../../../src/platform/graphql/index.js';
import { HealthModule } from '../../../src/platform/health/index.js';
import { createHttpApp } from '../../../src/platform/http/index.js';

@ObjectType({ description: 'Who is logged in.' })
class Viewer {
  @Field(() => String, { description: 'Identifier of the account.' })
  accountId!: string;
}

@Resolver()
class ViewerResolver {
  @Query(() => Viewer, { nullable: true, description: 'Who is logged in.' })
  viewer(@CurrentPrincipal() principal: Principal): Viewer {
    return { accountId: principal.accountId };
  }

  @Query(() => String, { nullable: true, description: 'Something that nobody protected.' })
  forgotten(): string {
    return 'secret';
  }

  @Public()
  @Query(() => String, { description: 'What everybody may know.' })
  version(): string {
    return '1';
  }
}

/** Accounts of the directory, by subject; tests add and remove them. */
export const registered = new Map<string, Principal>();

/** Accounts the demonstration offers. */
export const offered: DemoAccount[] = [
  { subject: 'demo-anna', displayName: 'Anna Beispiel', description: 'Case Managerin, <KIM> Kreis Lippe' },
  { subject: 'demo-amir', displayName: 'Amir Muster (Demo)', description: 'Zugewanderte Person' },
  { subject: 'demo-nobody', displayName: 'Nicht eingerichtet', description: 'Kein Konto im Verzeichnis' },
];

/** A person's principal under an account id. */
export function aPerson(accountId: string): Principal {
  return {
    kind: 'person',
    regionId: asId('lippe'),
    accountId: asId(accountId),
    personId: asId(`${accountId}-person`),
  };
}

class TestPrincipals extends PrincipalResolver {
  async find(_issuer: string, subject: string): Promise<Principal | undefined> {
    return registered.get(subject);
  }
}

class TestAccounts extends DemoAccounts {
  async list(): Promise<readonly DemoAccount[]> {
    return offered;
  }
}

@Global()
@Module({
  providers: [
    { provide: PrincipalResolver, useClass: TestPrincipals },
    { provide: DemoAccounts, useClass: TestAccounts },
  ],
  exports: [PrincipalResolver, DemoAccounts],
})
class TestDirectoryModule {}

/** A port that was free a moment ago; the issuer's address has to be known before the server listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Makes an empty data folder, and a function that removes it. */
export async function createDataDir(): Promise<{ dataDir: string; remove: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'fallwerk-auth-'));
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

/** The server with login and GraphQL as in production code, around a directory of this test. */
export async function startDemoServer(port: number, dataDir: string): Promise<NestFastifyApplication> {
  const config = loadConfig({
    FALLWERK_MODE: 'test',
    FALLWERK_DATA_DIR: dataDir,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  });

  @Module({
    imports: [
      AppConfigModule.forRoot(config),
      TestDirectoryModule,
      AuthModule,
      DemoLoginModule,
      HealthModule.forRootAsync({ useFactory: () => [] }),
      GraphqlModule.forRootAsync({
        inject: [RequestAuthenticator],
        useFactory: (authenticator: RequestAuthenticator) => ({
          exposeSchema: true,
          queriesInUrl: true,
          limits: defaultGraphqlLimits,
          authenticate: (request) => authenticator.authenticate(request),
        }),
      }),
    ],
    providers: [ViewerResolver],
  })
  class TestModule {}

  const app = await createHttpApp(TestModule, {
    trustProxy: false,
    bodyLimitBytes: 65_536,
    httpsOnly: false,
    logger: false,
  });
  await app.listen(port, '127.0.0.1');
  return app;
}
