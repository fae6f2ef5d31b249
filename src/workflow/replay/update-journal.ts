import type { ProcessDefinition } from '../domain/definition.js';
import type { Journal } from './journal.js';
import { playJournal, type NamedScenario } from './play-journal.js';
import { replayJournal } from './replay-journal.js';

/** What a journal is made from. */
export interface JournalSource {
  readonly definition: ProcessDefinition;
  readonly scenarios: readonly NamedScenario[];
  /** Version of Fallwerk. */
  readonly writtenBy: string;
}

/** What becomes of a journal; `refused`: the one that is there stays. */
export type JournalUpdate =
  | { readonly kind: 'written' | 'extended'; readonly journal: Journal; readonly added: number }
  | { readonly kind: 'unchanged' }
  | {
      readonly kind: 'refused';
      /**
       * `released`: written by an earlier release; `edited`: made from another definition under the same version;
       * `differs`: this build makes something else of it.
       */
      readonly reason: 'released' | 'edited' | 'differs';
      readonly differences: readonly string[];
    };

/**
 * The journal of a version, made from its scenarios, or the existing one with courses for new scenarios.
 *
 * What is written stays as it is, since it guards against changes of the kernel and of its library. It may be replaced
 * on purpose only as long as the release that wrote it has not gone out.
 *
 * @param isReplacing  Somebody asked for a new one.
 */
export function updateJournal(
  existing: Journal | undefined,
  source: JournalSource,
  isReplacing = false,
): JournalUpdate {
  const { definition, scenarios, writtenBy } = source;
  if (isReplacing && existing && existing.writtenBy !== writtenBy)
    return { kind: 'refused', reason: 'released', differences: [] };
  const fresh = playJournal(definition, scenarios, writtenBy);
  if (!existing || isReplacing) return { kind: 'written', journal: fresh, added: fresh.courses.length };
  if (existing.definitionHash !== fresh.definitionHash)
    return { kind: 'refused', reason: 'edited', differences: [] };
  const differences = replayJournal(existing, definition);
  if (differences.length > 0) return { kind: 'refused', reason: 'differs', differences };
  const known = new Set(existing.courses.map(({ scenario }) => scenario));
  const added = fresh.courses.filter(({ scenario }) => !known.has(scenario));
  if (added.length === 0) return { kind: 'unchanged' };
  const courses = [...existing.courses, ...added];
  return { kind: 'extended', journal: { ...existing, courses }, added: added.length };
}
