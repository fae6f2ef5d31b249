import { Injectable } from '@nestjs/common';
import { DirectoryReader } from '../../../directory/index.js';
import { asId } from '../../../kernel/index.js';
import {
  Clock,
  hasRole,
  isOnDuty,
  unitsOf,
  type Principal,
  type StaffRole,
  type Tx,
} from '../../../platform/index.js';
import { interpreterWorks } from '../persistence/interpreter.repository.js';
import type { HoursHolder } from '../persistence/hours.repository.js';

/** Who keeps rooms, places and the pool of interpreters. */
const KEEPERS: readonly StaffRole[] = ['PROJECT_LEAD', 'SYSTEM_ADMIN'];

/** Tells who may see and change whose availability. Default: nobody. */
@Injectable()
export class AvailabilityAccess {
  constructor(
    private readonly directory: DirectoryReader,
    private readonly clock: Clock,
  ) {}

  /** Rooms, places and the pool. */
  keepsPool(principal: Principal): boolean {
    return hasRole(principal, KEEPERS);
  }

  /** Hours and absences: one's own, those of one's unit as its head, and interpreters' as a keeper of the pool. */
  async mayKeep(tx: Tx, principal: Principal, holder: HoursHolder): Promise<boolean> {
    const today = this.clock.today().toString();
    if (holder.kind === 'INTERPRETER')
      return this.keepsPool(principal) && interpreterWorks(tx, holder.id, today);
    if (!isOnDuty(principal)) return false;
    if (principal.staffId === holder.id) return true;
    const led = unitsOf(principal, 'UNIT_LEAD');
    if (led.length === 0) return false;
    const roles = await this.directory.listRoles(tx, [asId(holder.id)], today);
    return roles.some(({ unitId }) => led.includes(unitId));
  }
}
