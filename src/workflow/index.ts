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
  verifyAllProcessLogs,
  type BrokenProcessLog,
  type ProcessLogsVerification,
} from './application/verify-all-process-logs.js';
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
// For the command line: checking, playing and printing definitions without a running system.
export { checkDefinition, coverageFindings } from './domain/check/check-definition.js';
export type { Finding } from './domain/check/finding.js';
export {
  legalBasisList,
  type DelayDefinition,
  type GuardExpression,
  type LegalBasis,
  type StateDefinition,
  type TransitionDefinition,
} from './domain/definition.js';
export { isCombination } from './domain/guard-evaluation.js';
export { registryFromVocabulary, type Vocabulary } from './domain/registry.js';
export type { Scenario, ScenarioExpectation, ScenarioStep } from './domain/scenario.js';
export { problemText, validatorOf } from './domain/schema-validation.js';
export {
  initialChild,
  isBelow,
  isLeaf,
  ownerOf,
  resolveTarget,
  statechartOf,
  withAncestors,
  type Statechart,
  type StateNode,
} from './domain/statechart.js';
export { allTransitions, targetsOf, type TransitionSite } from './domain/transitions.js';
export { compile, type CompiledDefinition } from './kernel/compile.js';
export { runCompiledScenario } from './kernel/scenario-runner.js';
