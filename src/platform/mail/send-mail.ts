import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { asId, type RegionId } from '../../kernel/index.js';
import { AppConfig } from '../config/app-config.js';
import { prepared, UnitOfWork } from '../database/unit-of-work.js';
import { JobRegistry, type JobPayload } from '../jobs/job-registry.js';
import { systemPrincipal } from '../jobs/system-principal.js';
import { MailOutbox, SEND_MAIL, type ClaimedMail, type MailStatus } from './mail-outbox.js';
import { MailParts } from './mail-parts.js';
import { checkMail, Mailer } from './mailer.js';

const RESUME_MAIL = 'mail.resume';
/** Tries before a mail is given up; the queue waits longer each time, in all about a day. */
const MAX_ATTEMPTS = 12;
const REGIONS = prepared('mail_regions', `SELECT region_id AS "regionId" FROM region`);
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

interface Settled {
  readonly status: MailStatus;
  readonly problem?: string;
}

/** Sends what lies in the outbox: takes a mail, words it, hands it over, notes the end. */
@Injectable()
export class SendMail implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger(SendMail.name);

  constructor(
    private readonly jobs: JobRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: MailOutbox,
    private readonly parts: MailParts,
    private readonly mailer: Mailer,
    private readonly config: AppConfig,
  ) {}

  onModuleInit(): void {
    this.jobs.register(SEND_MAIL, (payload) => this.send(payload));
    this.jobs.registerRecurring({ task: RESUME_MAIL, cron: '*/5 * * * *' }, () => this.resume());
  }

  onApplicationBootstrap(): void {
    if (this.mailer.isConfigured || !this.config.roles.includes('worker')) return;
    this.logger.warn({
      message: 'No mail server is configured: mails stay in the outbox, see SMTP_URL and MAIL_FROM',
      event: 'MAIL_NOT_CONFIGURED',
    });
  }

  /**
   * Sends one mail; settled ones are left alone.
   *
   * @throws {Error} the mail server could not be reached: the queue tries again later.
   */
  async send({ regionId, id }: JobPayload): Promise<void> {
    if (typeof regionId !== 'string' || typeof id !== 'string' || !UUID.test(id)) return;
    const principal = systemPrincipal(asId<RegionId>(regionId));
    const claimed = await this.unitOfWork.run(principal, (tx) => this.outbox.claim(tx, id));
    if (!claimed) return;
    let failure: Error | undefined;
    const settled = await this.attempt(regionId, claimed).catch((error: unknown): Settled => {
      if (claimed.attempts >= MAX_ATTEMPTS) return { status: 'FAILED', problem: 'NOT_REACHED' };
      failure = error instanceof Error ? error : new Error(String(error));
      return { status: 'WAITING', problem: 'NOT_REACHED' };
    });
    await this.unitOfWork.run(principal, (tx) => this.outbox.settle(tx, id, settled.status, settled.problem));
    if (failure !== undefined) throw failure;
  }

  /** Has everything sent that waited for a mail server, in all regions. */
  async resume(): Promise<void> {
    if (!this.mailer.isConfigured) return;
    for (const { regionId } of await this.unitOfWork.lookUp<{ regionId: RegionId }>(REGIONS, []))
      await this.unitOfWork.run(systemPrincipal(regionId), (tx) => this.outbox.resume(tx));
  }

  private async attempt(regionId: string, mail: ClaimedMail): Promise<Settled> {
    if (!this.mailer.isConfigured) return { status: 'NO_SERVER', problem: 'NO_MAIL_SERVER' };
    const principal = systemPrincipal(asId<RegionId>(regionId));
    const worded = await this.unitOfWork.run(principal, (tx) => this.parts.word(tx, mail));
    if ('status' in worded) return worded;
    const checked = checkMail(worded);
    if (!checked.ok) return { status: 'FAILED', problem: checked.error.code };
    const delivery = await this.mailer.send(checked.value, `<${mail.id}@${this.host()}>`);
    return delivery.kind === 'SENT' ? { status: 'SENT' } : { status: 'FAILED', problem: delivery.problem };
  }

  private host(): string {
    return new URL(this.config.http.publicUrl).hostname;
  }
}
