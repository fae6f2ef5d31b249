import { bodyOf, type WholeAnswer } from './client.js';
import { PASSED } from './dry-commands.js';

/**
 * What somebody got: `SEE` something, `EMPTY` (an answer in which there is nothing), `PASS` (the command would have been
 * carried out), `NOT_FOUND` (not there or not theirs), or the code of another refusal.
 */
export type Outcome = string;

const ERRORS = /^(RequestRejected|ValidationFailed|RevisionConflict|TransitionRejected|\w*Error)$/;

/** Reads the outcome of a GraphQL answer. */
export function outcomeOf(answer: WholeAnswer): Outcome {
  const { data, errors = [] } = bodyOf(answer);
  const [first] = errors;
  if (first) {
    if (first.extensions[PASSED] === true) return 'PASS';
    const code = first.extensions.code === 'NOT_FOUND_OR_NOT_PERMITTED' ? 'NOT_FOUND' : first.extensions.code;
    // A part below the door that fails must not hide behind the rest.
    return (first.path?.length ?? 1) > 1 ? `${code} at ${first.path?.join('.')}` : code;
  }
  return outcomeOfValue(Object.values(data ?? {})[0]);
}

function outcomeOfValue(value: unknown): Outcome {
  if (value === null || value === undefined) return 'EMPTY';
  if (Array.isArray(value)) return value.length === 0 ? 'EMPTY' : 'SEE';
  if (typeof value !== 'object') return 'SEE';
  const {
    code,
    edges,
    __typename: type,
  } = value as {
    readonly code?: string;
    readonly edges?: readonly unknown[];
    readonly __typename?: string;
  };
  if (edges) return edges.length === 0 ? 'EMPTY' : 'SEE';
  if (code !== undefined && (ERRORS.test(type ?? '') || 'message' in value)) return code;
  return 'SEE';
}
