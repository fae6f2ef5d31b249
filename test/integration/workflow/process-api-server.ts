import { Global, Module, type Provider } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommandRunner, Clock, UnitOfWork } from '../../../src/platform/index.js';
import { AuthenticatedGuard } from '../../../src/platform/auth/authenticated.guard.js';
import {
  defaultGraphqlLimits,
  GraphqlModule,
  type GraphqlOptions,
  registerErrorCatalogues,
} from '../../../src/platform/graphql/index.js';
import { HealthModule } from '../../../src/platform/health/index.js';
import { createHttpApp } from '../../../src/platform/http/index.js';
import { AuditLog } from '../../../src/audit/index.js';
import { CancelProcess } from '../../../src/workflow/application/cancel-process.js';
import { EpisodeStart } from '../../../src/workflow/application/episode-start.js';
import { ProcessFollowUps } from '../../../src/workflow/application/process-follow-ups.js';
import { ProcessRelatives } from '../../../src/workflow/application/process-relatives.js';
import { ReopenProcess } from '../../../src/workflow/application/reopen-process.js';
import { ProcessEndingResolver } from '../../../src/workflow/graphql/process-ending.resolver.js';
import { ProcessLinkStore } from '../../../src/workflow/persistence/process-link.store.js';
import { ProcessStore } from '../../../src/workflow/persistence/process.store.js';
import { DefinitionStore } from '../../../src/workflow/application/definition-store.js';
import { DrawProcess } from '../../../src/workflow/application/draw-process.js';
import { OwnerLabels } from '../../../src/workflow/application/owner-labels.js';
import { ProcessQueries } from '../../../src/workflow/application/process-queries.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { WorkflowEngine } from '../../../src/workflow/application/workflow-engine.js';
import { WorkflowRegistry } from '../../../src/workflow/application/workflow-registry.js';
import { ProcessPictureResolver } from '../../../src/workflow/graphql/process-picture.resolver.js';
import { ProcessResolver } from '../../../src/workflow/graphql/process.resolver.js';
import { workflowErrors } from '../../../src/workflow/domain/workflow.errors.js';
import { staff, type WorkflowNode } from './workflow-harness.js';

registerErrorCatalogues([{ capability: 'workflow', errors: workflowErrors }]);

/** What a test adds to or changes about the server. */
export interface ProcessApiSetup {
  readonly providers?: readonly Provider[];
  readonly options?: Partial<GraphqlOptions>;
}

/** The resolver with its real parts; login is replaced, and access is a rule of the test. */
export async function startProcessApi(
  node: WorkflowNode,
  { providers = [], options = {} }: ProcessApiSetup = {},
): Promise<{ app: NestFastifyApplication; origin: string }> {
  @Global()
  @Module({
    providers: [
      { provide: WorkflowEngine, useValue: node.engine },
      { provide: DefinitionStore, useValue: node.definitions },
      { provide: WorkflowRegistry, useValue: node.registry },
      { provide: CommandRunner, useValue: node.commands },
      { provide: UnitOfWork, useValue: node.unitOfWork },
      { provide: Clock, useValue: node.clock },
      { provide: ProcessStore, useValue: node.processes },
      { provide: ProcessLinkStore, useValue: node.links },
      { provide: ProcessFollowUps, useValue: node.followUps },
      { provide: AuditLog, useValue: node.audit },
      CancelProcess,
      EpisodeStart,
      ReopenProcess,
      ProcessRelatives,
      ProcessEndingResolver,
      OwnerLabels,
      ProcessQueries,
      StartProcess,
      SendProcessEvent,
      ProcessResolver,
      DrawProcess,
      ProcessPictureResolver,
      { provide: APP_GUARD, useClass: AuthenticatedGuard },
      ...providers,
    ],
  })
  class EngineModule {}

  @Module({
    imports: [
      EngineModule,
      GraphqlModule.forRootAsync({
        useFactory: () => ({
          exposeSchema: true,
          queriesInUrl: true,
          limits: defaultGraphqlLimits,
          authenticate: async () => staff,
          ...options,
        }),
      }),
      HealthModule.forRootAsync({ useFactory: () => [] }),
    ],
  })
  class TestModule {}
  const app = await createHttpApp(TestModule, {
    trustProxy: false,
    bodyLimitBytes: 65_536,
    httpsOnly: false,
    logger: false,
  });
  app.get(OwnerLabels).use({ owners: { READER: { de: 'Leserin oder Leser', en: 'Reader' } } });
  await app.listen(0, '127.0.0.1');
  return { app, origin: (await app.getUrl()).replace(/\/$/, '') };
}
