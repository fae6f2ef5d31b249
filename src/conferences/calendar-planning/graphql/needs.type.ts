import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { StaffId, UnitId } from '../../../kernel/index.js';
import { DateScalar } from '../../../platform/graphql/index.js';
import type { InterpreterLevel } from '../domain/resource.js';
import type { ConferenceFormat } from '../domain/wishes.js';
import { ConferenceFormatEnum, InterpreterLevelEnum } from './availability.type.js';

/** Seats of a body. */
@ObjectType({ description: 'Who may come for a body: so many of these people.' })
export class ConferenceUnitSeats {
  @Field(() => ID, { description: 'The body.' })
  readonly unitId!: UnitId;

  @Field(() => Int, { description: 'How many come.' })
  readonly seats!: number;

  @Field(() => Boolean, { description: 'It has to be there.' })
  readonly isRequired!: boolean;

  @Field(() => Boolean, { description: 'Only somebody who may commit it «Mandat».' })
  readonly needsMandate!: boolean;

  @Field(() => [ID], { description: 'The regular ones first, then substitutes.' })
  readonly staffIds!: readonly StaffId[];
}

/** What a conference needs of its date. */
@ObjectType({ description: 'What a conference needs of its date.' })
export class ConferencePlanningNeeds {
  @Field(() => Int, { description: 'Length in minutes.' })
  readonly durationMinutes!: number;

  @Field(() => ConferenceFormatEnum, { description: 'In a room, by video, or either.' })
  readonly format!: ConferenceFormat;

  @Field(() => Boolean, { description: 'Without steps «barrierefrei».' })
  readonly needsStepFree!: boolean;

  @Field(() => Boolean, { description: 'With a hearing loop «Höranlage».' })
  readonly needsHearingLoop!: boolean;

  @Field(() => Boolean, { description: 'In a room equipped for video.' })
  readonly needsVideo!: boolean;

  @Field(() => Int, { description: 'Minutes kept free before.' })
  readonly bufferBeforeMinutes!: number;

  @Field(() => Int, { description: 'Minutes kept free after.' })
  readonly bufferAfterMinutes!: number;

  @Field(() => InterpreterLevelEnum, { nullable: true, description: 'At least this level of interpreting.' })
  readonly interpreterLevel!: InterpreterLevel | null;

  @Field(() => DateScalar, { nullable: true, description: 'First possible day.' })
  readonly earliestOn!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last possible day.' })
  readonly latestOn!: string | null;

  @Field(() => [ConferenceUnitSeats], { description: 'Bodies of which it was said who may come.' })
  readonly seats!: readonly ConferenceUnitSeats[];
}
