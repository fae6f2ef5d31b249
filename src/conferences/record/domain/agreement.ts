import {
  endOfPeriod,
  holidayCalendar,
  workingDayCalendar,
  type PlainDate,
  type StaffId,
  type UnitId,
} from '../../../kernel/index.js';
import type { ConferenceParticipant, ConferenceRow } from '../../domain/conference.js';
import type { RecordTarget } from './record-check.js';

/** Arbeitstage in which everybody who was there, and the person, may report errors (method 4.6). */
export const CORRECTION_WORKING_DAYS = 5;

/** Last day for corrections of a record that is submitted on a day. */
export function correctionsUntil(submittedOn: PlainDate): PlainDate {
  const calendar = workingDayCalendar(holidayCalendar());
  return endOfPeriod({ workdays: CORRECTION_WORKING_DAYS }, submittedOn, 'eventDay', calendar);
}

/** As what somebody reports an error. */
export const CORRECTION_VOICES = ['BODY', 'PERSON', 'CHAIR', 'RECORDER'] as const;
export type CorrectionVoice = (typeof CORRECTION_VOICES)[number];

/** What became of a correction. */
export type CorrectionOutcome = 'ACCEPTED' | 'REJECTED';

/** An error that was reported, and the answer. Words are `null` once the person was erased. */
export interface Correction {
  readonly id: string;
  readonly raisedAs: CorrectionVoice;
  /** Body that reported it; `null` for the person, chair and recorder. */
  readonly unitId: UnitId | null;
  readonly target: RecordTarget;
  readonly decisionId: string | null;
  readonly wish: string | null;
  readonly raisedAt: Date;
  /** `null` while it is open. */
  readonly outcome: CorrectionOutcome | null;
  readonly answer: string | null;
  /** How it reads now; only of an accepted one. */
  readonly newText: string | null;
}

/** Who has to have answered before a record may be approved early. */
export interface Agreeing {
  readonly unitIds: readonly UnitId[];
  /** The person; not in a conference that names nobody. */
  readonly person: boolean;
}

/** Bodies that were there, the convening one, and the person where they are named. */
export function whoAgrees(
  { convenerUnitId, mode, personId }: Pick<ConferenceRow, 'convenerUnitId' | 'mode' | 'personId'>,
  participants: readonly ConferenceParticipant[],
): Agreeing {
  const there = participants.filter(({ attended }) => attended !== false).map(({ unitId }) => unitId);
  return {
    unitIds: [...new Set([convenerUnitId, ...there])],
    person: mode === 'IDENTIFIED' && personId !== null,
  };
}

/** How the agreement on a record stands. */
export interface AgreementState {
  /** Last day for corrections, `null` while it is not submitted. */
  readonly until: string | null;
  readonly openCorrections: number;
  /** Units that agreed or reported something; `null` stands for the person. */
  readonly answered: readonly (UnitId | null)[];
}

/**
 * Whether nothing about corrections stands in the way of approval: none is open, and the five working days are over or
 * everybody who may correct has answered. Silence is not an answer.
 *
 * Once chair and recorder may not read the record any more, nobody can answer a correction: after the five working days
 * what is open then stays with the record unresolved, like dissent, and stops nothing.
 */
export function correctionsSettled(
  { until, openCorrections, answered }: AgreementState,
  agreeing: Agreeing,
  today: string,
  isAnswerable: boolean,
): boolean {
  if (until === null) return false;
  if (openCorrections > 0 && isAnswerable) return false;
  if (today > until) return true;
  if (openCorrections > 0) return false;
  const all: readonly (UnitId | null)[] = [...agreeing.unitIds, ...(agreeing.person ? [null] : [])];
  return all.every((one) => answered.includes(one));
}

/** A later correction of an approved record. */
export interface Addendum {
  readonly id: string;
  readonly words: string | null;
  /** Bodies whose extract it belongs to; the whole record has it anyway. */
  readonly concernedUnitIds: readonly UnitId[];
  readonly writtenBy: StaffId;
  readonly writtenAt: Date;
}
