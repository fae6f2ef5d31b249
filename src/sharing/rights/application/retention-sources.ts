import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/index.js';
import type { RetentionRecordKind } from '../domain/retention.js';
import type { DueRecord } from '../persistence/retention.repository.js';

/** How records of one kind are found and end. */
export interface RetentionSource {
  /**
   * Records whose period began before a day (calendar date).
   *
   * @param provableSince Declarations that ended on or after it have to be provable still.
   */
  readonly due: (tx: Tx, before: string, provableSince: string) => Promise<readonly DueRecord[]>;
  /** Ends them, in one transaction. */
  readonly end: (tx: Tx, records: readonly DueRecord[]) => Promise<void>;
}

/** Kinds of records that other capabilities keep. They register while the application starts. */
@Injectable()
export class RetentionSources {
  private readonly byKind = new Map<RetentionRecordKind, RetentionSource>();

  /** @throws {Error} when the kind has a source already. */
  register(kind: RetentionRecordKind, source: RetentionSource): void {
    if (this.byKind.has(kind)) throw new Error(`Retention source registered twice: ${kind}`);
    this.byKind.set(kind, source);
  }

  /** `undefined`: nobody keeps such records. */
  of(kind: RetentionRecordKind): RetentionSource | undefined {
    return this.byKind.get(kind);
  }
}
