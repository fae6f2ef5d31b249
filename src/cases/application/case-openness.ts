import { Injectable } from '@nestjs/common';
import type { CaseId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';

/** Told in the transaction in which a case was protected, opened to a unit, or closed to it again. */
export type CaseOpennessListener = (tx: Tx, caseId: CaseId) => Promise<void>;

/**
 * Tells other capabilities that the units for which a case exists changed, so that whatever names the person before
 * others follows at once.
 */
@Injectable()
export class CaseOpenness {
  private readonly listeners: CaseOpennessListener[] = [];

  /** Registers a listener; capabilities do it while the application starts. */
  subscribe(listener: CaseOpennessListener): void {
    this.listeners.push(listener);
  }

  /** Calls all listeners one after another; what they do does not depend on the rights of the actor. */
  async changed(tx: Tx, caseId: CaseId): Promise<void> {
    for (const listener of this.listeners) await tx.exOfficio(() => listener(tx, caseId));
  }
}
