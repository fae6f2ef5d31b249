import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { MediationLevelEnum } from '../../../cases/index.js';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import { DateTimeScalar } from '../../../platform/graphql/index.js';
import type * as codes from '../domain/sitting.js';
import type { TellingCode } from '../domain/tellings.js';
import * as enums from './sitting.enums.js';

/** Time box. */
@ObjectType({ description: 'Time box of an agenda as it is timed now.' })
export class AgendaBox {
  @Field(() => String, { description: 'Key within the agenda.' })
  readonly key!: string;

  @Field(() => String, { description: 'What it is for, German.' })
  readonly label!: string;

  @Field(() => enums.BoxPurposeEnum, { nullable: true, description: 'Reserved for this; never skipped.' })
  readonly holds!: codes.BoxPurpose | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it begins as things stand.' })
  readonly startsAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends as things stand.' })
  readonly endsAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it began; null before.' })
  readonly startedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was over; null before.' })
  readonly endedAt!: Date | null;

  @Field(() => Int, { description: 'Seconds it has, or took; breaks not counted.' })
  readonly seconds!: number;

  @Field(() => Int, { description: 'Seconds it was cut.' })
  readonly cutSeconds!: number;

  @Field(() => Int, { description: 'Seconds it runs, or ran, over.' })
  readonly overSeconds!: number;
}

/** Hint to the chair. */
@ObjectType({ description: 'What the chair is told about time.' })
export class AgendaTelling {
  @Field(() => enums.TellingCodeEnum, { description: 'What it is.' })
  readonly code!: TellingCode;

  @Field(() => String, { nullable: true, description: 'Box it is about.' })
  readonly boxKey!: string | null;

  @Field(() => Int, { description: 'How much.' })
  readonly seconds!: number;

  @Field(() => String, { description: 'German sentence.' })
  readonly sentence!: string;
}

/** Interruption. */
@ObjectType({ description: 'Interruption that lasts.' })
export class SittingPause {
  @Field(() => enums.SittingPauseReasonEnum, { description: 'Why.' })
  readonly reason!: codes.PauseReason;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly since!: Date;
}

/** Somebody who attends. */
@ObjectType({ description: 'Somebody who attends an item, or excused themself.' })
export class SittingAttendance {
  readonly unitId!: UnitId | null;
  readonly staffId!: StaffId | null;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => enums.AttendanceKindEnum, { description: 'As what.' })
  readonly kind!: codes.AttendanceKind;

  @Field(() => String, { nullable: true, description: 'Function in the body «Funktion».' })
  readonly jobFunction!: string | null;

  @Field(() => Boolean, { description: 'May commit the body «Entscheidungsbefugnis».' })
  readonly mandate!: boolean;

  @Field(() => enums.PresenceEnum, { description: 'Whether there.' })
  readonly presence!: codes.Presence;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When they undertook to keep silent «Vertraulichkeitserklärung»; without it they stay outside.',
  })
  readonly undertakingAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'Language interpreted, with variety.' })
  readonly language!: string | null;

  @Field(() => MediationLevelEnum, { nullable: true, description: 'Level of the interpreter.' })
  readonly level!: codes.AttendanceRow['level'];

  @Field(() => String, { nullable: true, description: 'Number in the pool of interpreters.' })
  readonly poolNumber!: string | null;

  @Field(() => String, { nullable: true, description: 'Name of a companion; null for bodies.' })
  readonly name!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Written reasons why a companion was refused (§ 13 SGB X); empty for bodies.',
  })
  readonly refusedBecause!: string | null;

  @Field(() => Boolean, {
    description: 'In the room now: there, bound to secrecy, of the circle of this case.',
  })
  readonly isInRoom!: boolean;
}

/** The person’s part. */
@ObjectType({ description: 'The part of the person.' })
export class SittingPersonPart {
  @Field(() => enums.PersonFormEnum, { nullable: true, description: 'How they take part.' })
  readonly form!: codes.PersonForm | null;

  @Field(() => enums.PersonTurnEnum, {
    nullable: true,
    description: 'How they had their turn; null before, and then no body is heard.',
  })
  readonly turn!: codes.PersonTurn | null;

  @Field(() => enums.ReadBackAnswerEnum, { nullable: true, description: 'Their answer to the summary.' })
  readonly readBack!: codes.ReadBackAnswer | null;

  @Field(() => String, { nullable: true, description: 'Their dissent in their own words; null for bodies.' })
  readonly dissent!: string | null;

  @Field(() => Boolean, { description: 'The question for structural findings was answered.' })
  readonly isFindingAnswered!: boolean;
}

/** Position of a body. */
@ObjectType({ description: 'What a body said to the result; earlier ones stay «Votum».' })
export class SittingPosition {
  readonly unitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => enums.BodyPositionEnum, { description: 'What it said.' })
  readonly position!: codes.Position;

  @Field(() => String, {
    nullable: true,
    description: 'Condition or ground; null once the person was erased.',
  })
  readonly words!: string | null;

  @Field(() => DateTimeScalar, { description: 'When.' })
  readonly takenAt!: Date;

  @Field(() => Boolean, { description: 'Whether it is what the body says now.' })
  readonly isCurrent!: boolean;
}

/** Entry of the sealed part. */
@ObjectType({ description: 'Entry of the part before the person joins «versiegelter Teil».' })
export class SittingSealedEntry {
  readonly unitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => enums.SealedAccessEnum, { description: 'Whether the person may read it.' })
  readonly access!: codes.SealedAccess;

  @Field(() => String, { nullable: true, description: 'What it says; null once the person was erased.' })
  readonly text!: string | null;

  @Field(() => String, { nullable: true, description: 'Why it is dealt with there.' })
  readonly reason!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was entered.' })
  readonly enteredAt!: Date;
}

/** What is entered. */
@ObjectType({ description: 'What was entered in an item; for those who are in the room.' })
export class SittingContent {
  readonly unheard!: readonly UnitId[];

  @Field(() => [SittingAttendance], { description: 'Who attends, or excused themself.' })
  readonly attendance!: readonly SittingAttendance[];

  @Field(() => SittingPersonPart, { description: 'The part of the person.' })
  readonly person!: SittingPersonPart;

  @Field(() => [SittingPosition], { description: 'What bodies said, in order.' })
  readonly positions!: readonly SittingPosition[];

  @Field(() => [SittingSealedEntry], {
    description:
      'The sealed part: for chair and recorder, for the person what was granted; empty for others.',
  })
  readonly sealedEntries!: readonly SittingSealedEntry[];
}

/** Item of a sitting. */
@ObjectType({ description: 'Item of a sitting; of another case only that there is one, and its times.' })
export class SittingItem {
  @Field(() => Boolean, { description: 'Another case «anderer Fall»: nothing but its times is told.' })
  readonly isOther!: boolean;

  @Field(() => String, { description: 'Number and topic of the conference, or «anderer Fall».' })
  readonly title!: string;

  @Field(() => ID, { nullable: true, description: 'The conference; null for another case.' })
  readonly conferenceId!: ConferenceId | null;

  @Field(() => DateTimeScalar, { description: 'When it begins as things stand, or began.' })
  readonly startsAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it ends as things stand, or ended.' })
  readonly endsAt!: Date;

  @Field(() => Int, { description: 'How many seconds later than planned.' })
  readonly delaySeconds!: number;

  @Field(() => enums.SittingItemStateEnum, { nullable: true, description: 'Where it stands.' })
  readonly state!: codes.ItemState | null;

  @Field(() => Int, { nullable: true, description: 'To be given with the next entry.' })
  readonly revision!: number | null;

  @Field(() => Boolean, { description: 'You chair, or may in the place of the chair.' })
  readonly leads!: boolean;

  @Field(() => Int, { description: 'Seconds since the begin, breaks not counted.' })
  readonly elapsedSeconds!: number;

  @Field(() => [AgendaBox], { description: 'Its agenda as it is timed now.' })
  readonly agenda!: readonly AgendaBox[];

  @Field(() => [AgendaTelling], { description: 'What the chair is told about time; empty for others.' })
  readonly tellings!: readonly AgendaTelling[];

  @Field(() => SittingPause, { nullable: true, description: 'Interruption that lasts.' })
  readonly pause!: SittingPause | null;

  @Field(() => Int, { description: 'How often somebody recognised the case.' })
  readonly recognised!: number;

  @Field(() => SittingContent, { nullable: true, description: 'What was entered; null outside of the room.' })
  readonly content!: SittingContent | null;
}

/** Sitting. */
@ObjectType({
  description: 'Meeting in which conferences follow each other with changing circles «Sitzung».',
})
export class Sitting {
  @Field(() => ID, { description: 'The conference through which you look.' })
  readonly conferenceId!: ConferenceId;

  @Field(() => [SittingItem], { description: 'Its items in order.' })
  readonly items!: readonly SittingItem[];
}
