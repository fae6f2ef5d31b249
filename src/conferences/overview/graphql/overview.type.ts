import { Field, Int, ObjectType } from '@nestjs/graphql';
import { describedEnum } from '../../../platform/graphql/index.js';
import type { BlockCode } from '../../domain/blocks.js';
import type { ConferenceKind } from '../../domain/conference.js';
import { ConferenceKindEnum } from '../../graphql/conference.type.js';
import type { OverviewStage } from '../domain/overview.js';

export const ConferenceStageEnum = describedEnum<OverviewStage>(
  'ConferenceStage',
  'How far a conference is, as a project lead counts it.',
  {
    HELD: 'Was held «durchgeführt»',
    PLANNED: 'Has a date «mit Termin»',
    OPEN: 'Has no date yet and may be held «offen»',
    BLOCKED: 'Something stands in the way «blockiert»',
    CANCELLED: 'Was cancelled «abgesagt»',
    DECLINED: 'Was declined on one of the permitted grounds «abgelehnt»',
    CONVERTED: 'Goes on as an anonymised one «anonymisiert weitergeführt»',
  },
);

const HIDDEN = 'null when it is so small that a case could be told, or would give such a number away';

/** Number of one stage. */
@ObjectType({ description: 'Conferences of one stage.' })
export class ConferenceStageCount {
  @Field(() => ConferenceStageEnum, { description: 'The stage.' })
  readonly stage!: OverviewStage;

  @Field(() => Int, { nullable: true, description: `How many; ${HIDDEN}.` })
  readonly count!: number | null;
}

/** Number of one reason. */
@ObjectType({ description: 'Blocked conferences with one reason; one may have several.' })
export class ConferenceBlockReason {
  @Field(() => String, { description: 'Code of the block.' })
  readonly code!: BlockCode;

  @Field(() => String, { description: 'The reason, German.' })
  readonly label!: string;

  @Field(() => Int, { nullable: true, description: `How many; ${HIDDEN}.` })
  readonly count!: number | null;
}

/** Numbers of one kind. */
@ObjectType({ description: 'Conferences of one kind.' })
export class ConferenceKindCounts {
  @Field(() => ConferenceKindEnum, { description: 'The kind.' })
  readonly kind!: ConferenceKind;

  @Field(() => [ConferenceStageCount], { description: 'By stage.' })
  readonly stages!: readonly ConferenceStageCount[];
}

/** Numbers of one month. */
@ObjectType({ description: 'Conferences of one month.' })
export class ConferenceMonthCounts {
  @Field(() => String, { description: 'The month, `YYYY-MM`.' })
  readonly month!: string;

  @Field(() => Int, { nullable: true, description: `Requested in it; ${HIDDEN}.` })
  readonly requested!: number | null;

  @Field(() => Int, { nullable: true, description: `Held in it; ${HIDDEN}.` })
  readonly held!: number | null;
}

/** The project lead's view. */
@ObjectType({
  description: 'Conferences of a programme or the region in sums that lead to no case «Übersicht».',
})
export class ConferenceOverviewType {
  @Field(() => Int, { nullable: true, description: 'Cases the programme aims at; null for a whole region.' })
  readonly target!: number | null;

  @Field(() => Int, { nullable: true, description: `Requested; ${HIDDEN}.` })
  readonly requested!: number | null;

  @Field(() => [ConferenceStageCount], { description: 'By stage.' })
  readonly stages!: readonly ConferenceStageCount[];

  @Field(() => [ConferenceBlockReason], { description: 'What stands in the way of the blocked ones.' })
  readonly blockReasons!: readonly ConferenceBlockReason[];

  @Field(() => Int, {
    nullable: true,
    description: 'Days from request to sitting, median; null where too few were held.',
  })
  readonly medianDaysToSitting!: number | null;

  @Field(() => Int, { nullable: true, description: 'Days that nine in ten did not exceed; null likewise.' })
  readonly ninetyPercentDaysToSitting!: number | null;

  @Field(() => Int, { nullable: true, description: `Records approved in time; ${HIDDEN}.` })
  readonly recordsInTime!: number | null;

  @Field(() => Int, { nullable: true, description: `Records that were late or are; ${HIDDEN}.` })
  readonly recordsLate!: number | null;

  @Field(() => Int, { nullable: true, description: `Records that are not yet due; ${HIDDEN}.` })
  readonly recordsRunning!: number | null;

  @Field(() => [ConferenceKindCounts], { description: 'By kind.' })
  readonly byKind!: readonly ConferenceKindCounts[];

  @Field(() => [ConferenceMonthCounts], { description: 'By month.' })
  readonly byMonth!: readonly ConferenceMonthCounts[];
}

/** The overview as a file. */
@ObjectType({ description: 'The overview as a table for spreadsheets.' })
export class ConferenceOverviewFile {
  @Field(() => String, { description: 'Name of the file.' })
  readonly fileName!: string;

  @Field(() => String, { description: 'CSV with semicolons, German columns.' })
  readonly content!: string;
}
