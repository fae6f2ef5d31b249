import { Injectable } from '@nestjs/common';
import type { ConferenceId, UnitId } from '../../../kernel/index.js';
import {
  AccessDenied,
  hasRole,
  type StaffPrincipal,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import type { ConferencePlanRow } from '../domain/plan.js';
import { findPlan } from '../persistence/plan.repository.js';

/** Leads a unit, or its projects. */
const LEADS = ['UNIT_LEAD', 'PROJECT_LEAD'] as const;

/** Who may see a planning: who asked for it and still works there, and who leads the unit. */
@Injectable()
export class PlanAccess {
  constructor(private readonly conferences: ConferenceAccess) {}

  /** @throws {AccessDenied} no member of staff who works in the unit. */
  staffOf(principal: Principal, unitId: UnitId): StaffPrincipal {
    if (principal.kind !== 'staff' || !principal.grants.some((grant) => grant.unitId === unitId))
      throw new AccessDenied();
    return principal;
  }

  /** @throws {AccessDenied} not there, or none of the actor's. */
  async get(tx: Tx, planId: string): Promise<ConferencePlanRow> {
    const plan = await findPlan(tx, planId);
    if (!plan || !this.maySee(tx.principal, plan)) throw new AccessDenied();
    return plan;
  }

  /** Whether the plan is theirs to see; the conferences in it are judged one by one. */
  maySee(principal: Principal, plan: Pick<ConferencePlanRow, 'convenerUnitId' | 'requestedBy'>): boolean {
    if (principal.kind !== 'staff') return false;
    if (hasRole(principal, LEADS, plan.convenerUnitId)) return true;
    const worksThere = principal.grants.some((grant) => grant.unitId === plan.convenerUnitId);
    return worksThere && plan.requestedBy === principal.staffId;
  }

  /** Of these conferences those that the actor convenes now; nobody else may plan them or learn where they lie. */
  async convened(tx: Tx, ids: readonly ConferenceId[]): Promise<ReadonlySet<ConferenceId>> {
    const own = new Set<ConferenceId>();
    for (const id of ids) {
      const standing = await this.conferences.find(tx, id, tx.principal);
      if (standing?.isConvener) own.add(id);
    }
    return own;
  }
}
