import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Length,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import type { CaseId, StaffId } from '../../../kernel/index.js';
import { DateScalar, MutationInput } from '../../../platform/graphql/index.js';
import * as resources from '../domain/resource.js';
import { HOURS_KINDS, type HoursKind } from '../domain/weekly-hours.js';
import { CONFERENCE_FORMATS, WISH_KINDS, type ConferenceFormat, type WishKind } from '../domain/wishes.js';
import * as types from './availability.type.js';

const POOL_NUMBER = /^[A-Z0-9][A-Z0-9-]{0,19}$/;

/** Base of inputs about the availability of somebody. */
@InputType({ isAbstract: true })
abstract class HolderInput extends MutationInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Staff member: yourself, or somebody of your unit as its head.',
  })
  @IsOptional()
  @IsUUID()
  readonly staffId?: StaffId | null;

  @Field(() => ID, { nullable: true, description: 'Interpreter, in place of a staff member.' })
  @IsOptional()
  @IsUUID()
  readonly interpreterId?: string | null;
}

/** Hours as they come in. */
@InputType({ description: 'Hours on a day of the week.' })
export class WeeklyHoursInput {
  @Field(() => Int, { description: '1 Monday to 7 Sunday.' })
  @IsInt()
  @Min(1)
  @Max(7)
  readonly weekday!: number;

  @Field(() => types.HoursKindEnum, { description: 'Work or lunch.' })
  @IsIn(HOURS_KINDS)
  readonly kind!: HoursKind;

  @Field(() => String, { description: 'Begin, `HH:MM` on the wall.' })
  @Length(5, 5)
  readonly from!: string;

  @Field(() => String, { description: 'End, `HH:MM`, up to `24:00`.' })
  @Length(5, 5)
  readonly until!: string;
}

/** Input of `setWeeklyHours`. */
@InputType({ description: 'Sets the usual week for a time.' })
export class SetWeeklyHoursInput extends HolderInput {
  @Field(() => DateScalar, { description: 'First day.' })
  @Allow()
  readonly validFrom!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; left out: until further notice.' })
  @IsOptional()
  readonly validUntil?: string | null;

  @Field(() => [WeeklyHoursInput], { description: 'At most 50; none: the usual hours of the region.' })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => WeeklyHoursInput)
  readonly hours!: WeeklyHoursInput[];
}

/** Input of `addAbsence`. */
@InputType({ description: 'Enters an absence; why is not asked.' })
export class AddAbsenceInput extends HolderInput {
  @Field(() => String, { description: 'Begin on the wall in Germany, `YYYY-MM-DDTHH:MM`.' })
  @Length(1, 40)
  readonly from!: string;

  @Field(() => String, { description: 'End, in the same way.' })
  @Length(1, 40)
  readonly until!: string;
}

/** Input of `removeAbsence`. */
@InputType({ description: 'Takes an absence away.' })
export class RemoveAbsenceInput extends MutationInput {
  @Field(() => ID, { description: 'The absence.' })
  @IsUUID()
  readonly absenceId!: string;
}

/** Input of `keepPlace`. */
@InputType({ description: 'Adds a place or renames one.' })
export class KeepPlaceInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'The place; left out: a new one.' })
  @IsOptional()
  @IsUUID()
  readonly placeId?: string | null;

  @Field(() => String, { description: 'Name, 2 to 100 characters.' })
  @Length(2, 100)
  readonly name!: string;
}

/** Input of `setTravelTime`. */
@InputType({ description: 'Sets how long a way takes.' })
export class SetTravelTimeInput extends MutationInput {
  @Field(() => ID, { description: 'From here.' })
  @IsUUID()
  readonly fromPlaceId!: string;

  @Field(() => ID, { description: 'To here; and back, unless that is set itself.' })
  @IsUUID()
  readonly toPlaceId!: string;

  @Field(() => Int, { description: 'Minutes, 0 to 480.' })
  @IsInt()
  @Min(0)
  @Max(480)
  readonly minutes!: number;
}

/** Input of `keepRoom`. */
@InputType({ description: 'Adds a room or changes one.' })
export class KeepRoomInput extends MutationInput {
  @Field(() => ID, { nullable: true, description: 'The room; left out: a new one.' })
  @IsOptional()
  @IsUUID()
  readonly roomId?: string | null;

  @Field(() => ID, { description: 'Whose room it is; never changes.' })
  @IsUUID()
  readonly organisationId!: string;

  @Field(() => String, { description: 'Name, 2 to 100 characters.' })
  @Length(2, 100)
  readonly name!: string;

  @Field(() => Int, { description: 'Chairs, 2 to 500.' })
  @IsInt()
  @Min(2)
  @Max(500)
  readonly capacity!: number;

  @Field(() => Boolean, { description: 'Reachable without steps «barrierefrei».' })
  @IsBoolean()
  readonly stepFree!: boolean;

  @Field(() => Boolean, { description: 'Equipped for those who join by video.' })
  @IsBoolean()
  readonly hasVideo!: boolean;

  @Field(() => Boolean, { description: 'Has a hearing loop «Höranlage».' })
  @IsBoolean()
  readonly hearingLoop!: boolean;

  @Field(() => ID, { nullable: true, description: 'Place, for the way there.' })
  @IsOptional()
  @IsUUID()
  readonly placeId?: string | null;
}

/** Language as it comes in. */
@InputType({ description: 'A language somebody interprets.' })
export class InterpreterLanguageInput {
  @Field(() => String, { description: 'Code of two or three letters, e.g. `ar`.' })
  @Matches(/^[a-z]{2,3}$/, { message: 'Zwei oder drei kleine Buchstaben, z. B. ar.' })
  readonly language!: string;

  @Field(() => String, { defaultValue: '', description: 'Variety, e.g. `levantine`.' })
  @Matches(/^[A-Za-z0-9-]{0,30}$/, { message: 'Höchstens 30 Buchstaben, Ziffern und Bindestriche.' })
  readonly variety: string = '';
}

/** Input of `keepInterpreter`. */
@InputType({ description: 'Adds an interpreter to the pool, or changes who has the number.' })
export class KeepInterpreterInput extends MutationInput {
  @Field(() => String, { description: 'Number in the pool; no name.' })
  @Matches(POOL_NUMBER, { message: 'Großbuchstaben, Ziffern und Bindestriche, höchstens 20.' })
  readonly poolNumber!: string;

  @Field(() => types.InterpreterLevelEnum, { description: 'Level.' })
  @IsIn(resources.INTERPRETER_LEVELS)
  readonly level!: resources.InterpreterLevel;

  @Field(() => types.InterpreterGenderEnum, { nullable: true, description: 'Gender, if they said it.' })
  @IsOptional()
  @IsIn(resources.INTERPRETER_GENDERS)
  readonly gender?: resources.InterpreterGender | null;

  @Field(() => [InterpreterLanguageInput], { description: 'Languages, 1 to 20.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => InterpreterLanguageInput)
  readonly languages!: InterpreterLanguageInput[];

  @Field(() => DateScalar, { nullable: true, description: 'Last day in the pool.' })
  @IsOptional()
  readonly endedOn?: string | null;
}

/** Time that does not suit, as it comes in. */
@InputType({ description: 'A time of the week at which the person cannot.' })
export class PlanningWishTimeInput {
  @Field(() => Int, { description: '1 Monday to 7 Sunday.' })
  @IsInt()
  @Min(1)
  @Max(7)
  readonly weekday!: number;

  @Field(() => String, { description: 'Begin, `HH:MM`.' })
  @Length(5, 5)
  readonly from!: string;

  @Field(() => String, { description: 'End, `HH:MM`.' })
  @Length(5, 5)
  readonly until!: string;

  @Field(() => types.PlanningWishKindEnum, { description: 'Why; shown to nobody else.' })
  @IsIn(WISH_KINDS)
  readonly kind!: WishKind;
}

/** Wished interpreter, as it comes in. */
@InputType({ description: 'Whom the person wishes as interpreter.' })
export class PlanningWishInterpreterInput extends InterpreterLanguageInput {
  @Field(() => types.InterpreterLevelEnum, { defaultValue: 'LAY', description: 'At least this level.' })
  @IsIn(resources.INTERPRETER_LEVELS)
  readonly level: resources.InterpreterLevel = 'LAY';

  @Field(() => types.InterpreterGenderEnum, { nullable: true, description: 'Gender, if it matters.' })
  @IsOptional()
  @IsIn(resources.INTERPRETER_GENDERS)
  readonly gender?: resources.InterpreterGender | null;

  @Field(() => [String], { description: 'Numbers of the pool that shall not come, at most 50.' })
  @ArrayUnique()
  @ArrayMaxSize(50)
  @Matches(POOL_NUMBER, { each: true, message: 'Nummern aus dem Pool.' })
  readonly notPoolNumbers!: string[];
}

/** Input of `setPlanningWishes`. */
@InputType({ description: 'Sets what the person wishes of dates; replaces what was wished before.' })
export class SetPlanningWishesInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => [PlanningWishTimeInput], { description: 'When the person cannot, at most 50.' })
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => PlanningWishTimeInput)
  readonly times!: PlanningWishTimeInput[];

  @Field(() => PlanningWishInterpreterInput, { nullable: true, description: 'Left out when none is needed.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => PlanningWishInterpreterInput)
  readonly interpreter?: PlanningWishInterpreterInput | null;

  @Field(() => Boolean, { description: 'Without steps «barrierefrei».' })
  @IsBoolean()
  readonly needsStepFree!: boolean;

  @Field(() => Boolean, { description: 'With a hearing loop «Höranlage».' })
  @IsBoolean()
  readonly needsHearingLoop!: boolean;

  @Field(() => types.ConferenceFormatEnum, { description: 'In a room, by video, or either.' })
  @IsIn(CONFERENCE_FORMATS)
  readonly format!: ConferenceFormat;

  @Field(() => Int, { description: 'How many people accompany them, 0 to 5.' })
  @IsInt()
  @Min(0)
  @Max(5)
  readonly companions!: number;
}
