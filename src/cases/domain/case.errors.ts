import { defineErrors } from '../../kernel/index.js';

/** Codes of this capability. */
export const caseErrors = defineErrors({
  PERSON_NAME_MISSING: {
    de: 'Bitte mindestens einen Namen angeben und genau einen als Rufnamen markieren.',
    en: 'Give at least one name and mark exactly one as preferred.',
    action: 'Einen Namen eintragen; mehrere Schreibweisen sind erlaubt, eine davon ist die bevorzugte.',
  },
  BIRTH_DATE_INCONSISTENT: {
    de: 'Geburtsdatum und Genauigkeit passen nicht zusammen.',
    en: 'Birth date and its precision contradict each other.',
    action: 'Ist das Datum unbekannt, bleibt es leer und die Genauigkeit ist UNKNOWN.',
  },
  UNIT_ALREADY_PARTICIPATES: {
    de: 'Diese Stelle ist schon am Fall beteiligt.',
    en: 'This unit already participates in the case.',
    action: 'Nichts zu tun.',
  },
  UNIT_DOES_NOT_PARTICIPATE: {
    de: 'Diese Stelle ist nicht am Fall beteiligt.',
    en: 'This unit does not participate in the case.',
    action: 'Nichts zu tun.',
  },
  LEAD_CANNOT_LEAVE: {
    de: 'Die fallführende Stelle kann den Fall nicht verlassen.',
    en: 'The leading unit cannot leave the case.',
    action: 'Erst die Fallführung übergeben.',
  },
  INTERVIEW_ANSWER_MISSING: {
    de: 'Zum Einstiegsinterview gehören Antworten auf alle drei Fragen.',
    en: 'The entry interview needs answers to all three questions.',
    action:
      'Je Frage mindestens eine Antwort eintragen; auch „dazu möchte ich nichts sagen“ ist eine Antwort.',
  },
  INTERVIEW_USE_REFUSED: {
    de: 'Die Person hat der Verwendung für den eigenen Fall nicht zugestimmt.',
    en: 'The person did not agree to the use of the interview for their own case.',
    action: 'Das Interview darf dann nicht in der Fallakte gespeichert werden.',
  },
  PERSON_ALREADY_LINKED: {
    de: 'Diese Person hat schon einen Zugang.',
    en: 'This person already has a login.',
    action: 'Den vorhandenen Zugang benutzen; ein zweiter wird nicht angelegt.',
  },
  SUBJECT_ALREADY_LINKED: {
    de: 'Dieser Zugang gehört schon zu einer anderen Person.',
    en: 'This login already belongs to somebody else.',
    action: 'Den richtigen Zugang der Person verwenden.',
  },
  DATE_NOT_PLAUSIBLE: {
    de: 'Das Datum kann nicht stimmen.',
    en: 'The date cannot be right.',
    action: 'Tag, Monat und Jahr prüfen.',
  },
  DATE_IN_FUTURE: {
    de: 'Das Datum liegt in der Zukunft.',
    en: 'The date lies in the future.',
    action: 'Ein Datum bis heute angeben.',
  },
});
