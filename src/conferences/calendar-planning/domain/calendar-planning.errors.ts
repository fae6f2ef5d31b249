import { defineErrors } from '../../../kernel/index.js';

/** Codes of availability, best slots, and proposed dates. */
export const calendarPlanningErrors = defineErrors({
  WORKING_HOURS_INVALID: {
    de: 'Die Zeiten sind nicht möglich: Ein Ende liegt nicht nach seinem Beginn, eine Uhrzeit gibt es nicht, oder der Zeitraum ist verkehrt.',
    en: 'These hours are not possible: an end is not after its beginning, a time does not exist, or the period is reversed.',
    action: 'Zeiten als HH:MM angeben, jedes Ende nach seinem Beginn; der Zeitraum beginnt, bevor er endet.',
  },
  WORKING_HOURS_OVERLAP: {
    de: 'Zeiten desselben Wochentags überschneiden sich.',
    en: 'Hours of the same weekday overlap.',
    action: 'Überschneidungen zusammenfassen.',
  },
  TIME_NOT_REAL: {
    de: 'Diese Uhrzeit gibt es an diesem Tag nicht oder zweimal (Zeitumstellung).',
    en: 'This time does not exist on that day, or exists twice (change of clocks).',
    action: 'Eine eindeutige Zeit außerhalb der Stunde der Zeitumstellung angeben.',
  },
  ABSENCE_NOT_POSSIBLE: {
    de: 'Diese Abwesenheit ist nicht möglich: Sie ist vorbei, endet vor ihrem Beginn oder dauert länger als ein Jahr.',
    en: 'This absence is not possible: it is past, ends before it begins, or lasts longer than a year.',
    action: 'Beginn und Ende prüfen.',
  },
  ABSENCES_TOO_MANY: {
    de: 'Für diese Person sind schon sehr viele Abwesenheiten eingetragen.',
    en: 'Very many absences are entered for this person already.',
    action: 'Zusammenhängende Zeiten als eine Abwesenheit eintragen.',
  },
  PLACE_UNKNOWN: {
    de: 'Diesen Ort gibt es nicht, oder es ist zweimal derselbe.',
    en: 'There is no such place, or it is the same twice.',
    action: 'Orte aus der Liste wählen.',
  },
  NAME_TAKEN: {
    de: 'So heißt schon etwas anderes.',
    en: 'Something else has this name already.',
    action: 'Einen anderen Namen wählen.',
  },
  PLANNING_DATES_REVERSED: {
    de: 'Der letzte Tag liegt vor dem ersten.',
    en: 'The last day is before the first one.',
    action: 'Zeitraum prüfen.',
  },
  SEATS_NOT_POSSIBLE: {
    de: 'Für eine Stelle passen die Plätze nicht: Die Stelle ist nicht beteiligt, es sind weniger Personen als Plätze benannt, oder eine Person gehört nicht zu ihr.',
    en: 'The seats of a body do not fit: it does not take part, fewer people than seats are named, or somebody does not belong to it.',
    action: 'Je beteiligter Stelle mindestens so viele ihrer Leute nennen, wie kommen sollen.',
  },
  HORIZON_NOT_POSSIBLE: {
    de: 'In diesem Zeitraum kann nicht gesucht werden: Er ist vorbei, verkehrt oder zu lang.',
    en: 'This period cannot be searched: it is past, reversed or too long.',
    action: 'Einen künftigen Zeitraum von höchstens 26 Wochen wählen.',
  },
  PROPOSAL_DATES_NOT_POSSIBLE: {
    de: 'Diese Termine können so nicht vorgeschlagen werden: Sie überschneiden sich, oder es sind zu viele oder keine.',
    en: 'These dates cannot be proposed: they overlap, or there are too many or none.',
    action: 'Einen bis sechs Termine vorschlagen, die sich nicht überschneiden.',
  },
  PROPOSAL_EXPIRY_NOT_POSSIBLE: {
    de: 'Bis dahin kann nicht abgestimmt werden: höchstens 14 Tage, und vor dem ersten Termin.',
    en: 'There can be no vote until then: at most 14 days, and before the first date.',
    action: 'Eine kürzere Abstimmung wählen.',
  },
  PROPOSAL_NOT_OPEN: {
    de: 'Über diese Termine wird nicht mehr abgestimmt.',
    en: 'These dates are not voted on any more.',
    action: 'Neue Termine vorschlagen.',
  },
  PERSON_CANNOT_COME: {
    de: 'Die Person hat zu diesem Termin Nein gesagt.',
    en: 'The person said no to this date.',
    action: 'Einen anderen Termin wählen oder mit der Person sprechen.',
  },
});

/** Code of this part. */
export type CalendarPlanningErrorCode = keyof typeof calendarPlanningErrors;
