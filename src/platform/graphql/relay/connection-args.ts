import { ArgsType, Field, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { type CursorKey, decodeCursor } from './cursor.js';

/** Page size when the client names none. */
export const DEFAULT_PAGE_SIZE = 20;
/** Largest page. */
export const MAX_PAGE_SIZE = 100;

/** Arguments of every connection; extend it to add filters. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, { defaultValue: DEFAULT_PAGE_SIZE, description: `How many, 1 to ${MAX_PAGE_SIZE}.` })
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE_SIZE)
  readonly first: number = DEFAULT_PAGE_SIZE;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor after which the page begins; from the start without it.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1_000)
  readonly after?: string | null;

  /**
   * Position after which the page begins, `undefined` for the first page.
   *
   * @throws {RequestError} `INVALID_CURSOR`.
   */
  position(list = ''): CursorKey | undefined {
    return this.after === undefined || this.after === null ? undefined : decodeCursor(this.after, list);
  }
}
