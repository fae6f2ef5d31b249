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
  INTAKE_NOTICE_MISSING: {
    de: 'Vor der Aufnahme muss der aktuelle Hinweis auf mögliche Mitteilungspflichten gelesen sein.',
    en: 'Before intake the current notice about possible duties to report has to be read.',
    action:
      'Den Hinweis lesen, der Person erklären und bestätigen; oder verweisen, ohne etwas aufzuschreiben.',
  },
  COMPARTMENT_OF_PUBLIC_BODY: {
    de: 'Eine öffentliche Stelle kann keinen geschützten Bereich führen.',
    en: 'A public body cannot keep a protected compartment.',
    action: 'Die Person an eine unabhängige Beratungsstelle verweisen, ohne etwas aufzuschreiben.',
  },
  PROTECTION_IS_STRICTER: {
    de: 'Der Fall ist schon strenger geschützt; eine Person allein nimmt das nicht zurück.',
    en: 'The case is protected more strictly already; one person alone does not take that back.',
    action: 'Einzelne Fachkräfte der eigenen Stelle für den Fall benennen.',
  },
  CASE_IS_SHARED: {
    de: 'Am Fall sind andere Stellen beteiligt; sie wissen schon von ihm.',
    en: 'Other units take part in the case; they know of it already.',
    action: 'Erst die Beteiligung der anderen Stellen beenden.',
  },
  CASE_IS_PROTECTED: {
    de: 'Der Fall liegt in einem geschützten Bereich.',
    en: 'The case lies in a protected compartment.',
    action:
      'Die Öffnung für genau diese Stelle beantragen; eine zweite Person der eigenen Stelle gibt sie frei.',
  },
  CASE_NOT_PROTECTED: {
    de: 'Der Fall liegt in keinem geschützten Bereich.',
    en: 'The case lies in no protected compartment.',
    action: 'Die Stelle auf dem üblichen Weg beteiligen.',
  },
  COUNSELLOR_NOT_OF_UNIT: {
    de: 'Diese Person arbeitet nicht mit Fällen der fallführenden Stelle.',
    en: 'This person does not work on cases of the leading unit.',
    action: 'Eine Fachkraft der eigenen Stelle benennen.',
  },
  OPENING_WARNING_MISSING: {
    de: 'Die aktuelle Warnung zu § 87 AufenthG muss gelesen und bestätigt sein.',
    en: 'The current warning about § 87 AufenthG has to be read and acknowledged.',
    action: 'Die Warnung lesen, mit der Person besprechen und mit ihrer Version bestätigen.',
  },
  OPENING_CONSENT_MISSING: {
    de: 'Es fehlt eine gültige Einwilligung der Person, die genau diese Stelle und die Warnung nennt.',
    en: 'A valid consent that names exactly this unit and the warning is missing.',
    action:
      'Eine Einwilligung für diese Stelle einholen, die die Tatsache der Beratung umfasst; oder ohne Namen anfragen.',
  },
  OPENING_ALREADY_REQUESTED: {
    de: 'Für diese Stelle wartet schon ein Antrag auf Öffnung.',
    en: 'A request to open the case to this unit is waiting already.',
    action: 'Die Entscheidung der zweiten Person abwarten.',
  },
  OPENING_ALREADY_DECIDED: {
    de: 'Über diesen Antrag ist schon entschieden.',
    en: 'This request has been decided already.',
    action: 'Nichts zu tun.',
  },
  OPENING_NEEDS_SECOND_PERSON: {
    de: 'Freigeben muss eine andere Person als die, die den Antrag gestellt hat.',
    en: 'Somebody else than who asked has to release it.',
    action: 'Eine Kollegin oder einen Kollegen der eigenen Stelle bitten, die den Fall kennen.',
  },
  CASE_STILL_OPEN: {
    de: 'Im Fall läuft noch etwas; eine Frist darf nicht unbemerkt verschwinden.',
    en: 'Something is still running in the case; no period may vanish unnoticed.',
    action:
      'Die genannten Aufgaben und Vorgänge erledigen, übergeben oder mit Grund abbrechen; dann schließen.',
  },
  CASE_ALREADY_CLOSED: {
    de: 'Der Fall ist schon geschlossen.',
    en: 'The case is closed already.',
    action: 'Nichts zu tun; wenn es weitergeht, den Fall wieder öffnen.',
  },
  CASE_NOT_CLOSED: {
    de: 'Der Fall ist nicht geschlossen.',
    en: 'The case is not closed.',
    action: 'Nichts zu tun.',
  },
  CASE_ANONYMISED: {
    de: 'Die Angaben zu dieser Person sind gelöscht; der Fall kann nicht weitergehen.',
    en: 'What was known about this person has been erased; the case cannot go on.',
    action: 'Einen neuen Fall anlegen.',
  },
  LEAD_ALREADY_OFFERED: {
    de: 'Die Fallführung ist schon einer Stelle angeboten.',
    en: 'The lead of the case has been offered to a unit already.',
    action: 'Die Antwort abwarten oder das Angebot zurücknehmen.',
  },
  LEAD_OFFER_DECIDED: {
    de: 'Über dieses Angebot ist schon entschieden.',
    en: 'This offer has been decided already.',
    action: 'Nichts zu tun.',
  },
  LEAD_BASIS_MISSING: {
    de: 'Die Stelle darf noch nicht erfahren, um wen es geht; ohne das kann sie den Fall nicht führen.',
    en: 'The unit may not know yet whom the case is about; without that it cannot lead it.',
    action: 'Mit der Person über den Wechsel sprechen und ihre Einwilligung einholen.',
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
