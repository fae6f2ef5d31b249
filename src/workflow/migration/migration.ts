import type { ProcessId } from '../../kernel/index.js';
import type { DeadlineMove } from './deadline-moves.js';
import type { MigrationMapping } from './mapping.js';
import type { MigrationProblem } from './migration-problem.js';

/** `proposed`: waits for a second person; `running`: workers move processes; `cancelled`: what is moved stays moved. */
export type MigrationStatus = 'proposed' | 'running' | 'paused' | 'completed' | 'cancelled';

/** `planned`: its turn has not come; `skipped`: it had ended or moved on by itself before. */
export type MigrationItemStatus = 'planned' | 'done' | 'refused' | 'skipped';

/** A migration as it is stored; instants are ISO 8601 in UTC. */
export interface Migration {
  readonly id: string;
  readonly definitionKey: string;
  readonly fromHash: string;
  readonly toHash: string;
  readonly mapping: MigrationMapping;
  readonly reason: string;
  readonly status: MigrationStatus;
  readonly requestedBy: string;
  readonly requestedAt: string;
  /** Who sat at the command line; `null` for accounts. */
  readonly operator: string | null;
  readonly approvedBy: string | null;
  readonly finishedAt: string | null;
}

/** What became of one process. */
export interface MigrationItem {
  readonly processId: ProcessId;
  readonly status: MigrationItemStatus;
  readonly code: string | null;
  readonly problems: readonly MigrationProblem[];
  readonly deadlines: readonly DeadlineMove[];
}

/** How far a migration is. */
export type MigrationCounts = Readonly<Record<MigrationItemStatus, number>>;
