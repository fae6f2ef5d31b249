import type { Actor } from './actors.js';

/**
 * What each door gives to whom. Whoever is not named gets `NOT_FOUND`, and without a login `UNAUTHENTICATED`.
 *
 * - `SEE`: an answer with something in it.
 * - `PASS`: the command is carried out.
 * - `BLIND`: the command is carried out, and in the same way for an identifier that nothing has.
 * - `EMPTY`: theirs, and nothing is in it.
 * - `NOTHING`: an empty answer, the same as for an identifier that nothing has.
 * - a code: theirs to ask, refused for a reason that the code says.
 */
export type Decision = Readonly<Record<string, readonly Actor[]>>;

/** Decisions by door, as in `Query.case`. */
export type Decisions = Readonly<Record<string, Decision>>;

/** Work in the unit that leads the case. */
export const LEADING = ['caseLead', 'ownUnit'] as const satisfies readonly Actor[];
/** Work in the unit that takes part. */
export const PARTNER = ['participant', 'participantHead'] as const satisfies readonly Actor[];
/** Work on the case. */
export const BODIES = [...LEADING, ...PARTNER] as const;
/** For whom the case exists. */
export const INSIDE = [...BODIES, 'client'] as const satisfies readonly Actor[];
/** Logged in as the person of a case. */
export const PERSONS = ['client', 'otherClient'] as const satisfies readonly Actor[];
/** Bodies of the region, as the level of structures knows them. */
export const STRUCTURE = [
  ...BODIES,
  'formerParticipant',
  'otherUnit',
  'chair',
  'volunteer',
  'projectLead',
] as const satisfies readonly Actor[];
/** Hold a role in a unit of the region today. */
export const ON_DUTY = [...STRUCTURE, 'officer', 'administrator'] as const satisfies readonly Actor[];
/** The same, here or in the other region. */
export const DUTY_ANYWHERE = [...ON_DUTY, 'otherRegion'] as const satisfies readonly Actor[];
/** Everybody with a login. */
export const REGISTERED = [...DUTY_ANYWHERE, ...PERSONS, 'mediator'] as const satisfies readonly Actor[];
