import type { ItemRow, ItemState } from './sitting.js';

/** Leaf state in which a conference sits. */
const IN_SESSION = 'case-conference.inSession';

/** Leaf states after the sitting; anything else means that it was not held to its end. */
const HELD: readonly string[] = [
  'recordDraft',
  'recordReview',
  'recordReady',
  'recordOverdue',
  'recordApproved',
  'reviewDue',
  'underReview',
  'closed',
].map((state) => `case-conference.${state}`);

/** Whether a conference sits. */
export function isInSession(activeStates: readonly string[]): boolean {
  return activeStates.some((state) => state === IN_SESSION || state.startsWith(`${IN_SESSION}.`));
}

/** Whether a conference has a date and waits for its sitting. */
export function isScheduled(activeStates: readonly string[]): boolean {
  return activeStates.includes('case-conference.scheduled');
}

/**
 * State of an item as its conference lets it be. The machine comes first: an item whose conference no longer sits is not
 * running, whatever is stored with it.
 */
export function itemStateOf(item: Pick<ItemRow, 'state'>, activeStates: readonly string[]): ItemState {
  if (item.state !== 'RUNNING' && item.state !== 'PAUSED') return item.state;
  if (isInSession(activeStates)) return item.state;
  return activeStates.some((state) => HELD.includes(state)) ? 'ENDED' : 'STOPPED';
}

/** Leaf states in which a date is given up. */
const GIVEN_UP: readonly string[] = ['postponed', 'cancelled', 'declined', 'convertedToAnonymised'].map(
  (state) => `case-conference.${state}`,
);

/**
 * Whether an item that has not begun is for a date that no longer stands.
 *
 * @param startsAt Date of the conference now; `null`: it has none.
 */
export function isForOtherDate(
  { state, plannedStart }: Pick<ItemRow, 'state' | 'plannedStart'>,
  startsAt: Date | null,
  activeStates: readonly string[],
): boolean {
  if (state !== 'PLANNED') return false;
  if (activeStates.some((leaf) => GIVEN_UP.includes(leaf))) return true;
  return startsAt !== null && startsAt.getTime() !== plannedStart.getTime();
}
