import { rejected, type DomainError, type RequestRejected } from '../../../kernel/index.js';
import { workflowErrors, type WorkflowErrorCode } from '../../domain/workflow.errors.js';

/** Somebody was faster. GraphQL type `RevisionConflict`. */
export interface WorkItemConflict extends DomainError {
  readonly kind: 'RevisionConflict';
  readonly code: 'WORK_ITEM_REVISION_CONFLICT';
  readonly actualRevision: number;
}

/** Somebody was faster. */
export function workItemConflict(actualRevision: number): WorkItemConflict {
  const code = 'WORK_ITEM_REVISION_CONFLICT';
  return { kind: 'RevisionConflict', code, message: workflowErrors[code].de, actualRevision };
}

/** A plain refusal. */
export function refused(code: WorkflowErrorCode): RequestRejected {
  return rejected(workflowErrors, code);
}
