import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import type { DAVCalendarObject } from 'tsdav';
import type { RegionId } from '../../../kernel/index.js';
import { Clock, JobRegistry, prepared, systemPrincipal, UnitOfWork } from '../../../platform/index.js';
import { busyTimesOf, type BusyTime } from '../domain/read-busy.js';
import { writeFeed } from '../domain/write-calendar.js';
import {
  listCaldavAccounts,
  writeBusyTimes,
  writeCaldavProblem,
  type CaldavAccountRow,
} from '../persistence/caldav.repository.js';
import type { InvitationRow } from '../persistence/invitation.repository.js';
import { CaldavClient, CalendarUnreachable, type CalendarAccount } from './caldav-client.js';
import { CalendarAccounts } from './calendar-accounts.js';
import { CalendarFeeds, eventOf } from './calendar-feeds.js';
import { regionOfUid } from './invitations.js';
import { TimeBudget } from './time-budget.js';

const SYNC_CALENDARS = 'conferences.sync-calendars';
const REGIONS = prepared('calendar_regions', `SELECT region_id AS "regionId" FROM region`);
/** How far ahead busy times are read. */
const HOURS_AHEAD = 24 * 7 * 26;
/** Longest that the entries of one account keep this process busy. */
const READING_MS = 3_000;
const UID = /^UID:(.+?)\s*$/m;

/** Reads when staff are busy from their own calendars, and writes their conferences there. */
@Injectable()
export class SyncCalendars implements OnModuleInit {
  private readonly logger = new Logger(SyncCalendars.name);

  constructor(
    private readonly jobs: JobRegistry,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly accounts: CalendarAccounts,
    private readonly feeds: CalendarFeeds,
  ) {}

  onModuleInit(): void {
    this.jobs.registerRecurring({ task: SYNC_CALENDARS, cron: '*/15 * * * *' }, (_payload, stopping) =>
      this.run(stopping),
    );
  }

  /** All accounts of all regions, one after the other; one that fails keeps nobody else waiting for ever. */
  async run(stopping?: AbortSignal): Promise<void> {
    for (const { regionId } of await this.unitOfWork.lookUp<{ regionId: RegionId }>(REGIONS, [])) {
      const accounts = await this.unitOfWork.run(systemPrincipal(regionId), listCaldavAccounts);
      for (const account of accounts) {
        if (stopping?.aborted) return;
        await this.sync(regionId, account);
      }
    }
  }

  private async sync(regionId: RegionId, account: CaldavAccountRow): Promise<void> {
    const principal = systemPrincipal(regionId);
    const { staffId } = account;
    const now = this.clock.now();
    if (!this.accounts.isAllowed(account.serverUrl)) {
      await this.unitOfWork.run(principal, (tx) => writeCaldavProblem(tx, staffId, 'SERVER_NOT_ALLOWED'));
      return;
    }
    const credentials = await this.unitOfWork.run(principal, async (tx) => this.accounts.open(tx, account));
    // Asked of the same door as the page of a conference; who left gets their calendar back without ours in it.
    const dates = await this.feeds.openDates(regionId, staffId);
    const window = {
      startsAt: new Date(now.epochMilliseconds),
      endsAt: new Date(now.add({ hours: HOURS_AHEAD }).epochMilliseconds),
    };
    try {
      const times = await exchange(credentials, window, dates ?? []);
      const read = dates === undefined ? [] : times;
      await this.unitOfWork.run(principal, (tx) => writeBusyTimes(tx, staffId, read, now.toString()));
    } catch (error) {
      if (!(error instanceof CalendarUnreachable)) throw error;
      this.logger.warn({ message: 'A calendar could not be read', event: 'CALENDAR_UNREACHABLE' });
      await this.unitOfWork.run(principal, (tx) => writeCaldavProblem(tx, staffId, 'NOT_READABLE'));
    }
  }
}

/** Reads busy times and brings our own entries up to date; of foreign entries nothing but times goes further. */
async function exchange(
  account: CalendarAccount,
  window: BusyTime,
  dates: readonly InvitationRow[],
): Promise<readonly BusyTime[]> {
  const client = await CaldavClient.open(account);
  const entries = await client.entries(window);
  const own = new Map(
    entries.flatMap((entry): [string, DAVCalendarObject][] => {
      const uid = uidOf(entry);
      return regionOfUid(uid) === undefined ? [] : [[uid, entry]];
    }),
  );
  const wanted = dates.filter(({ cancelled }) => !cancelled);
  for (const date of wanted) {
    const text = writeFeed([eventOf(date)], date.changedAt);
    const earlier = own.get(date.uid);
    if (!earlier || sequenceOf(earlier) !== date.sequence)
      await client.write(`${date.uid}.ics`, text, earlier);
  }
  for (const [uid, entry] of own) if (!wanted.some((date) => date.uid === uid)) await client.remove(entry);
  const { bounded } = new TimeBudget(READING_MS);
  return busyTimesOf(entries.map(textOf), window, (uid) => regionOfUid(uid) !== undefined, bounded);
}

function textOf({ data }: DAVCalendarObject): string {
  return typeof data === 'string' ? data : '';
}

/** Long lines are folded. */
function uidOf(entry: DAVCalendarObject): string {
  return UID.exec(textOf(entry).replaceAll(/\r?\n[ \t]/g, ''))?.[1] ?? '';
}

function sequenceOf(entry: DAVCalendarObject): number {
  return Number(/^SEQUENCE:(\d+)/m.exec(textOf(entry))?.[1] ?? -1);
}
