/** Everybody for whom every door is tried: how they stand to the case that the matrix is about. */
export const ACTORS = [
  /** Leads the case, in the unit that leads it. */
  'caseLead',
  /** Caseworker of the unit that leads the case. */
  'ownUnit',
  /** Caseworker of a unit that takes part. */
  'participant',
  /** Head of that unit. */
  'participantHead',
  /** Caseworker of a unit that took part until a moment ago. */
  'formerParticipant',
  /** Leads another case, in a unit that takes no part in this one. */
  'otherUnit',
  /** Leads a case in another region. */
  'otherRegion',
  /** The person of the case. */
  'client',
  /** The person of the other case. */
  'otherClient',
  /** Chairs the conference about the case, and keeps the record of another one. */
  'chair',
  /** Speaks for the person: registered, without a role in any unit. */
  'mediator',
  /** Works for the volunteer agency, which takes no part. */
  'volunteer',
  /** Leads the project, in a unit of their own. */
  'projectLead',
  /** Data protection officer, in the very unit that leads the case. */
  'officer',
  /** Administrator, in the very unit that leads the case. */
  'administrator',
  /** Without a login. */
  'nobody',
] as const;

/** One of them. */
export type Actor = (typeof ACTORS)[number];

/** Subject of the login of each of them. */
export const SUBJECTS = {
  caseLead: 'lead',
  ownUnit: 'colleague',
  participant: 'jobcenter',
  participantHead: 'jobcenterHead',
  formerParticipant: 'sozialamt',
  otherUnit: 'otherLead',
  otherRegion: 'farLead',
  client: 'person',
  otherClient: 'person2',
  chair: 'allrounder',
  mediator: 'mediator',
  volunteer: 'volunteer',
  projectLead: 'projektleitung',
  officer: 'datenschutz',
  administrator: 'administration',
} as const satisfies Readonly<Record<Exclude<Actor, 'nobody'>, string>>;
