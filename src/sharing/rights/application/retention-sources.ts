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

/** How records end that belong to nobody's case: there is nothing that could hold one of them. */
export interface CountedRetention {
  /** How many began before a day (calendar date). */
  readonly count: (tx: Tx, before: string) => Promise<number>;
  /** Deletes them. @returns How many. */
  readonly remove: (tx: Tx, before: string) => Promise<number>;
}

/** Kinds of records that other capabilities keep. They register while the application starts. */
@Injectable()
export class RetentionSources {
  private readonly byKind = new Map<RetentionRecordKind, RetentionSource>();
  private readonly counted = new Map<RetentionRecordKind, CountedRetention>();

  /** @throws {Error} when the kind has a source already. */
  register(kind: RetentionRecordKind, source: RetentionSource): void {
    if (this.byKind.has(kind)) throw new Error(`Retention source registered twice: ${kind}`);
    this.byKind.set(kind, source);
  }

  /** @throws {Error} when the kind has a source already. */
  registerCounted(kind: RetentionRecordKind, source: CountedRetention): void {
    if (this.counted.has(kind)) throw new Error(`Retention source registered twice: ${kind}`);
    this.counted.set(kind, source);
  }

  /** `undefined`: such records are found one by one, or nobody keeps them. */
  countedOf(kind: RetentionRecordKind): CountedRetention | undefined {
    return this.counted.get(kind);
  }

  /** `undefined`: nobody keeps such records. */
  of(kind: RetentionRecordKind): RetentionSource | undefined {
    return this.byKind.get(kind);
  }
}
