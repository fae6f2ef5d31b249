import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { canonicalJson, err, ok, rejected, type StaffId, type UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  isOnDuty,
  CommandRunner,
  hasRole,
  newId,
  prepared,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { knownTables, tableHash, tableInForce, unsignedTable } from '../domain/known-tables.js';
import type { DecisionTable } from '../domain/decision-table.js';
import { locksInWords, rowsInWords, type LockInWords, type RowInWords } from './table-in-words.js';
import { sharingErrors } from '../domain/sharing.errors.js';

/** A version of the table and who signed its very content off. */
export interface DecisionTableView {
  readonly version: number;
  readonly lawVersion: string;
  /** SHA-256 over the canonical JSON of the table. */
  readonly hash: string;
  readonly rowCount: number;
  readonly rows: readonly RowInWords[];
  readonly locks: readonly LockInWords[];
  /** Canonical JSON, over which the hash is made. */
  readonly content: string;
  /** It decides about disclosures in this region now. */
  readonly inForce: boolean;
  readonly signOff: { readonly signedBy: StaffId; readonly unitId: UnitId; readonly signedAt: Date } | null;
}

export interface SignOffDecisionTableCommand {
  readonly idempotencyKey: string;
  readonly version: number;
  /** Hash of what the officer read. */
  readonly hash: string;
  /** Unit for which the officer signs. */
  readonly unitId: UnitId;
}

const SIGNED = prepared(
  'decision_table_sign_offs',
  `SELECT hash, signed_by AS "signedBy", unit_id AS "unitId", signed_at AS "signedAt"
   FROM decision_table_sign_off WHERE region_id = $1`,
);

interface SignOffRow {
  readonly hash: string;
  readonly signedBy: StaffId;
  readonly unitId: UnitId;
  readonly signedAt: Date;
}

/**
 * Which decision table is in force in a region. Without a signature of a data protection officer under its very content
 * there is none, and everything is denied.
 */
@Injectable()
export class DecisionTables {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** The table in force; one that denies everything when none was signed off. */
  async inForce(tx: Tx): Promise<DecisionTable> {
    const rows = await this.signOffs(tx);
    return tableInForce(new Set(rows.map(({ hash }) => hash)));
  }

  /** All versions of this release, oldest first. For staff with a role today. @throws {AccessDenied} */
  async list(tx: Tx): Promise<readonly DecisionTableView[]> {
    if (!isOnDuty(tx.principal)) throw new AccessDenied();
    const rows = await this.signOffs(tx);
    const active = tableInForce(new Set(rows.map(({ hash }) => hash)));
    return knownTables.map((table) => {
      const signed = rows.find(({ hash }) => hash === tableHash(table));
      return {
        version: table.version,
        lawVersion: table.lawVersion,
        hash: tableHash(table),
        rowCount: table.rows.length,
        rows: rowsInWords(table),
        locks: locksInWords(table),
        content: canonicalJson(table),
        inForce: table === active && active !== unsignedTable,
        signOff: signed
          ? { signedBy: signed.signedBy, unitId: signed.unitId, signedAt: signed.signedAt }
          : null,
      };
    });
  }

  /**
   * Signs a version off; from then on it decides. A repeat changes nothing.
   *
   * @returns Version. Errors: DECISION_TABLE_UNKNOWN, DECISION_TABLE_CHANGED.
   * @throws {AccessDenied} the actor is not data protection officer of the unit.
   */
  async signOff(principal: Principal, input: SignOffDecisionTableCommand) {
    return this.commands.run({ name: 'signOffDecisionTable', principal, input }, async (tx) => {
      if (principal.kind !== 'staff' || !hasRole(principal, ['DATA_PROTECTION_OFFICER'], input.unitId)) {
        throw new AccessDenied();
      }
      const table = knownTables.find(({ version }) => version === input.version);
      if (!table) return err(rejected(sharingErrors, 'DECISION_TABLE_UNKNOWN'));
      if (tableHash(table) !== input.hash) return err(rejected(sharingErrors, 'DECISION_TABLE_CHANGED'));
      await this.write(tx, table, principal.staffId, input.unitId);
      return ok({ version: table.version });
    });
  }

  private async write(tx: Tx, table: DecisionTable, signedBy: StaffId, unitId: UnitId): Promise<void> {
    const at = this.clock.now();
    const id = newId<string>(at);
    const written = await tx.query<{ readonly id: string }>(
      `INSERT INTO decision_table_sign_off (region_id, id, version, hash, signed_by, unit_id, signed_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT ON CONSTRAINT decision_table_sign_off_once DO NOTHING RETURNING id`,
      [tx.regionId, id, table.version, tableHash(table), signedBy, unitId, at.toString()],
    );
    if (written.length === 0) return;
    await this.audit.record(tx, {
      action: 'DECISION_TABLE_SIGNED_OFF',
      objectType: 'decisionTable',
      objectId: id,
      unitId,
      details: { version: table.version, hash: tableHash(table) },
    });
    accessMayHaveChanged(tx);
  }

  private async signOffs(tx: Tx): Promise<readonly SignOffRow[]> {
    return tx.once('decision-table-sign-offs', () => tx.query<SignOffRow>(SIGNED, [tx.regionId]));
  }
}
