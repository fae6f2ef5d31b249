import { Args, Field, InputType, Int } from '@nestjs/graphql';
import { IsInt, Length, Matches, Max, Min } from 'class-validator';

/** Base of the one input of every mutation. */
@InputType({ isAbstract: true })
export abstract class MutationInput {
  @Field(() => String, {
    description:
      'Key made anew by the client for each intention, 8 to 200 characters; a repeat returns the first answer.',
  })
  @Length(8, 200)
  @Matches(/^[\x21-\x7e]*$/, {
    message: 'Nur sichtbare ASCII-Zeichen sind erlaubt, keine Leerzeichen und Umlaute.',
  })
  readonly idempotencyKey!: string;
}

/** Base of inputs that change a thing with a revision. */
@InputType({ isAbstract: true })
export abstract class RevisionedInput extends MutationInput {
  @Field(() => Int, {
    description: 'Revision the user has seen; another one in the database is a `RevisionConflict`.',
  })
  @IsInt()
  @Min(0)
  @Max(2_147_483_647)
  readonly expectedRevision!: number;
}

/** Parameter decorator: the one input of a mutation. */
export function InputArg(): ParameterDecorator {
  return Args('input', { description: 'What the command is to do.' });
}
