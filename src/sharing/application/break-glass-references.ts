import { Injectable } from '@nestjs/common';
import { AccessDenied, PersonVault, readTexts, type Tx } from '../../platform/index.js';
import type { BreakGlassView } from '../domain/break-glass.js';
import { isApprover } from './break-glass-standing.js';
import { CaseRelations } from './case-relations.js';

/** An emergency access as somebody may read it. */
export interface ReadableBreakGlass extends Omit<BreakGlassView, 'referenceSealed'> {
  /** Number of a ticket or a call, for who decides; `null` for everybody else and of an erased person. */
  readonly reference: string | null;
}

/**
 * Numbers of tickets and calls. Somebody may write a name into them, so they are sealed for the person of the case. Who
 * asked is not shown the number again: whether one was kept would tell whether there is such a case.
 */
@Injectable()
export class BreakGlassReferences {
  constructor(
    private readonly vault: PersonVault,
    private readonly relations: CaseRelations,
  ) {}

  /** @returns `null` where nobody could read it: no case, a protected one, an erased person. */
  async seal(
    tx: Tx,
    { id, caseId, controllingUnitId }: Pick<BreakGlassView, 'id' | 'caseId' | 'controllingUnitId'>,
    reference: string | null,
  ): Promise<Buffer | null> {
    const personId = await this.relations.personOf(tx, caseId);
    if (reference === null) return null;
    if (controllingUnitId === null || personId === undefined) {
      await this.vault.sealNothing(tx);
      return null;
    }
    try {
      const [sealed] = await this.vault.seal(tx, personId, [{ text: reference, place: referencePlace(id) }]);
      return sealed ?? null;
    } catch (error) {
      // Erased looks like not there.
      if (error instanceof AccessDenied) return null;
      throw error;
    }
  }

  /** In the order of `views`. */
  async open(tx: Tx, views: readonly BreakGlassView[]): Promise<ReadableBreakGlass[]> {
    const values = [];
    for (const view of views) {
      const sealed = isApprover(tx.principal, view) ? view.referenceSealed : null;
      const personId = sealed === null ? null : ((await this.relations.personOf(tx, view.caseId)) ?? null);
      values.push({ personId, sealed, plain: null, place: referencePlace(view.id) });
    }
    const texts = await readTexts(this.vault, tx, values);
    return views.map(({ referenceSealed: _sealed, ...view }, index) => ({
      ...view,
      reference: texts[index] ?? null,
    }));
  }
}

function referencePlace(id: string): string {
  return `break_glass.reference_sealed:${id}`;
}
