import {
  changeInWords,
  deadlineChangeInWords,
  diffDefinitions,
  fitInWords,
  type ProcessDefinition,
  type Vocabulary,
} from '../../../workflow/index.js';

/**
 * What differs between two versions of a process and what it means for running ones, as Markdown lists in German; one
 * sentence without a version before.
 */
export function differenceInWords(
  before: ProcessDefinition | undefined,
  now: ProcessDefinition,
  vocabulary: Vocabulary,
): readonly string[] {
  if (!before) return ['Dies ist die erste Fassung.'];
  const { changes, statesFit, deadlinesChanged } = diffDefinitions(before, now);
  if (changes.length === 0) return [`Kein Unterschied zu Fassung ${before.version}.`];
  const moving = statesFit.filter(({ verdict, newRegions }) => verdict !== 'FITS' || newRegions.length > 0);
  const list = (items: readonly string[]) => items.map((item) => `- ${item}`);
  return [
    ...list(changes.map((change) => changeInWords(change, { from: before, to: now, vocabulary }))),
    '',
    ...(moving.length === 0
      ? ['Laufende Vorgänge passen ohne Zuordnung in die neue Fassung.']
      : ['Für laufende Vorgänge:', '', ...list(moving.map(fitInWords))]),
    ...(deadlinesChanged.length === 0
      ? []
      : ['', 'Laufende Fristen:', '', ...list(deadlinesChanged.map(deadlineChangeInWords))]),
  ];
}
