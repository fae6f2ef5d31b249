import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { IsIn, IsInt, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import type { CaseId, StaffId } from '../../kernel/index.js';
import {
  createConnection,
  createMutationResult,
  DateTimeScalar,
  describedEnum,
  MutationInput,
  TransitionRejected,
} from '../../platform/graphql/index.js';
import type { BreakGlassReason, BreakGlassState } from '../domain/break-glass.js';

export const BreakGlassReasonEnum = describedEnum<BreakGlassReason>(
  'BreakGlassReason',
  'Why a case has to be read in an emergency.',
  {
    DANGER: 'Danger to life or health «Gefahr für Leib oder Leben»',
    PERSON_ASKED: 'The person asks for help and nobody in charge can be reached «Bitte der Person»',
    LEGAL_DUTY: 'A legal duty with a deadline «gesetzliche Pflicht»',
    FAULT: 'A technical fault that shows only in this case «technische Störung»',
  },
);

export const BreakGlassStateEnum = describedEnum<BreakGlassState>(
  'BreakGlassState',
  'Where an emergency access stands.',
  {
    REQUESTED: 'Asked for, nobody may read yet «beantragt»',
    UNANSWERED: 'Nobody answered in time; it can no longer be allowed «ohne Antwort»',
    OPEN: 'The case may be read «offen»',
    IN_REVIEW: 'Over, to be reviewed by the officer «zu prüfen»',
    REVIEWED: 'Reviewed «geprüft»',
    REFUSED: 'Refused «abgelehnt»',
    WITHDRAWN: 'Taken back «zurückgezogen»',
  },
);

export const BreakGlassVerdictEnum = describedEnum<'JUSTIFIED' | 'NOT_JUSTIFIED'>(
  'BreakGlassVerdict',
  'What the officer found afterwards.',
  { JUSTIFIED: 'It was right «gerechtfertigt»', NOT_JUSTIFIED: 'It was not right «nicht gerechtfertigt»' },
);

/** Emergency access to one case. */
@ObjectType({
  description: 'Emergency access of one staff member to read one case «Notfallzugriff»; four hours at most.',
})
export class BreakGlassAccess {
  readonly requestedBy!: StaffId;
  readonly decidedBy!: StaffId | null;

  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => ID, {
    description: 'The case, as the request named it; says nothing about whether it exists.',
  })
  readonly caseId!: CaseId;

  @Field(() => BreakGlassReasonEnum, { description: 'Why.' })
  readonly reason!: BreakGlassReason;

  @Field(() => String, {
    nullable: true,
    description: 'Number of a ticket or a call; for who decides, null for who asked.',
  })
  readonly reference!: string | null;

  @Field(() => BreakGlassStateEnum, { description: 'Where it stands.' })
  readonly state!: BreakGlassState;

  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  readonly requestedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was allowed or refused.' })
  readonly decidedAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends at the latest.' })
  readonly endsAt!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended.' })
  readonly endedAt!: Date | null;

  @Field(() => BreakGlassVerdictEnum, { nullable: true, description: 'What the review found.' })
  readonly verdict!: 'JUSTIFIED' | 'NOT_JUSTIFIED' | null;
}

export const BreakGlassConnection = createConnection(BreakGlassAccess);

/** Input of `requestBreakGlass`. */
@InputType({ description: 'Asks to read one case in an emergency.' })
export class RequestBreakGlassInput extends MutationInput {
  @Field(() => ID, { description: 'The case.' })
  @IsUUID()
  readonly caseId!: CaseId;

  @Field(() => BreakGlassReasonEnum, { description: 'Why.' })
  @IsIn(Object.keys(BreakGlassReasonEnum))
  readonly reason!: BreakGlassReason;

  @Field(() => String, {
    nullable: true,
    description: 'Number of a ticket or a call; digits, Latin letters, and . / - only, up to 40.',
  })
  @IsOptional()
  @Matches(/^[0-9A-Za-z./-]{1,40}$/, {
    message: 'Bis zu 40 Ziffern, lateinische Buchstaben, Punkte, Schräg- und Bindestriche sind erlaubt.',
  })
  readonly reference?: string | null;
}

/** Input of commands that need nothing but the access. */
@InputType({ description: 'Names an emergency access.' })
export class BreakGlassInput extends MutationInput {
  @Field(() => ID, { description: 'The emergency access.' })
  @IsUUID()
  readonly id!: string;
}

/** Input of `approveBreakGlass`. */
@InputType({ description: 'Allows an emergency access.' })
export class ApproveBreakGlassInput extends BreakGlassInput {
  @Field(() => Int, { description: 'For how many minutes, 15 to 240.' })
  @IsInt()
  @Min(15)
  @Max(240)
  readonly minutes!: number;
}

/** Input of `reviewBreakGlass`. */
@InputType({ description: 'Says afterwards whether an emergency access was right.' })
export class ReviewBreakGlassInput extends BreakGlassInput {
  @Field(() => BreakGlassVerdictEnum, { description: 'What was found.' })
  @IsIn(Object.keys(BreakGlassVerdictEnum))
  readonly verdict!: 'JUSTIFIED' | 'NOT_JUSTIFIED';
}

/** What a successful command on an emergency access answers. */
@ObjectType({ description: 'The emergency access after the change.' })
export class BreakGlassPayload {
  @Field(() => BreakGlassAccess, { description: 'The emergency access.' })
  readonly breakGlass!: BreakGlassAccess;
}

const errors = [TransitionRejected];
export const RequestBreakGlassResult = createMutationResult('RequestBreakGlass', BreakGlassPayload, errors);
export const ApproveBreakGlassResult = createMutationResult('ApproveBreakGlass', BreakGlassPayload, errors);
export const RefuseBreakGlassResult = createMutationResult('RefuseBreakGlass', BreakGlassPayload, errors);
export const EndBreakGlassResult = createMutationResult('EndBreakGlass', BreakGlassPayload, errors);
export const ReviewBreakGlassResult = createMutationResult('ReviewBreakGlass', BreakGlassPayload, errors);
