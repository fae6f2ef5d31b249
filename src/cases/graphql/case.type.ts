import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CaseId, PersonId, StaffId, UnitId, DataItemId } from '../../kernel/index.js';
import {
  createConnection,
  createMutationResult,
  DateScalar,
  DateTimeScalar,
} from '../../platform/graphql/index.js';
import type {
  BirthPrecision,
  CaseIntensity,
  InterviewQuestion,
  LanguageLevel,
  LifeArea,
  MediationLevel,
  NameKind,
  Quotability,
} from '../domain/case.js';
import { DataItemKindEnum, type ItemKind } from '../../sharing/index.js';
import {
  BirthPrecisionEnum,
  CaseIntensityEnum,
  InterviewQuestionEnum,
  LanguageLevelEnum,
  LifeAreaEntryKindEnum,
  LifeAreaEnum,
  MediationLevelEnum,
  NameKindEnum,
  ParticipationRelationEnum,
  QuotabilityEnum,
} from './case.enums.js';

/** Name of a person. */
@ObjectType({ description: 'One of the names of a person.' })
export class PersonName {
  @Field(() => NameKindEnum, { description: 'What kind of name it is.' })
  readonly kind!: NameKind;

  @Field(() => String, { nullable: true, description: 'Given names «Vornamen».' })
  readonly givenNames!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Family names «Familiennamen»; some people have none.',
  })
  readonly familyNames!: string | null;

  @Field(() => Boolean, { description: 'The name by which the person wants to be called.' })
  readonly preferred!: boolean;
}

/** Language of a person. */
@ObjectType({ description: 'A language the person speaks.' })
export class PersonLanguage {
  @Field(() => String, { description: 'BCP 47 tag, e.g. `ti`, `ar-SY`.' })
  readonly language!: string;

  @Field(() => LanguageLevelEnum, { description: 'How well.' })
  readonly level!: LanguageLevel;

  @Field(() => Boolean, { description: 'Whether talks in German need mediation into this language.' })
  readonly mediationNeeded!: boolean;
}

/** Person. */
@ObjectType({
  description: 'The immigrant person. Nothing about reasons of migration or prospects is recorded.',
})
export class Person {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: PersonId;

  @Field(() => [PersonName], { description: 'All names, the preferred one first.' })
  readonly names!: readonly PersonName[];

  @Field(() => DateScalar, { nullable: true, description: 'Birth date as far as known; null when unknown.' })
  readonly birthDate!: string | null;

  @Field(() => BirthPrecisionEnum, { description: 'How much of the birth date is known.' })
  readonly birthPrecision!: BirthPrecision;

  @Field(() => [PersonLanguage], { description: 'Languages.' })
  readonly languages!: readonly PersonLanguage[];

  @Field(() => Boolean, { description: 'Invented for the demonstration.' })
  readonly isDemonstration!: boolean;
}

/** Participation of a unit. */
@ObjectType({ description: 'A unit that takes or took part in a case.' })
export class CaseParticipation {
  readonly unitId!: UnitId;

  @Field(() => ParticipationRelationEnum, { description: 'How it takes part.' })
  readonly relation!: 'LEAD' | 'PARTICIPANT';

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly startedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when; null while it lasts.' })
  readonly endedAt!: Date | null;
}

/** Answer in an interview. */
@ObjectType({ description: 'An answer in the words of the person.' })
export class InterviewAnswer {
  @Field(() => InterviewQuestionEnum, { description: 'Which of the three questions.' })
  readonly question!: InterviewQuestion;

  @Field(() => String, {
    nullable: true,
    description: 'In the words and language of the person; null once they were erased.',
  })
  readonly original!: string | null;

  @Field(() => String, { nullable: true, description: 'German translation.' })
  readonly translation!: string | null;

  @Field(() => LifeAreaEnum, { nullable: true, description: 'Life area it is about.' })
  readonly lifeArea!: LifeArea | null;

  @Field(() => QuotabilityEnum, { description: 'Whether it may be quoted.' })
  readonly quotable!: Quotability;
}

/** Entry interview. */
@ObjectType({ description: 'Entry interview «Einstiegsinterview».' })
export class EntryInterview {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => DateScalar, { description: 'Day on which it was held.' })
  readonly heldOn!: string;

  @Field(() => String, { description: 'Language of the talk, BCP 47.' })
  readonly language!: string;

  @Field(() => MediationLevelEnum, { nullable: true, description: 'Language mediation, if any.' })
  readonly mediationLevel!: MediationLevel | null;

  @Field(() => Boolean, { description: 'The person agreed to anonymised use for case analysis.' })
  readonly useAnonymised!: boolean;

  @Field(() => [InterviewAnswer], { description: 'Answers in the order of the questions.' })
  readonly answers!: readonly InterviewAnswer[];
}

/** Need or resource. */
@ObjectType({ description: 'A need or resource of the person in one life area.' })
export class LifeAreaEntry {
  readonly controllerUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => ID, { description: 'Item of data that says it; disclose and correct it there.' })
  readonly itemId!: DataItemId;

  @Field(() => LifeAreaEntryKindEnum, { description: 'Need or resource.' })
  readonly kind!: 'NEED' | 'RESOURCE';

  @Field(() => LifeAreaEnum, { description: 'Life area.' })
  readonly lifeArea!: LifeArea;

  @Field(() => String, { nullable: true, description: 'What it is; null once the person was erased.' })
  readonly text!: string | null;

  @Field(() => DataItemKindEnum, { description: 'Fact, observation, statement, allegation or opinion.' })
  readonly statement!: ItemKind;

  @Field(() => Int, { nullable: true, description: 'Importance to the person, 1 to 5.' })
  readonly priority!: number | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  readonly recordedAt!: Date;
}

/** Case. */
@ObjectType({
  description:
    'Case «Fall». A participating unit sees that it exists and its number; content only as far as it is its own or a basis for disclosure exists.',
})
export class Case {
  readonly personId!: PersonId;
  readonly leadUnitId!: UnitId;
  readonly leadStaffId!: StaffId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: CaseId;

  @Field(() => String, { description: 'Random number by which bodies refer to the case «Fallnummer».' })
  readonly number!: string;

  @Field(() => CaseIntensityEnum, { description: 'How much is done.' })
  readonly intensity!: CaseIntensity;

  @Field(() => String, {
    nullable: true,
    description:
      'What the person came with, in their words; null for others than the unit that opened the case and the person.',
  })
  readonly concern?: string | null;

  /** The same before it is opened; never part of the schema. */
  readonly concernSealed?: Buffer | null;

  @Field(() => DateScalar, { description: 'Day of opening.' })
  readonly openedOn!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed; null while it is open.' })
  readonly closedAt!: Date | null;
}

/** Page of cases. */
export const CaseConnection = createConnection(Case);

/** What a successful command on a case answers. */
@ObjectType({ description: 'The case after the change.' })
export class CasePayload {
  @Field(() => Case, { description: 'The case.' })
  readonly case!: Case;
}

export const OpenCaseResult = createMutationResult('OpenCase', CasePayload);
export const AddCaseParticipationResult = createMutationResult('AddCaseParticipation', CasePayload);
export const LinkPersonAccountResult = createMutationResult('LinkPersonAccount', CasePayload);
export const RecordEntryInterviewResult = createMutationResult('RecordEntryInterview', CasePayload);
export const RecordLifeAreaEntryResult = createMutationResult('RecordLifeAreaEntry', CasePayload);

/** What the end of a participation answers: who left can no longer see the case. */
@ObjectType({ description: 'The participation has ended.' })
export class EndCaseParticipationPayload {
  @Field(() => ID, { description: 'The case; a unit that left cannot read it any more.' })
  readonly caseId!: CaseId;
}

export const EndCaseParticipationResult = createMutationResult(
  'EndCaseParticipation',
  EndCaseParticipationPayload,
);
