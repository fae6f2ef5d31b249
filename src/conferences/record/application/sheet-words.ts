import { Temporal } from 'temporal-polyfill';
import type { ConferenceKind, DecisionKind } from '../../domain/conference.js';
import type { Position } from '../../sitting/domain/sitting.js';
import type { DecisionStanding } from '../persistence/decision-answer.repository.js';

const BERLIN = 'Europe/Berlin';

/** German words of kinds. */
export const KIND_WORDS: Readonly<Record<ConferenceKind, string>> = {
  INTEGRATION_IDENTIFIED: 'Fallkonferenz mit der Person',
  LEARNING_ANONYMISED: 'anonymisierte Fallkonferenz',
  LEGAL_SPHERE_TRANSITION: 'Konferenz zum Rechtskreiswechsel',
  REVIEW: 'Konferenz zur Wiedervorlage',
  URGENT: 'Eilkonferenz',
  PEER_ANONYMISED: 'kollegiale Fallberatung',
  STATUTORY_EXTERNAL: 'gesetzliche Konferenz an anderer Stelle',
  PLANNING: 'Planungskonferenz',
};

/** German words of decisions. */
export const DECISION_WORDS: Readonly<Record<DecisionKind, string>> = {
  DECISION_OF_BODY: 'Entscheidung der Stelle',
  AGREEMENT: 'Vereinbarung',
  RECOMMENDATION: 'Empfehlung',
  REQUEST_TO_STEERING: 'Bitte an die Lenkungsgruppe',
};

/** German words of how binding a decision is. */
export const STANDING_WORDS: Readonly<Record<DecisionStanding, string>> = {
  TAKEN: '',
  TO_BE_CONFIRMED: 'noch zu bestätigen',
  CONFIRMED: 'von der Stelle bestätigt',
  NOT_CONFIRMED: 'von der Stelle nicht bestätigt',
};

/** German words of what a body says to the result. */
export const POSITION_WORDS: Readonly<Record<Position, string>> = {
  AGREES: 'stimmt zu',
  AGREES_IF: 'stimmt zu, wenn',
  DISAGREES: 'stimmt nicht zu',
  NOT_COMPETENT: 'ist nicht zuständig',
};

/** German words of interpreting. */
export const LEVEL_WORDS = {
  LAY: 'Sprachmittlung ohne Ausbildung',
  QUALIFIED: 'mit Ausbildung',
  SWORN: 'vereidigt',
} as const;

/** A calendar date as it is written in Germany; read in every language. */
export function writtenDate(date: string): string {
  const { day, month, year } = Temporal.PlainDate.from(date);
  return `${twoDigits(day)}.${twoDigits(month)}.${year}`;
}

/** The day of an instant in Germany. */
export function writtenDay(instant: Date): string {
  return writtenDate(local(instant).toPlainDate().toString());
}

const languageNames = new Intl.DisplayNames(['de'], { type: 'language' });

/** German name of a language (BCP 47), with its tag where that says more, e.g. `Arabisch (ar-SY)`. */
export function languageName(tag: string): string {
  // Only the language itself is looked up: it is always well formed, what follows need not be.
  const [language = tag] = tag.split('-');
  const name = languageNames.of(language) ?? language;
  return language === tag ? name : `${name} (${tag})`;
}

/** Begin and end of a sitting; empty while there is no date. */
export function writtenSlot(startsAt: Date | null, endsAt: Date | null): string {
  if (!startsAt || !endsAt) return '';
  const time = (at: Date): string => `${twoDigits(local(at).hour)}:${twoDigits(local(at).minute)}`;
  return `${writtenDay(startsAt)}, ${time(startsAt)}–${time(endsAt)}`;
}

function local(instant: Date): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(BERLIN);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
