import type { LocalizedText } from '../definition.js';

/** What the checker can find. */
export type FindingCode =
  | 'SCHEMA'
  | 'LABEL_MISSING'
  | 'KEY_MISMATCH'
  | 'UNKNOWN_TARGET'
  | 'UNKNOWN_GUARD'
  | 'UNKNOWN_ACTION'
  | 'UNKNOWN_DELAY'
  | 'UNKNOWN_OWNER'
  | 'UNKNOWN_EVENT'
  | 'UNKNOWN_DATA_CATEGORY'
  | 'UNKNOWN_PAYLOAD_FIELD'
  | 'UNDECLARED_CONTEXT'
  | 'TYPE_MISMATCH'
  | 'INVALID_PARAMS'
  | 'INVALID_DEADLINE_RULE'
  | 'INVALID_FIELD_SCHEMA'
  | 'PATTERN_SLOW'
  | 'OWNER_MISSING'
  | 'STRUCTURE'
  | 'EVENT_UNUSED'
  | 'DELAY_UNUSED'
  | 'UNREACHABLE_STATE'
  | 'NO_WAY_TO_END'
  | 'TRANSITION_SHADOWED'
  | 'GUARD_CONTRADICTION'
  | 'COMPLETION_IMPOSSIBLE'
  | 'REGION_CONFLICT'
  | 'TARGETS_CONFLICT'
  | 'HISTORY_FROM_REGION'
  | 'ALWAYS_LOOP'
  | 'WILDCARD_REFUSED'
  | 'DEADLINE_WITHOUT_EXPIRY'
  | 'EXPIRY_UNHANDLED'
  | 'EXPIRY_ENDS_SILENTLY'
  | 'DEADLINE_NEVER_FIRES'
  | 'DEADLINE_ALREADY_OVER'
  | 'WARNING_BEFORE_START'
  | 'START_NEVER_RECORDED'
  | 'CONTEXT_NEVER_WRITTEN'
  | 'UNKNOWN_DEFINITION'
  | 'MESSAGE_NOT_ADMITTED'
  | 'PAYLOAD_MISMATCH'
  | 'TRANSITION_UNCOVERED';

/** One problem of a definition. Any finding keeps a definition from being deployed. */
export interface Finding extends LocalizedText {
  readonly code: FindingCode;
  /** JSON pointer (RFC 6901) into the definition. */
  readonly path: string;
}

/** Builds a finding; `path` are the keys from the top of the document. */
export function finding(code: FindingCode, path: readonly string[], de: string, en: string): Finding {
  return { code, path: pointer(path), de, en };
}

/** JSON pointer of a path of keys. */
export function pointer(path: readonly string[]): string {
  return path.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
