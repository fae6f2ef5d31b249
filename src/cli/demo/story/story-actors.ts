import { LIPPE_STAFF, STORY_PERSON } from '../lippe-directory.js';

/** Accounts that act in the story, by their subject. */
export type Actor =
  | 'person'
  | 'projektleitung'
  | 'fallmanagement.awo'
  | 'fallmanagement.caritas'
  | 'abh.detmold'
  | 'leistung.detmold'
  | 'jobcenter'
  | 'agentur'
  | 'moderation'
  | 'protokoll'
  | 'netzwerk'
  | 'ki';

/** Name under which the story speaks of an account. */
export function nameOf(actor: Actor): string {
  if (actor === STORY_PERSON.subject) return 'Selam';
  return LIPPE_STAFF.find(({ subject }) => subject === actor)?.jobFunction ?? actor;
}
