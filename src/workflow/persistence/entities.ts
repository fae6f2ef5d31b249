import { WorkflowMigrationItemRow } from '../migration/persistence/migration-item.entity.js';
import { WorkflowMigrationRow } from '../migration/persistence/migration.entity.js';
import { ProcessWatchRow, StuckProcessRow } from '../monitor/persistence/stuck-process.entity.js';
import { WorkItemStepRow } from '../worklist/persistence/work-item-step.entity.js';
import { WorkItemRow } from '../worklist/persistence/work-item.entity.js';
import { DeadlineRow } from './deadline.entity.js';
import { ProcessMessageRow } from './message.entity.js';
import { ProcessChildRow } from './process-child.entity.js';
import { ProcessEventRow } from './process-event.entity.js';
import { ProcessRow } from './process.entity.js';
import { WorkflowActivationRow } from './workflow-activation.entity.js';
import { WorkflowDefinitionRow } from './workflow-definition.entity.js';

/** Tables of the engine. */
export const workflowEntities = [
  WorkflowDefinitionRow,
  WorkflowActivationRow,
  ProcessRow,
  ProcessEventRow,
  DeadlineRow,
  ProcessMessageRow,
  ProcessChildRow,
  WorkItemRow,
  WorkItemStepRow,
  StuckProcessRow,
  ProcessWatchRow,
  WorkflowMigrationRow,
  WorkflowMigrationItemRow,
];
