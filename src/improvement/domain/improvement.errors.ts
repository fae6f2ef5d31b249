import { defineErrors } from '../../kernel/index.js';

/** Codes of this capability. */
export const improvementErrors = defineErrors({
  PROGRAMME_UNKNOWN: {
    de: 'Dieses Projekt gibt es nicht.',
    en: 'There is no such programme.',
    action: 'Das Projekt in der Liste der Projekte suchen.',
  },
  CASE_ALREADY_IN_PROGRAMME: {
    de: 'Dieser Fall gehört schon zum Projekt.',
    en: 'This case is already part of the programme.',
    action: 'Nichts zu tun.',
  },
  ANONYMISATION_NOT_CONFIRMED: {
    de: 'Die Anonymisierung wurde nicht bestätigt.',
    en: 'The anonymisation was not confirmed.',
    action: 'Den Text prüfen und bestätigen, dass niemand im Kreis die Person daran erkennt.',
  },
  ANONYMISATION_DOUBTFUL: {
    de: 'Der Text enthält Hinweise, an denen eine Person erkannt werden kann.',
    en: 'The text contains hints by which a person can be recognised.',
    action: 'Die genannten Arten von Hinweisen entfernen: Namen weglassen, Daten auf das Quartal kürzen.',
  },
  INTERVIEW_NOT_FOR_ANALYSIS: {
    de: 'Die Person hat der anonymen Auswertung dieses Interviews nicht zugestimmt.',
    en: 'The person did not agree to the anonymised use of this interview.',
    action: 'Die Zustimmung einholen oder auf die Auswertung verzichten.',
  },
  FINDING_UNKNOWN: {
    de: 'Mindestens eine Erkenntnis gibt es nicht, oder sie ist noch nicht freigegeben.',
    en: 'At least one finding does not exist or is not released yet.',
    action: 'Nur freigegebene Erkenntnisse zusammenführen.',
  },
  FINDING_ALREADY_RELEASED: {
    de: 'Diese Erkenntnis ist schon freigegeben.',
    en: 'This finding is already released.',
    action: 'Nichts zu tun.',
  },
  SECOND_PERSON_NEEDED: {
    de: 'Eine Erkenntnis gibt jemand anderes frei als die Person, die sie gemeldet hat.',
    en: 'A finding is released by somebody else than its author.',
    action: 'Eine Kollegin, einen Kollegen der Stelle oder die Projektleitung um Freigabe bitten.',
  },
  THEME_TITLE_TAKEN: {
    de: 'Ein Thema mit diesem Titel gibt es schon.',
    en: 'There already is a theme with this title.',
    action: 'Die Erkenntnisse dem vorhandenen Thema zuordnen oder einen anderen Titel wählen.',
  },
  THEME_UNKNOWN: {
    de: 'Dieses Thema gibt es nicht.',
    en: 'There is no such theme.',
    action: 'Das Thema in der Liste der Themen suchen.',
  },
  WORKING_GROUP_NAME_TAKEN: {
    de: 'Eine Arbeitsgruppe mit diesem Namen gibt es schon.',
    en: 'There already is a working group with this name.',
    action: 'Die vorhandene Arbeitsgruppe nehmen oder einen anderen Namen wählen.',
  },
  WORKING_GROUP_UNKNOWN: {
    de: 'Diese Arbeitsgruppe gibt es nicht.',
    en: 'There is no such working group.',
    action: 'Die Arbeitsgruppe in der Liste suchen.',
  },
  WORKING_GROUP_SEAT_TWICE: {
    de: 'Eine Stelle hat in einer Arbeitsgruppe nur einen Sitz.',
    en: 'A unit has only one seat in a working group.',
    action: 'Jede Stelle einmal nennen; die leitende Stelle gehört schon dazu.',
  },
  ASSIGNMENT_NOT_OPEN: {
    de: 'Diese Zuweisung ist schon beantwortet oder durch eine neuere ersetzt.',
    en: 'This assignment was answered already or replaced by a newer one.',
    action: 'Das Thema neu laden.',
  },
  REFUSAL_REASON_MISSING: {
    de: 'Wer ein Thema ablehnt, nennt den Grund; wer es annimmt, nennt keinen.',
    en: 'Refusing a theme needs a reason, accepting it has none.',
    action: 'Einen Grund wählen oder weglassen.',
  },
  THEME_HAS_NO_GROUP: {
    de: 'Noch keine Arbeitsgruppe hat das Thema angenommen.',
    en: 'No working group has accepted the theme yet.',
    action: 'Das Thema zuweisen und die Antwort der Gruppe abwarten.',
  },
  MEASURE_DATES_INCONSISTENT: {
    de: 'Die Daten der Maßnahme passen nicht zusammen.',
    en: 'The dates of the measure contradict each other.',
    action: 'Fälligkeit ab heute, Überprüfung frühestens zur Fälligkeit, Erledigung höchstens heute angeben.',
  },
});
