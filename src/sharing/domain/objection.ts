import type { UnitId } from '../../kernel/index.js';
import type { SharingEffect } from './decision-table.js';
import type { Circumstance, SharingPurpose } from './sharing-codes.js';
import type { Decision, SharingInput } from './sharing-input.js';

/** How objections against the disclosures of controllers stand; one that was refused is none. */
export type Objections = ReadonlyMap<UnitId, 'UNDECIDED' | 'GRANTED'>;

/** What an objection means for a disclosure of the unit. */
export function circumstancesOf(objections: Objections | undefined, unitId: UnitId): readonly Circumstance[] {
  const objection = objections?.get(unitId);
  if (objection === undefined) return [];
  return objection === 'GRANTED' ? ['PERSON_OBJECTS', 'OBJECTION_GRANTED'] : ['PERSON_OBJECTS'];
}

/** Norms of an objection against what a statute permits. */
export const OBJECTION_NORMS: readonly string[] = ['Art. 21 DSGVO', '§ 84 Abs. 5 SGB X'];

/** What protects life and limb, or a child, outweighs an objection (Art. 21 Abs. 1 S. 2 DSGVO, § 84 Abs. 5 SGB X). */
const OUTWEIGHING: readonly SharingPurpose[] = ['VITAL', 'CHILD'];

/** Whether the person objected with success, so that this statutory permission is closed. */
export function closesOnObjection(
  effect: SharingEffect,
  { circumstances, purpose }: Pick<SharingInput, 'circumstances' | 'purpose'>,
): boolean {
  return (
    effect === 'STATUTE' &&
    circumstances?.includes('OBJECTION_GRANTED') === true &&
    !OUTWEIGHING.includes(purpose)
  );
}

/** Whether the law demands the disclosure although the person objected with success (§ 84 Abs. 5 SGB X). */
export function staysDespiteObjection(effect: SharingEffect, { circumstances }: SharingInput): boolean {
  return effect === 'DUTY' && circumstances?.includes('OBJECTION_GRANTED') === true;
}

/** The explanation of a row, with what became of an objection. */
export function objectionWords(
  objection: 'CLOSES' | 'DUTY_STAYS' | undefined,
  row: Decision['explanation'],
): Decision['explanation'] {
  if (objection === 'CLOSES') {
    return {
      de: 'Die Person hat mit Erfolg widersprochen; was das Gesetz nur erlaubt, unterbleibt (Art. 21 DSGVO).',
      plain: 'Sie haben Nein gesagt. Das Amt gibt es darum nicht weiter.',
    };
  }
  if (objection === undefined) return row;
  return {
    de: `${row.de} Der Widerspruch der Person ändert daran nichts, denn das Gesetz verpflichtet dazu (§ 84 Abs. 5 SGB X).`,
    plain: `${row.plain} Das muss das Amt tun, auch wenn Sie Nein gesagt haben.`,
  };
}
