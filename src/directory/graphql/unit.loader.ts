import { Injectable } from '@nestjs/common';
import type { StaffId, UnitId } from '../../kernel/index.js';
import { AccessDenied, UnitOfWork, type Principal } from '../../platform/index.js';
import { inOrderOf, type LoaderScope } from '../../platform/graphql/index.js';
import { DirectoryReader, type StaffView, type UnitView } from '../application/directory-reader.js';

/** Units by id, one query for all of a request. */
@Injectable()
export class UnitLoader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: DirectoryReader,
  ) {}

  /** @throws {AccessDenied} there is no such unit in the region. */
  async load(scope: LoaderScope, principal: Principal, id: UnitId): Promise<UnitView> {
    const loader = scope.get<UnitId, UnitView | undefined>(this, async (ids) => {
      const rows = await this.unitOfWork.run(principal, (tx) => this.reader.findUnits(tx, ids));
      return inOrderOf(ids, rows, (row) => row.id);
    });
    const unit = await loader.load(id);
    if (!unit) throw new AccessDenied();
    return unit;
  }
}

/** Staff members by id, one query for all of a request. */
@Injectable()
export class StaffLoader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: DirectoryReader,
  ) {}

  /** @throws {AccessDenied} there is no such staff member in the region. */
  async load(scope: LoaderScope, principal: Principal, id: StaffId): Promise<StaffView> {
    const loader = scope.get<StaffId, StaffView | undefined>(this, async (ids) => {
      const rows = await this.unitOfWork.run(principal, (tx) => this.reader.findStaff(tx, ids));
      return inOrderOf(ids, rows, (row) => row.id);
    });
    const staff = await loader.load(id);
    if (!staff) throw new AccessDenied();
    return staff;
  }
}
