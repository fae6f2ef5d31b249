import { Field, InputType } from '@nestjs/graphql';
import { IsOptional, MaxLength } from 'class-validator';
import { DateScalar } from '../../platform/graphql/index.js';

/** Input of `searchPersons`. */
@InputType({ description: 'Who is looked for; the whole name, in any spelling of accents and case.' })
export class SearchPersonsInput {
  @Field(() => String, { description: 'Given names, at most 200 characters; empty when there are none.' })
  @MaxLength(200)
  readonly givenNames!: string;

  @Field(() => String, { description: 'Family names, at most 200 characters; empty when there are none.' })
  @MaxLength(200)
  readonly familyNames!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Birth date as it was entered; leave it out for persons entered without one.',
  })
  @IsOptional()
  readonly birthDate?: string | null;
}
