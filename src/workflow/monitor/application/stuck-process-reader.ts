import { Injectable } from '@nestjs/common';
import { AccessDenied, hasRole, UnitOfWork, type Principal } from '../../../platform/index.js';
import { WorkScopes } from '../../worklist/application/work-scopes.js';
import { StuckProcessStore, type OpenStuckProcess } from '../persistence/stuck-process.store.js';

/** Reads the register of processes that cannot move. */
@Injectable()
export class StuckProcessReader {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: StuckProcessStore,
    private readonly scopes: WorkScopes,
  ) {}

  /**
   * Entries that are not healed, longest stuck first. They name no subject and no case, and
   * those of protected cases are shown only to who runs the system.
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
    const hidden = hasRole(principal, ['SYSTEM_ADMIN']) ? undefined : this.scopes.ofCases()?.hidden;
    return this.unitOfWork.run(principal, (tx) => this.store.open(tx, page.limit, page.after, hidden));
  }
}
