import type { JsonObject } from '../definition.js';
import { validatorOf, type Validator } from '../schema-validation.js';

const known = new WeakMap<JsonObject, Validator>();

/** The validator of a schema that many places use, made once: making one costs far more than asking it. */
export function knownValidator(schema: JsonObject): Validator {
  const found = known.get(schema);
  if (found) return found;
  const made = validatorOf(schema);
  known.set(schema, made);
  return made;
}
