import {
  computeDeadline,
  holidayCalendar,
  plainDate,
  type EventDayLaw,
  type NationalLaw,
} from '../../../kernel/index.js';

/** What can be done against a Bescheid. A conference itself decides nothing, so there is nothing against it. */
export interface Remedy {
  readonly code: string;
  /** Objection to the body itself, or an action before a court. */
  readonly kind: 'OBJECTION' | 'COURT';
  readonly norm: string;
  /** Months from notification. */
  readonly months: number;
  readonly countingLaw: Extract<NationalLaw, 'vwgo' | 'bgb'> | Extract<EventDayLaw, 'sgg'>;
  readonly validFrom: string;
}

/** The remedy of a code that exists on a day; `undefined` when there is none. */
export function findRemedy(remedies: readonly Remedy[], code: string, on: string): Remedy | undefined {
  return remedies.find((remedy) => remedy.code === code && remedy.validFrom <= on);
}

/** Last day for a remedy against what was notified on a day; the end moves to the next working day. */
export function remedyUntil({ months, countingLaw }: Remedy, notifiedOn: string): string {
  const rule = {
    period: { months },
    from: 'context.notifiedOn',
    countingLaw,
    shift: 'nextWorkingDay',
  } as const;
  return computeDeadline(rule, plainDate(notifiedOn), holidayCalendar()).endsOn.toString();
}
