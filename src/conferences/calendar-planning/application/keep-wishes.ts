import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type CaseId, type PersonId } from '../../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  PersonVault,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { CaseRelations } from '../../../sharing/index.js';
import { ConferenceFacts } from '../../application/conference-facts.js';
import { calendarPlanningErrors } from '../domain/calendar-planning.errors.js';
import { minuteOfDay } from '../domain/clock-times.js';
import type { PlanningWishes, WishKind } from '../domain/wishes.js';
import { conferencesAhead, readWishes, writeWishes } from '../persistence/wishes.repository.js';

type WishedInterpreter = NonNullable<PlanningWishes['interpreter']>;

export interface SetPlanningWishesCommand extends Omit<PlanningWishes, 'times' | 'interpreter'> {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  /** Left out when none is needed. */
  readonly interpreter?:
    (Omit<WishedInterpreter, 'gender'> & { readonly gender?: WishedInterpreter['gender'] }) | null;
  readonly times: readonly {
    readonly weekday: number;
    /** `HH:MM`. */
    readonly from: string;
    readonly until: string;
    readonly kind: WishKind;
  }[];
}

/** What a person wishes of the dates of conferences about them: sealed, and shown to them and their case lead alone. */
@Injectable()
export class KeepWishes {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly vault: PersonVault,
    private readonly relations: CaseRelations,
    private readonly audit: AuditLog,
    private readonly facts: ConferenceFacts,
  ) {}

  /**
   * Sets all wishes at once.
   *
   * @returns Errors: WORKING_HOURS_INVALID.
   * @throws {AccessDenied} the actor is neither the person nor leads the case, or the case is closed.
   */
  async set(principal: Principal, input: SetPlanningWishesCommand) {
    return this.commands.run({ name: 'setPlanningWishes', principal, input }, async (tx) => {
      const personId = await this.personOf(tx, input.caseId, true);
      const times = input.times.map(({ weekday, from, until, kind }) => ({
        weekday,
        kind,
        fromMinute: minuteOfDay(from) ?? -1,
        untilMinute: minuteOfDay(until) ?? -1,
      }));
      if (times.some(({ fromMinute, untilMinute }) => fromMinute < 0 || untilMinute <= fromMinute))
        return err(rejected(calendarPlanningErrors, 'WORKING_HOURS_INVALID'));
      const { needsStepFree, needsHearingLoop, format, companions } = input;
      const interpreter = wishedOf(input.interpreter);
      const wishes = { times, interpreter, needsStepFree, needsHearingLoop, format, companions };
      await writeWishes(tx, this.vault, personId, wishes, this.clock.now().toString());
      for (const id of await conferencesAhead(tx, personId, this.clock.now().toString()))
        await this.facts.changed(tx, id);
      await this.audit.record(tx, {
        action: 'PLANNING_WISHES_SET',
        objectType: 'case',
        objectId: input.caseId,
        caseId: input.caseId,
      });
      return ok({ caseId: input.caseId });
    });
  }

  /** @returns `undefined` when nothing was wished. @throws {AccessDenied} as above. */
  async read(tx: Tx, caseId: CaseId): Promise<PlanningWishes | undefined> {
    return readWishes(tx, this.vault, await this.personOf(tx, caseId, false));
  }

  private async personOf(tx: Tx, caseId: CaseId, toChange: boolean): Promise<PersonId> {
    const relation = await this.relations.get(tx, caseId);
    const isTheirs = relation.isClient || relation.isLead;
    if (!isTheirs || (toChange && relation.isClosed)) throw new AccessDenied();
    return relation.personId;
  }
}

function wishedOf(input: SetPlanningWishesCommand['interpreter']): WishedInterpreter | null {
  if (!input) return null;
  const { language, variety, level, gender = null, notPoolNumbers } = input;
  return { language, variety, level, gender, notPoolNumbers };
}
