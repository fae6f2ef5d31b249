import { Injectable } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AccessDenied, Clock, hasRole, UnitOfWork, type Principal } from '../../../platform/index.js';
import { isoOf } from '../../application/process-state.js';
import { workingDaysBetween } from '../../domain/waiting-time.js';
import { waitingTimesByOwner, type OwnerWaitingTime } from '../persistence/waiting-time.query.js';

/** What is asked. */
export interface WaitingTimesQuestion {
  readonly definitionKey: string;
  /** Calendar days; both are widened to whole months. */
  readonly from: string;
  readonly to: string;
}

/** Waiting times of a period. */
export interface WaitingTimesAnswer {
  /** First and last day that were counted. */
  readonly from: string;
  readonly to: string;
  /** By owner code; those with too few cases are left out. */
  readonly owners: readonly OwnerWaitingTime[];
}

/** Smallest number of cases behind a figure (k-Anonymität). */
const SMALLEST_GROUP = 5;
/** Longest period; an earlier beginning is moved. */
const MAX_MONTHS = 60;
const ZONE = 'Europe/Berlin';

/**
 * How long the processes of a definition waited for whom, without any case.
 *
 * Whole months only, so that nobody can tell a single case from two periods that differ by a day. Nothing has been
 * waited for in months to come, so the present month is the last one.
 */
@Injectable()
export class ReadWaitingTimes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** @throws {AccessDenied} the reader leads neither a unit nor a project, nor sits in the steering group. */
  async byOwner(principal: Principal, question: WaitingTimesQuestion): Promise<WaitingTimesAnswer> {
    if (!hasRole(principal, ['UNIT_LEAD', 'PROJECT_LEAD', 'STEERING_MEMBER'])) throw new AccessDenied();
    const today = this.clock.today();
    const named = Temporal.PlainDate.from(question.to);
    const to = Temporal.PlainDate.compare(named, today) > 0 ? today : named;
    const last = to.with({ day: to.daysInMonth });
    const earliest = last.with({ day: 1 }).subtract({ months: MAX_MONTHS - 1 });
    const asked = Temporal.PlainDate.from(question.from).with({ day: 1 });
    const first = Temporal.PlainDate.compare(asked, earliest) < 0 ? earliest : asked;
    const period = { from: first.toString(), to: last.toString() };
    if (Temporal.PlainDate.compare(first, last) > 0) return { ...period, owners: [] };
    const owners = await this.unitOfWork.run(principal, (tx) =>
      waitingTimesByOwner(tx, {
        definitionKey: question.definitionKey,
        from: isoOf(startOf(first)),
        until: isoOf(startOf(last.add({ days: 1 }))),
        now: isoOf(this.clock.now()),
        workingDays: workingDaysBetween(period.from, period.to),
        atLeast: SMALLEST_GROUP,
      }),
    );
    return { ...period, owners };
  }
}

function startOf(day: Temporal.PlainDate): Temporal.Instant {
  return day.toZonedDateTime(ZONE).toInstant();
}
