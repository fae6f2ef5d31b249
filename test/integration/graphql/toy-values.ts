import { ParseUUIDPipe } from '@nestjs/common';
import {
  Args,
  ArgsType,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { QueryFailedError } from 'typeorm';
import { Public } from '../../../src/platform/auth/public.decorator.js';
import {
  type Connection,
  ConnectionArgs,
  createConnection,
  type CursorPart,
  describedEnum,
  toConnection,
} from '../../../src/platform/graphql/index.js';

const Ink = describedEnum('Ink', 'Colour of a stamp.', { BLUE: 'Blue.', RED: 'Red.' });

@InputType({ description: 'One line of a stamp.' })
class StampLineInput {
  @Field(() => String, { description: 'Text.' })
  @IsString()
  readonly text!: string;

  @Field(() => Int, { defaultValue: 2, description: 'Size.' })
  @IsInt()
  readonly size!: number;
}

@InputType({ description: 'Input of stamp.' })
class StampInput {
  @Field(() => Ink, { defaultValue: 'BLUE', description: 'Colour.' })
  @IsIn(['BLUE', 'RED'])
  readonly ink!: keyof typeof Ink;

  @Field(() => [String], { defaultValue: ['office'], description: 'Places.' })
  @IsString({ each: true })
  readonly places!: string[];

  @Field(() => [StampLineInput], { description: 'Lines.' })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => StampLineInput)
  readonly lines!: StampLineInput[];

  @Field(() => String, { nullable: true, description: 'Remark.' })
  @IsOptional()
  @IsString()
  readonly remark?: string | null;
}

@ObjectType({ description: 'Place in a list.' })
class Spot {
  @Field(() => ID, { description: 'Identifier.' })
  readonly id!: string;
}

const SpotConnection = createConnection(Spot);

@ArgsType()
class SpotsArgs extends ConnectionArgs {
  @Field(() => String, { description: 'What the list is sorted by.' })
  @IsString()
  readonly sortedBy!: CursorPart;
}

/** What goes in: defaults, identifiers, cursors, values that the database refuses. */
@Resolver(() => Spot)
export class ValuesResolver {
  @Public()
  @Mutation(() => String, { description: 'Tells what reached it.' })
  stamp(@Args('input', { description: 'What to stamp.' }) input: StampInput): string {
    return JSON.stringify(input);
  }

  @Public()
  @Query(() => Int, { description: 'Size of a line.' })
  sized(@Args('line', { description: 'The line.' }) line: StampLineInput): number {
    return line.size;
  }

  @Public()
  @Query(() => String, { nullable: true, description: 'Takes a UUID.' })
  spot(@Args('id', { type: () => ID, description: 'Identifier.' }, ParseUUIDPipe) id: string): string {
    return id;
  }

  @Public()
  @Query(() => SpotConnection, { nullable: true, description: 'List sorted as told.' })
  spots(@Args() args: SpotsArgs): Connection<Spot> {
    args.position('spots', { sortKey: args.sortedBy });
    return toConnection<Spot>([], args.first, ({ id }) => ({ sortKey: id, id }));
  }

  @Public()
  @Query(() => String, { nullable: true, description: 'A value the database refuses.' })
  refusedValue(@Args('state', { type: () => String, description: 'SQLSTATE.' }) code: string): string {
    throw new QueryFailedError('SELECT 1', ['Erika'], Object.assign(new Error('Erika'), { code }));
  }
}
