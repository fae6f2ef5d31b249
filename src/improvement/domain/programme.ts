import type { ProgrammeId, UnitId } from '../../kernel/index.js';

/** Groups over which the case studies of a programme are spread. Never a single nationality. */
export const CASE_GROUPS = [
  'UNACCOMPANIED_MINOR',
  'TOLERATED',
  'ASYLUM_PROCEDURE',
  'RECOGNISED',
  'EU_CITIZEN',
  'OTHER_THIRD_COUNTRY',
  'NOT_NAMED',
] as const;
export type CaseGroup = (typeof CASE_GROUPS)[number];

/** States of a conference after the session: it counts as held. */
export const HELD_STATES = ['recordDraft', 'recordOverdue', 'recordApproved', 'reviewDue', 'closed'].map(
  stateId,
);

/** States before the end of the session: with a date it counts as planned. */
export const PLANNED_STATES = ['draft', 'consentCheck', 'scheduled', 'inSession'].map(stateId);

/** The conference lacks a basis and cannot be held. */
export const BLOCKED_STATES = [stateId('blocked')];

function stateId(state: string): string {
  return `case-conference.${state}`;
}

/** Model programme. */
export interface ProgrammeView {
  readonly id: ProgrammeId;
  readonly name: string;
  readonly purpose: string;
  readonly leadUnitId: UnitId;
  readonly caseTarget: number;
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly isDemonstration: boolean;
}

/** Figures of a programme, counted when asked. Sums only. */
export interface ProgrammeFigures {
  readonly casesCount: number;
  readonly caseGroups: readonly { readonly group: CaseGroup; readonly count: number | null }[];
  readonly conferencesHeld: number;
  readonly conferencesPlanned: number;
  readonly conferencesBlocked: number;
  readonly themesCount: number;
  readonly measuresCount: number;
}
