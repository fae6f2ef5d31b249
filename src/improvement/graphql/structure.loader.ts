import { Injectable } from '@nestjs/common';
import type { ThemeId } from '../../kernel/index.js';
import { UnitOfWork, type Principal } from '../../platform/index.js';
import { groupedInOrderOf, type LoaderScope } from '../../platform/graphql/index.js';
import { StructureReader } from '../application/structure-reader.js';
import type { MeasureView } from '../domain/measure.js';

/** Measures by theme, one query for all of a request. */
@Injectable()
export class MeasuresOfThemeLoader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: StructureReader,
  ) {}

  /** By due date; empty when there is none. */
  async load(scope: LoaderScope, principal: Principal, themeId: ThemeId): Promise<readonly MeasureView[]> {
    const loader = scope.get<ThemeId, MeasureView[]>(this, async (ids) => {
      const rows = await this.unitOfWork.run(principal, (tx) => this.reader.measuresOfThemes(tx, ids));
      return groupedInOrderOf(ids, rows, (row) => row.themeId);
    });
    return loader.load(themeId);
  }
}
