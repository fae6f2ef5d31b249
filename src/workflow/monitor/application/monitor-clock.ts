import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AppConfig } from '../../../platform/index.js';
import { ProcessMonitor } from './process-monitor.js';

const EVERY_MS = 30_000;

/**
 * Lets the monitor look every 30 seconds, on every node. It is no job of the queue, because one of the things it
 * reports is that nobody works off the queue. Tests look by themselves.
 */
@Injectable()
export class MonitorClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(MonitorClock.name);
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly monitor: ProcessMonitor,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.mode === 'test' || this.config.roles.length === 0) return;
    this.timer = setInterval(() => {
      this.running ??= this.look();
    }, EVERY_MS);
    this.timer.unref();
  }

  /** Waits for a look under way. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  /** A look that fails is logged; the next one comes. */
  private async look(): Promise<void> {
    try {
      await this.monitor.run();
    } catch (error) {
      this.logger.error({ message: 'Monitor could not look at processes', error });
    } finally {
      this.running = undefined;
    }
  }
}
