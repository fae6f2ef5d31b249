import { Global, Module } from '@nestjs/common';
import { registerErrorCatalogues } from '../platform/graphql/index.js';
import { CancelProcess } from './application/cancel-process.js';
import { DeliverMessages } from './application/deliver-messages.js';
import { EpisodeStart } from './application/episode-start.js';
import { MessageDelivery } from './application/message-delivery.js';
import { MessageEffects } from './application/message-effects.js';
import { MessageJobs } from './application/message-jobs.js';
import { MessageOutbox } from './application/message-outbox.js';
import { ProcessFollowUps } from './application/process-follow-ups.js';
import { ProcessRelatives } from './application/process-relatives.js';
import { ReopenProcess } from './application/reopen-process.js';
import { SubprocessEffects } from './application/subprocess-effects.js';
import { ProcessEndingResolver } from './graphql/process-ending.resolver.js';
import { ProcessChanges } from './application/process-changes.js';
import { ProcessChangedResolver } from './graphql/process-changed.resolver.js';
import { ProcessVersions } from './persistence/process-versions.js';
import { MessageStore } from './persistence/message.store.js';
import { ProcessLinkStore } from './persistence/process-link.store.js';
import { DefinitionStore } from './application/definition-store.js';
import { DeployDefinitions } from './application/deploy-definitions.js';
import { EffectRunner } from './application/effect-runner.js';
import { FireDueDeadlines } from './application/fire-due-deadlines.js';
import { DrawProcess } from './application/draw-process.js';
import { OwnerLabels } from './application/owner-labels.js';
import { ProcessQueries } from './application/process-queries.js';
import { SendProcessEvent } from './application/send-process-event.js';
import { StartProcess } from './application/start-process.js';
import { VerifyProcessLog } from './application/verify-process-log.js';
import { WorkflowEngine } from './application/workflow-engine.js';
import { WorkflowJobs } from './application/workflow-jobs.js';
import { WorkflowRegistry } from './application/workflow-registry.js';
import { workflowErrors } from './domain/workflow.errors.js';
import { ProcessPictureResolver } from './graphql/process-picture.resolver.js';
import { ProcessResolver } from './graphql/process.resolver.js';
import { DeadlineStore } from './persistence/deadline.store.js';
import { DefinitionRows } from './persistence/definition.rows.js';
import { ProcessStore } from './persistence/process.store.js';
import { migrationProviders } from './migration/migration.providers.js';
import { monitorProviders } from './monitor/monitor.providers.js';
import { WorkItemWriter } from './worklist/application/work-item-writer.js';
import { WorkScopes } from './worklist/application/work-scopes.js';
import { worklistProviders } from './worklist/worklist.providers.js';

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
    MessageStore,
    ProcessLinkStore,
    MessageOutbox,
    ProcessFollowUps,
    MessageEffects,
    SubprocessEffects,
    MessageDelivery,
    DeliverMessages,
    MessageJobs,
    CancelProcess,
    EpisodeStart,
    ReopenProcess,
    ProcessRelatives,
    ProcessEndingResolver,
    WorkflowEngine,
    FireDueDeadlines,
    WorkflowJobs,
    VerifyProcessLog,
    StartProcess,
    SendProcessEvent,
    ProcessQueries,
    ProcessResolver,
    DrawProcess,
    ProcessPictureResolver,
    ProcessVersions,
    ProcessChanges,
    ProcessChangedResolver,
    ...worklistProviders,
    ...monitorProviders,
    ...migrationProviders,
  ],
  exports: [
    WorkflowRegistry,
    WorkflowEngine,
    DefinitionStore,
    DeployDefinitions,
    FireDueDeadlines,
    DeliverMessages,
    MessageStore,
    VerifyProcessLog,
    ProcessQueries,
    WorkScopes,
    WorkItemWriter,
  ],
})
export class WorkflowModule {}
