import type { TaskId } from '../../kernel/index.js';

/**
 * Short number of a task, to find it by in the work list; says nothing of the case.
 *
 * @param id Identifier of the task.
 */
export function taskNumber(id: TaskId): string {
  return `AUF-${id.slice(-8).toUpperCase()}`;
}
