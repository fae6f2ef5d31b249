import type { CaseId, PersonId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';

/** Line of the access log as it may be shown: never who of the staff it was. */
export interface AccessRow {
  readonly id: string;
  readonly at: Date;
  readonly kind: 'READ' | 'SEARCH' | 'EXPORT' | 'REFUSED';
  readonly objectType: string;
  readonly purpose: string;
  readonly caseId: CaseId | null;
  readonly unitId: UnitId | null;
  readonly unitName: string | null;
  /** Function of the reader, e.g. „Case Management“; not their name. */
  readonly jobFunction: string | null;
}

/** Position in a list ordered by time and id. */
export interface AccessPosition {
  readonly sortKey: string | number;
  readonly id: string;
}

interface Page {
  readonly limit: number;
  readonly after: AccessPosition | undefined;
}

const LINE = `
  SELECT l.id, l.at, l.kind, l.object_type AS "objectType", l.purpose, l.case_id AS "caseId", l.unit_id AS "unitId",
         u.name AS "unitName", s.job_function AS "jobFunction"
  FROM access_log l
  LEFT JOIN organisation_unit u ON u.region_id = l.region_id AND u.id = l.unit_id
  LEFT JOIN staff_member s ON s.region_id = l.region_id AND s.id = l.staff_id`;

const END = `AND ($3::timestamptz IS NULL OR (l.at, l.id) < ($3, $4::uuid)) ORDER BY l.at DESC, l.id DESC LIMIT $5`;

/** Lines about the cases of a person, newest first. */
export async function looksAtPerson(tx: Tx, personId: PersonId, page: Page): Promise<AccessRow[]> {
  return tx.query<AccessRow>(
    `${LINE} WHERE l.region_id = $1
       AND l.case_id IN (SELECT c.id FROM case_file c WHERE c.region_id = $1 AND c.person_id = $2) ${END}`,
    [tx.regionId, personId, ...positionOf(page)],
  );
}

/**
 * Lines of what staff of units looked at, newest first; those about protected cases are left out. What was refused is
 * shown without its case, there or not: it is the same line for a hidden case and for none.
 */
export async function looksOfUnits(tx: Tx, unitIds: readonly UnitId[], page: Page): Promise<AccessRow[]> {
  const rows = await tx.query<AccessRow>(
    `${LINE} WHERE l.region_id = $1 AND l.unit_id = ANY($2::uuid[])
       AND (l.kind = 'REFUSED' OR NOT EXISTS (SELECT 1 FROM case_file c WHERE c.region_id = l.region_id AND c.id = l.case_id
                       AND c.compartment <> 'NONE')) ${END}`,
    [tx.regionId, unitIds, ...positionOf(page)],
  );
  return rows.map((row) => (row.kind === 'REFUSED' ? { ...row, caseId: null } : row));
}

function positionOf({ limit, after }: Page): readonly unknown[] {
  return [after === undefined ? null : String(after.sortKey), after?.id ?? null, limit];
}
