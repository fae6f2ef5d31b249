import { Global, Module } from '@nestjs/common';
import { registerErrorCatalogues } from '../platform/graphql/index.js';
import { DefinitionStore } from './application/definition-store.js';
import { DeployDefinitions } from './application/deploy-definitions.js';
import { EffectRunner } from './application/effect-runner.js';
import { FireDueDeadlines } from './application/fire-due-deadlines.js';
import { OwnerLabels } from './application/owner-labels.js';
import { ProcessQueries } from './application/process-queries.js';
import { SendProcessEvent } from './application/send-process-event.js';
import { StartProcess } from './application/start-process.js';
import { VerifyProcessLog } from './application/verify-process-log.js';
import { WorkflowEngine } from './application/workflow-engine.js';
import { WorkflowJobs } from './application/workflow-jobs.js';
import { WorkflowRegistry } from './application/workflow-registry.js';
import { workflowErrors } from './domain/workflow.errors.js';
import { ProcessResolver } from './graphql/process.resolver.js';
import { DeadlineStore } from './persistence/deadline.store.js';
import { DefinitionRows } from './persistence/definition.rows.js';
import { ProcessStore } from './persistence/process.store.js';

registerErrorCatalogues([{ capability: 'workflow', errors: workflowErrors }]);

/** The engine. Needs `AuditModule`, `JobsModule`, the platform's global modules; capabilities fill the registry. */
@Global()
@Module({
  providers: [
    DefinitionRows,
    ProcessStore,
    DeadlineStore,
    WorkflowRegistry,
    DefinitionStore,
    DeployDefinitions,
    OwnerLabels,
    EffectRunner,
    WorkflowEngine,
    FireDueDeadlines,
    WorkflowJobs,
    VerifyProcessLog,
    StartProcess,
    SendProcessEvent,
    ProcessQueries,
    ProcessResolver,
  ],
  exports: [
    WorkflowRegistry,
    WorkflowEngine,
    DefinitionStore,
    DeployDefinitions,
    FireDueDeadlines,
    VerifyProcessLog,
    ProcessQueries,
  ],
})
export class WorkflowModule {}
