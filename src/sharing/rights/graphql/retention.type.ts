import { Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { Allow, IsIn, IsInt, IsOptional, IsUUID, Length, Max, Min } from 'class-validator';
import type { UnitId } from '../../../kernel/index.js';
import {
  createMutationResult,
  DateScalar,
  DateTimeScalar,
  describedEnum,
  MutationInput,
} from '../../../platform/graphql/index.js';
import {
  LONGEST_OVERRIDE,
  RETENTION_RECORD_KINDS,
  type RetentionRecordKind,
  type RetentionStatus,
} from '../domain/retention.js';

export const RetentionRecordKindEnum = describedEnum<RetentionRecordKind>(
  'RetentionRecordKind',
  'Kind of record with a period of its own «Löschfrist».',
  {
    idempotencyRecord: 'Technical answers of commands «technische Antworten»',
    accessLog: 'Register of who looked «Zugriffsprotokoll»',
    mailMessage: 'References of mails and of replies to invitations «Versand von E-Mails»',
    conferencePlan: 'Proposals of dates for many conferences «Terminpläne»',
    dateVote: 'Votes on proposed dates «Terminabstimmungen»',
    absence: 'Past absences of staff and interpreters «Abwesenheiten»',
    entryInterview: 'Entry interview with names «Einstiegsinterview»',
    consentProof: 'Proof of consents and releases «Nachweise»',
    dataSubjectRequest: 'Requests of persons with answer «Anträge»',
    closedCase: 'Everything of a closed case «Fallakte»',
  },
);

export const RetentionStatusEnum = describedEnum<RetentionStatus>(
  'RetentionStatus',
  'How sure a period is.',
  {
    STATUTE: 'Written in a law «gesetzliche Frist»',
    STATUTE_AS_GUIDE: 'Taken from a law for something similar «Gesetz als Anhalt»',
    PROPOSED: 'Proposed by this product «Vorschlag»',
    UNVERIFIED: 'To be checked «noch zu prüfen»',
  },
);

/** Decision of an officer. */
@ObjectType({ description: 'What the data protection officer of a unit decided about a period.' })
export class RetentionDecision {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;

  @Field(() => Int, { nullable: true, description: 'Months; null: the rule counts again.' })
  readonly months!: number | null;

  @Field(() => String, { description: 'Why.' })
  readonly reason!: string;

  @Field(() => DateTimeScalar, { description: 'When it was decided.' })
  readonly decidedAt!: Date;

  @Field(() => DateScalar, { description: 'From when it counts.' })
  readonly validFrom!: string;
}

/** Rule as it counts for a unit. */
@ObjectType('UnitRetention', { description: 'How long a unit keeps one kind of record.' })
export class UnitRetentionType {
  @Field(() => RetentionRecordKindEnum, { description: 'Kind of record.' })
  readonly recordKind!: RetentionRecordKind;

  @Field(() => String, { description: 'German.' })
  readonly title!: string;

  @Field(() => Int, { nullable: true, description: 'Period of the rule in months; null when it is in days.' })
  readonly ruleMonths!: number | null;

  @Field(() => Int, { nullable: true, description: 'Period of the rule in days; null when it is in months.' })
  readonly ruleDays!: number | null;

  @Field(() => String, { description: 'From when it is counted, German.' })
  readonly from!: string;

  @Field(() => String, { description: 'Norm.' })
  readonly norm!: string;

  @Field(() => String, { description: 'Where the period comes from, German.' })
  readonly source!: string;

  @Field(() => RetentionStatusEnum, { description: 'How sure it is.' })
  readonly status!: RetentionStatus;

  @Field(() => Boolean, { description: 'Whether a unit may decide otherwise.' })
  readonly perUnit!: boolean;

  @Field(() => Int, { nullable: true, description: 'No unit may keep them for less, in months.' })
  readonly atLeastMonths!: number | null;

  @Field(() => Int, { nullable: true, description: 'No unit may keep them for longer, in months.' })
  readonly atMostMonths!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'What counts for the unit today instead of the rule, in months.',
  })
  readonly months!: number | null;

  @Field(() => [RetentionDecision], { description: 'Decisions, oldest first.' })
  readonly decisions!: readonly RetentionDecision[];
}

/** Input of `decideRetention`. */
@InputType({ description: 'Keeps one kind of record of a unit for another time.' })
export class DecideRetentionInput extends MutationInput {
  @Field(() => ID, { description: 'Your unit.' })
  @IsUUID()
  readonly unitId!: UnitId;

  @Field(() => RetentionRecordKindEnum, { description: 'Kind of record.' })
  @IsIn(RETENTION_RECORD_KINDS)
  readonly recordKind!: RetentionRecordKind;

  @Field(() => Int, { nullable: true, description: 'Months, 1 to 120; left out: the rule counts again.' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_OVERRIDE)
  readonly months?: number | null;

  @Field(() => String, { description: 'Why, about the kind of record and nobody; 10 to 1,000 characters.' })
  @Length(10, 1_000)
  readonly reason!: string;

  @Field(() => DateScalar, { description: 'From when it counts, today or later.' })
  @Allow()
  readonly validFrom!: string;
}

/** What a decision answers. */
@ObjectType({ description: 'The period was decided.' })
export class DecideRetentionPayload {
  @Field(() => ID, { description: 'The unit.' })
  readonly unitId!: UnitId;

  @Field(() => ID, { description: 'The decision.' })
  readonly decisionId!: string;
}

export const DecideRetentionResult = createMutationResult('DecideRetention', DecideRetentionPayload);
