import type { ValidationError } from 'class-validator';
import { germanSentence } from './german-rules.js';

/** One thing that is wrong with the input. */
export interface InvalidField {
  /** Path below the argument, dotted, list positions as numbers, e.g. `names.0.family`. */
  readonly path: string;
  /** German sentence. */
  readonly message: string;
  /** Name of the violated rule, e.g. `isLength`. */
  readonly constraint: string;
}

const MAX_FIELDS = 50;

function collect(errors: readonly ValidationError[], prefix: string): InvalidField[] {
  return errors.flatMap((error) => {
    const path = prefix === '' ? error.property : `${prefix}.${error.property}`;
    const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) => ({
      path,
      message: germanSentence(constraint, message),
      constraint,
    }));
    return [...own, ...collect(error.children ?? [], path)];
  });
}

/** Input that passed the schema and failed a rule of its class. Thrown by the pipe, never by use cases. */
export class InputInvalid extends Error {
  override readonly name = 'InputInvalid';

  /** @param fields What is wrong. */
  constructor(readonly fields: readonly InvalidField[]) {
    super('Input invalid');
  }

  /** From what class-validator found, by path, at most 50. Values are left out: they may be personal data. */
  static of(errors: readonly ValidationError[]): InputInvalid {
    const fields = collect(errors, '').sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
    return new InputInvalid(fields.slice(0, MAX_FIELDS));
  }
}
