import { ownStates } from '../domain/own-part.js';
import type { CompiledDefinition } from '../kernel/kernel.js';
import type { SubjectAccess } from './workflow-registry.js';

/**
 * Whether somebody may know that a process exists. A definition in which a body of the case never acts is none of its
 * business: commands refuse it like a process that is not there, before they say anything of its state or revision.
 *
 * @param compiled Version the process runs on; `undefined` when this build cannot run it.
 */
export function mayKnow(access: SubjectAccess, compiled: CompiledDefinition | undefined): boolean {
  if (!access.mayRead) return false;
  if (access.sees !== 'OWN_PART') return true;
  return compiled !== undefined && ownStates(compiled.definition, compiled.chart, access.codes).size > 0;
}
