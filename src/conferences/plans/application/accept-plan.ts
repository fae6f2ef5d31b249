import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type ConferenceId } from '../../../kernel/index.js';
import { Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import { resourcesOf, ScheduleConference } from '../../application/schedule-conference.js';
import { lockForDates } from '../../calendar-planning/persistence/booking.repository.js';
import { hasEnded, type PlanEntry, type PlannedSlot } from '../domain/plan.js';
import { planErrors } from '../domain/plan.errors.js';
import { entriesRefused, type EntryRefusal } from '../domain/plan-refusal.js';
import { someoneIsBusy } from '../persistence/plan-input.repository.js';
import { listEntries, writeOutcome } from '../persistence/plan.repository.js';
import { stillUndecided } from '../persistence/plan-scope.repository.js';
import { PlanAccess } from './plan-access.js';

/** What a client sends. */
export interface AcceptConferencePlanCommand {
  readonly idempotencyKey: string;
  readonly planId: string;
  /** Entries to accept; all that are left when absent. */
  readonly conferenceIds?: readonly ConferenceId[] | null;
  /** Book nothing unless every entry still fits. */
  readonly onlyIfAllFit: boolean;
}

/** An entry that has a place. */
interface PlacedEntry extends PlanEntry {
  readonly slot: PlannedSlot;
}

/**
 * Accepts a plan or entries of it: their dates are booked in one transaction, by the same rules as a single date. What no
 * longer fits is not booked and says why; it stays in the plan.
 */
@Injectable()
export class AcceptConferencePlan {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly access: PlanAccess,
    private readonly schedule: ScheduleConference,
  ) {}

  /**
   * @returns Ids of what was booked and what was not. Errors: PLAN_STILL_RUNNING, PLAN_ENTRY_UNKNOWN,
   *   PLAN_ENTRIES_NO_LONGER_FIT with what does not fit.
   * @throws {AccessDenied} not there, or none of the actor's.
   */
  async execute(principal: Principal, input: AcceptConferencePlanCommand) {
    return this.commands.run({ name: 'acceptConferencePlan', principal, input }, async (tx) => {
      const plan = await this.access.get(tx, input.planId);
      if (!hasEnded(plan.status)) return err(rejected(planErrors, 'PLAN_STILL_RUNNING'));
      const wanted = await this.wanted(tx, input);
      if (!wanted) return err(rejected(planErrors, 'PLAN_ENTRY_UNKNOWN'));
      const undecided = await this.hold(tx, wanted);
      const refusals: EntryRefusal[] = [];
      for (const entry of wanted) {
        const code = await this.bookOne(tx, plan.id, entry, undecided.has(entry.conferenceId));
        if (code) refusals.push({ conferenceId: entry.conferenceId, code });
      }
      if (input.onlyIfAllFit && refusals.length > 0) return err(entriesRefused(refusals));
      const refused = refusals.map(({ conferenceId }) => conferenceId);
      const booked = wanted.map(({ conferenceId }) => conferenceId).filter((id) => !refused.includes(id));
      const details = { booked: booked.length, refused: refused.length };
      const entry = { action: 'PLAN_ACCEPTED', objectType: 'conference-plan', objectId: plan.id, details };
      await this.audit.record(tx, entry);
      return ok({ planId: plan.id, booked, refused });
    });
  }

  /** Entries to book, in order of time; `undefined` when one that is named cannot be accepted. */
  private async wanted(
    tx: Tx,
    { planId, conferenceIds }: AcceptConferencePlanCommand,
  ): Promise<readonly PlacedEntry[] | undefined> {
    const placed = (await listEntries(tx, planId, true)).flatMap(({ slot, ...entry }): PlacedEntry[] =>
      slot && entry.acceptedAt === null ? [{ ...entry, slot }] : [],
    );
    const asked = placed.filter(({ conferenceId }) => conferenceIds?.includes(conferenceId) ?? true);
    const own = await this.access.convened(
      tx,
      asked.map(({ conferenceId }) => conferenceId),
    );
    const open = asked.filter(({ conferenceId }) => own.has(conferenceId));
    const isComplete = conferenceIds ? open.length === conferenceIds.length : open.length > 0;
    return isComplete ? open : undefined;
  }

  /**
   * Everything that will be taken is locked at once: of two plans for the same conferences or people one waits for the
   * other, wherever their entries overlap.
   *
   * @returns Conferences that still have no date and no vote on one; another plan, or somebody, may have been faster.
   */
  private async hold(tx: Tx, wanted: readonly PlacedEntry[]): Promise<ReadonlySet<ConferenceId>> {
    const ids = wanted.map(({ conferenceId }) => conferenceId);
    const resources = wanted.flatMap(({ slot }) => resourcesOf(slot).map(({ id }) => id));
    await lockForDates(tx, ids, resources);
    return stillUndecided(tx, ids);
  }

  /** @returns Code of why it does not fit; then nothing of it was written but the code. */
  private async bookOne(
    tx: Tx,
    planId: string,
    entry: PlacedEntry,
    isUndecided: boolean,
  ): Promise<string | undefined> {
    const { conferenceId, slot, problems } = entry;
    const broken = problems.length > 0 ? 'PLAN_ENTRY_BROKEN' : undefined;
    const decided = isUndecided ? undefined : 'PLAN_ENTRY_DECIDED';
    const code = broken ?? decided ?? (await this.tryDate(tx, conferenceId, slot));
    const outcome = code ? { refusal: code } : { acceptedAt: this.clock.now().toString() };
    await writeOutcome(tx, planId, conferenceId, outcome);
    return code;
  }

  private async tryDate(tx: Tx, conferenceId: ConferenceId, slot: PlannedSlot): Promise<string | undefined> {
    const { startsAt, endsAt, attendees, ...heads } = slot;
    const staffIds = [slot.chairId, slot.recorderId, ...attendees.map(({ staffId }) => staffId)];
    // Whose foreign calendar filled up since then the actor may not know, only that the date no longer fits.
    if (await tx.exOfficio(() => someoneIsBusy(tx, staffIds, slot))) return 'DOUBLE_BOOKED';
    const times = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
    tx.post('SAVEPOINT plan_entry');
    const booked = await this.schedule.within(tx, { conferenceId, ...times, ...heads, attendees });
    tx.post(`${booked.ok ? 'RELEASE' : 'ROLLBACK TO'} SAVEPOINT plan_entry`);
    return booked.ok ? undefined : booked.error.code;
  }
}
