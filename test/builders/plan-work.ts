import { anAnonymised, ConferenceWork } from './conference-work.js';
import { key } from './case-work.js';
import { unit, type StaffKey } from './region.js';
import { valueOf } from '../support/results.js';
import {
  AcceptConferencePlan,
  PlanConferences,
  PlanReader,
  PlanSearch,
  RunPlans,
  type PlanConferencesCommand,
} from '../../src/conferences/index.js';
import type { ConferencePlanRow, PlanEntry } from '../../src/conferences/plans/domain/plan.js';
import type { ConferenceId } from '../../src/kernel/index.js';
import { UnitOfWork, type Tx } from '../../src/platform/index.js';

const hooks = new URL('../support/typescript-hooks.mjs', import.meta.url);
const FROM_SOURCE = {
  entry: new URL('../../src/conferences/planning/planning-worker.ts', import.meta.url),
  execArgv: ['--experimental-transform-types', '--no-warnings', '--import', hooks.href],
};

/** A planning of the conferences that the lead convenes, in June 2026, searched for one second. */
export function aPlan(more: Partial<PlanConferencesCommand> = {}): PlanConferencesCommand {
  return {
    idempotencyKey: key(),
    convenerUnitId: unit('beratung'),
    from: '2026-06-01',
    until: '2026-06-30',
    fairLoad: 'NORMAL',
    blocks: [],
    seconds: 1,
    ...more,
  };
}

/** What people of the test region do around plans of many conferences. */
export class PlanWork extends ConferenceWork {
  /** The thread of the search is started from the sources; proofs take long where many tests run. */
  searchFromSource(proves = false): void {
    const search = this.test.get(PlanSearch);
    search.thread = FROM_SOURCE;
    if (!proves) search.proof = undefined;
  }

  /** Nothing is booked, nothing is planned, and no conference of earlier tests is open. */
  async forgetEarlier(): Promise<void> {
    await this.test.rows(`UPDATE conference_booking SET released_at = now() WHERE released_at IS NULL`);
    await this.test.rows(
      `UPDATE conference_plan SET status = 'CANCELLED', finished_at = now() WHERE finished_at IS NULL`,
    );
    await this.test.rows(
      `UPDATE case_conference SET starts_at = '2026-04-01', ends_at = '2026-04-02' WHERE starts_at IS NULL`,
    );
  }

  /** Conferences without a case that the lead convenes. */
  async requested(count: number): Promise<readonly ConferenceId[]> {
    const ids: ConferenceId[] = [];
    for (let at = 0; at < count; at += 1) ids.push(await this.request(anAnonymised(null)));
    return ids;
  }

  /** Asks for a plan. */
  async ask(more: Partial<PlanConferencesCommand> = {}): Promise<string> {
    const lead = await this.test.staff('lead');
    return valueOf(await this.test.get(PlanConferences).execute(lead, aPlan(more))).planId;
  }

  /** Asks for a plan and has it searched to its end. */
  async planned(more: Partial<PlanConferencesCommand> = {}): Promise<string> {
    const planId = await this.ask(more);
    await this.test.get(RunPlans).runAll();
    return planId;
  }

  /** Reads plans as somebody. */
  async plansAs<T>(by: StaffKey, read: (reader: PlanReader, tx: Tx) => Promise<T>): Promise<T> {
    const principal = await this.test.staff(by);
    return this.test.get(UnitOfWork).run(principal, (tx) => read(this.test.get(PlanReader), tx));
  }

  /** Entries of a plan. */
  entriesOf(planId: string, by: StaffKey = 'lead'): Promise<readonly PlanEntry[]> {
    return this.plansAs(by, (reader, tx) => reader.entries(tx, planId));
  }

  /** A plan with how far it is. */
  planOf(planId: string, by: StaffKey = 'lead'): Promise<ConferencePlanRow> {
    return this.plansAs(by, (reader, tx) => reader.get(tx, planId));
  }

  /** Outcome of accepting a plan. */
  async accept(planId: string, more: object = {}) {
    const input = { idempotencyKey: key(), planId, onlyIfAllFit: false, ...more };
    return this.test.get(AcceptConferencePlan).execute(await this.test.staff('lead'), input);
  }

  /** How many of these conferences have something booked. */
  async bookedOf(ids: readonly ConferenceId[]): Promise<number> {
    const rows = await this.test.rows(
      `SELECT DISTINCT conference_id FROM conference_booking WHERE conference_id = ANY($1) AND released_at IS NULL`,
      [ids],
    );
    return rows.length;
  }
}

/** Dates of a plan as they can be compared. */
export function datesOf(entries: readonly PlanEntry[]): readonly string[] {
  return entries
    .map(({ conferenceId, slot }) => `${conferenceId} ${slot?.startsAt.toISOString() ?? '-'}`)
    .sort();
}
