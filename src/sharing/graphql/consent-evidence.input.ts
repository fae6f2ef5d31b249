import { Field, InputType } from '@nestjs/graphql';
import { Allow, IsBoolean, IsIn, IsOptional, Length, MaxLength } from 'class-validator';
import { DateTimeScalar } from '../../platform/graphql/index.js';
import type { ConsentCapacity } from '../domain/index.js';
import * as record from './consent-record.type.js';
import * as enums from './consent.type.js';

/** Evidence of a grant. */
@InputType({ description: 'How the declaration was explained and given.' })
export class ConsentEvidenceInput {
  @Field(() => enums.ConsentFormEnum, { description: 'How it was given.' })
  @IsIn(Object.keys(enums.ConsentFormEnum))
  readonly form!: 'PAPER' | 'ELECTRONIC' | 'WITNESSED_ORAL';

  @Field(() => String, {
    description: 'How it was explained: talk, audio, picture sheet; 3 to 500 characters.',
  })
  @Length(3, 500)
  readonly explainedHow!: string;

  @Field(() => Boolean, {
    description: 'The person said in their own words what they agree to «Rückfrage zum Verstehen».',
  })
  @IsBoolean()
  readonly teachBack!: boolean;

  @Field(() => String, { nullable: true, description: 'Language mediation: LAY, QUALIFIED or SWORN.' })
  @IsOptional()
  @IsIn(['LAY', 'QUALIFIED', 'SWORN'])
  readonly mediationLevel: 'LAY' | 'QUALIFIED' | 'SWORN' | null = null;

  @Field(() => String, {
    nullable: true,
    description: 'Name or pool number of the mediator; mandatory if one was used.',
  })
  @IsOptional()
  @MaxLength(200)
  readonly mediator?: string | null;

  @Field(() => Boolean, { description: 'A copy was handed over.' })
  @IsBoolean()
  readonly copyHandedOver!: boolean;

  @Field(() => record.ConsentCapacityEnum, {
    nullable: true,
    description: 'Who could decide; mandatory for minors, else of age.',
  })
  @IsOptional()
  @IsIn(Object.keys(record.ConsentCapacityEnum))
  readonly capacity?: ConsentCapacity | null;

  @Field(() => String, { nullable: true, description: 'Representative, and why they may act.' })
  @IsOptional()
  @MaxLength(500)
  readonly representative?: string | null;

  @Field(() => String, { nullable: true, description: 'What a minor says themself.' })
  @IsOptional()
  @MaxLength(1_000)
  readonly minorsView?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Where it was given; may be left out in the portal.',
  })
  @IsOptional()
  @MaxLength(200)
  readonly place?: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was given; left out: now.' })
  @Allow()
  readonly givenAt?: string | null;

  @Field(() => String, { nullable: true, description: 'Why orally; mandatory for that form.' })
  @IsOptional()
  @MaxLength(500)
  readonly formReason?: string | null;

  @Field(() => String, { nullable: true, description: 'Witness; mandatory for the oral form.' })
  @IsOptional()
  @MaxLength(200)
  readonly witness?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Special circumstances under which health data are given free orally (§ 67b SGB X).',
  })
  @IsOptional()
  @MaxLength(500)
  readonly healthFormReason?: string | null;
}
