import {
  endOfPeriod,
  holidayCalendar,
  workingDayCalendar,
  type PlainDate,
  type ProcessId,
  type ProgrammeId,
  type ThemeId,
  type UnitId,
  type WorkingGroupId,
} from '../../kernel/index.js';

/** Arbeitstage within which a working group answers whether it takes a theme. */
export const THEME_ANSWER_WORKING_DAYS = 20;

/** Last day for the answer of a group that is offered a theme on `today`. */
export function answerDueOn(today: PlainDate): PlainDate {
  const calendar = workingDayCalendar(holidayCalendar());
  return endOfPeriod({ workdays: THEME_ANSWER_WORKING_DAYS }, today, 'eventDay', calendar);
}

/** Where a theme stands: states of the definition `theme`. */
export const THEME_STATES = {
  'theme.collecting': 'COLLECTING',
  'theme.assigned': 'ASSIGNED',
  'theme.answerOverdue': 'ANSWER_OVERDUE',
  'theme.accepted': 'ACCEPTED',
  'theme.measures': 'MEASURES',
  'theme.parked': 'PARKED',
  'theme.closed': 'CLOSED',
} as const;
export type ThemeState = (typeof THEME_STATES)[keyof typeof THEME_STATES];

/** Why a group does not take a theme; as in the definition. */
export const REFUSAL_REASONS = ['NOT_OUR_MANDATE', 'NO_CAPACITY', 'ALREADY_IN_WORK', 'OTHER'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

export const ASSIGNMENT_ANSWERS = ['ACCEPTED', 'REFUSED'] as const;
export type AssignmentAnswer = (typeof ASSIGNMENT_ANSWERS)[number];

/** Offer of a theme to a working group; all of them stay on record. */
export interface ThemeAssignmentView {
  readonly id: string;
  readonly workingGroupId: WorkingGroupId;
  readonly workingGroupName: string;
  /** Unit that leads the group and answers. */
  readonly leadUnitId: UnitId;
  readonly groupIsNew: boolean;
  readonly reason: string;
  readonly existingGroupsConsidered: string | null;
  readonly assignedAt: string;
  readonly answerDueOn: string;
  readonly answer: AssignmentAnswer | null;
  readonly refusalReason: RefusalReason | null;
  readonly answerComment: string | null;
  readonly answeredAt: string | null;
}

/** A theme as it is stored; the numbers are for those who may see them. */
export interface ThemeRecord {
  readonly id: ThemeId;
  readonly programmeId: ProgrammeId | null;
  readonly programmeLeadUnitId: UnitId | null;
  readonly title: string;
  readonly description: string;
  readonly createdAt: Date;
  readonly findings: number;
  readonly units: number;
  readonly isDeclaredGenerative: boolean;
  readonly processId: ProcessId;
  readonly activeStates: readonly string[];
  /** Oldest first. */
  readonly assignments: readonly ThemeAssignmentView[];
}

/** A theme as a reader sees it. */
export interface ThemeView extends Omit<
  ThemeRecord,
  'findings' | 'units' | 'isDeclaredGenerative' | 'activeStates' | 'programmeLeadUnitId'
> {
  readonly state: ThemeState;
  /** `null` when too small to be shown to this reader. */
  readonly findingsCount: number | null;
  readonly isGenerative: boolean;
}

/** State of a theme from the active states of its process. */
export function themeState(activeStates: readonly string[]): ThemeState {
  const id = activeStates.find((state): state is keyof typeof THEME_STATES =>
    Object.hasOwn(THEME_STATES, state),
  );
  if (id === undefined) throw new Error(`Theme in an unknown state: ${activeStates.join(', ')}`);
  return THEME_STATES[id];
}

/** The offer that is open or was accepted: the newest one, unless it was refused. */
export function currentAssignment(
  assignments: readonly ThemeAssignmentView[],
): ThemeAssignmentView | undefined {
  const newest = assignments.at(-1);
  return newest?.answer === 'REFUSED' ? undefined : newest;
}
