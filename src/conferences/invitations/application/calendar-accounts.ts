import { createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { err, ok, rejected, type StaffId } from '../../../kernel/index.js';
import {
  AccessDenied,
  AppConfig,
  CommandRunner,
  isOnDuty,
  MasterKeys,
  openWith,
  purposeKey,
  sealWith,
  UnitOfWork,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { calendarLinkErrors } from '../domain/calendar.errors.js';
import {
  deleteCaldavAccount,
  findCaldavAccount,
  writeCaldavAccount,
  type CaldavAccountRow,
} from '../persistence/caldav.repository.js';
import { CaldavClient, CalendarUnreachable, type CalendarAccount } from './caldav-client.js';

const PURPOSE = 'credentials of a calendar';

export interface ConnectCalendarCommand extends CalendarAccount {
  readonly idempotencyKey: string;
}

/** Calendars of staff on other servers; only servers that the installation allows are ever talked to. */
@Injectable()
export class CalendarAccounts {
  constructor(
    private readonly commands: CommandRunner,
    private readonly unitOfWork: UnitOfWork,
    private readonly keys: MasterKeys,
    private readonly config: AppConfig,
  ) {}

  /**
   * Connects one's own calendar, in place of an earlier one.
   *
   * @returns Errors: CALENDAR_SERVER_NOT_POSSIBLE, CALENDAR_NOT_READABLE.
   * @throws {AccessDenied} the actor is no staff on duty.
   */
  async connect(principal: Principal, input: ConnectCalendarCommand) {
    if (!isOnDuty(principal)) throw new AccessDenied();
    const { staffId } = principal;
    const { idempotencyKey, serverUrl, username, password } = input;
    // What is kept of a command for its repeat must not be a hash that passwords can be tried on.
    const known = createHmac('sha256', this.key())
      .update(JSON.stringify([username, password]))
      .digest('hex');
    const command = { idempotencyKey, serverUrl, known };
    if (!this.isAllowed(serverUrl)) return err(rejected(calendarLinkErrors, 'CALENDAR_SERVER_NOT_POSSIBLE'));
    // Asked before the transaction, which must not wait for a foreign server.
    if (!(await isReadable(input))) return err(rejected(calendarLinkErrors, 'CALENDAR_NOT_READABLE'));
    return this.commands.run({ name: 'connectCalendar', principal, input: command }, async (tx) => {
      const text = Buffer.from(JSON.stringify({ username, password }));
      const credentialsSealed = sealWith(this.key(), text, placeOf(tx, staffId));
      await writeCaldavAccount(tx, { staffId, serverUrl, credentialsSealed });
      return ok({ isConnected: true });
    });
  }

  /** Forgets one's own calendar and what was read from it. @throws {AccessDenied} the actor is no staff. */
  async disconnect(principal: Principal, input: { readonly idempotencyKey: string }) {
    if (principal.kind !== 'staff') throw new AccessDenied();
    return this.commands.run({ name: 'disconnectCalendar', principal, input }, async (tx) => {
      await deleteCaldavAccount(tx, principal.staffId);
      return ok({ isConnected: false });
    });
  }

  /** One's own connected calendar, without credentials; `undefined` when there is none. */
  async find(principal: Principal): Promise<Omit<CaldavAccountRow, 'credentialsSealed'> | undefined> {
    if (principal.kind !== 'staff') return undefined;
    return this.unitOfWork.run(principal, (tx) => findCaldavAccount(tx, principal.staffId));
  }

  /** Opens the credentials of an account. */
  open(tx: Tx, { staffId, serverUrl, credentialsSealed }: CaldavAccountRow): CalendarAccount {
    const text = openWith(this.key(), credentialsSealed, placeOf(tx, staffId)).toString();
    return { serverUrl, ...(JSON.parse(text) as Pick<CalendarAccount, 'username' | 'password'>) };
  }

  /** Whether the installation allows this server; it may have been allowed when the account was made and not any more. */
  isAllowed(serverUrl: string): boolean {
    if (!URL.canParse(serverUrl)) return false;
    const { origin, username, password } = new URL(serverUrl);
    return username === '' && password === '' && this.config.calendars.servers.includes(origin);
  }

  private key(): Buffer {
    return purposeKey(this.keys, PURPOSE);
  }
}

function placeOf({ regionId }: Tx, staffId: StaffId): string {
  return `caldav_account.credentials_sealed:${regionId}:${staffId}`;
}

async function isReadable(account: CalendarAccount): Promise<boolean> {
  try {
    await CaldavClient.open(account);
    return true;
  } catch (error) {
    if (error instanceof CalendarUnreachable) return false;
    throw error;
  }
}
