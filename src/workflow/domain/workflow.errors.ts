import { defineErrors, type DomainError, type RequestRejected } from '../../kernel/index.js';
import { administrationErrors } from './administration.errors.js';
import type { Rejected } from './decision.js';

/** Codes of the engine. */
export const workflowErrors = defineErrors({
  PROCESS_FINISHED: {
    de: 'Der Vorgang ist abgeschlossen.',
    en: 'The process has ended.',
    action: 'Bei neuem Anlass einen neuen Vorgang beginnen.',
  },
  EVENT_UNKNOWN: {
    de: 'Dieser Vorgang kennt das Ereignis nicht.',
    en: 'This process does not know the event.',
    action: 'Eines der Ereignisse wählen, die der Vorgang anbietet.',
  },
  EVENT_RESERVED: {
    de: 'Dieses Ereignis sendet nur die Frist selbst.',
    en: 'Only the deadline itself sends this event.',
    action: 'Den Ablauf der Frist abwarten oder ein angebotenes Ereignis wählen.',
  },
  EVENT_NOT_PERMITTED: {
    de: 'Dieses Ereignis darf eine andere Stelle melden.',
    en: 'Another body may send this event.',
    action: 'Die zuständige Stelle bitten; der Vorgang nennt sie.',
  },
  EVENT_NOT_POSSIBLE_NOW: {
    de: 'Das Ereignis passt nicht zum jetzigen Stand des Vorgangs.',
    en: 'The event does not fit the present state of the process.',
    action: 'Den Vorgang neu laden und eines der angebotenen Ereignisse wählen.',
  },
  DEADLINE_NOT_RUNNING: {
    de: 'Diese Frist läuft nicht mehr.',
    en: 'This deadline is no longer running.',
    action: 'Nichts zu tun; der Vorgang ist schon weiter.',
  },
  GUARD_REFUSED: {
    de: 'Eine Voraussetzung ist nicht erfüllt.',
    en: 'A condition is not met.',
    action: 'Die genannten Voraussetzungen schaffen und es noch einmal versuchen.',
  },
  PAYLOAD_INVALID: {
    de: 'Die Angaben zum Ereignis sind unvollständig oder falsch.',
    en: 'The data of the event are incomplete or wrong.',
    action: 'Die genannten Felder berichtigen.',
  },
  PAYLOAD_TOO_LARGE: {
    de: 'Ein Ereignis kann diese Menge an Angaben nicht aufnehmen.',
    en: 'An event cannot carry that much data.',
    action: 'Angaben kürzen; ausführliche Texte gehören in den Fall, nicht in den Vorgang.',
  },
  CONTEXT_INVALID: {
    de: 'Die Angaben zum Beginn des Vorgangs sind unvollständig oder falsch.',
    en: 'The data to start the process are incomplete or wrong.',
    action: 'Die genannten Felder berichtigen.',
  },
  CONTEXT_TOO_LARGE: {
    de: 'Der Vorgang kann diese Menge an Angaben nicht aufnehmen.',
    en: 'The process cannot take that much data.',
    action: 'Angaben kürzen; ausführliche Texte gehören in den Fall, nicht in den Vorgang.',
  },
  STORED_STATE_INVALID: {
    de: 'Der gespeicherte Stand passt nicht zur Fassung des Vorgangs; er ist zur Prüfung angehalten.',
    en: 'The stored state does not fit the version of the process; it is held for inspection.',
    action: 'Die Systemverwaltung verständigen; sie prüft den Vorgang und setzt ihn fort.',
  },
  GUARD_BROKEN: {
    de: 'Eine Voraussetzung lässt sich wegen eines Programmfehlers nicht prüfen.',
    en: 'A condition cannot be checked because of a program error.',
    action: 'Die Systemverwaltung verständigen.',
  },
  TOO_MANY_STEPS: {
    de: 'Die Fassung des Vorgangs läuft im Kreis.',
    en: 'The version of the process runs in circles.',
    action: 'Die Systemverwaltung verständigen.',
  },
  PROCESS_QUARANTINED: {
    de: 'Der Vorgang ist zur Prüfung angehalten.',
    en: 'The process is held for inspection.',
    action: 'Die Systemverwaltung verständigen; sie prüft den Vorgang und setzt ihn fort.',
  },
  PROCESS_REVISION_CONFLICT: {
    de: 'Der Vorgang hat sich inzwischen geändert.',
    en: 'The process has changed in the meantime.',
    action: 'Den Vorgang neu laden und prüfen, ob das Ereignis noch passt.',
  },
  DEFINITION_NOT_ACTIVE: {
    de: 'Es gibt keine gültige Fassung dieses Vorgangs.',
    en: 'There is no active version of this process.',
    action: 'Einen der angebotenen Vorgänge wählen.',
  },
  DEFINITION_NOT_SERVED: {
    de: 'Diese Programmversion kann die Fassung des Vorgangs nicht ausführen.',
    en: 'This release cannot run the version of the process.',
    action: 'Die Systemverwaltung verständigen: Programm und Fassungen passen nicht zusammen.',
  },
  DEADLINE_START_MISSING: {
    de: 'Der Beginn einer Frist fehlt oder ist kein Datum.',
    en: 'The start of a deadline is missing or is no date.',
    action: 'Das Datum angeben, von dem an die Frist läuft.',
  },
  EFFECTS_TOO_DEEP: {
    de: 'Vorgänge stoßen einander zu oft an.',
    en: 'Processes trigger each other too often.',
    action: 'Die Systemverwaltung verständigen.',
  },
  SUBPROCESS_LIMIT: {
    de: 'Dieser Vorgang hat zu viele Teilvorgänge.',
    en: 'This process has too many sub-processes.',
    action: 'Erst laufende Teilvorgänge abschließen; sonst die Systemverwaltung verständigen.',
  },
  SUBPROCESS_SUBJECT_MISSING: {
    de: 'Worum es im Teilvorgang gehen soll, ist noch nicht eingetragen.',
    en: 'What the sub-process is about has not been recorded yet.',
    action: 'Die fehlende Angabe im Vorgang eintragen und es noch einmal versuchen.',
  },
  PROCESS_NOT_CANCELLABLE: {
    de: 'Dieser Vorgang lässt sich nicht abbrechen; er endet nur auf den vorgesehenen Wegen.',
    en: 'This process cannot be cancelled; it ends only in the ways it provides for.',
    action: 'Eines der Ereignisse wählen, die der Vorgang anbietet.',
  },
  CANCELLATION_NOT_PERMITTED: {
    de: 'Diesen Vorgang darf eine andere Stelle abbrechen.',
    en: 'Another body may cancel this process.',
    action: 'Die zuständige Stelle bitten; der Vorgang nennt sie.',
  },
  PROCESS_NOT_ENDED: {
    de: 'Der Vorgang läuft noch.',
    en: 'The process is still running.',
    action: 'Mit dem laufenden Vorgang weiterarbeiten.',
  },
  PROCESS_NOT_REOPENABLE: {
    de: 'Dieser Vorgang wird nach seinem Ende nicht wieder aufgenommen.',
    en: 'This process is not taken up again after its end.',
    action: 'Bei neuem Anlass einen neuen Vorgang beginnen.',
  },
  REOPENING_NOT_PERMITTED: {
    de: 'Diesen Vorgang darf eine andere Stelle wieder aufnehmen.',
    en: 'Another body may reopen this process.',
    action: 'Die zuständige Stelle bitten.',
  },
  PROCESS_ALREADY_REOPENED: {
    de: 'Der Vorgang wurde schon wieder aufgenommen.',
    en: 'The process has been reopened already.',
    action: 'Mit dem Folgevorgang weiterarbeiten.',
  },
  SUBJECT_NEEDS_COMMAND: {
    de: 'Für diesen Gegenstand gibt es einen eigenen Befehl.',
    en: 'There is a command of its own for this subject.',
    action: 'Den fachlichen Befehl benutzen (zum Beispiel für Einwilligung, Fallkonferenz, Maßnahme).',
  },
  ...administrationErrors,
});

/** Codes of the engine. */
export type WorkflowErrorCode = keyof typeof workflowErrors;

/** A condition that was not met, with the sentence for people. */
export interface UnmetCondition {
  readonly guard: string;
  /** German. */
  readonly explanation: string;
}

/** The event does not fit; nothing changed. GraphQL type `TransitionRejected`. */
export interface TransitionRejected extends DomainError {
  readonly kind: 'TransitionRejected';
  readonly code: WorkflowErrorCode;
  /** Ids of the active states. */
  readonly currentStates: readonly string[];
  /** Event types some active state handles. */
  readonly possibleEvents: readonly string[];
  readonly failedGuards: readonly UnmetCondition[];
}

/** Somebody was faster. GraphQL type `RevisionConflict`. */
export interface RevisionConflict extends DomainError {
  readonly kind: 'RevisionConflict';
  readonly code: 'PROCESS_REVISION_CONFLICT';
  readonly actualRevision: number;
}

/** One thing wrong with a payload or context; never the value. */
export interface InvalidPart {
  /** Where, dotted; empty when the problem names no single field. */
  readonly path: string;
  readonly message: string;
  readonly constraint: string;
}

/** Payload or context break their schema. GraphQL type `ValidationFailed`. */
export interface ValidationFailed extends DomainError {
  readonly kind: 'ValidationFailed';
  readonly code: WorkflowErrorCode;
  readonly fields: readonly InvalidPart[];
}

/** Everything the engine can answer instead of doing what it was asked. */
export type EngineRefusal = TransitionRejected | RevisionConflict | ValidationFailed | RequestRejected;

const INPUT_CODES: readonly WorkflowErrorCode[] = [
  'PAYLOAD_INVALID',
  'PAYLOAD_TOO_LARGE',
  'CONTEXT_INVALID',
  'CONTEXT_TOO_LARGE',
];

/** The kernel's rejection as an error a person can act on. */
export function rejectionError(rejection: Rejected): TransitionRejected | ValidationFailed {
  const { code } = rejection;
  if (INPUT_CODES.includes(code)) return validationFailed(code, rejection.problems);
  return {
    kind: 'TransitionRejected',
    code,
    message: workflowErrors[code].de,
    currentStates: rejection.currentStates,
    possibleEvents: rejection.possibleEvents,
    failedGuards: rejection.failedGuards.map(({ guard, explanation }) => ({
      guard,
      explanation: explanation.de,
    })),
  };
}

/**
 * Input that breaks its schema.
 *
 * @param problems Technical sentences without values, each `<path>: <what>` or without a path.
 */
export function validationFailed(code: WorkflowErrorCode, problems: readonly string[]): ValidationFailed {
  const fields = problems.map((problem) => {
    const [, path = '', message = problem] = /^([\w./]+): (.+)$/s.exec(problem) ?? [];
    return { path, message, constraint: code };
  });
  return { kind: 'ValidationFailed', code, message: workflowErrors[code].de, fields };
}

/** Somebody was faster. */
export function revisionConflict(actualRevision: number): RevisionConflict {
  const code = 'PROCESS_REVISION_CONFLICT';
  return { kind: 'RevisionConflict', code, message: workflowErrors[code].de, actualRevision };
}
