import type { Tx } from '../../platform/index.js';
import { MESSAGE_CODE, type ProcessView } from '../domain/process.js';
import type { OwnedEvent } from '../persistence/verification.store.js';
import { VerificationSurroundingsStore } from '../persistence/verification-surroundings.store.js';
import { receivedDifference } from '../replay/compare-messages.js';
import type { StoredDeadline } from '../replay/compare-work.js';
import type { Surroundings } from '../replay/process-replay.js';
import type { ReplayDifference } from '../replay/replay-difference.js';

/** What hangs on some processes, by process. */
export type SurroundingsOf = (
  process: Pick<ProcessView, 'id'>,
  deadlines: readonly StoredDeadline[],
) => Surroundings;

/** Reads what hangs on processes, and holds entries against the messages that brought them. */
export class VerifySurroundings {
  private readonly store = new VerificationSurroundingsStore();

  /** Work items, links and sent messages of processes, as of the snapshot of the transaction. */
  async read(tx: Tx, ids: readonly string[]): Promise<SurroundingsOf> {
    const [items, links, sent] = await Promise.all([
      this.store.workItems(tx, ids),
      this.store.links(tx, ids),
      this.store.sent(tx, ids),
    ]);
    return ({ id }, deadlines) => ({
      deadlines,
      workItems: items.filter(({ processId }) => processId === id),
      links: {
        own: links.find(({ processId }) => processId === id),
        children: links.filter(({ parentProcessId }) => parentProcessId === id),
      },
      messages: sent.filter(({ senderProcessId }) => senderProcessId === id),
    });
  }

  /** Entries of a page whose message is not the one that was delivered, by process: the first of each. */
  async received(tx: Tx, page: readonly OwnedEvent[]): Promise<ReadonlyMap<string, ReplayDifference>> {
    const brought = page.filter(({ event }) => event.actorCode === MESSAGE_CODE);
    const messages = await this.store.received(
      tx,
      brought.map(({ event }) => event.id),
    );
    const first = new Map<string, ReplayDifference>();
    for (const { processId, event } of brought) {
      const difference = receivedDifference(processId, event, messages.get(event.id));
      if (difference && !first.has(processId)) first.set(processId, difference);
    }
    return first;
  }
}
