import type { SittingErrorCode } from './sitting.errors.js';
import type { BoxRow, PersonForm, PersonPart, Position, ReadBackAnswer } from './sitting.js';

/** Boxes that are never skipped. */
const NEVER_SKIPPED: readonly (BoxRow['holds'] | null)[] = ['PERSON', 'READ_BACK'];

/**
 * Whether a box may begin now.
 *
 * @param speaksFirst The agenda reserves the first turn for the person.
 */
export function mayEnter(
  boxes: readonly BoxRow[],
  key: string,
  part: Pick<PersonPart, 'turn'>,
  speaksFirst: boolean,
): SittingErrorCode | undefined {
  const target = boxes.findIndex((box) => box.key === key);
  const box = boxes[target];
  if (!box || box.startedAt !== null || box.endedAt !== null) return 'AGENDA_BOX_NOT_POSSIBLE';
  const before = boxes.slice(0, target);
  const skipped = before.filter(({ startedAt, endedAt }) => startedAt === null && endedAt === null);
  if (skipped.some(({ holds }) => NEVER_SKIPPED.includes(holds))) return 'AGENDA_BOX_NOT_POSSIBLE';
  const isPastPerson = before.some(({ holds }) => holds === 'PERSON');
  return speaksFirst && isPastPerson && part.turn === null ? 'PERSON_SPEAKS_FIRST' : undefined;
}

/** Whether a body may be heard: after the person. */
export function mayHearBodies(
  part: Pick<PersonPart, 'turn'>,
  speaksFirst: boolean,
): SittingErrorCode | undefined {
  return speaksFirst && part.turn === null ? 'PERSON_SPEAKS_FIRST' : undefined;
}

/** Whether a position is complete. */
export function positionFits(position: Position, words: string | null): SittingErrorCode | undefined {
  const needs = position === 'AGREES_IF' || position === 'DISAGREES';
  return needs === (words !== null) ? undefined : 'POSITION_NEEDS_WORDS';
}

const NOT_THERE: readonly (PersonForm | null)[] = ['WRITTEN', 'NOT_AT_ALL', null];

/** An answer to the summary, and who enters it. */
interface ReadBack {
  readonly answer: ReadBackAnswer;
  readonly words: string | null;
  readonly by: 'PERSON' | 'STAFF';
}

/** Whether an answer to the summary fits how the person takes part; nobody changes what they entered themself. */
export function readBackFits(
  part: Pick<PersonPart, 'form' | 'turn' | 'readBackBy'>,
  { answer, words, by }: ReadBack,
): SittingErrorCode | undefined {
  if (part.turn === null) return 'PERSON_SPEAKS_FIRST';
  if (part.readBackBy === 'PERSON' && by !== 'PERSON') return 'READ_BACK_NOT_POSSIBLE';
  if ((answer === 'DISSENTED') !== (words !== null)) return 'READ_BACK_NOT_POSSIBLE';
  return answer === 'NOT_THERE' && !NOT_THERE.includes(part.form) ? 'READ_BACK_NOT_POSSIBLE' : undefined;
}

/** Whether an item may end. */
export function mayEnd(
  part: Pick<PersonPart, 'turn' | 'readBack'>,
  speaksFirst: boolean,
): SittingErrorCode | undefined {
  if (!speaksFirst) return undefined;
  if (part.turn === null) return 'PERSON_SPEAKS_FIRST';
  return part.readBack === null ? 'READ_BACK_MISSING' : undefined;
}
