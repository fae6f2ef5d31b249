import { Temporal } from 'temporal-polyfill';
import type { InvitationText } from './invitation-text.js';

/** What an invitation says of a conference. */
export interface InvitationFacts {
  readonly number: string;
  readonly topic: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly place: string | null;
  readonly method: 'REQUEST' | 'CANCEL';
  /** The date replaces an earlier one. */
  readonly isChange: boolean;
  /** Link for answering; none in a cancellation. */
  readonly answerUrl: string | null;
}

/** Subject of the mail: number and topic, nobody. */
export function subjectOf({ method, isChange, number, topic }: InvitationFacts): string {
  const lead = method === 'CANCEL' ? 'Absage' : isChange ? 'Neuer Termin' : 'Einladung';
  return `${lead}: Fallkonferenz ${number}, ${inOneDirection(topic)}`;
}

/** A text without signs that turn the direction of writing: with them a reader sees another text than the one that is there. */
export function inOneDirection(text: string): string {
  return text.replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '');
}

/** A date with its hours in words of a language, as the clock in Germany shows it. */
export function timeInWords(startsAt: Date, endsAt: Date, language: string): string {
  const zoned = (at: Date): Temporal.ZonedDateTime =>
    Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Europe/Berlin');
  // Calendar and digits as on German letters: the same in all languages.
  const locale = `${language}-u-ca-gregory-nu-latn`;
  const day = startsAt.toLocaleDateString(locale, { dateStyle: 'full', timeZone: 'Europe/Berlin' });
  const hour = (at: Date): string => zoned(at).toPlainTime().toString({ smallestUnit: 'minute' });
  return `${day}, ${hour(startsAt)}–${hour(endsAt)} (Europe/Berlin)`;
}

/** Text for staff: the date and how to answer. */
export function staffText(facts: InvitationFacts): string {
  const opening =
    facts.method === 'CANCEL'
      ? 'Der Termin dieser Fallkonferenz ist aufgehoben. Gibt es einen neuen, folgt eine neue Einladung.'
      : facts.isChange
        ? 'Der Termin dieser Fallkonferenz hat sich geändert.'
        : 'Sie sind zu einer Fallkonferenz eingeladen.';
  const answer =
    facts.answerUrl === null
      ? []
      : ['', 'Antworten können Sie in Ihrem Kalender oder hier:', facts.answerUrl];
  const further = 'Worum es geht und wer teilnimmt, sehen Sie nach der Anmeldung in Fallwerk.';
  return [
    opening,
    '',
    `Nummer: ${facts.number}`,
    `Thema: ${inOneDirection(facts.topic)}`,
    `Wann: ${timeInWords(facts.startsAt, facts.endsAt, 'de')}`,
    ...(facts.place === null ? [] : [`Wo: ${inOneDirection(facts.place)}`]),
    ...answer,
    '',
    further,
    '',
  ].join('\n');
}

/** Text for the person, in German and below in their language. */
export function personText(
  facts: InvitationFacts,
  german: InvitationText,
  translated: InvitationText | undefined,
): string {
  const parts = translated ? [translated, german] : [german];
  return parts.map((text) => personPart(facts, text)).join('\n\n----------\n\n');
}

function personPart(facts: InvitationFacts, text: InvitationText): string {
  const opening = facts.method === 'CANCEL' ? text.cancelled : facts.isChange ? text.changed : text.invited;
  const rights =
    facts.method === 'CANCEL'
      ? []
      : ['', text.who, text.companion, text.interpreter, text.refuse, text.without];
  return [
    ...(text.status === 'DRAFT' ? [`(${text.draft})`, ''] : []),
    opening,
    '',
    `${text.when}: ${timeInWords(facts.startsAt, facts.endsAt, text.language)}`,
    ...(facts.place === null ? [] : [`${text.where}: ${inOneDirection(facts.place)}`]),
    `${text.number}: ${facts.number}`,
    `${text.topic}: ${inOneDirection(facts.topic)}`,
    ...rights,
    ...(facts.answerUrl === null ? [] : ['', text.answerHere, facts.answerUrl]),
  ].join('\n');
}
