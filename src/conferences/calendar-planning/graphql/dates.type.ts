import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  RevisionConflict,
  TransitionRejected,
} from '../../../platform/graphql/index.js';
import { ConferenceBlocked, ConferencePayload, DoubleBooked } from '../../graphql/conference.type.js';
import type { Condition } from '../../planning/index.js';
import type { DateAnswer, ProposalOutcome } from '../domain/proposal.js';

export const DateAnswerEnum = describedEnum<DateAnswer>('DateAnswer', 'What somebody says to a date.', {
  YES: 'Suits «passt»',
  IF_NEEDED: 'If need be «zur Not»',
  NO: 'Does not suit «passt nicht»',
});

export const ProposalOutcomeEnum = describedEnum<ProposalOutcome>(
  'DateProposalOutcome',
  'How a vote on dates ended.',
  {
    FIXED: 'A date was fixed',
    WITHDRAWN: 'The dates were withdrawn',
    EXPIRED: 'Nobody decided in time',
  },
);

export const SlotConditionKindEnum = describedEnum<Condition['kind']>(
  'SlotConditionKind',
  'What would have to give way.',
  {
    withoutOptional: 'Somebody who is only wished for',
    shorterBuffer: 'Time between two sittings',
    substitute: 'The regular one: a substitute comes',
    videoInsteadOfRoom: 'The room: by video instead',
    moveOtherMeeting: 'Another sitting',
    laterDate: 'The last possible day',
    earlierDate: 'The first possible day, with a shorter notice',
    againstWish: 'A time that suits the person',
    withoutRequired: 'Somebody who is needed; the body contributes in writing',
  },
);

/** Who would come for a body. */
@ObjectType({ description: 'Who would come for which body.' })
export class SlotAttendee {
  @Field(() => ID, { description: 'The body.' })
  readonly unitId!: UnitId;

  @Field(() => ID, { description: 'The staff member.' })
  readonly staffId!: StaffId;
}

/** Base of possible dates. */
@ObjectType({ isAbstract: true })
abstract class PossibleDate {
  @Field(() => DateTimeScalar, { description: 'Begin.' })
  readonly startsAt!: Date;

  @Field(() => DateTimeScalar, { description: 'End.' })
  readonly endsAt!: Date;

  @Field(() => ID, { nullable: true, description: 'Room; null by video.' })
  readonly roomId!: string | null;

  @Field(() => ID, { nullable: true, description: 'Who would chair.' })
  readonly chairId!: StaffId | null;

  @Field(() => ID, { nullable: true, description: 'Who would take the record.' })
  readonly recorderId!: StaffId | null;

  @Field(() => [SlotAttendee], { description: 'Who would come for which body.' })
  readonly attendees!: readonly SlotAttendee[];

  @Field(() => ID, { nullable: true, description: 'Interpreter, when one is needed.' })
  readonly interpreterId!: string | null;
}

/** Reason. */
@ObjectType({ description: 'What speaks for or against a date; never why somebody cannot.' })
export class SlotReason {
  @Field(() => String, { description: 'Code of the reason.' })
  readonly code!: string;

  @Field(() => Boolean, { description: 'It speaks for the date.' })
  readonly speaksFor!: boolean;

  @Field(() => String, { description: 'German sentence without names.' })
  readonly sentence!: string;

  @Field(() => [ID], { description: 'Staff concerned.' })
  readonly staffIds!: readonly string[];
}

/** A good date. */
@ObjectType({ description: 'A possible date with its reasons.' })
export class ConferenceSlot extends PossibleDate {
  @Field(() => [SlotReason], { description: 'What speaks for it, then what against.' })
  readonly reasons!: readonly SlotReason[];
}

/** Condition. */
@ObjectType({ description: 'What would have to give way, and what that is worth avoiding.' })
export class SlotCondition {
  @Field(() => SlotConditionKindEnum, { description: 'What.' })
  readonly kind!: Condition['kind'];

  @Field(() => String, { description: 'German sentence without names.' })
  readonly sentence!: string;

  @Field(() => Int, { description: 'Price; the higher, the worse.' })
  readonly price!: number;

  @Field(() => ID, { nullable: true, description: 'Staff member concerned.' })
  readonly staffId!: string | null;
}

/** A date that becomes possible. */
@ObjectType({ description: 'A date that becomes possible once a smallest set of conditions gives way.' })
export class RelaxedConferenceSlot extends PossibleDate {
  @Field(() => Int, { description: 'Price of all conditions.' })
  readonly price!: number;

  @Field(() => [SlotCondition], { description: 'All of them have to give way.' })
  readonly conditions!: readonly SlotCondition[];
}

/** What the search found. */
@ObjectType({ description: 'The best dates, or what would have to give way.' })
export class BestConferenceSlotsPayload {
  @Field(() => [ConferenceSlot], { description: 'Best first; they do not overlap.' })
  readonly slots!: readonly ConferenceSlot[];

  @Field(() => [RelaxedConferenceSlot], { description: 'Only when there are no dates; cheapest first.' })
  readonly relaxations!: readonly RelaxedConferenceSlot[];

  @Field(() => DateScalar, { nullable: true, description: 'First day for which people are invited in time.' })
  readonly earliestOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day, from the convener or a deadline.' })
  readonly latestOn!: string | null;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'A last day that cannot be kept, because people have to be invited first.',
  })
  readonly missedOn!: string | null;
}

/** Vote. */
@ObjectType({ description: 'What somebody said to a date.' })
export class DateVote {
  @Field(() => ID, { description: 'Staff member or person.' })
  readonly holderId!: string;

  @Field(() => Boolean, { description: 'It is the word of the person.' })
  readonly isPerson!: boolean;

  @Field(() => DateAnswerEnum, { description: 'Their word.' })
  readonly answer!: DateAnswer;
}

/** Proposed date. */
@ObjectType({ description: 'A proposed date; people and room are held for it.' })
export class ProposedDateSlot {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'Begin.' })
  readonly startsAt!: Date;

  @Field(() => DateTimeScalar, { description: 'End.' })
  readonly endsAt!: Date;

  @Field(() => ID, { nullable: true, description: 'Room; null by video.' })
  readonly roomId!: string | null;

  @Field(() => [DateVote], { description: 'For the convener all, for others their own.' })
  readonly votes!: readonly DateVote[];
}

/** Proposal. */
@ObjectType({ description: 'Dates that are voted on «Terminabstimmung».' })
export class DateProposal {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Conference.' })
  readonly conferenceId!: ConferenceId;

  @Field(() => String, { description: 'Number of the conference, never of the case.' })
  readonly number!: string;

  @Field(() => String, { description: 'Its subject as on an invitation, without a person.' })
  readonly topic!: string;

  @Field(() => DateTimeScalar, { description: 'Until when people and room are held.' })
  readonly expiresAt!: Date;

  @Field(() => ProposalOutcomeEnum, { nullable: true, description: 'How it ended; null while it is open.' })
  readonly outcome!: ProposalOutcome | null;

  @Field(() => [ProposedDateSlot], { description: 'For the convener the most suitable first.' })
  readonly slots!: readonly ProposedDateSlot[];
}

/** Answer of a vote. */
@ObjectType({ description: 'The dates that were voted on.' })
export class DateVotesPayload {
  @Field(() => [ID], { description: 'Dates.' })
  readonly slotIds!: readonly string[];
}

/** Answer about one conference. */
@ObjectType({ description: 'The conference whose dates were planned.' })
export class ConferenceDatesPayload {
  @Field(() => ID, { description: 'The conference.' })
  readonly conferenceId!: ConferenceId;

  @Field(() => ID, { nullable: true, description: 'The proposal, where one was made.' })
  readonly proposalId!: string | null;
}

const booking = [ConferenceBlocked, DoubleBooked];
export const BestConferenceSlotsResult = createMutationResult(
  'BestConferenceSlots',
  BestConferenceSlotsPayload,
);
export const SetConferencePlanningResult = createMutationResult(
  'SetConferencePlanning',
  ConferenceDatesPayload,
);
export const ProposeConferenceDatesResult = createMutationResult(
  'ProposeConferenceDates',
  ConferenceDatesPayload,
  booking,
);
export const WithdrawConferenceDatesResult = createMutationResult(
  'WithdrawConferenceDates',
  ConferenceDatesPayload,
);
export const VoteOnConferenceDatesResult = createMutationResult('VoteOnConferenceDates', DateVotesPayload);
export const FixConferenceDateResult = createMutationResult('FixConferenceDate', ConferencePayload, [
  ...booking,
  TransitionRejected,
  RevisionConflict,
]);
