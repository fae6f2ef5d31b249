import { isSafePattern } from 'redos-detector';
import type { ProcessDefinition } from '../definition.js';
import { fieldPlaces } from './field-places.js';
import { finding, type Finding } from './finding.js';

/** Limits of the proof. They count steps, not time, so that every machine finds the same; a failed one takes < 1 s. */
const PROOF = { unicode: true, maxScore: 100, maxSteps: 500, timeout: Infinity } as const;

/**
 * Patterns for which a short text could occupy the node for seconds or for ever, because parts of them can share the
 * text out in many ways. Found is every pattern that cannot be proven to be fast.
 *
 * @param definition Its field schemas are valid.
 */
export function patternFindings(definition: ProcessDefinition): readonly Finding[] {
  return fieldPlaces(definition).flatMap(({ field, path }) => {
    const pattern = field['pattern'];
    if (typeof pattern !== 'string' || isProvenFast(pattern)) return [];
    const de =
      'Das Muster kann an einem Text sehr lange rechnen. Abhilfe: mit „^“ beginnen, keine Wiederholung in einer Wiederholung, aufeinander folgende Wiederholungen ohne gemeinsame Zeichen.';
    const en =
      'The pattern can take very long on a text. Begin with “^”, put no repetition into a repetition, let repetitions in a row share no characters.';
    return [finding('PATTERN_SLOW', [...path, 'pattern'], de, en)];
  });
}

function isProvenFast(pattern: string): boolean {
  try {
    return isSafePattern(pattern, PROOF).safe;
  } catch {
    // Syntax that the proof does not know, although the engine does.
    return false;
  }
}
