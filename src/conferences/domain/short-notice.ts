import type { Temporal } from 'temporal-polyfill';
import type { ConferenceKind } from './conference.js';
import { ruleOf } from './conference-kinds.js';

/** Why people are invited later than the kind of the conference allows. Data with norm and date. */
export interface ShortNoticeRule {
  /** Name, German. */
  readonly label: string;
  readonly norm: string;
  readonly source: string;
  /** Calendar date from which this line holds. */
  readonly validFrom: string;
  /** The convener may give it; else it has to follow from what everybody answered. */
  readonly isDeclared: boolean;
}

const SINCE = '2026-11-22';
const NORM = 'Methode der Fallkonferenz, Schritt Einladung';

/** Only on these grounds a date may lie nearer than the lead time of its kind. */
export const SHORT_NOTICE_GROUNDS = {
  ALL_AGREED: {
    label: 'Alle Eingeladenen haben diesem Termin zugestimmt',
    norm: NORM,
    source: 'Methode des Feldes, 4.3, Vorschlag dieses Projekts',
    validFrom: SINCE,
    isDeclared: false,
  },
  PERSON_WISHES: {
    label: 'Die Person wünscht den früheren Termin',
    norm: NORM,
    source: 'Methode des Feldes, 4.3, Vorschlag dieses Projekts',
    validFrom: SINCE,
    isDeclared: true,
  },
  DEADLINE: {
    label: 'Vorher läuft eine Frist ab, die der Person ein Recht nähme',
    norm: NORM,
    source: 'Methode des Feldes, 4.3, Vorschlag dieses Projekts',
    validFrom: SINCE,
    isDeclared: true,
  },
} as const satisfies Readonly<Record<string, ShortNoticeRule>>;
export type ShortNoticeGround = keyof typeof SHORT_NOTICE_GROUNDS;
export const SHORT_NOTICE_CODES = Object.keys(SHORT_NOTICE_GROUNDS) as readonly ShortNoticeGround[];

/** What is known of the notice at which people are invited. */
export interface Notice {
  /** Calendar dates. */
  readonly on: string;
  readonly earliestOn: string;
  /** Everybody who would be invited said yes to this date. */
  readonly everybodyAgreed: boolean;
  readonly given: ShortNoticeGround | null;
}

/**
 * Ground of a short notice.
 *
 * @returns `null` when the notice is long enough, `undefined` when it is too short and nothing excuses that.
 */
export function shortNoticeGround({
  on,
  earliestOn,
  everybodyAgreed,
  given,
}: Notice): ShortNoticeGround | null | undefined {
  if (on >= earliestOn) return null;
  if (everybodyAgreed) return 'ALL_AGREED';
  return given !== null && SHORT_NOTICE_GROUNDS[given].isDeclared ? given : undefined;
}

/**
 * First day for which an invitation of today still goes out in time (method 4.3): so many working days later as the
 * table of kinds says.
 */
export function earliestInvitedOn(
  kind: ConferenceKind,
  today: Temporal.PlainDate,
  calendar: { readonly nextWorkingDay: (day: Temporal.PlainDate) => Temporal.PlainDate },
): string {
  let day = today;
  for (let left = ruleOf(kind).invitationWorkdays; left > 0; left -= 1)
    day = calendar.nextWorkingDay(day.add({ days: 1 }));
  return day.toString();
}
