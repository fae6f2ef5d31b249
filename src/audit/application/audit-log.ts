import { Injectable } from '@nestjs/common';
import type { CaseId, UnitId } from '../../kernel/index.js';
import { Clock, newId, prepared, type Tx } from '../../platform/index.js';

/** What a line of the register says besides actor and time. */
export interface AuditEntry {
  /** Past tense, SCREAMING_SNAKE, e.g. `CASE_OPENED`. */
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly caseId?: CaseId;
  /** Unit for which the actor acted. */
  readonly unitId?: UnitId;
  readonly legalBasis?: string;
  /** Codes and identifiers only, never content of a case. */
  readonly details?: Readonly<Record<string, string | number | boolean | null | readonly string[]>>;
}

const APPEND = prepared(
  'append_audit_event',
  `INSERT INTO audit_event (region_id, id, at, actor_kind, account_id, unit_id, action, object_type, object_id,
                            case_id, legal_basis, details)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
  { eitherWay: true },
);

/** Writes the register in the transaction that decides. */
@Injectable()
export class AuditLog {
  constructor(private readonly clock: Clock) {}

  /** Appends one line; it commits or vanishes with the deed itself. */
  async record(tx: Tx, entry: AuditEntry): Promise<void> {
    await tx.query(APPEND, this.values(tx, entry));
  }

  /** Like {@link record}, without waiting: a line that cannot be written undoes the deed at its commit. */
  post(tx: Tx, entry: AuditEntry): void {
    tx.post(APPEND, this.values(tx, entry));
  }

  private values(tx: Tx, entry: AuditEntry): readonly unknown[] {
    const at = this.clock.now();
    return [
      tx.regionId,
      newId(at),
      new Date(at.epochMilliseconds).toISOString(),
      tx.principal.kind,
      tx.principal.accountId,
      entry.unitId ?? null,
      entry.action,
      entry.objectType,
      entry.objectId,
      entry.caseId ?? null,
      entry.legalBasis ?? null,
      JSON.stringify(entry.details ?? {}),
    ];
  }
}
