import type { ConferenceId, PersonId, StaffId, UnitId } from '../../../kernel/index.js';

/** Where an item of a sitting stands. A stopped one is not gone on with: the conference needs a new date. */
export const ITEM_STATES = ['PLANNED', 'RUNNING', 'PAUSED', 'STOPPED', 'ENDED'] as const;
export type ItemState = (typeof ITEM_STATES)[number];

/** Why an item pauses; what was recognised is never recorded. */
export const PAUSE_REASONS = ['BREAK_OF_PERSON', 'BREAK', 'RECOGNISED'] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** How the person takes part. */
export const PERSON_FORMS = ['PRESENT', 'VIDEO', 'COMPANION_SPEAKS', 'WRITTEN', 'NOT_AT_ALL'] as const;
export type PersonForm = (typeof PERSON_FORMS)[number];

/** How the person’s turn was taken; before it no body is heard. */
export const PERSON_TURNS = ['SPOKEN', 'COMPANION', 'WRITTEN', 'DECLINED'] as const;
export type PersonTurn = (typeof PERSON_TURNS)[number];

/** What the person says to the summary that was read back. */
export const READ_BACK_ANSWERS = ['CONFIRMED', 'DISSENTED', 'NOT_THERE'] as const;
export type ReadBackAnswer = (typeof READ_BACK_ANSWERS)[number];

/** What a body says to the result. */
export const POSITIONS = ['AGREES', 'AGREES_IF', 'DISAGREES', 'NOT_COMPETENT'] as const;
export type Position = (typeof POSITIONS)[number];

/** Whether somebody is there. */
export const PRESENCES = ['PRESENT', 'VIDEO', 'APOLOGISED', 'ABSENT', 'LEFT'] as const;
export type Presence = (typeof PRESENCES)[number];

/** As what somebody attends. */
export const ATTENDANCE_KINDS = ['BODY', 'CHAIR', 'RECORDER', 'INTERPRETER', 'COMPANION'] as const;
export type AttendanceKind = (typeof ATTENDANCE_KINDS)[number];

/** Whether the person may read an entry of the sealed part; decided entry by entry. */
export const SEALED_ACCESS = ['UNDECIDED', 'GRANTED', 'WITHHELD'] as const;
export type SealedAccess = (typeof SEALED_ACCESS)[number];

/** One conference within a sitting. */
export interface ItemRow {
  readonly id: string;
  readonly sittingId: string;
  readonly conferenceId: ConferenceId;
  readonly plannedStart: Date;
  readonly plannedMinutes: number;
  readonly state: ItemState;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
  /** Changes with every entry. */
  readonly revision: number;
}

/** Time box of an item, as it was in force when the item began. */
export interface BoxRow {
  readonly key: string;
  readonly label: string;
  readonly holds: BoxPurpose | null;
  readonly plannedSeconds: number;
  readonly leastSeconds: number;
  readonly givesAt: number | null;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

/** What a box is reserved for. */
export type BoxPurpose = 'PERSON' | 'READ_BACK' | 'FINDINGS';

/** Interruption of an item. */
export interface PauseRow {
  readonly reason: PauseReason;
  readonly beganAt: Date;
  readonly endedAt: Date | null;
  /** Who asked for it; nothing else is recorded. */
  readonly staffId: StaffId | null;
}

/** The person’s part in an item. */
export interface PersonPart {
  readonly form: PersonForm | null;
  readonly turn: PersonTurn | null;
  readonly turnAt: Date | null;
  readonly readBack: ReadBackAnswer | null;
  readonly readBackAt: Date | null;
  /** Who entered it: what the person entered themself nobody else changes. */
  readonly readBackBy: 'PERSON' | 'STAFF' | null;
  /** In their own words; `null` when there is none, or the person was erased. */
  readonly dissent: string | null;
  /** The question for structural findings was asked and answered with no. */
  readonly noFinding: boolean;
  /** Findings reported out of this conference. */
  readonly findings: number;
}

/** Somebody who attends, or excuses themself. */
export interface AttendanceRow {
  readonly id: string;
  readonly kind: AttendanceKind;
  readonly unitId: UnitId | null;
  readonly staffId: StaffId | null;
  /** What they are there as, e.g. «Leistungssachbearbeitung». */
  readonly jobFunction: string | null;
  readonly mandate: boolean;
  readonly presence: Presence;
  readonly undertakingAt: Date | null;
  readonly language: string | null;
  readonly level: 'LAY' | 'QUALIFIED' | 'SWORN' | null;
  readonly poolNumber: string | null;
  /** Of a companion; sealed. */
  readonly name: string | null;
  /** Why a companion was refused, as it is told in writing; sealed. */
  readonly refusedBecause: string | null;
}

/** Entry of the part before the person joins. */
export interface SealedEntryRow {
  readonly id: string;
  readonly unitId: UnitId;
  readonly access: SealedAccess;
  readonly enteredAt: Date;
  readonly text: string | null;
  readonly reason: string | null;
}

/** What a body said to the result; the newest counts, earlier ones are kept. */
export interface PositionRow {
  readonly id: string;
  readonly unitId: UnitId;
  readonly position: Position;
  /** Condition of AGREES_IF, ground of DISAGREES. */
  readonly words: string | null;
  readonly takenAt: Date;
  readonly isCurrent: boolean;
}

/** Conference an entry belongs to, and the person with whose key its texts are sealed. */
export interface EntryPlace {
  readonly itemId: string;
  readonly conferenceId: ConferenceId;
  readonly personId: PersonId | null;
}

/** Somebody else was faster; the newer state comes with the answer. GraphQL type `SittingConflict`. */
export interface SittingConflict {
  readonly kind: 'SittingConflict';
  readonly code: 'SITTING_CHANGED';
  readonly message: string;
  readonly actualRevision: number;
  readonly conferenceId: ConferenceId;
}
