import type { FindingId, ProgrammeId, StaffId, ThemeId, UnitId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { FindingKind, FindingOriginKind, FindingView } from '../domain/finding.js';

/** A finding as it is stored; nothing of it leaves without {@link FindingReader}. */
export interface FindingRecord extends Omit<FindingView, 'origin' | 'released'> {
  readonly originId: string | null;
  readonly originUnitId: UnitId;
  readonly programmeLeadUnitId: UnitId | null;
  /** `null` for what the platform reported by itself. */
  readonly authorId: StaffId | null;
  readonly releasedBy: StaffId | null;
}

/** Position in the list: newest quarter first, chance within it. */
export interface FindingPosition {
  readonly sortKey: string | number;
  readonly id: string;
}

/** Which findings are listed. */
export interface FindingFilter {
  readonly limit: number;
  readonly after?: FindingPosition | undefined;
  readonly themeId?: ThemeId | undefined;
  readonly kind?: FindingKind | undefined;
  /** Units whose findings are listed before their release. */
  readonly ownUnitIds: readonly UnitId[];
  /** Lists findings of all units before their release. */
  readonly unreleasedOfAll: boolean;
  /** Units whose programmes the reader leads: the findings of these are listed before their release. */
  readonly ledUnitIds: readonly UnitId[];
}

const FINDING = `
  SELECT f.id, f.programme_id AS "programmeId", f.text, f.kind, f.life_area AS "lifeArea",
         f.body_types AS "bodyTypes", f.severity, f.quarter, f.origin_kind AS "originKind",
         f.origin_id AS "originId", f.origin_unit_id AS "originUnitId", f.author_id AS "authorId",
         f.released_by AS "releasedBy", g.lead_unit_id AS "programmeLeadUnitId"
  FROM finding f
  LEFT JOIN programme g ON g.region_id = f.region_id AND g.id = f.programme_id`;

/** `undefined` when the region has no such finding. */
export async function findFinding(tx: Tx, id: FindingId): Promise<FindingRecord | undefined> {
  const [row] = await tx.query<FindingRecord>(`${FINDING} WHERE f.region_id = $1 AND f.id = $2`, [
    tx.regionId,
    id,
  ]);
  return row;
}

/** Up to `limit` findings, newest quarter first. */
export async function listFindings(tx: Tx, filter: FindingFilter): Promise<FindingRecord[]> {
  return tx.query<FindingRecord>(
    `${FINDING} WHERE f.region_id = $1
       AND (f.released_at IS NOT NULL OR $2 OR f.origin_unit_id = ANY($3::uuid[])
            OR g.lead_unit_id = ANY($8::uuid[]))
       AND ($4::uuid IS NULL OR EXISTS (SELECT 1 FROM theme_finding tf
            WHERE tf.region_id = f.region_id AND tf.finding_id = f.id AND tf.theme_id = $4))
       AND ($9::text IS NULL OR f.kind = $9)
       AND ($5::text IS NULL OR (f.quarter, f.id) < ($5, $6::uuid))
     ORDER BY f.quarter DESC, f.id DESC LIMIT $7`,
    [
      tx.regionId,
      filter.unreleasedOfAll,
      filter.ownUnitIds,
      filter.themeId ?? null,
      filter.after === undefined ? null : String(filter.after.sortKey),
      filter.after?.id ?? null,
      filter.limit,
      filter.ledUnitIds,
      filter.kind ?? null,
    ],
  );
}

/** A finding as it is reported. */
export interface NewFinding {
  readonly id: FindingId;
  readonly programmeId: ProgrammeId | null;
  readonly text: string;
  readonly kind: string;
  /** `null` only for what the platform reported by itself. */
  readonly lifeArea: string | null;
  readonly bodyTypes: readonly string[];
  readonly severity: number;
  readonly quarter: string;
  readonly originKind: FindingOriginKind;
  readonly originId: string | null;
  readonly originUnitId: UnitId;
  readonly authorId: StaffId | null;
  readonly reportedAt: string;
}

export async function insertFinding(tx: Tx, finding: NewFinding): Promise<void> {
  await tx.query(
    `INSERT INTO finding (region_id, id, programme_id, text, kind, life_area, body_types, severity, quarter,
                          origin_kind, origin_id, origin_unit_id, author_id, reported_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      tx.regionId,
      finding.id,
      finding.programmeId,
      finding.text,
      finding.kind,
      finding.lifeArea,
      finding.bodyTypes,
      finding.severity,
      finding.quarter,
      finding.originKind,
      finding.originId,
      finding.originUnitId,
      finding.authorId,
      finding.reportedAt,
    ],
  );
}

/** @returns Whether it was not released before. */
export async function markReleased(tx: Tx, id: FindingId, by: StaffId, at: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `UPDATE finding SET released_by = $3, released_at = $4
     WHERE region_id = $1 AND id = $2 AND released_at IS NULL RETURNING id`,
    [tx.regionId, id, by, at],
  );
  return rows.length > 0;
}
