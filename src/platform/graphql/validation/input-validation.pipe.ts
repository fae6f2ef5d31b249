import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import { InputInvalid } from './input-invalid.js';

const MAX_DEPTH = 40;

/** Path of the first text holding U+0000, which PostgreSQL cannot store; `undefined` when there is none. */
function findNul(value: unknown, path: string, depth = 0): string | undefined {
  if (typeof value === 'string') return value.includes('\u0000') ? path : undefined;
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const found = findNul(member, path === '' ? key : `${path}.${key}`, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * Checks every argument against the class-validator rules of its class.
 *
 * Every property of an input class needs at least one rule (`@Allow()` if there is nothing to check), else it is
 * refused as unknown.
 *
 * @throws {InputInvalid} answered as `ValidationFailed` by mutations, as `VALIDATION_FAILED` by queries.
 */
@Injectable()
export class InputValidationPipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      transform: true,
      exceptionFactory: (errors) => InputInvalid.of(errors),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    // An input class imported with `import type` leaves `Object` here and would pass unchecked.
    if (metadata.metatype === Object && typeof value === 'object' && value !== null) {
      throw new Error(
        `Argument "${metadata.data ?? ''}" has no class at run time; import its class as a value.`,
      );
    }
    const nulAt = findNul(value, '');
    if (nulAt !== undefined) {
      const path = nulAt === '' ? (metadata.data ?? '') : nulAt;
      throw new InputInvalid([{ path, message: 'must not contain U+0000', constraint: 'noNul' }]);
    }
    return super.transform(value, metadata);
  }
}
