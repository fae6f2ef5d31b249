import type { EscalationStep } from '../../domain/definition.js';

/**
 * What happens to an overdue work item unless its state says otherwise. Working days after the due day.
 *
 * The rhythm is that of agreed tasks of a Fallkonferenz: a reminder after 3 working days, the head of the unit after
 * 10, after 20 a note for the steering group that something is repeatedly not done. An escalation tells people; it
 * never decides, ends a right or moves the process.
 */
export const DEFAULT_ESCALATION: readonly EscalationStep[] = [
  { afterDays: 3, to: 'ASSIGNEE' },
  { afterDays: 10, to: 'UNIT_HEAD' },
  { afterDays: 20, to: 'STEERING' },
];
