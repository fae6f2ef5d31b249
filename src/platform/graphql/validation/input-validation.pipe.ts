import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import { InputInvalid, type InvalidField } from './input-invalid.js';

const MAX_DEPTH = 40;
/** With the flag `u` a complete pair is one code point and does not match. */
export const LONE_SURROGATE = /\p{Surrogate}/u;
/**
 * Embeddings, overrides and isolates of the writing direction: with them a name reads differently from what it is. The
 * invisible marks U+200E and U+200F turn nothing around and are needed in Arabic and Persian beside numbers.
 */
const DIRECTION_CONTROL = /[\u202A-\u202E\u2066-\u2069]/;

/** Why a text is refused: PostgreSQL cannot store it as UTF-8, or it would be read differently; `undefined`: it is fine. */
function flawOf(text: string): Omit<InvalidField, 'path'> | undefined {
  if (text.includes('\u0000'))
    return { message: 'Der Text darf das Zeichen U+0000 nicht enthalten.', constraint: 'noNul' };
  if (LONE_SURROGATE.test(text)) {
    return { message: 'Der Text enthält ein unvollständiges Zeichen.', constraint: 'wellFormed' };
  }
  if (DIRECTION_CONTROL.test(text)) {
    const message = 'Der Text enthält unsichtbare Zeichen, die die Leserichtung umkehren.';
    return { message, constraint: 'noDirectionControl' };
  }
  return undefined;
}

/** First text or name of a member that is refused; `undefined` when there is none. */
function findFlaw(value: unknown, path: string, depth = 0): InvalidField | undefined {
  if (typeof value === 'string') {
    const flaw = flawOf(value);
    return flaw && { path, ...flaw };
  }
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return undefined;
  for (const [key, member] of Object.entries(value)) {
    const flawOfKey = flawOf(key);
    if (flawOfKey) return { path, ...flawOfKey };
    const found = findFlaw(member, path === '' ? key : `${path}.${key}`, depth + 1);
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
    const flaw = findFlaw(value, '');
    if (flaw) throw new InputInvalid([{ ...flaw, path: flaw.path || (metadata.data ?? '') }]);
    return super.transform(value, metadata);
  }
}
