import { defineErrors } from '../../kernel/index.js';

/** Codes of planning. */
export const planningErrors = defineErrors({
  PLAN_EMPTY: {
    de: 'Es gibt nichts zu planen: Es fehlen Tage, Räume oder Konferenzen.',
    en: 'There is nothing to plan: days, rooms or meetings are missing.',
    action: 'Zeitraum, mindestens einen Raum (oder Video) und mindestens eine Konferenz angeben.',
  },
  PLAN_TOO_LARGE: {
    de: 'Das ist zu groß für eine Planung.',
    en: 'This is too large for one planning.',
    action: 'Höchstens 2.000 Konferenzen, 2.000 Personen und ein Jahr auf einmal planen; sonst teilen.',
  },
  PLAN_INPUT_CONTRADICTORY: {
    de: 'Die Angaben der Planung widersprechen sich.',
    en: 'The input of the planning contradicts itself.',
    action: 'Die genannten Angaben berichtigen: doppelt, unbekannt, oder außerhalb des Zeitraums.',
  },
  PLAN_TOO_MANY_PEOPLE: {
    de: 'An einer Fallkonferenz nehmen höchstens 60 Personen teil.',
    en: 'At most 60 people take part in a conference.',
    action: 'Den Kreis verkleinern; im Raum ist, wer zur Frage etwas beitragen muss.',
  },
  PLAN_NO_START: {
    de: 'Für mindestens eine Konferenz gibt es im Zeitraum keinen möglichen Beginn.',
    en: 'At least one meeting has no possible start within the horizon.',
    action: 'Den Zeitraum, die Frist oder die Dauer ändern.',
  },
  PLAN_SEAT_EMPTY: {
    de: 'Für mindestens einen Platz (Stelle mit Vertretung, Sprachmittlung) kommt niemand in Frage.',
    en: 'For at least one seat (body with substitutes, interpreter) there is nobody.',
    action: 'Weitere Vertretungen benennen oder Sprache, Stufe und Geschlecht der Sprachmittlung prüfen.',
  },
  PLAN_TIME_NOT_REAL: {
    de: 'Diese Uhrzeit gibt es an diesem Tag nicht oder zweimal (Zeitumstellung), oder das Ende liegt vor dem Beginn.',
    en: 'This time does not exist on that day, or exists twice (change of clocks), or the end is before the beginning.',
    action: 'Eine eindeutige Zeit außerhalb der Stunde der Zeitumstellung angeben.',
  },
});

/** Code of planning. */
export type PlanningErrorCode = keyof typeof planningErrors;

/** A refused planning: the code, and what it is about (ids as given, never names). */
export interface PlanningRejected {
  readonly kind: 'PlanningRejected';
  readonly code: PlanningErrorCode;
  readonly message: string;
  /** Ids of meetings, people, rooms or days concerned; at most ten. */
  readonly about: readonly string[];
}

/** Builds a refusal. */
export function planningRejected(code: PlanningErrorCode, about: readonly string[] = []): PlanningRejected {
  return { kind: 'PlanningRejected', code, message: planningErrors[code].de, about: about.slice(0, 10) };
}
