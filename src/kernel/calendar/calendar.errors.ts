import { defineErrors } from '../errors.js';

/** Refusals when the day of notification or service is worked out. */
export const calendarErrors = defineErrors({
  SERVICE_MODE_UNKNOWN_TO_PROCEDURE: {
    de: 'Diese Art der Bekanntgabe gibt es in diesem Verfahren nicht.',
    en: 'This procedure knows no such way of notification.',
    action: 'Art der Bekanntgabe oder Verfahren prüfen und neu wählen.',
  },
  RECEIPT_BEFORE_POSTING: {
    de: 'Der Zugang liegt vor der Aufgabe oder Übergabe.',
    en: 'The receipt lies before the posting or hand-over.',
    action: 'Beide Daten mit dem Umschlag oder der Akte vergleichen.',
  },
  NOT_RETRIEVED: {
    de: 'Der Bescheid wurde im Portal nicht rechtzeitig abgerufen und ist damit nicht bekanntgegeben.',
    en: 'The decision was not retrieved from the portal in time and therefore has not been notified.',
    action: 'Tag des Abrufs eintragen, oder die Behörde um erneute Bekanntgabe bitten.',
  },
});
