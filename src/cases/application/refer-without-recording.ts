import { Injectable } from '@nestjs/common';
import type { UnitId } from '../../kernel/index.js';
import { AccessDenied, Clock, hasRole, UnitOfWork, type Principal } from '../../platform/index.js';
import { countReferral } from '../persistence/compartment.repository.js';
import { CASE_ROLES } from './case-relations.database.js';

/** Keys remembered; a repeat comes within seconds. */
const MOST_KEYS = 1_000;

/**
 * Somebody was referred to independent counselling and nothing is written down about them.
 *
 * What stays is a number per unit and month. Therefore neither the register nor the record of commands takes part: both
 * would keep who did it and when. Repeats are recognised by this process only, in memory.
 */
@Injectable()
export class ReferWithoutRecording {
  private readonly keys = new Set<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws {AccessDenied} the actor does not work on cases in the unit. */
  async execute(
    principal: Principal,
    input: { readonly idempotencyKey: string; readonly unitId: UnitId },
  ): Promise<void> {
    if (!hasRole(principal, CASE_ROLES, input.unitId)) throw new AccessDenied();
    const key = `${principal.accountId} ${input.idempotencyKey}`;
    if (this.keys.has(key)) return;
    const month = this.clock.today().with({ day: 1 }).toString();
    await this.unitOfWork.run(principal, (tx) => countReferral(tx, input.unitId, month));
    this.remember(key);
  }

  private remember(key: string): void {
    const [oldest] = this.keys;
    if (this.keys.size >= MOST_KEYS && oldest !== undefined) this.keys.delete(oldest);
    this.keys.add(key);
  }
}
