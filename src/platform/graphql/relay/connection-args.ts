import { ArgsType, Field, Int } from '@nestjs/graphql';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { RequestError } from '../errors/request-error.js';
import { type CursorKey, decodeCursor } from './cursor.js';
import { type CursorShape, fitsShape } from './cursor-shape.js';

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
   * @param shape What the list is sorted by; a forged cursor that does not fit never reaches the database.
   * @throws {RequestError} `INVALID_CURSOR`.
   */
  position(list = '', shape: CursorShape = {}): CursorKey | undefined {
    if (this.after === undefined || this.after === null) return undefined;
    const key = decodeCursor(this.after, list);
    if (!fitsShape(key, shape)) throw new RequestError('INVALID_CURSOR');
    return key;
  }
}
