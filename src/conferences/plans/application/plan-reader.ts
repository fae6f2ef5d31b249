import { Injectable } from '@nestjs/common';
import { err, ok, rejected } from '../../../kernel/index.js';
import { unitsOf, type Tx } from '../../../platform/index.js';
import { legalDayOf } from '../../application/conference-service.js';
import { comparePlans } from '../domain/compare-plans.js';
import type { ConferencePlanRow, PlanEntry } from '../domain/plan.js';
import { planErrors } from '../domain/plan.errors.js';
import { listEntries, listPlans } from '../persistence/plan.repository.js';
import { PlanAccess } from './plan-access.js';

/** Plans shown at once; older ones are of no use. */
const SHOWN = 50;

/** Reads plans. Their conferences are shown to those who convene them and to nobody else. */
@Injectable()
export class PlanReader {
  constructor(private readonly access: PlanAccess) {}

  /** @throws {AccessDenied} not there, or none of the actor's. */
  async get(tx: Tx, id: string): Promise<ConferencePlanRow> {
    return this.access.get(tx, id);
  }

  /** The newest plans of the actor's units that they may see, newest first. */
  async list(tx: Tx): Promise<readonly ConferencePlanRow[]> {
    const plans = await listPlans(tx, unitsOf(tx.principal), SHOWN);
    return plans.filter((plan) => this.access.maySee(tx.principal, plan));
  }

  /** Entries of a plan that the actor convenes, by time. @throws {AccessDenied} none of the actor's plans. */
  async entries(tx: Tx, planId: string): Promise<readonly PlanEntry[]> {
    const plan = await this.access.get(tx, planId);
    const entries = await listEntries(tx, plan.id);
    const own = await this.access.convened(
      tx,
      entries.map(({ conferenceId }) => conferenceId),
    );
    return entries.filter(({ conferenceId }) => own.has(conferenceId));
  }

  /**
   * Two plans side by side.
   *
   * @returns Refused with PLANS_NOT_COMPARABLE when they have no conference in common.
   * @throws {AccessDenied} one of them is none of the actor's.
   */
  async compare(tx: Tx, beforeId: string, afterId: string) {
    const before = { plan: await this.get(tx, beforeId), entries: await this.entries(tx, beforeId) };
    const after = { plan: await this.get(tx, afterId), entries: await this.entries(tx, afterId) };
    const known = new Set(before.entries.map(({ conferenceId }) => conferenceId));
    if (!after.entries.some(({ conferenceId }) => known.has(conferenceId)))
      return err(rejected(planErrors, 'PLANS_NOT_COMPARABLE'));
    return ok(comparePlans(before, after, legalDayOf));
  }
}
