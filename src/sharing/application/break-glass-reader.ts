import { Injectable } from '@nestjs/common';
import { AccessDenied, Clock, unitsOf, type Tx } from '../../platform/index.js';
import type { BreakGlassView } from '../domain/break-glass.js';
import {
  findBreakGlass,
  listBreakGlass,
  type BreakGlassPosition,
} from '../persistence/break-glass.repository.js';
import { breakGlassActor } from './break-glass-standing.js';

/** Emergency accesses as those see them who asked for them or decide on them. */
@Injectable()
export class BreakGlassReader {
  constructor(private readonly clock: Clock) {}

  /** @throws {AccessDenied} not there, or not theirs. */
  async get(tx: Tx, id: string): Promise<BreakGlassView> {
    const view = await findBreakGlass(tx, id, this.clock.now().toString());
    if (!view || breakGlassActor(tx.principal, view).codes.length === 0) throw new AccessDenied();
    return view;
  }

  /** Own requests, and those of cases that a unit controls whose officer or head the actor is; newest first. */
  async list(tx: Tx, limit: number, after: BreakGlassPosition | undefined): Promise<BreakGlassView[]> {
    const { principal } = tx;
    if (principal.kind !== 'staff') return [];
    return listBreakGlass(tx, {
      now: this.clock.now().toString(),
      staffId: principal.staffId,
      unitIds: unitsOf(principal, 'DATA_PROTECTION_OFFICER', 'UNIT_LEAD'),
      limit,
      after,
    });
  }
}
