export {
  DefinitionStore,
  ReleasedDefinitionChanged,
  type Deployment,
} from './application/definition-store.js';
export { DefinitionsBroken, DeployDefinitions } from './application/deploy-definitions.js';
export { ActivateDefinition } from './application/activate-definition.js';
export { listDefinitions, type ListedKey } from './application/list-definitions.js';
export { RetireDefinition } from './application/retire-definition.js';
export { DeliverMessages, type DeliveredMessages } from './application/deliver-messages.js';
export { FireDueDeadlines, type FiredDeadlines } from './application/fire-due-deadlines.js';
export { actorOf } from './application/process-actor.js';
export { ProcessQueries, type ProcessDetails } from './application/process-queries.js';
export { readDeployedDefinition } from './application/read-deployed-definition.js';
export { readProcessCourse, type CourseOfProcess } from './application/read-process-course.js';
export { systemActor } from './application/system-actor.js';
export { VerifyProcessLog } from './application/verify-process-log.js';
export {
  verifyProcesses,
  type BrokenProcess,
  type Verification,
  type VerifyOptions,
} from './application/verify-processes.js';
export type { SendEventInput, StartProcessInput } from './application/engine-steps.js';
export { WorkflowEngine } from './application/workflow-engine.js';
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
export { checkEachFolder, checkFolders, checkVocabulary } from './application/check-folder.js';
export {
  readFolder,
  readJson,
  type DefinitionFolder,
  type JsonFile,
} from './application/definition-folder.js';
export { rulesOf, type FolderSchemas } from './application/folder-rules.js';
export { readJsonFile } from './application/json-file.js';
export { checkDefinition } from './domain/check/check-definition.js';
export { waysToEnds, type WaysToEnd } from './domain/model/ways.js';
export { waysInWords, type WaysInWords } from './domain/model/ways-in-words.js';
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
export {
  diffDefinitions,
  type Change,
  type ChangedPart,
  type ChangeKind,
  type DeadlineChange,
  type DeadlineEffect,
  type DefinitionDiff,
  type FitReason,
  type FitVerdict,
  type StateFit,
} from './domain/diff/index.js';
export * from './rendering/index.js';
export { journalText, type Journal } from './replay/journal.js';
export { updateJournal, type JournalUpdate } from './replay/update-journal.js';
export { EscalateWorkItems } from './worklist/application/escalate-work-items.js';
export { WorkItemWriter } from './worklist/application/work-item-writer.js';
export { WorkScopes, type CaseScope, type WorkScope } from './worklist/application/work-scopes.js';
export { DefinitionRows } from './persistence/definition.rows.js';
export { MigrationQueries, type MigrationDetails } from './migration/application/migration-queries.js';
export type { VersionsAsked } from './migration/application/migration-versions.js';
export {
  PlanMigration,
  type MigrationControl,
  type PlannedMigration,
} from './migration/application/plan-migration.js';
export { PreviewMigration } from './migration/application/preview-migration.js';
export { RunMigrations } from './migration/application/run-migrations.js';
export type { Migration, MigrationCounts, MigrationItem } from './migration/migration.js';
export { forecastText, itemText, migrationText, type ProcessForecast } from './migration/migration-report.js';
export * from './simulation/index.js';
