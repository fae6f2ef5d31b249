import { Field, ID, InputType, Int } from '@nestjs/graphql';
import { Allow, IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Length, Max, Min } from 'class-validator';
import type { CaseId, ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import { DateScalar, ListOfCodes, MutationInput } from '../../platform/graphql/index.js';
import { sharingCategoryCodes, SharingCategoryEnum, type SharingCategory } from '../../sharing/index.js';
import { STATUTE_CODES, type Statute } from '../domain/conference-kinds.js';
import { StatuteEnum } from './conference-kind.type.js';

/** Base of inputs about a body in a conference. */
@InputType({ isAbstract: true })
abstract class ConferenceBodyInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => ID, { description: 'The body.' })
  @IsUUID()
  readonly unitId!: UnitId;
}

/** Input of `dropConferenceBody`. */
@InputType({ description: 'Leaves a body out.' })
export class DropConferenceBodyInput extends ConferenceBodyInput {}

/** Input of `declineConferenceParticipation`. */
@InputType({ description: 'Your body does not take part; no reason is asked.' })
export class DeclineConferenceParticipationInput extends ConferenceBodyInput {}

/** Input of `reduceConferenceNeeds`. */
@InputType({ description: 'A body has to learn less.' })
export class ReduceConferenceNeedsInput extends ConferenceBodyInput {
  @Field(() => [SharingCategoryEnum], { description: 'What it still has to learn, at most 10.' })
  @ListOfCodes(sharingCategoryCodes, { max: 10 })
  readonly neededCategories!: SharingCategory[];
}

/** Input of `declareConferenceConflict`. */
@InputType({ description: 'Declares a conflict of interest or a risk for the person; no reason is asked.' })
export class DeclareConferenceConflictInput extends ConferenceBodyInput {
  @Field(() => ID, {
    nullable: true,
    description: 'Staff member of the body who is in conflict; left out for the whole body.',
  })
  @IsOptional()
  @IsUUID()
  readonly staffId?: StaffId | null;
}

/** Input of `stateConferenceMandate`. */
@InputType({ description: 'Your body says whether it may take on tasks.' })
export class StateConferenceMandateInput extends ConferenceBodyInput {
  @Field(() => Boolean, { description: 'Whether it may.' })
  @IsBoolean()
  readonly mandate!: boolean;
}

/** Input of `holdConferenceAsConsultation`. */
@InputType({ description: 'Holds a conference as a consultation, or as one that decides again.' })
export class HoldConferenceAsConsultationInput extends MutationInput {
  @Field(() => ID, { description: 'The conference.' })
  @IsUUID()
  readonly conferenceId!: ConferenceId;

  @Field(() => Boolean, { description: 'Whether nothing is decided.' })
  @IsBoolean()
  readonly isConsultation!: boolean;
}

/** Input of `setConferenceQuorum`. */
@InputType({ description: 'Quorum of conferences in the region.' })
export class SetConferenceQuorumInput extends MutationInput {
  @Field(() => Int, { description: 'Bodies beside the one that leads the case, 2 to 15.' })
  @IsInt()
  @Min(2)
  @Max(15)
  readonly bodies!: number;

  @Field(() => Int, { description: 'Percent of them that need a mandate, 0 to 100.' })
  @IsInt()
  @Min(0)
  @Max(100)
  readonly mandatePercent!: number;

  @Field(() => String, { description: 'What it rests on, such as a resolution; 3 to 300 characters.' })
  @Length(3, 300)
  readonly basis!: string;

  @Field(() => DateScalar, { description: 'Day from which it holds, today at the earliest.' })
  @Allow()
  readonly validFrom!: string;
}

/** Input of `linkStatutoryConference`. */
@InputType({ description: 'Links a conference of other law, which its authority holds.' })
export class LinkStatutoryConferenceInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => StatuteEnum, { description: 'Statute that governs it.' })
  @IsIn(STATUTE_CODES)
  readonly statute!: Statute;

  @Field(() => ID, { description: 'Authority that holds it.' })
  @IsUUID()
  readonly authorityUnitId!: UnitId;

  @Field(() => DateScalar, { nullable: true, description: 'Day for which it is planned.' })
  @Allow()
  readonly plannedOn?: string | null;
}
