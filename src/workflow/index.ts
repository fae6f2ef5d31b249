export {
  DefinitionStore,
  ReleasedDefinitionChanged,
  type Deployment,
} from './application/definition-store.js';
export { DefinitionsBroken, DeployDefinitions } from './application/deploy-definitions.js';
export { FireDueDeadlines, type FiredDeadlines } from './application/fire-due-deadlines.js';
export { actorOf } from './application/process-actor.js';
export { ProcessQueries, type ProcessDetails } from './application/process-queries.js';
export { systemActor } from './application/system-actor.js';
export { VerifyProcessLog } from './application/verify-process-log.js';
export {
  WorkflowEngine,
  type SendEventInput,
  type StartProcessInput,
} from './application/workflow-engine.js';
export * from './application/workflow-registry.js';
export type { AvailableEvent } from './domain/decision.js';
export type { JsonObject, JsonValue, LocalizedText, ProcessDefinition } from './domain/definition.js';
export * from './domain/process.js';
export type { Facts, GuardDeclaration, GuardInput } from './domain/registry.js';
export * from './domain/workflow.errors.js';
export { Process } from './graphql/process.type.js';
export { toProcess } from './graphql/process.mapping.js';
export { workflowEntities } from './persistence/entities.js';
export { WorkflowModule } from './workflow.module.js';
