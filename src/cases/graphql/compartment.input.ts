import { Field, ID, InputType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsUUID, MaxLength } from 'class-validator';
import type { CaseId, ConsentId, StaffId, UnitId } from '../../kernel/index.js';
import { MutationInput } from '../../platform/graphql/index.js';
import {
  OPENING_DECISIONS,
  PROTECTING,
  type OpeningDecision,
  type ProtectingCompartment,
} from '../domain/compartment.js';
import { CompartmentEnum, OpeningDecisionEnum } from './compartment.type.js';

/** Input of `protectCase`. */
@InputType({ description: 'Puts a case into a protected compartment.' })
export class ProtectCaseInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => CompartmentEnum, { description: 'UNIT or COUNSELLOR.' })
  @IsIn(PROTECTING)
  readonly compartment!: ProtectingCompartment;
}

/** Input of `nameCaseCounsellor`. */
@InputType({ description: 'Names somebody of the leading unit for whom the case exists.' })
export class NameCaseCounsellorInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => ID, { description: 'Who works on cases in the leading unit.' })
  @IsUUID()
  readonly staffId!: StaffId;
}

/** Input of `requestCompartmentOpening`. */
@InputType({ description: 'Asks to open a protected case to one unit.' })
export class RequestCompartmentOpeningInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => ID, { description: 'The unit that would take part.' })
  @IsUUID()
  readonly toUnitId!: UnitId;

  @Field(() => ID, { description: 'Consent of the person to exactly this unit.' })
  @IsUUID()
  readonly consentId!: ConsentId;

  @Field(() => String, {
    nullable: true,
    description: 'Version of the warning you have read; needed for units that may have to report.',
  })
  @IsOptional()
  @MaxLength(20)
  readonly warningVersion?: string | null;
}

/** Input of `decideCompartmentOpening`. */
@InputType({ description: 'Decides as second person about the opening of a protected case.' })
export class DecideCompartmentOpeningInput extends MutationInput {
  @Field(() => ID, { description: 'The request.' })
  @IsUUID()
  readonly openingId!: string;

  @Field(() => OpeningDecisionEnum, { description: 'The decision.' })
  @IsIn(OPENING_DECISIONS)
  readonly decision!: OpeningDecision;
}

/** Input of `referWithoutRecording`. */
@InputType({ description: 'Somebody was referred to independent counselling; nothing about them is kept.' })
export class ReferWithoutRecordingInput extends MutationInput {
  @Field(() => ID, { description: 'Your unit.' })
  @IsUUID()
  readonly unitId!: UnitId;
}
