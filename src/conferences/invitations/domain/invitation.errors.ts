import { defineErrors } from '../../../kernel/index.js';

/** Codes of invitations, their answers, and calendars. */
export const invitationErrors = defineErrors({
  ANSWER_LINK_INVALID: {
    de: 'Dieser Link zum Antworten gilt nicht.',
    en: 'This link for answering is not valid.',
    action: 'Den Link aus der letzten Einladung vollständig öffnen.',
  },
  ANSWER_LINK_EXPIRED: {
    de: 'Dieser Link zum Antworten ist abgelaufen.',
    en: 'This link for answering has expired.',
    action: 'Die einladende Stelle anrufen oder ihr schreiben.',
  },
  INVITATION_OUTDATED: {
    de: 'Diese Einladung ist überholt: Es gibt eine neuere oder der Termin ist aufgehoben.',
    en: 'This invitation is outdated: there is a newer one, or the date was called off.',
    action: 'Auf die letzte Einladung antworten.',
  },
  REPLY_TOO_LARGE: {
    de: 'Die Antwort aus dem Kalender ist zu groß.',
    en: 'The reply of a calendar is too large.',
    action: 'Mit dem Link in der Einladung antworten.',
  },
  REPLY_NOT_READABLE: {
    de: 'Die E-Mail enthält keine Antwort aus einem Kalender, die gelesen werden kann.',
    en: 'The mail holds no reply of a calendar that can be read.',
    action: 'Mit dem Link in der Einladung antworten.',
  },
  REPLY_METHOD_WRONG: {
    de: 'Angenommen werden nur Antworten auf Einladungen, keine Einladungen oder Änderungen.',
    en: 'Only replies to invitations are taken, no invitations or changes.',
    action: 'Im Kalender zusagen oder absagen, ohne den Termin zu ändern.',
  },
  REPLY_RECURRING: {
    de: 'Antworten auf Serien werden nicht angenommen; eine Fallkonferenz ist ein einzelner Termin.',
    en: 'Replies to series are not taken; a conference is a single date.',
    action: 'Auf die Einladung selbst antworten.',
  },
  REPLY_UNKNOWN: {
    de: 'Zu dieser Antwort gibt es keine Einladung.',
    en: 'There is no invitation to this reply.',
    action: 'Von der Adresse antworten, an die eingeladen wurde.',
  },
});
