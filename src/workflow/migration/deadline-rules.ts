import type { DeadlineRule } from '../domain/definition.js';
import { isEqual } from '../domain/diff/json-difference.js';
import type { CompiledDefinition } from '../kernel/compile.js';
import { newFieldName, type MigrationMapping } from './mapping.js';

interface Versions {
  readonly from: CompiledDefinition;
  readonly to: CompiledDefinition;
  readonly mapping: MigrationMapping;
}

/** Whether a deadline is counted in both versions the same way. */
export function hasSameRule({ from, to, mapping }: Versions, oldKey: string, newKey: string): boolean {
  const before = renamedRule(mapping, ruleOf(from, oldKey));
  return isEqual(before, ruleOf(to, newKey));
}

/** A rule of the old version in the words of the new one. */
export function renamedRule(mapping: MigrationMapping, rule: DeadlineRule): DeadlineRule {
  if (!rule.from.startsWith('context.')) return rule;
  return { ...rule, from: `context.${newFieldName(mapping, rule.from.slice('context.'.length))}` };
}

/** Rule of a deadline. @throws {RangeError} the definition has no such deadline. */
export function ruleOf({ definition }: CompiledDefinition, key: string): DeadlineRule {
  const delay = definition.delays[key];
  if (!delay) throw new RangeError(`${definition.key} has no deadline ${key}`);
  return delay.rule;
}

/** German label of a deadline. */
export function labelOf({ definition }: CompiledDefinition, key: string): string {
  return definition.delays[key]?.label.de ?? key;
}
