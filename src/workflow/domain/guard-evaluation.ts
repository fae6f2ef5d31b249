import type { FailedGuard } from './decision.js';
import { builtInGuard } from './built-in-guards.js';
import type {
  GuardCombination,
  GuardExpression,
  GuardReference,
  LocalizedText,
  ProcessDefinition,
} from './definition.js';
import type { WorkflowRegistry } from './registry.js';

/** `unknown`: depends on the payload, which is not written yet. */
export type Verdict = boolean | 'unknown';

/** A verdict with the conditions that stand in the way; empty unless false. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly failed: readonly FailedGuard[];
}

/** What judging one named guard needs. */
export interface GuardJudge {
  readonly verdict: (guard: GuardReference) => Verdict;
  readonly explain: (guard: GuardReference, negated: boolean) => LocalizedText;
}

/** Whether an expression combines others. */
export function isCombination(expression: GuardExpression): expression is GuardCombination {
  return 'guards' in expression;
}

/** All named guards of an expression, in written order. */
export function guardReferences(expression: GuardExpression | undefined): readonly GuardReference[] {
  if (!expression) return [];
  return isCombination(expression) ? expression.guards.flatMap(guardReferences) : [expression];
}

/**
 * Judges a condition in three-valued logic (Kleene) and says which of its parts stand in the way.
 *
 * @param negated  The expression stands under an odd number of `not`; explanations then say the opposite.
 */
export function judge(expression: GuardExpression | undefined, by: GuardJudge, negated = false): Judgement {
  if (!expression) return { verdict: true, failed: [] };
  if (!isCombination(expression)) return judgeReference(expression, by, negated);
  if (expression.type === 'not') {
    const inner = judge(expression.guards[0], by, !negated);
    return { ...inner, verdict: opposite(inner.verdict) };
  }
  const parts = expression.guards.map((part) => judge(part, by, negated));
  const verdict = combine(expression.type, parts);
  return { verdict, failed: verdict === negated ? parts.flatMap((part) => part.failed) : [] };
}

/** A guard stands in the way when it has the value that the expression around it does not want. */
function judgeReference(guard: GuardReference, by: GuardJudge, negated: boolean): Judgement {
  const verdict = by.verdict(guard);
  if (verdict !== negated) return { verdict, failed: [] };
  return {
    verdict,
    failed: [{ guard: guard.type, params: guard.params ?? {}, explanation: by.explain(guard, negated) }],
  };
}

function opposite(verdict: Verdict): Verdict {
  return verdict === 'unknown' ? 'unknown' : !verdict;
}

function combine(type: 'and' | 'or', parts: readonly Judgement[]): Verdict {
  const decisive = type === 'or';
  if (parts.some((part) => part.verdict === decisive)) return decisive;
  return parts.some((part) => part.verdict === 'unknown') ? 'unknown' : !decisive;
}

/** The sentence that tells people about a guard that stands in the way. */
export function explainGuard(
  guard: GuardReference,
  negated: boolean,
  definition: ProcessDefinition,
  registry: WorkflowRegistry,
): LocalizedText {
  const builtIn = builtInGuard(guard.type);
  if (builtIn) return builtIn.explain(guard.params ?? {}, definition, negated);
  const declared = registry.guards[guard.type];
  if (!negated && declared) return declared.explanation;
  return (
    declared?.explanationNegated ?? {
      de: `Die Bedingung „${guard.type}“ darf nicht erfüllt sein.`,
      en: `The condition “${guard.type}” must not hold.`,
    }
  );
}
