import { hashOf } from '../../kernel/index.js';
import type { GuardVerdict } from '../domain/decision.js';
import type { StateEntry } from '../domain/process.js';

/** Where a difference was found: in a log entry, in the row of the process, or in a row of what hangs on it; or all is gone. */
export type DifferencePlace =
  'definition' | 'entry' | 'process' | 'deadline' | 'workItem' | 'subprocess' | 'message' | 'missing';

/**
 * The first place at which a process is not what its log makes of it.
 *
 * Says nothing personal: states, norms, codes, days and instants are shown, payload, context and output as hashes.
 */
export interface ReplayDifference {
  readonly place: DifferencePlace;
  /** Number of the log entry; for a message the entry that sent or took it, for other rows the number of entries recomputed. */
  readonly seq: number;
  /** Member that differs, e.g. `toStates`, `context`, `endsOn`; `hash`: something that cannot be recomputed. */
  readonly field: string;
  /** What the log makes of it. */
  readonly expected: string;
  /** What is stored. */
  readonly found: string;
  /** Whether the hash chain holds up to and including this entry; `true` for rows. */
  readonly isChainWhole: boolean;
}

/** Longest text of one side. */
const MAX_LENGTH = 200;
const HASH_DIGITS = 16;

/** Whether two values are the same JSON, whatever the order of their keys. */
export function sameJson(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every(
      (key) =>
        Object.hasOwn(other, key) &&
        sameJson((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]),
    )
  );
}

/** A value that says nothing about a person, as text. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
}

/** A value that may say something about a person: its hash alone. */
export function hidden(value: unknown): string {
  return `SHA-256 ${hashOf(value ?? null).slice(0, HASH_DIGITS)}…`;
}

/** Guards by name and verdict; parameters are compared, not shown. */
export function guardsInWords(guards: readonly GuardVerdict[]): string {
  return shown(guards.map(({ guard, verdict }) => `${guard}=${String(verdict)}`).join(', ') || '–');
}

/** Names of the members in which two objects differ, by name. */
export function differingMembers(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): readonly string[] {
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])].sort();
  return names.filter((name) => !sameJson(one[name] ?? null, other[name] ?? null));
}

/** The entries of the states that differ. */
export function entriesInWords(
  entries: Readonly<Record<string, StateEntry>>,
  states: readonly string[],
): string {
  return shown(states.map((id) => `${id} ${JSON.stringify(entries[id] ?? null)}`).join('; '));
}
