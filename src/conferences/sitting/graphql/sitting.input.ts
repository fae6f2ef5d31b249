import { Field, ID, InputType } from '@nestjs/graphql';
import { IsBoolean, IsIn, IsOptional, IsUUID, Length, Matches, MaxLength } from 'class-validator';
import { MEDIATION_LEVELS, MediationLevelEnum, type MediationLevel } from '../../../cases/index.js';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import { ListOfIds, MutationInput, RevisionedInput } from '../../../platform/graphql/index.js';
import * as codes from '../domain/sitting.js';
import * as enums from './sitting.enums.js';

/** Input of `planSitting`. */
@InputType({ description: 'Joins conferences of one day to one sitting.' })
export class PlanSittingInput extends MutationInput {
  @Field(() => [ID], {
    description: 'Conferences of one day that you chair, 2 to 12; their dates make the order.',
  })
  @ListOfIds({ max: 12 })
  readonly conferenceIds!: ConferenceId[];
}

/** Base of inputs about one item: its conference, and the revision seen. */
@InputType({ isAbstract: true })
abstract class ItemInput extends RevisionedInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;
}

/** Input of `startSittingItem`. */
@InputType({ description: 'Begins an item.' })
export class StartSittingItemInput extends ItemInput {}

/** Input of `resumeSitting`. */
@InputType({ description: 'Goes on after an interruption.' })
export class ResumeSittingInput extends ItemInput {}

/** Input of `reportRecognised`. */
@InputType({ description: 'Somebody recognised the case; by what is not asked.' })
export class ReportRecognisedInput extends ItemInput {}

/** Input of `endSittingItem`. */
@InputType({ description: 'Ends an item.' })
export class EndSittingItemInput extends ItemInput {}

/** Input of `answerFindingQuestion`. */
@InputType({ description: 'There is no structural finding; one is reported with `reportFinding`.' })
export class AnswerFindingQuestionInput extends ItemInput {}

/** Input of `handOverChair`. */
@InputType({ description: 'Makes the deputy the chair.' })
export class HandOverChairInput extends ItemInput {}

/** Input of `appointDeputyChair`. */
@InputType({ description: 'Names who may chair in the place of the chair.' })
export class AppointDeputyChairInput extends ItemInput {
  @Field(() => ID, { nullable: true, description: 'The deputy; left out: none any more.' })
  @IsOptional()
  @IsUUID()
  readonly deputyId?: StaffId | null;
}

/** Input of `enterSittingBox`. */
@InputType({ description: 'Goes on to a time box.' })
export class EnterSittingBoxInput extends ItemInput {
  @Field(() => String, { description: 'Key of the box.' })
  @Matches(/^[A-Z_]{3,40}$/)
  readonly boxKey!: string;
}

/** Input of `pauseSitting`. */
@InputType({ description: 'Takes a break.' })
export class PauseSittingInput extends ItemInput {
  @Field(() => enums.BreakReasonEnum, { description: 'Who asked for it.' })
  @IsIn(['BREAK_OF_PERSON', 'BREAK'])
  readonly reason!: 'BREAK_OF_PERSON' | 'BREAK';
}

/** Input of `recordAttendance`. */
@InputType({ description: 'Enters who is there for a body, or the recorder.' })
export class RecordAttendanceInput extends ItemInput {
  @Field(() => ID, { nullable: true, description: 'The body; left out: chair, deputy or recorder.' })
  @IsOptional()
  @IsUUID()
  readonly unitId?: UnitId | null;

  @Field(() => ID, { description: 'Who.' })
  @IsUUID()
  readonly attendeeId!: StaffId;

  @Field(() => String, {
    nullable: true,
    description: 'Function in the body, no name; at most 100 characters.',
  })
  @IsOptional()
  @MaxLength(100)
  readonly jobFunction?: string | null;

  @Field(() => Boolean, { description: 'May commit the body «Entscheidungsbefugnis».' })
  @IsBoolean()
  readonly mandate!: boolean;

  @Field(() => enums.PresenceEnum, { description: 'Whether there.' })
  @IsIn(codes.PRESENCES)
  readonly presence!: codes.Presence;

  @Field(() => Boolean, { description: 'Undertook to keep silent, in front of the chair.' })
  @IsBoolean()
  readonly undertaking!: boolean;
}

/** Input of `recordSittingHelper`. */
@InputType({ description: 'Enters an interpreter, or a companion of the person.' })
export class RecordSittingHelperInput extends ItemInput {
  @Field(() => enums.HelperEnum, { description: 'As what.' })
  @IsIn(['INTERPRETER', 'COMPANION'])
  readonly helper!: 'INTERPRETER' | 'COMPANION';

  @Field(() => enums.PresenceEnum, { description: 'Whether there.' })
  @IsIn(codes.PRESENCES)
  readonly presence!: codes.Presence;

  @Field(() => Boolean, { description: 'Undertook to keep silent; interpreters have to.' })
  @IsBoolean()
  readonly undertaking!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Language tag (BCP 47), with the variety where it matters, e.g. `ar-SY`; of an interpreter.',
  })
  @IsOptional()
  @Matches(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/)
  readonly language?: string | null;

  @Field(() => MediationLevelEnum, { nullable: true, description: 'Level of the interpreter.' })
  @IsOptional()
  @IsIn(MEDIATION_LEVELS)
  readonly level?: MediationLevel | null;

  @Field(() => String, { nullable: true, description: 'Number in the pool of interpreters.' })
  @IsOptional()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9 ./-]{0,29}$/)
  readonly poolNumber?: string | null;

  @Field(() => String, { nullable: true, description: 'Name of the companion; kept sealed.' })
  @IsOptional()
  @MaxLength(200)
  readonly name?: string | null;

  @Field(() => Boolean, { defaultValue: false, description: 'The companion is refused (§ 13 SGB X).' })
  @IsBoolean()
  readonly isRefused: boolean = false;

  @Field(() => String, { nullable: true, description: 'Written reasons of the refusal; kept sealed.' })
  @IsOptional()
  @MaxLength(2_000)
  readonly refusedBecause?: string | null;
}

/** Input of `choosePersonForm`. */
@InputType({ description: 'How the person takes part.' })
export class ChoosePersonFormInput extends ItemInput {
  @Field(() => enums.PersonFormEnum, { description: 'Form.' })
  @IsIn(codes.PERSON_FORMS)
  readonly form!: codes.PersonForm;
}

/** Input of `markPersonTurn`. */
@InputType({ description: 'The person had their turn; now bodies are heard.' })
export class MarkPersonTurnInput extends ItemInput {
  @Field(() => enums.PersonTurnEnum, { description: 'How.' })
  @IsIn(codes.PERSON_TURNS)
  readonly turn!: codes.PersonTurn;
}

/** Input of `recordReadBack`. */
@InputType({ description: 'What the person says to the summary that was read back.' })
export class RecordReadBackInput extends ItemInput {
  @Field(() => enums.ReadBackAnswerEnum, { description: 'Answer.' })
  @IsIn(codes.READ_BACK_ANSWERS)
  readonly answer!: codes.ReadBackAnswer;

  @Field(() => String, { nullable: true, description: 'Dissent in the person’s own words; kept sealed.' })
  @IsOptional()
  @MaxLength(4_000)
  readonly words?: string | null;
}

/** Input of `recordBodyPosition`. */
@InputType({ description: 'What a body says to the result.' })
export class RecordBodyPositionInput extends ItemInput {
  @Field(() => ID, { description: 'The body.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => enums.BodyPositionEnum, { description: 'What it says.' })
  @IsIn(codes.POSITIONS)
  readonly position!: codes.Position;

  @Field(() => String, { nullable: true, description: 'Condition of AGREES_IF, ground of DISAGREES.' })
  @IsOptional()
  @MaxLength(1_000)
  readonly words?: string | null;
}

/** Input of `addSealedEntry`. */
@InputType({ description: 'Enters something into the part before the person joins.' })
export class AddSealedEntryInput extends ItemInput {
  @Field(() => ID, { description: 'Body that says it.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => String, { description: 'What; 3 to 2,000 characters.' })
  @Length(3, 2_000)
  readonly text!: string;

  @Field(() => String, { description: 'Why it is dealt with there; 3 to 1,000 characters.' })
  @Length(3, 1_000)
  readonly reason!: string;
}

/** Input of `decideSealedAccess`. */
@InputType({ description: 'Decides whether the person may read an entry.' })
export class DecideSealedAccessInput extends ItemInput {
  @Field(() => ID, { description: 'The entry.' })
  @IsUUID()
  readonly entryId!: string;

  @Field(() => enums.SealedDecisionEnum, { description: 'Decision.' })
  @IsIn(['GRANTED', 'WITHHELD'])
  readonly access!: 'GRANTED' | 'WITHHELD';
}
