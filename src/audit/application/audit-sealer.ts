import { setTimeout as delay } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AppConfig } from '../../platform/index.js';
import { AnchorAudit } from './anchor-audit.js';
import { AuditHeads } from './audit-heads.js';
import { SealAudit } from './seal-audit.js';

/** Time between two runs. */
const EVERY_MS = 2_000;

/**
 * Keeps the chains of all regions up to date in every process with the role `worker`, their heads beside the signing
 * key, and signs one anchor per day. Any
 * number of them may run: one seals a region at a time, and one that is killed leaves nothing half done.
 */
@Injectable()
export class AuditSealer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AuditSealer.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    private readonly config: AppConfig,
    private readonly seal: SealAudit,
    private readonly anchors: AnchorAudit,
    private readonly heads: AuditHeads,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.roles.includes('worker')) this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.round(signal).catch((error: unknown) => {
        this.logger.error({ message: 'Audit register could not be sealed', error });
      });
      await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async round(signal: AbortSignal): Promise<void> {
    for (const regionId of await this.seal.regions()) {
      if (signal.aborted) return;
      if ((await this.seal.run(regionId)) > 0) await this.heads.follow(regionId);
      const anchor = await this.anchors.daily(regionId);
      if (anchor)
        this.logger.log({
          message: 'Audit register anchored',
          event: 'AUDIT_ANCHORED',
          number: anchor.number,
        });
    }
  }
}
