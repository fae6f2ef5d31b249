import { Injectable } from '@nestjs/common';
import type { FindingId, ThemeId, UnitId } from '../../kernel/index.js';
import { AccessDenied, unitsOf, type Tx } from '../../platform/index.js';
import type { FindingKind, FindingView } from '../domain/finding.js';
import { shownNumber } from '../domain/small-numbers.js';
import {
  findFinding,
  listFindings,
  type FindingPosition,
  type FindingRecord,
} from '../persistence/finding.repository.js';
import { findTheme } from '../persistence/theme.repository.js';
import { isCoordination, STRUCTURE_ROLES, structureStaff } from './structure-access.js';

/** Reads findings. Released ones are for everybody on the structure level, their origin for the origin unit only. */
@Injectable()
export class FindingReader {
  /** @throws {AccessDenied} not there, or not released and not of the reader's unit. */
  async get(tx: Tx, id: FindingId): Promise<FindingView> {
    structureStaff(tx.principal);
    const finding = await findFinding(tx, id);
    if (!finding) throw new AccessDenied();
    const view = this.viewOf(tx, finding);
    const isForReader =
      view.released || view.origin !== null || isCoordination(tx.principal, finding.programmeLeadUnitId);
    if (!isForReader) throw new AccessDenied();
    return view;
  }

  /**
   * Up to `limit` findings, newest quarter first; those not released only to the origin unit and the coordination.
   *
   * Of a theme only when their number may be shown to the reader; otherwise none.
   *
   * @throws {AccessDenied} the reader has no role on the structure level, or there is no such theme.
   */
  async list(
    tx: Tx,
    page: {
      readonly limit: number;
      readonly after: FindingPosition | undefined;
      readonly themeId?: ThemeId | undefined;
      readonly kind?: FindingKind | undefined;
    },
  ): Promise<FindingView[]> {
    structureStaff(tx.principal);
    if (page.themeId !== undefined && !(await this.mayCount(tx, page.themeId))) return [];
    const rows = await listFindings(tx, {
      ...page,
      ownUnitIds: this.ownUnits(tx),
      unreleasedOfAll: isCoordination(tx.principal),
      ledUnitIds: unitsOf(tx.principal, 'PROJECT_LEAD'),
    });
    return rows.map((row) => this.viewOf(tx, row));
  }

  private async mayCount(tx: Tx, themeId: ThemeId): Promise<boolean> {
    const theme = await findTheme(tx, themeId);
    if (!theme) throw new AccessDenied();
    return isCoordination(tx.principal, theme.programmeLeadUnitId) || shownNumber(theme.findings) !== null;
  }

  private ownUnits(tx: Tx): readonly UnitId[] {
    return unitsOf(tx.principal, ...STRUCTURE_ROLES);
  }

  private viewOf(tx: Tx, record: FindingRecord): FindingView {
    const {
      originId,
      originUnitId,
      programmeLeadUnitId: _lead,
      authorId: _author,
      releasedBy,
      ...shown
    } = record;
    const isOwn = this.ownUnits(tx).includes(originUnitId);
    return {
      ...shown,
      released: releasedBy !== null,
      origin: isOwn ? { id: originId, unitId: originUnitId } : null,
    };
  }
}
