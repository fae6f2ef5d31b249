import type { DomainError, Result } from '../../src/kernel/index.js';

/** Value of a command that must succeed. @throws {Error} naming the code it was refused with. */
export function valueOf<T, E extends DomainError>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(`Refused: ${result.error.code} ${JSON.stringify(result.error)}`);
  return result.value;
}

/** Code of the refusal, `OK` when there was none. */
export function codeOf(result: Result<unknown, DomainError>): string {
  return result.ok ? 'OK' : result.error.code;
}

/** Outcome of something that may also throw: code, `OK`, or the name of what was thrown. */
export async function outcomeOf(work: Promise<Result<unknown, DomainError>>): Promise<string> {
  try {
    return codeOf(await work);
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}
