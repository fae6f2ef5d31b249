import type { CaseId, ConferenceId, PersonId, StaffId, UnitId } from '../../kernel/index.js';
import type { SharingCategory } from '../../sharing/index.js';
import type { ResourceKind } from '../calendar-planning/domain/resource.js';
import type { ConferenceBlock } from './blocks.js';
import type { ShortNoticeGround } from './short-notice.js';
import type { UrgentBasis } from './conference-kinds.js';

/** Leaf state of a conference that must not take place. */
export const BLOCKED = 'case-conference.blocked';

/** Kinds of conference; conferences of police, security or return are not offered. */
export const CONFERENCE_KINDS = [
  'INTEGRATION_IDENTIFIED',
  'LEARNING_ANONYMISED',
  'LEGAL_SPHERE_TRANSITION',
  'REVIEW',
  'URGENT',
  'PEER_ANONYMISED',
  'STATUTORY_EXTERNAL',
  'PLANNING',
] as const;
export type ConferenceKind = (typeof CONFERENCE_KINDS)[number];

/** Anonymised is the default; identified needs a reason. */
export type ConferenceMode = 'ANONYMISED' | 'IDENTIFIED';

/** Why a conference is convened. */
export const CONFERENCE_TRIGGERS = [
  'SERVICES_INTERLOCK',
  'CONTRADICTORY_INFORMATION',
  'STUCK_CASE',
  'LEGAL_SPHERE_TRANSITION',
  'PERSON_ASKS',
  'THEME_SATURATION',
] as const;
export type ConferenceTrigger = (typeof CONFERENCE_TRIGGERS)[number];

/** What was decided: a body decides within its own competence, the conference itself has no power. */
export const DECISION_KINDS = [
  'DECISION_OF_BODY',
  'AGREEMENT',
  'RECOMMENDATION',
  'REQUEST_TO_STEERING',
] as const;
export type DecisionKind = (typeof DECISION_KINDS)[number];

export const CANCEL_REASONS = [
  'REQUEST_WITHDRAWN',
  'PERSON_OBJECTS',
  'CONSENT_MISSING',
  'CLARIFIED_IN_WRITING',
  'DISPROPORTIONATE',
  'OTHER',
] as const;
export type CancelReason = (typeof CANCEL_REASONS)[number];

/** A conference as it is stored. What of it somebody may see is decided by `ConferenceReader`. */
export interface ConferenceRow {
  readonly id: ConferenceId;
  /** Own random number, not the case number. */
  readonly number: string;
  readonly caseId: CaseId | null;
  /** Person of the case, with whose key its texts are sealed; `null` without a case. */
  readonly personId: PersonId | null;
  readonly kind: ConferenceKind;
  readonly mode: ConferenceMode;
  /** Only of urgent ones. */
  readonly urgentBasis: UrgentBasis | null;
  /** Held as a consultation: nothing is decided. */
  readonly isConsultation: boolean;
  readonly requestedByKind: 'STAFF' | 'PERSON';
  /** Body that proposed it to the convener; `null` when the convener requested it, or the person. */
  readonly proposedByUnitId: UnitId | null;
  readonly trigger: ConferenceTrigger;
  /** What invitations carry: a subject, no person. */
  readonly topic: string;
  readonly convenerUnitId: UnitId;
  readonly convenerStaffId: StaffId | null;
  readonly chairId: StaffId | null;
  readonly recorderId: StaffId | null;
  /** May chair in the place of the chair. */
  readonly deputyId: StaffId | null;
  readonly roomId: string | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly reviewOn: string | null;
  /** Why people were invited late; `null` when they were not. */
  readonly shortNoticeGround: ShortNoticeGround | null;
  readonly requestedAt: Date;
}

/** Whether the person or another body asked for a conference: then they are owed the reasons when it is declined. */
export function isAskedFor(conference: Pick<ConferenceRow, 'requestedByKind' | 'proposedByUnitId'>): boolean {
  return conference.requestedByKind === 'PERSON' || conference.proposedByUnitId !== null;
}

/** Body that takes part. */
export interface ConferenceParticipant {
  readonly unitId: UnitId;
  readonly staffId: StaffId | null;
  /** Who comes besides, where the body has more than one seat. */
  readonly furtherStaffIds: readonly StaffId[];
  readonly neededCategories: readonly SharingCategory[];
  readonly attended: boolean | null;
  /** The guiding question cannot be answered without it. */
  readonly isEssential: boolean;
  /** Whether it may take on tasks; `null` while it has not said. */
  readonly mandate: boolean | null;
}

/** Everybody who is named for a body. */
export function namedFor({
  staffId,
  furtherStaffIds,
}: Pick<ConferenceParticipant, 'staffId' | 'furtherStaffIds'>): readonly StaffId[] {
  return staffId === null ? [] : [staffId, ...furtherStaffIds];
}

/** Slot in which people and room are taken. */
export interface ConferenceSlot {
  readonly startsAt: Date;
  readonly endsAt: Date;
}

const MIN_MINUTES = 15;
const MAX_MINUTES = 240;

/** Whether a slot lies ahead and has a length a sitting can have (15 minutes to 4 hours). */
export function isSensibleSlot(slot: ConferenceSlot, now: Date): boolean {
  const minutes = (slot.endsAt.getTime() - slot.startsAt.getTime()) / 60_000;
  return slot.startsAt.getTime() > now.getTime() && minutes >= MIN_MINUTES && minutes <= MAX_MINUTES;
}

/** The conference may not be scheduled or held: something stands in its way. GraphQL type `ConferenceBlocked`. */
export interface ConferenceBlocked {
  readonly kind: 'ConferenceBlocked';
  readonly code: 'CONFERENCE_BLOCKED';
  readonly message: string;
  readonly blocks: readonly ConferenceBlock[];
}

/** Somebody or something is taken already. Tells what, never by which conference. GraphQL type `DoubleBooked`. */
export interface DoubleBooked {
  readonly kind: 'DoubleBooked';
  readonly code: 'DOUBLE_BOOKED';
  readonly message: string;
  readonly resourceKind: ResourceKind;
  readonly resourceId: string;
}
