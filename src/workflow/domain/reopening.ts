import type { JsonObject, JsonValue, ProcessDefinition, ReopenRule } from './definition.js';
import type { ProcessView } from './process.js';

/** Whether the rule lets a next episode follow on this end; a cancelled process may always be followed. */
export function mayFollow(
  rule: ReopenRule,
  ended: Pick<ProcessView, 'status' | 'activeStates' | 'definitionKey'>,
): boolean {
  if (ended.status === 'cancelled' || rule.from === undefined) return true;
  const allowed = rule.from.map((path) => `${ended.definitionKey}.${path}`);
  return ended.activeStates.some((id) => allowed.includes(id));
}

/**
 * What the next episode starts with: the carried fields that had a value and that its version still declares.
 *
 * @param definition Version of the next episode.
 */
export function carriedContext(
  definition: ProcessDefinition,
  rule: ReopenRule,
  context: JsonObject,
): JsonObject {
  const carried = (rule.carry ?? []).flatMap((field): [string, JsonValue][] => {
    const value = context[field];
    const isKept = value !== undefined && value !== null && Object.hasOwn(definition.context, field);
    return isKept ? [[field, value]] : [];
  });
  return Object.fromEntries(carried);
}
