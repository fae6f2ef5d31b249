import { Injectable } from '@nestjs/common';
import type { UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';

/** A task that its body accepted and left lying for twenty working days; says nothing of the task or its case. */
export interface FlaggedTask {
  readonly unitId: UnitId;
  /** Unit from whose side it was given; `null` when nobody's. */
  readonly createdByUnitId: UnitId | null;
}

/** Told in the transaction in which a task was flagged. */
export type FlaggedTaskListener = (tx: Tx, task: FlaggedTask) => Promise<void>;

/** Lets other capabilities learn that tasks stay undone. */
@Injectable()
export class TaskFlags {
  private readonly listeners: FlaggedTaskListener[] = [];

  /** Registers a listener; capabilities do it while the application starts. */
  subscribe(listener: FlaggedTaskListener): void {
    this.listeners.push(listener);
  }

  /** Tells all; what belongs to others is written ex officio. */
  async flagged(tx: Tx, task: FlaggedTask): Promise<void> {
    for (const listener of this.listeners) await tx.exOfficio(() => listener(tx, task));
  }
}
