import { hashOf } from '../../kernel/index.js';
import { decisionTable1 } from './decision-table/1.js';
import type { DecisionTable } from './decision-table.js';

/** Every version of the decision table that this release carries, oldest first. */
export const knownTables: readonly DecisionTable[] = [decisionTable1];

const hashes = new WeakMap<DecisionTable, string>();

/** Identity of what a table says: SHA-256 over its canonical JSON. Another content needs another sign-off. */
export function tableHash(table: DecisionTable): string {
  const known = hashes.get(table);
  if (known !== undefined) return known;
  const hash = hashOf(table);
  hashes.set(table, hash);
  return hash;
}

/** The table of a region in which no data protection officer signed one off: it denies everything. */
export const unsignedTable: DecisionTable = {
  ...decisionTable1,
  version: 0,
  locks: [],
  rows: decisionTable1.rows
    .filter((row) => row.step === 'DEFAULT')
    .map((row) => ({
      ...row,
      explanation: {
        de: 'Die Entscheidungstabelle ist noch nicht von der Datenschutzbeauftragten freigegeben; bis dahin ist jede Weitergabe verboten.',
        plain: 'Die Regeln sind noch nicht geprüft. Darum geben wir nichts weiter.',
      },
    })),
};

/**
 * The table in force: the newest version whose very content was signed off.
 *
 * @param signed Hashes that were signed off in the region.
 */
export function tableInForce(
  signed: ReadonlySet<string>,
  tables: readonly DecisionTable[] = knownTables,
): DecisionTable {
  const [newest] = tables
    .filter((table) => signed.has(tableHash(table)))
    .toSorted((a, b) => b.version - a.version);
  return newest ?? unsignedTable;
}
