import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
} from '../../../platform/graphql/index.js';
import type { InterpreterGender, InterpreterLevel } from '../domain/resource.js';
import type { HoursKind } from '../domain/weekly-hours.js';
import type { ConferenceFormat, WishKind } from '../domain/wishes.js';

export const HoursKindEnum = describedEnum<HoursKind>('HoursKind', 'What an entry of a week is.', {
  WORK: 'Time of work «Arbeitszeit»',
  LUNCH: 'Lunch within it «Mittagspause»',
});

export const InterpreterLevelEnum = describedEnum<InterpreterLevel>(
  'InterpreterLevel',
  'Level of interpreting.',
  {
    LAY: 'Trained lay interpreter «Sprachmittlung»; not where there are legal consequences',
    QUALIFIED: 'Qualified interpreter «qualifiziert»',
    SWORN: 'Sworn interpreter «vereidigt»',
  },
);

export const InterpreterGenderEnum = describedEnum<InterpreterGender>(
  'InterpreterGender',
  'Gender of an interpreter, for wishes.',
  { FEMALE: 'Woman', MALE: 'Man', DIVERSE: 'Diverse' },
);

export const ConferenceFormatEnum = describedEnum<ConferenceFormat>(
  'ConferenceFormat',
  'How people come together.',
  { IN_PERSON: 'In a room', EITHER: 'In a room or by video', VIDEO: 'By video' },
);

export const PlanningWishKindEnum = describedEnum<WishKind>(
  'PlanningWishKind',
  'Why a time does not suit; for the person and their case lead alone.',
  {
    CHILD_CARE: 'No care for the children',
    PRAYER: 'Time of prayer',
    WORK: 'Work',
    COURSE: 'Course or school',
    OTHER: 'Something else',
  },
);

/** Hours of a week. */
@ObjectType({ description: 'Hours on a day of the week.' })
export class WeeklyHoursEntry {
  @Field(() => Int, { description: '1 Monday to 7 Sunday.' })
  readonly weekday!: number;

  @Field(() => HoursKindEnum, { description: 'Work or lunch.' })
  readonly kind!: HoursKind;

  @Field(() => String, { description: 'Begin, `HH:MM` on the wall.' })
  readonly from!: string;

  @Field(() => String, { description: 'End, `HH:MM`.' })
  readonly until!: string;

  @Field(() => DateScalar, { description: 'First day.' })
  readonly validFrom!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day; null until further notice.' })
  readonly validUntil!: string | null;
}

/** Absence. */
@ObjectType({ description: 'A time of absence; why is nowhere kept.' })
export class AbsenceEntry {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => DateTimeScalar, { description: 'Begin.' })
  readonly startsAt!: Date;

  @Field(() => DateTimeScalar, { description: 'End.' })
  readonly endsAt!: Date;
}

/** Availability of somebody. */
@ObjectType({ description: 'Usual hours and absences of a staff member or interpreter.' })
export class Availability {
  @Field(() => [WeeklyHoursEntry], {
    description: 'From today on; empty: the usual hours of the region count.',
  })
  readonly hours!: readonly WeeklyHoursEntry[];

  @Field(() => [AbsenceEntry], { description: 'Those that are not over; at most 500.' })
  readonly absences!: readonly AbsenceEntry[];
}

/** Language of an interpreter. */
@ObjectType({ description: 'A language somebody interprets.' })
export class InterpreterLanguageEntry {
  @Field(() => String, { description: 'Code, e.g. `ar`.' })
  readonly language!: string;

  @Field(() => String, { description: 'Variety, e.g. `levantine`; empty where none matters.' })
  readonly variety!: string;
}

/** Interpreter. */
@ObjectType({ description: 'An interpreter of the pool, by number alone «Sprachmittlungspool».' })
export class PoolInterpreter {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Number in the pool; who it is the pool knows.' })
  readonly poolNumber!: string;

  @Field(() => InterpreterLevelEnum, { description: 'Level.' })
  readonly level!: InterpreterLevel;

  @Field(() => InterpreterGenderEnum, { nullable: true, description: 'Gender, where known.' })
  readonly gender!: InterpreterGender | null;

  @Field(() => DateScalar, { nullable: true, description: 'Last day in the pool.' })
  readonly endedOn!: string | null;

  @Field(() => [InterpreterLanguageEntry], { description: 'Languages.' })
  readonly languages!: readonly InterpreterLanguageEntry[];
}

/** Place. */
@ObjectType({ description: 'Where rooms lie.' })
export class Place {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;
}

/** Wish for times. */
@ObjectType({ description: 'A time of the week at which the person cannot.' })
export class PlanningWishTime {
  @Field(() => Int, { description: '1 Monday to 7 Sunday.' })
  readonly weekday!: number;

  @Field(() => String, { description: 'Begin, `HH:MM`.' })
  readonly from!: string;

  @Field(() => String, { description: 'End, `HH:MM`.' })
  readonly until!: string;

  @Field(() => PlanningWishKindEnum, { description: 'Why.' })
  readonly kind!: WishKind;
}

/** Wished interpreter. */
@ObjectType({ description: 'Whom the person wishes as interpreter.' })
export class PlanningWishInterpreter {
  @Field(() => String, { description: 'Language.' })
  readonly language!: string;

  @Field(() => String, { description: 'Variety; empty where none matters.' })
  readonly variety!: string;

  @Field(() => InterpreterLevelEnum, { description: 'At least.' })
  readonly level!: InterpreterLevel;

  @Field(() => InterpreterGenderEnum, { nullable: true, description: 'Gender, if it matters.' })
  readonly gender!: InterpreterGender | null;

  @Field(() => [String], { description: 'Numbers of the pool that shall not come.' })
  readonly notPoolNumbers!: readonly string[];
}

/** Wishes of the person. */
@ObjectType({
  description: 'When and how a person can take part; for them and their case lead alone, sealed.',
})
export class PersonPlanningWishes {
  @Field(() => [PlanningWishTime], { description: 'When they cannot.' })
  readonly times!: readonly PlanningWishTime[];

  @Field(() => PlanningWishInterpreter, {
    nullable: true,
    description: 'Interpreter; null when none is needed.',
  })
  readonly interpreter!: PlanningWishInterpreter | null;

  @Field(() => Boolean, { description: 'Without steps «barrierefrei».' })
  readonly needsStepFree!: boolean;

  @Field(() => Boolean, { description: 'With a hearing loop «Höranlage».' })
  readonly needsHearingLoop!: boolean;

  @Field(() => ConferenceFormatEnum, { description: 'In a room, by video, or either.' })
  readonly format!: ConferenceFormat;

  @Field(() => Int, { description: 'How many people accompany them.' })
  readonly companions!: number;
}

/** Answer about hours and absences. */
@ObjectType({ description: 'Whose availability was changed.' })
export class AvailabilityPayload {
  @Field(() => ID, { description: 'Staff member or interpreter.' })
  readonly holderId!: string;

  @Field(() => ID, { nullable: true, description: 'The absence, if it was about one.' })
  readonly absenceId!: string | null;
}

/** Answer about the pool. */
@ObjectType({ description: 'What was kept.' })
export class PoolPayload {
  @Field(() => ID, { description: 'Identifier of the place, room or interpreter; of a way its begin.' })
  readonly id!: string;
}

/** Answer about wishes. */
@ObjectType({ description: 'The case whose person they are of.' })
export class PlanningWishesPayload {
  @Field(() => ID, { description: 'The case.' })
  readonly caseId!: string;
}

export const SetWeeklyHoursResult = createMutationResult('SetWeeklyHours', AvailabilityPayload);
export const AddAbsenceResult = createMutationResult('AddAbsence', AvailabilityPayload);
export const RemoveAbsenceResult = createMutationResult('RemoveAbsence', AvailabilityPayload);
export const KeepPlaceResult = createMutationResult('KeepPlace', PoolPayload);
export const SetTravelTimeResult = createMutationResult('SetTravelTime', PoolPayload);
export const KeepRoomResult = createMutationResult('KeepRoom', PoolPayload);
export const KeepInterpreterResult = createMutationResult('KeepInterpreter', PoolPayload);
export const SetPlanningWishesResult = createMutationResult('SetPlanningWishes', PlanningWishesPayload);
