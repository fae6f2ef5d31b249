import type { sharingErrors } from './sharing.errors.js';

/** Condition of rows that ask why the disclosure is necessary. */
export const NECESSITY_CONDITION = 'Erforderlichkeit angeben.';

/** Why a disclosure between Sozialleistungsträger is necessary (§ 69 Abs. 1 Nr. 1 SGB X), with its German label. */
export const necessityReasons = {
  PURPOSE_OF_COLLECTION: 'für den Zweck, für den die Angabe erhoben wurde',
  TASK_OF_GIVER: 'für eine gesetzliche Aufgabe der Stelle, die weitergibt',
  TASK_OF_RECIPIENT: 'für eine gesetzliche Aufgabe der Stelle, die es erhält',
} as const;

/** Code of a {@link necessityReasons} entry. */
export type NecessityReason = keyof typeof necessityReasons;

/** What whoever discloses says about the conditions of the preview. */
export interface ConditionsGiven {
  /** Conditions in the words of the preview. */
  readonly confirmedConditions?: readonly string[] | null | undefined;
  /** Demanded where a row asks for it. */
  readonly necessity?: NecessityReason | null | undefined;
}

/** What is still open before a disclosure with these conditions; a condition nobody confirmed is one nobody observed. */
export function openCondition(
  conditions: readonly string[],
  { confirmedConditions, necessity }: ConditionsGiven,
): (keyof typeof sharingErrors & ('CONDITIONS_NOT_CONFIRMED' | 'NECESSITY_MISSING')) | undefined {
  const confirmed = new Set(confirmedConditions);
  if (!conditions.every((condition) => confirmed.has(condition))) return 'CONDITIONS_NOT_CONFIRMED';
  const isAsked = conditions.includes(NECESSITY_CONDITION);
  return isAsked && necessity == null ? 'NECESSITY_MISSING' : undefined;
}

/** What a line of the register keeps: the conditions of its own item and, where they ask for it, the reason. */
export function conditionsKept(
  conditions: readonly string[],
  { necessity }: ConditionsGiven,
): { readonly confirmedConditions: readonly string[]; readonly necessity: NecessityReason | null } {
  const isAsked = conditions.includes(NECESSITY_CONDITION);
  return { confirmedConditions: conditions, necessity: isAsked ? (necessity ?? null) : null };
}
