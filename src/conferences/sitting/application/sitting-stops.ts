import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import { Clock, type Tx } from '../../../platform/index.js';
import { findConference } from '../../persistence/conference.repository.js';
import { isForOtherDate, itemStateOf } from '../domain/item-state.js';
import type { ItemRow, ItemState } from '../domain/sitting.js';
import { countRevision, endOpen, findItem, moveItem } from '../persistence/sitting.repository.js';
import { announceSitting } from './sitting-announcements.js';

/** Lets the item of a sitting follow its conference: what is blocked, postponed or recorded stops at once. */
@Injectable()
export class SittingStops {
  constructor(private readonly clock: Clock) {}

  /**
   * Called after the process of a conference moved, in the same transaction.
   *
   * @param activeStates Leaf states in which it is now.
   */
  async follow(tx: Tx, id: ConferenceId, activeStates: readonly string[]): Promise<void> {
    announceSitting(tx, id, activeStates.join());
    await this.settle(tx, id, activeStates);
  }

  /** Writes down what the machine has decided already. @returns Whether there was something to write. */
  async settle(tx: Tx, id: ConferenceId, activeStates: readonly string[]): Promise<boolean> {
    return tx.exOfficio(async () => {
      const item = await findItem(tx, id);
      if (!item) return false;
      const state = await this.stateOf(tx, item, activeStates);
      if (state === item.state) return false;
      const at = this.clock.now().toString();
      await endOpen(tx, item.id, at);
      await moveItem(tx, item.id, state, { endedAt: at });
      await countRevision(tx, item.id);
      return true;
    });
  }

  private async stateOf(tx: Tx, item: ItemRow, activeStates: readonly string[]): Promise<ItemState> {
    if (item.state !== 'PLANNED') return itemStateOf(item, activeStates);
    const conference = await findConference(tx, item.conferenceId);
    return conference && isForOtherDate(item, conference.startsAt, activeStates) ? 'STOPPED' : item.state;
  }
}
