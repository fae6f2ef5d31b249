import { Injectable } from '@nestjs/common';
import type { MeasureId, ThemeId, UnitId, WorkingGroupId } from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import { measureView, type MeasureView } from '../domain/measure.js';
import { isGenerative, shownNumber } from '../domain/small-numbers.js';
import { themeState, type ThemeRecord, type ThemeView } from '../domain/theme.js';
import type { WorkingGroupView } from '../domain/working-group.js';
import { findMeasure, listMeasures, listMeasuresOfThemes } from '../persistence/measure.repository.js';
import { findTheme, listThemes } from '../persistence/theme.repository.js';
import { findWorkingGroups, listWorkingGroups } from '../persistence/working-group.repository.js';
import { isCoordination, structureStaff } from './structure-access.js';

/** Reads themes, working groups and measures. All of it is anonymous; small numbers are for the coordination only. */
@Injectable()
export class StructureReader {
  /** @throws {AccessDenied} not there, or the reader has no role on the structure level. */
  async theme(tx: Tx, id: ThemeId): Promise<ThemeView> {
    structureStaff(tx.principal);
    const theme = await findTheme(tx, id);
    if (!theme) throw new AccessDenied();
    return this.viewOf(tx, theme);
  }

  /** Up to `limit` themes, newest first. @throws {AccessDenied} the reader has no role on the structure level. */
  async themes(tx: Tx, options: Parameters<typeof listThemes>[1]): Promise<ThemeView[]> {
    structureStaff(tx.principal);
    return (await listThemes(tx, options)).map((theme) => this.viewOf(tx, theme));
  }

  /** By name. @throws {AccessDenied} the reader has no role on the structure level. */
  async workingGroups(tx: Tx): Promise<readonly WorkingGroupView[]> {
    structureStaff(tx.principal);
    return listWorkingGroups(tx);
  }

  /** @throws {AccessDenied} not there, or the reader has no role on the structure level. */
  async workingGroup(tx: Tx, id: WorkingGroupId): Promise<WorkingGroupView> {
    structureStaff(tx.principal);
    const [group] = await findWorkingGroups(tx, [id]);
    if (!group) throw new AccessDenied();
    return group;
  }

  /** @throws {AccessDenied} not there, or the reader has no role on the structure level. */
  async measure(tx: Tx, id: MeasureId): Promise<MeasureView> {
    structureStaff(tx.principal);
    const measure = await findMeasure(tx, id);
    if (!measure) throw new AccessDenied();
    return measureView(measure);
  }

  /** By due date. @throws {AccessDenied} the reader has no role on the structure level. */
  async measures(
    tx: Tx,
    options: {
      readonly limit: number;
      readonly after?: { readonly sortKey: string | number; readonly id: string } | undefined;
      readonly ownerUnitId?: UnitId | undefined;
    },
  ): Promise<MeasureView[]> {
    structureStaff(tx.principal);
    return (await listMeasures(tx, options)).map(measureView);
  }

  /** Measures of several themes, by due date. @throws {AccessDenied} the reader has no role on the structure level. */
  async measuresOfThemes(tx: Tx, themeIds: readonly ThemeId[]): Promise<MeasureView[]> {
    structureStaff(tx.principal);
    return (await listMeasuresOfThemes(tx, themeIds)).map(measureView);
  }

  private viewOf(tx: Tx, record: ThemeRecord): ThemeView {
    const { findings, units, isDeclaredGenerative, activeStates, programmeLeadUnitId, ...shown } = record;
    return {
      ...shown,
      state: themeState(activeStates),
      findingsCount: isCoordination(tx.principal, programmeLeadUnitId) ? findings : shownNumber(findings),
      isGenerative: isDeclaredGenerative || isGenerative(findings, units),
    };
  }
}
