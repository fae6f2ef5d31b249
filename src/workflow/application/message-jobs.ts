import { setTimeout as delay } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
} from '@nestjs/common';
import { asId } from '../../kernel/index.js';
import { AppConfig, JobRegistry } from '../../platform/index.js';
import { DELIVER_MESSAGES } from '../persistence/message.store.js';
import { DeliverMessages } from './deliver-messages.js';

/** Longest time for which a message that a dead worker had in hand, or whose receiver was busy, lies unseen. */
const LOOK_EVERY_MS = 1_000;

/**
 * Lets workers deliver messages: right after the commit through the job queue, and every second what is left, so that
 * nothing depends on a job that was lost with its worker.
 */
@Injectable()
export class MessageJobs implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MessageJobs.name);
  private readonly stopping = new AbortController();
  private looking: Promise<void> | undefined;

  constructor(
    private readonly jobs: JobRegistry,
    private readonly deliverMessages: DeliverMessages,
    private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.jobs.register(DELIVER_MESSAGES, async (payload, stopping) => {
      await this.deliverMessages.inRegion(asId(String(payload['regionId'])), stopping);
    });
  }

  onApplicationBootstrap(): void {
    if (this.config.roles.includes('worker')) this.looking ??= this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.looking;
  }

  private async look(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.deliverMessages.run(signal);
      } catch (error) {
        this.logger.warn({ message: 'Messages cannot be looked at', error });
      }
      await delay(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
