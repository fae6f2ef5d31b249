import { Injectable, Logger } from '@nestjs/common';
import { asId, type RegionId } from '../../kernel/index.js';
import { Clock, systemPrincipal, UnitOfWork } from '../../platform/index.js';
import { retryDelayMs } from '../domain/message.js';
import { MessageStore } from '../persistence/message.store.js';
import { MessageDelivery, type DeliveryOutcome } from './message-delivery.js';

/** How many attempts of one run ended how. */
export type DeliveredMessages = Readonly<Record<DeliveryOutcome, number>>;

const PAGE = 50;
/** Attempts after which a message that broke its receiver is looked at again; an hour by then. */
const BROKEN_ATTEMPTS = 6;

/**
 * Delivers messages between processes whose turn has come, each in its own transaction.
 *
 * Any number of workers may run it at once, and any may die at any moment: what was not delivered is still there, and
 * what was cannot be delivered again. A message that fails does not stop the others.
 */
@Injectable()
export class DeliverMessages {
  private readonly logger = new Logger(DeliverMessages.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly messages: MessageStore,
    private readonly delivery: MessageDelivery,
    private readonly clock: Clock,
  ) {}

  /**
   * Delivers what is due in all regions.
   *
   * @param stopping Ends the run after the message in hand.
   */
  async run(stopping?: AbortSignal): Promise<DeliveredMessages> {
    const total = noAttempts();
    for (const regionId of await this.regions()) await this.deliver(regionId, total, stopping);
    return total;
  }

  /** Delivers what is due in one region. */
  async inRegion(regionId: RegionId, stopping?: AbortSignal): Promise<DeliveredMessages> {
    const total = noAttempts();
    await this.deliver(regionId, total, stopping);
    return total;
  }

  private async regions(): Promise<readonly RegionId[]> {
    const at = this.clock.now().toString();
    return this.unitOfWork.run(systemPrincipal(asId('system')), async (tx) =>
      (await this.messages.regionsWithDue(tx, at)).map((id) => asId<RegionId>(id)),
    );
  }

  private async deliver(
    regionId: RegionId,
    total: Record<DeliveryOutcome, number>,
    stopping: AbortSignal | undefined,
  ): Promise<void> {
    const left: string[] = [];
    for (;;) {
      const at = this.clock.now().toString();
      const due = await this.unitOfWork.run(systemPrincipal(regionId), (tx) =>
        this.messages.due(tx, at, left, PAGE),
      );
      if (due.length === 0) return;
      for (const id of due) {
        if (stopping?.aborted) return;
        const outcome = await this.attempt(regionId, id);
        total[outcome] += 1;
        if (outcome === 'left') left.push(id);
      }
    }
  }

  private async attempt(regionId: RegionId, id: string): Promise<DeliveryOutcome> {
    try {
      return await this.unitOfWork.run(systemPrincipal(regionId), (tx) =>
        this.delivery.attempt(tx, id, this.clock.now()),
      );
    } catch (error) {
      this.logger.error({ message: 'Message could not be delivered', messageId: id, error });
      const nextAt = this.clock.now().add({ milliseconds: retryDelayMs(BROKEN_ATTEMPTS) });
      await this.unitOfWork.run(systemPrincipal(regionId), async (tx) =>
        this.messages.postpone(tx, id, 'BROKEN', nextAt.toString()),
      );
      return 'left';
    }
  }
}

function noAttempts(): Record<DeliveryOutcome, number> {
  return { pending: 0, delivered: 0, undeliverable: 0, refused: 0, expired: 0, left: 0 };
}
