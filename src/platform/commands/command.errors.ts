import { defineErrors } from '../../kernel/index.js';

/** Codes every mutation may answer. */
export const commandErrors = defineErrors({
  IDEMPOTENCY_KEY_REUSED: {
    de: 'Dieser Schlüssel wurde schon für eine andere Eingabe benutzt.',
    en: 'This idempotency key was already used with different input.',
    action: 'Für jede neue Absicht einen neuen Schlüssel erzeugen; denselben nur zum Wiederholen benutzen.',
  },
});
