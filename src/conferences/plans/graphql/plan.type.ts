import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  UserFacingError,
} from '../../../platform/graphql/index.js';
import type { ConstraintName } from '../../planning/index.js';
import type * as compared from '../domain/compare-plans.js';
import type { FairLoad, PlanStatus } from '../domain/plan.js';
import { ConferencePlanProof } from './proof.type.js';

export const ConferencePlanStatusEnum = describedEnum<PlanStatus>(
  'ConferencePlanStatus',
  'Where a planning is; its best plan so far stays, however it ends.',
  {
    QUEUED: 'Waits for a worker',
    RUNNING: 'Is searched for',
    FINISHED: 'The time is over; this is the plan',
    CANCELLED: 'Ended by somebody; the best plan so far stays',
    FAILED: 'Could not be planned, or its worker died again and again; see `failureCode`',
  },
);

export const FairLoadEnum = describedEnum<FairLoad>(
  'ConferenceFairLoad',
  'How much an even spread over chairs, recorders and bodies counts «gerechte Verteilung».',
  { OFF: 'Not at all', NORMAL: 'As one wish among others', STRONG: 'More than waiting time' },
);

export const DateChangeEnum = describedEnum<compared.DateChange>(
  'ConferenceDateChange',
  'What of a date differs between two plans.',
  {
    DAY: 'Another day',
    TIME: 'Another time on the same day',
    ROOM: 'Another room',
    CHAIR: 'Another chair',
    RECORDER: 'Another recorder',
    ATTENDEES: 'Somebody else for a body',
  },
);

export const PlanVerdictEnum = describedEnum<'GAINS' | 'LOSES'>(
  'ConferencePlanVerdict',
  'For whom the second plan is better.',
  { GAINS: 'Fewer sittings, or as many on fewer days', LOSES: 'More sittings, or as many on more days' },
);

/** Costs per level. */
@ObjectType({
  description: 'How good a plan is: zero is perfect, less is worse; levels count one after the other.',
})
export class ConferencePlanScore {
  @Field(() => Int, { description: 'Below zero it cannot be held as it is.' })
  readonly hard!: number;

  @Field(() => Int, { description: 'Those who wish to come, and blocks.' })
  readonly medium!: number;

  @Field(() => Int, { description: 'Waiting time, spread and wishes.' })
  readonly soft!: number;
}

/** One constraint that costs something. */
@ObjectType({ description: 'What keeps a plan from being perfect.' })
export class ConferencePlanCost {
  readonly constraint!: ConstraintName;

  @Field(() => String, { description: 'What it is about, German.' })
  readonly label!: string;

  @Field(() => Int, { description: 'Points.' })
  readonly cost!: number;
}

/** Who comes for a body. */
@ObjectType({ description: 'Who would come for a body.' })
export class PlannedConferenceAttendee {
  @Field(() => ID, { description: 'The body.' })
  readonly unitId!: UnitId;

  @Field(() => ID, { description: 'Who would come.' })
  readonly staffId!: StaffId;
}

/** A date in a plan. */
@ObjectType({ description: 'Where a plan has a conference; nothing is booked.' })
export class PlannedConferenceSlot {
  @Field(() => DateTimeScalar, { description: 'Begin.' })
  readonly startsAt!: Date;

  @Field(() => DateTimeScalar, { description: 'End.' })
  readonly endsAt!: Date;

  @Field(() => ID, { nullable: true, description: 'Room; null by video.' })
  readonly roomId!: string | null;

  @Field(() => ID, { description: 'Who would chair.' })
  readonly chairId!: StaffId;

  @Field(() => ID, { description: 'Who would record.' })
  readonly recorderId!: StaffId;

  @Field(() => [PlannedConferenceAttendee], { description: 'Who would come for the bodies.' })
  readonly attendees!: readonly PlannedConferenceAttendee[];

  @Field(() => ID, { nullable: true, description: 'Interpreter, if one is needed.' })
  readonly interpreterId!: string | null;
}

/** One conference of a plan. */
@ObjectType({ description: 'A conference in a plan.' })
export class ConferencePlanEntry {
  @Field(() => ID, { description: 'The conference.' })
  readonly conferenceId!: ConferenceId;

  @Field(() => PlannedConferenceSlot, { nullable: true, description: 'Null while it has no place.' })
  readonly slot!: PlannedConferenceSlot | null;

  @Field(() => [String], { description: 'Why it cannot be held like this, German; empty when it can.' })
  readonly problems!: readonly string[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its date was accepted and booked.' })
  readonly acceptedAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Code of why it no longer fitted when it was accepted.',
  })
  readonly refusal!: string | null;
}

/** Planning of many conferences. */
@ObjectType({
  description: 'Planning of many conferences at once: a proposal that books nothing «Terminplan».',
})
export class ConferencePlan {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Unit whose conferences are planned.' })
  readonly convenerUnitId!: UnitId;

  @Field(() => ID, { nullable: true, description: 'Only conferences of this programme.' })
  readonly programmeId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Plan that it moves as little of as possible.' })
  readonly previousPlanId!: string | null;

  @Field(() => DateScalar, { description: 'First day.' })
  readonly from!: string;

  @Field(() => DateScalar, { description: 'Last day.' })
  readonly until!: string;

  @Field(() => FairLoadEnum, { description: 'How much an even spread counts.' })
  readonly fairLoad!: FairLoad;

  @Field(() => Int, { description: 'Seconds the search may take.' })
  readonly seconds!: number;

  @Field(() => ConferencePlanStatusEnum, { description: 'Where it is.' })
  readonly status!: PlanStatus;

  @Field(() => String, { nullable: true, description: 'Code of why it failed.' })
  readonly failureCode!: string | null;

  @Field(() => Float, { description: 'How much of the search is done, 0 to 1.' })
  readonly part!: number;

  @Field(() => ConferencePlanScore, {
    nullable: true,
    description: 'Of the best plan so far; null before the first.',
  })
  readonly score!: ConferencePlanScore | null;

  @Field(() => [ConferencePlanCost], { description: 'What it is made of, most expensive first.' })
  readonly costs!: readonly ConferencePlanCost[];

  @Field(() => ConferencePlanProof, {
    nullable: true,
    description: 'Whether there can be a better one; null until that was tried, after the search.',
  })
  readonly proof!: ConferencePlanProof | null;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly requestedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the best plan so far was stored.' })
  readonly reportedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly finishedAt!: Date | null;
}

/** What a successful command on a plan answers. */
@ObjectType({ description: 'The plan after the command.' })
export class ConferencePlanPayload {
  @Field(() => ConferencePlan, { description: 'The plan.' })
  readonly plan!: ConferencePlan;
}

/** Outcome of accepting a plan. */
@ObjectType({ description: 'What was booked, and what no longer fitted.' })
export class AcceptedConferencePlan {
  @Field(() => ConferencePlan, { description: 'The plan.' })
  readonly plan!: ConferencePlan;

  @Field(() => [ID], { description: 'Conferences that have their date now.' })
  readonly bookedIds!: readonly string[];

  @Field(() => [ID], { description: 'Conferences whose date no longer fits; their entries say why.' })
  readonly refusedIds!: readonly string[];
}

/** An entry that does not fit. */
@ObjectType({ description: 'A conference whose planned date no longer fits.' })
export class ConferencePlanRefusal {
  @Field(() => ID, { description: 'The conference.' })
  readonly conferenceId!: ConferenceId;

  @Field(() => String, { description: 'Code, as a single date would be refused.' })
  readonly code!: string;
}

/** Not everything fits. */
@ObjectType({
  implements: () => [UserFacingError],
  description: 'Not all entries of the plan still fit; nothing was booked.',
})
export class PlanEntriesRefused extends UserFacingError {
  @Field(() => [ConferencePlanRefusal], { description: 'What does not fit, and why.' })
  readonly refusals!: readonly ConferencePlanRefusal[];
}

export const PlanConferencesResult = createMutationResult('PlanConferences', ConferencePlanPayload);
export const CancelConferencePlanResult = createMutationResult('CancelConferencePlan', ConferencePlanPayload);
export const AcceptConferencePlanResult = createMutationResult(
  'AcceptConferencePlan',
  AcceptedConferencePlan,
  [PlanEntriesRefused],
);
