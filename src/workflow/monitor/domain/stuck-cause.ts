/** Why a process cannot move, with what people are told. */
export interface StuckCauseText {
  /** What is wrong, plain German. */
  readonly sentence: string;
  /** What to do, and who does it, plain German. */
  readonly action: string;
}

/** Causes by code. */
export const stuckCauses = {
  DEFINITION_NOT_SERVED: {
    sentence: 'Kein laufendes Programm kann die Fassung dieses Vorgangs ausführen.',
    action:
      'Systemverwaltung: die Programmversion einspielen, die diese Fassung kennt, oder den Vorgang umstellen.',
  },
  STATE_DOES_NOT_FIT: {
    sentence: 'Der gespeicherte Stand passt nicht zur Fassung des Vorgangs.',
    action:
      'Systemverwaltung: den Stand aus dem Verlauf prüfen und berichtigen; bis dahin geht nichts verloren.',
  },
  QUARANTINED: {
    sentence: 'Der Vorgang ist zur Prüfung angehalten.',
    action: 'Systemverwaltung: die Ursache beheben und den Vorgang wieder freigeben.',
  },
  WORKER_MISSING: {
    sentence: 'Eine Frist ist fällig, aber kein Hintergrunddienst läuft, der sie auslöst.',
    action: 'Systemverwaltung: einen Worker starten; fällige Fristen werden dann der Reihe nach nachgeholt.',
  },
  EXPIRY_FAILED: {
    sentence: 'Eine Frist ist fällig und konnte nicht ausgelöst werden.',
    action: 'Systemverwaltung: das Protokoll des Workers zu diesem Vorgang prüfen; er versucht es weiter.',
  },
  MESSAGE_NOT_DELIVERED: {
    sentence: 'Eine Nachricht eines anderen Vorgangs ist fällig und wurde nicht zugestellt.',
    action: 'Systemverwaltung: prüfen, ob ein Worker läuft, und sein Protokoll zu diesem Vorgang ansehen.',
  },
  MESSAGE_LOST: {
    sentence:
      'Eine Nachricht dieses Vorgangs hat keinen Empfänger gefunden, und niemand wurde benachrichtigt.',
    action: 'Projektleitung: mit der zuständigen Stelle klären, wie es weitergeht.',
  },
  DEAD_END: {
    sentence: 'Im jetzigen Stand kann niemand etwas eintragen, und keine Frist läuft.',
    action:
      'Projektleitung: die fehlenden Voraussetzungen klären oder die Fassung berichtigen und den Vorgang umstellen.',
  },
} as const satisfies Readonly<Record<string, StuckCauseText>>;

/** Code of a cause. */
export type StuckCause = keyof typeof stuckCauses;

/** A process that cannot move. */
export interface StuckProcess {
  readonly processId: string;
  readonly cause: StuckCause;
  /** Instant, ISO 8601 in UTC; the first sight when nothing tells more. */
  readonly since: string;
}
