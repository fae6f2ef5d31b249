import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsIn, IsUUID } from 'class-validator';

/** How many entries a list of an input has; without `min` it may be empty. */
interface ListSize {
  readonly min?: number;
  readonly max: number;
}

/** Property decorator: a list of identifiers, each once. */
export function ListOfIds(size: ListSize): PropertyDecorator {
  return applyDecorators(IsUUID('all', { each: true }), ...listRules(size));
}

/** Property decorator: a list of codes out of a closed list, each once. */
export function ListOfCodes(codes: readonly string[], size: ListSize): PropertyDecorator {
  return applyDecorators(IsIn(codes, { each: true }), ...listRules(size));
}

function listRules({ min, max }: ListSize): readonly PropertyDecorator[] {
  return [ArrayUnique(), ArrayMaxSize(max), ...(min === undefined ? [] : [ArrayMinSize(min)])];
}
