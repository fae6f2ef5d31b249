import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/index.js';
import type { ConsentView } from '../persistence/consent.repository.js';

/** Told in the transaction in which a consent begins or ends to be in force. */
export type ConsentListener = (tx: Tx, consent: ConsentView) => Promise<void>;

/**
 * Tells other capabilities that the basis of a disclosure changed, so that everything that rests on it follows in the
 * same transaction (effects of a revocation).
 */
@Injectable()
export class ConsentEvents {
  private readonly listeners: ConsentListener[] = [];

  /** Registers a listener; capabilities do it while the application starts. */
  subscribe(listener: ConsentListener): void {
    this.listeners.push(listener);
  }

  /** Calls all listeners one after another; what they do follows from the law, not from the rights of the actor. */
  async changed(tx: Tx, consent: ConsentView): Promise<void> {
    for (const listener of this.listeners) await tx.exOfficio(() => listener(tx, consent));
  }
}
