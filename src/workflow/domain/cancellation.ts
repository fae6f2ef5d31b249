import { CANCEL_REASONS, type CancelReason, type ProcessView } from './process.js';

/** Whether a code is a reason for a cancellation. */
export function isCancelReason(code: unknown): code is CancelReason {
  return code === 'PARENT_ENDED' || CANCEL_REASONS.some((reason) => reason === code);
}

/**
 * A running process after its cancellation, still with the chain head of before.
 *
 * The states stay where they were: they say how far it had come. Nobody waits for anything any more.
 *
 * @param at Instant, ISO 8601 in UTC with milliseconds.
 */
export function cancelledProcess(process: ProcessView, reason: CancelReason, at: string): ProcessView {
  return {
    ...process,
    status: 'cancelled',
    cancelReason: reason,
    revision: process.revision + 1,
    waitingFor: [],
    waitingSince: process.waitingFor.length === 0 ? process.waitingSince : at,
    endedAt: at,
  };
}
