import { Injectable } from '@nestjs/common';
import { AccessDenied, hasRole, UnitOfWork, type Principal } from '../../../platform/index.js';
import { StuckProcessStore, type OpenStuckProcess } from '../persistence/stuck-process.store.js';

/** Reads the register of processes that cannot move. */
@Injectable()
export class StuckProcessReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: StuckProcessStore,
  ) {}

  /**
   * Entries that are not healed, longest stuck first. They name no subject and no case.
   *
   * @throws {AccessDenied} neither a project lead nor who runs the system.
   */
  async list(
    principal: Principal,
    page: {
      readonly limit: number;
      readonly after: { readonly sortKey: string | number; readonly id: string } | undefined;
    },
  ): Promise<readonly OpenStuckProcess[]> {
    if (!hasRole(principal, ['PROJECT_LEAD', 'SYSTEM_ADMIN'])) throw new AccessDenied();
    return this.unitOfWork.run(principal, (tx) => this.store.open(tx, page.limit, page.after));
  }
}
