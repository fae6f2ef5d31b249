import { ConferenceWork } from '#test/builders/conference-work.js';
import { REGION, staffId, unit, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { TestApp } from '#test/support/test-app.js';
import { JobRegistry, MailAddresses, SEND_MAIL, type MailRecipient } from '../../../src/platform/index.js';
import { Mailbox } from './mailbox.js';

/** The application with a mail server, and people who have addresses. */
export class InvitationWork {
  readonly work: ConferenceWork;

  private constructor(
    readonly test: TestApp,
    readonly mailbox: Mailbox,
  ) {
    this.work = new ConferenceWork(test);
  }

  /** @param environment Further variables. */
  static async start(environment: Readonly<Record<string, string>> = {}): Promise<InvitationWork> {
    const mailbox = await Mailbox.start();
    const variables = { SMTP_URL: mailbox.url, MAIL_FROM: 'Fallwerk <fallwerk@example.org>', ...environment };
    const test = await TestApp.start(8, { environment: variables }).catch(async (error: unknown) => {
      await mailbox.stop();
      throw error;
    });
    const own = new InvitationWork(test, mailbox);
    for (const key of ['moderation', 'protokoll', 'lead', 'jobcenter', 'sozialamt'] as const)
      await own.address({ kind: 'STAFF', id: staffId(key) }, addressOf(key));
    for (const key of ['jobcenter', 'sozialamt'] as const)
      await own.address({ kind: 'UNIT', id: unit(key) }, unitAddressOf(key));
    return own;
  }

  /** Gives somebody an address. */
  async address(holder: MailRecipient, address: string): Promise<void> {
    await this.test.tx((tx) => this.test.get(MailAddresses).set(tx, holder, address));
  }

  /** Lets the worker send what waits; answers what each job failed with. */
  async sendAll(): Promise<readonly unknown[]> {
    const waiting = await this.test.rows<{ id: string }>(
      `SELECT id FROM mail_message WHERE status IN ('WAITING', 'NO_SERVER') ORDER BY queued_at, id`,
    );
    const send = this.test.get(JobRegistry).tasks().get(SEND_MAIL);
    const failures: unknown[] = [];
    for (const { id } of waiting) {
      const done = send?.({ regionId: REGION, id }, new AbortController().signal);
      await Promise.resolve(done).catch((error: unknown) => failures.push(error));
    }
    return failures;
  }

  /** How the mails about a conference ended, in order. */
  async statuses(conferenceId: string): Promise<readonly string[]> {
    const rows = await this.test.rows<{ said: string }>(
      `SELECT method || ' ' || version || ' ' || status || coalesce(' ' || problem, '') AS said FROM mail_message
       WHERE subject_id = $1 ORDER BY version, method, recipient_kind, status`,
      [conferenceId],
    );
    return rows.map(({ said }) => said);
  }

  /** Ends everything. */
  async stop(): Promise<void> {
    await this.test.stop();
    await this.mailbox.stop();
  }
}

/** Mail address of a staff member of the tests. */
export function addressOf(key: StaffKey): string {
  return `${key.toLowerCase()}@example.org`;
}

/** Mail address of a unit of the tests. */
export function unitAddressOf(key: UnitKey): string {
  return `${key}.stelle@example.org`;
}
