import { DeadlineRow } from './deadline.entity.js';
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
];
