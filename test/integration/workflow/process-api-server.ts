import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { CommandRunner, Clock, UnitOfWork } from '../../../src/platform/index.js';
import { AuthenticatedGuard } from '../../../src/platform/auth/authenticated.guard.js';
import {
  defaultGraphqlLimits,
  GraphqlModule,
  registerErrorCatalogues,
} from '../../../src/platform/graphql/index.js';
import { HealthModule } from '../../../src/platform/health/index.js';
import { createHttpApp } from '../../../src/platform/http/index.js';
import { DefinitionStore } from '../../../src/workflow/application/definition-store.js';
import { OwnerLabels } from '../../../src/workflow/application/owner-labels.js';
import { ProcessQueries } from '../../../src/workflow/application/process-queries.js';
import { SendProcessEvent } from '../../../src/workflow/application/send-process-event.js';
import { StartProcess } from '../../../src/workflow/application/start-process.js';
import { WorkflowEngine } from '../../../src/workflow/application/workflow-engine.js';
import { WorkflowRegistry } from '../../../src/workflow/application/workflow-registry.js';
import { ProcessResolver } from '../../../src/workflow/graphql/process.resolver.js';
import { workflowErrors } from '../../../src/workflow/domain/workflow.errors.js';
import { staff, type WorkflowNode } from './workflow-harness.js';

registerErrorCatalogues([{ capability: 'workflow', errors: workflowErrors }]);

/** The resolver with its real parts; login is replaced, and access is a rule of the test. */
export async function startProcessApi(
  node: WorkflowNode,
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
      OwnerLabels,
      ProcessQueries,
      StartProcess,
      SendProcessEvent,
      ProcessResolver,
      { provide: APP_GUARD, useClass: AuthenticatedGuard },
    ],
  })
  class EngineModule {}

  @Module({
    imports: [
      EngineModule,
      GraphqlModule.forRootAsync({
        useFactory: () => ({
          exposeSchema: true,
          limits: defaultGraphqlLimits,
          authenticate: async () => staff,
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
