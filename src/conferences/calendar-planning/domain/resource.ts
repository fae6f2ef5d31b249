/** Kind of what can be taken for a time. */
export type ResourceKind = 'STAFF' | 'ROOM' | 'INTERPRETER';

/** Somebody or something to be taken for a slot. */
export interface Resource {
  readonly kind: ResourceKind;
  readonly id: string;
}

/** Levels of interpreting, the lowest first (method 4.11). */
export const INTERPRETER_LEVELS = ['LAY', 'QUALIFIED', 'SWORN'] as const;
/** Level of interpreting. */
export type InterpreterLevel = (typeof INTERPRETER_LEVELS)[number];

/** The higher of two levels; `null` asks for none. */
export function higherLevel(a: InterpreterLevel | null, b: InterpreterLevel | null): InterpreterLevel | null {
  const rank = (level: InterpreterLevel | null): number =>
    level === null ? -1 : INTERPRETER_LEVELS.indexOf(level);
  return rank(a) >= rank(b) ? a : b;
}

/** Gender of an interpreter, where the person wishes one. */
export const INTERPRETER_GENDERS = ['FEMALE', 'MALE', 'DIVERSE'] as const;
/** Gender of an interpreter. */
export type InterpreterGender = (typeof INTERPRETER_GENDERS)[number];
