import { Injectable } from '@nestjs/common';
import { AccessDenied, Clock, unitsOf, type Tx } from '../../platform/index.js';
import {
  findBreakGlass,
  listBreakGlass,
  type BreakGlassPosition,
} from '../persistence/break-glass.repository.js';
import { BreakGlassReferences, type ReadableBreakGlass } from './break-glass-references.js';
import { breakGlassActor } from './break-glass-standing.js';

/** Emergency accesses as those see them who asked for them or decide on them. */
@Injectable()
export class BreakGlassReader {
  constructor(
    private readonly clock: Clock,
    private readonly references: BreakGlassReferences,
  ) {}

  /** @throws {AccessDenied} not there, or not theirs. */
  async get(tx: Tx, id: string): Promise<ReadableBreakGlass> {
    const view = await findBreakGlass(tx, id, this.clock.now().toString());
    if (!view || breakGlassActor(tx.principal, view).codes.length === 0) throw new AccessDenied();
    const [readable] = await this.references.open(tx, [view]);
    if (!readable) throw new AccessDenied();
    return readable;
  }

  /** Own requests, and those of cases that a unit controls whose officer or head the actor is; newest first. */
  async list(tx: Tx, limit: number, after: BreakGlassPosition | undefined): Promise<ReadableBreakGlass[]> {
    const { principal } = tx;
    if (principal.kind !== 'staff') return [];
    const views = await listBreakGlass(tx, {
      now: this.clock.now().toString(),
      staffId: principal.staffId,
      unitIds: unitsOf(principal, 'DATA_PROTECTION_OFFICER', 'UNIT_LEAD'),
      limit,
      after,
    });
    return this.references.open(tx, views);
  }
}
