import { createHash, createHmac } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { DirectoryReader } from '../../../directory/index.js';
import {
  asId,
  err,
  ok,
  rejected,
  type AccountId,
  type RegionId,
  type StaffId,
} from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  isOnDuty,
  MasterKeys,
  newId,
  purposeKey,
  systemPrincipal,
  UnitOfWork,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../../platform/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { calendarLinkErrors } from '../domain/calendar.errors.js';
import { writeFeed, type CalendarEvent } from '../domain/write-calendar.js';
import {
  findFeedOwner,
  findStaffAccount,
  insertFeed,
  listFeeds,
  revokeFeed,
  type CalendarFeedRow,
} from '../persistence/calendar-feed.repository.js';
import { listInvitationsOf, type InvitationRow } from '../persistence/invitation.repository.js';

const MAX_FEEDS = 5;
const PURPOSE = 'secret of a calendar feed';
const TOKEN = /^([a-z][a-z0-9-]{1,30})\.([\w-]{43})$/;

/** Secret links under which calendar programs read the conferences of a staff member. */
@Injectable()
export class CalendarFeeds {
  constructor(
    private readonly commands: CommandRunner,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly directory: DirectoryReader,
    private readonly access: ConferenceAccess,
    private readonly keys: MasterKeys,
  ) {}

  /**
   * Makes a link of one's own. Errors: CALENDAR_FEEDS_TOO_MANY.
   *
   * @throws {AccessDenied} the actor is no staff on duty.
   */
  async create(principal: Principal, input: { readonly idempotencyKey: string }) {
    if (!isOnDuty(principal)) throw new AccessDenied();
    return this.commands.run({ name: 'createCalendarFeed', principal, input }, async (tx) => {
      const own = await listFeeds(tx, principal.staffId);
      if (own.length >= MAX_FEEDS) return err(rejected(calendarLinkErrors, 'CALENDAR_FEEDS_TOO_MANY'));
      const at = this.clock.now();
      const feedId = newId<string>(at);
      await insertFeed(tx, principal.staffId, feedId, hashOf(this.secretOf(feedId)), at.toString());
      return ok({ feedId });
    });
  }

  /** Token of a link, for its maker alone: region and a secret (HMAC) that a repeated command finds again. */
  tokenOf(principal: Principal, feedId: string): string {
    return `${principal.regionId}.${this.secretOf(feedId)}`;
  }

  /** Revokes a link of one's own at once. @throws {AccessDenied} there is none. */
  async revoke(principal: Principal, input: { readonly idempotencyKey: string; readonly feedId: string }) {
    if (principal.kind !== 'staff') throw new AccessDenied();
    return this.commands.run({ name: 'revokeCalendarFeed', principal, input }, async (tx) => {
      const at = this.clock.now().toString();
      if (!(await revokeFeed(tx, principal.staffId, input.feedId, at))) throw new AccessDenied();
      return ok({ feedId: input.feedId });
    });
  }

  /** Links of one's own that work; empty for persons. */
  async list(principal: Principal): Promise<readonly CalendarFeedRow[]> {
    if (principal.kind !== 'staff') return [];
    return this.unitOfWork.run(principal, (tx) => listFeeds(tx, principal.staffId));
  }

  /**
   * The calendar behind a token: dates that the staff member is invited to, as far as they may know of the conference
   * today, with number and topic and nothing further.
   *
   * @returns `undefined` when the token is nobody's (any more), or its owner is not on duty any more.
   */
  async read(token: string): Promise<string | undefined> {
    const [, region, secret] = TOKEN.exec(token) ?? [];
    if (region === undefined || secret === undefined) return undefined;
    const system = systemPrincipal(asId<RegionId>(region));
    const principal = await this.unitOfWork.run(system, (tx) => this.ownerOf(tx, hashOf(secret)));
    if (!principal) return undefined;
    const since = this.clock.now().subtract({ hours: 24 * 30 });
    const dates = await this.unitOfWork.run(principal, (tx) => this.datesOf(tx, principal, since));
    const changes = dates.map(({ changedAt }) => changedAt.getTime());
    return writeFeed(dates.map(eventOf), new Date(Math.max(0, ...changes)));
  }

  /**
   * The same dates for a calendar elsewhere, from now on.
   *
   * @returns `undefined` when the staff member is not on duty any more.
   */
  async openDates(regionId: RegionId, staffId: StaffId): Promise<readonly InvitationRow[] | undefined> {
    const system = systemPrincipal(regionId);
    const principal = await this.unitOfWork.run(system, (tx) => this.onDuty(tx, staffId));
    return principal && this.unitOfWork.run(principal, (tx) => this.datesOf(tx, principal, this.clock.now()));
  }

  private secretOf(feedId: string): string {
    return createHmac('sha256', purposeKey(this.keys, PURPOSE)).update(feedId).digest('base64url');
  }

  private async ownerOf(tx: Tx, tokenHash: Buffer): Promise<StaffPrincipal | undefined> {
    const staffId = await findFeedOwner(tx, tokenHash);
    return staffId && this.onDuty(tx, staffId);
  }

  private async onDuty(tx: Tx, staffId: StaffId): Promise<StaffPrincipal | undefined> {
    const accountId = await findStaffAccount(tx, staffId);
    if (accountId === undefined) return undefined;
    const roles = await this.directory.listRoles(tx, [staffId], this.clock.today().toString());
    const units = await this.directory.findUnits(
      tx,
      roles.map(({ unitId }) => unitId),
    );
    const typeOf = new Map(units.map(({ id, type }) => [id, type]));
    const grants = roles.map(({ unitId, role, mandate }) => ({
      unitId,
      unitType: typeOf.get(unitId) ?? '',
      // Nobody moves a process through a calendar.
      ownerCode: '',
      role,
      mandate,
    }));
    const { regionId } = tx;
    const principal: StaffPrincipal = {
      kind: 'staff',
      regionId,
      accountId: asId<AccountId>(accountId),
      staffId,
      grants,
    };
    return isOnDuty(principal) ? principal : undefined;
  }

  /** Asked of the same door as the page of a conference. */
  private async datesOf(
    tx: Tx,
    principal: StaffPrincipal,
    since: Temporal.Instant,
  ): Promise<readonly InvitationRow[]> {
    const dates = await listInvitationsOf(tx, principal.staffId, since.toString());
    const open: InvitationRow[] = [];
    for (const date of dates) if (await this.access.find(tx, date.conferenceId, principal)) open.push(date);
    return open;
  }
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A date as calendars show it: number, topic, time, room. */
export function eventOf(row: InvitationRow): CalendarEvent {
  return {
    ...row,
    status: row.cancelled ? 'CANCELLED' : 'CONFIRMED',
    summary: `Fallkonferenz ${row.number}: ${row.topic}`,
    location: row.roomName,
  };
}
