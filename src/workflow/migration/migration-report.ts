import { formatDateDe, plainDate, type ProcessId } from '../../kernel/index.js';
import type { DeadlineMove } from './deadline-moves.js';
import type { Migration, MigrationCounts, MigrationItem } from './migration.js';
import type { MigrationProblem } from './migration-problem.js';

/** What a migration would do to one process. */
export interface ProcessForecast {
  readonly processId: ProcessId;
  /** Ids of the active states now. */
  readonly states: readonly string[];
  readonly verdict: 'fits' | 'needsMapping' | 'cannot';
  /** Why not; empty when it fits. */
  readonly problems: readonly MigrationProblem[];
  /** Ids of states that are entered anew. */
  readonly entered: readonly string[];
  /** Every running deadline and every one that begins. */
  readonly deadlines: readonly DeadlineMove[];
}

const VERDICTS: Readonly<Record<ProcessForecast['verdict'], string>> = {
  fits: 'passt',
  needsMapping: 'braucht eine Zuordnung',
  cannot: 'geht nicht',
};

const STATUSES: Readonly<Record<MigrationItem['status'], string>> = {
  planned: 'steht noch aus',
  done: 'umgestellt',
  refused: 'nicht umgestellt',
  skipped: 'übersprungen',
};

/** Lines about one process before a migration, German. */
export function forecastText(forecast: ProcessForecast): readonly string[] {
  const { processId, states, verdict, problems, entered, deadlines } = forecast;
  return [
    `${processId}  ${VERDICTS[verdict]}  (${states.join(', ')})`,
    ...problems.map(({ code, sentence }) => `    ${code}: ${sentence}`),
    ...(entered.length > 0 && problems.length === 0 ? [`    neu betreten: ${entered.join(', ')}`] : []),
    ...deadlines.map((move) => `    ${deadlineText(move)}`),
  ];
}

/** Lines about one process of a migration, German. */
export function itemText({ processId, status, code, problems, deadlines }: MigrationItem): readonly string[] {
  return [
    `${processId}  ${STATUSES[status]}${code === null ? '' : ` (${code})`}`,
    ...problems.map(({ sentence }) => `    ${sentence}`),
    ...deadlines.map((move) => `    ${deadlineText(move)}`),
  ];
}

/** Line about one deadline, German: `Leihfrist (LOAN_4W): 29. Juni 2026 → 13. Juli 2026`. */
export function deadlineText({
  key,
  label,
  effect,
  oldEndsOn,
  newEndsOn,
  explanation,
}: DeadlineMove): string {
  const before = oldEndsOn === null ? 'keine' : german(oldEndsOn);
  const name = `Frist „${label}“ (${key})`;
  switch (effect) {
    case 'UNCHANGED':
      return `${name}: ${before}, unverändert`;
    case 'KEPT':
      return `${name}: ${before} bleibt`;
    case 'ENDED':
      return `${name}: ${before} → entfällt: ${explanation}`;
    case 'OPEN_QUESTION':
      return `${name}: ${before} → ${newEndsOn === null ? 'offen' : `${german(newEndsOn)}?`}`;
    case 'RECOMPUTED':
    case 'RESTARTED':
    case 'STARTED':
      return `${name}: ${before} → ${newEndsOn === null ? 'noch ohne Beginn' : german(newEndsOn)}. ${explanation}`;
  }
}

/** Headline of the report of a migration, German. */
export function migrationText(
  { definitionKey, mapping, status }: Migration,
  counts: MigrationCounts,
): string {
  const total = counts.planned + counts.done + counts.refused + counts.skipped;
  const words: Readonly<Record<Migration['status'], string>> = {
    proposed: 'wartet auf die Freigabe durch eine zweite Person',
    running: 'läuft',
    paused: 'ist angehalten',
    completed: 'ist abgeschlossen',
    cancelled: 'wurde abgebrochen; was umgestellt ist, bleibt umgestellt',
  };
  return (
    `Umstellung ${definitionKey} von Fassung ${mapping.from} auf ${mapping.to} ${words[status]}: ` +
    `${counts.done} von ${total} Vorgängen umgestellt, ${counts.refused} nicht umgestellt, ` +
    `${counts.skipped} übersprungen, ${counts.planned} ausstehend.`
  );
}

function german(day: string): string {
  return formatDateDe(plainDate(day));
}
