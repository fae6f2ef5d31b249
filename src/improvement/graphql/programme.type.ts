import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsIn, IsUUID } from 'class-validator';
import type { CaseId, ProgrammeId, UnitId } from '../../kernel/index.js';
import { createMutationResult, DateScalar, MutationInput } from '../../platform/graphql/index.js';
import { CASE_GROUPS, type CaseGroup, type ProgrammeFigures } from '../domain/programme.js';
import { SMALLEST_SHOWN } from '../domain/small-numbers.js';
import { CaseGroupEnum } from './structure.enums.js';

/** Cases of one group. */
@ObjectType({ description: 'Case studies of one group.' })
export class ProgrammeCaseGroup {
  @Field(() => CaseGroupEnum, { description: 'The group.' })
  readonly group!: CaseGroup;

  @Field(() => Int, {
    nullable: true,
    description: `How many; null when below ${SMALLEST_SHOWN}, or when it would give away another hidden number.`,
  })
  readonly count!: number | null;
}

/** Figures of a programme. */
@ObjectType({ description: 'Figures of a programme, counted when asked. They lead to no case.' })
export class ProgrammeFiguresType implements ProgrammeFigures {
  @Field(() => Int, { description: 'Case studies so far «Fälle».' })
  readonly casesCount!: number;

  @Field(() => [ProgrammeCaseGroup], { description: 'Spread over the groups, in a fixed order.' })
  readonly caseGroups!: readonly ProgrammeCaseGroup[];

  @Field(() => Int, { description: 'Conferences held «durchgeführte Fallkonferenzen».' })
  readonly conferencesHeld!: number;

  @Field(() => Int, {
    description: 'Conferences that have a date and are still to come «geplante Fallkonferenzen».',
  })
  readonly conferencesPlanned!: number;

  @Field(() => Int, { description: 'Conferences that lack a basis «blockierte Fallkonferenzen».' })
  readonly conferencesBlocked!: number;

  @Field(() => Int, { description: 'Themes «Themen».' })
  readonly themesCount!: number;

  @Field(() => Int, { description: 'Measures «Maßnahmen».' })
  readonly measuresCount!: number;
}

/** Programme. */
@ObjectType({ description: 'Model programme of the region «Projekt».' })
export class Programme {
  readonly leadUnitId!: UnitId;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: ProgrammeId;

  @Field(() => String, { description: 'Name.' })
  readonly name!: string;

  @Field(() => String, { description: 'What it is for.' })
  readonly purpose!: string;

  @Field(() => Int, { description: 'Number of case studies it aims at.' })
  readonly caseTarget!: number;

  @Field(() => DateScalar, { description: 'First day.' })
  readonly startsOn!: string;

  @Field(() => DateScalar, { nullable: true, description: 'Last day, if set.' })
  readonly endsOn!: string | null;

  @Field(() => Boolean, { description: 'Invented for the demonstration.' })
  readonly isDemonstration!: boolean;
}

/** Input of `addCaseToProgramme`. */
@InputType({ description: 'Counts a case as case study of a programme.' })
export class AddCaseToProgrammeInput extends MutationInput {
  @Field(() => ID, { description: 'The programme.' })
  @IsUUID()
  readonly programmeId!: ProgrammeId;

  @Field(() => ID, { description: 'The case; only its lead can do this.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => CaseGroupEnum, { description: 'Group for the spread.' })
  @IsIn(CASE_GROUPS)
  readonly caseGroup!: CaseGroup;
}

/** Success of `addCaseToProgramme`; nothing about the case. */
@ObjectType({ description: 'The programme after the change.' })
export class ProgrammePayload {
  @Field(() => Programme, { description: 'The programme.' })
  readonly programme!: Programme;
}

export const AddCaseToProgrammeResult = createMutationResult('AddCaseToProgramme', ProgrammePayload);
