import type { UnitId } from '../../../kernel/index.js';
import type { AttendanceRow, Presence } from './sitting.js';

/** What is entered of somebody who was in the room. */
const WAS_THERE: readonly Presence[] = ['PRESENT', 'VIDEO', 'LEFT'];

/** Who is there and bound to secrecy; of the staff of bodies only those that take part in this very conference. */
export function inRoom(
  attendance: readonly AttendanceRow[],
  circle: readonly UnitId[],
): readonly AttendanceRow[] {
  return attendance.filter(
    ({ kind, unitId, presence, undertakingAt, refusedBecause }) =>
      (presence === 'PRESENT' || presence === 'VIDEO') &&
      refusedBecause === null &&
      // Whom the person brings is bound by nothing but the person’s will.
      (kind === 'COMPANION' || undertakingAt !== null) &&
      (kind !== 'BODY' || (unitId !== null && circle.includes(unitId))),
  );
}

/** Bodies of which somebody is in the room. */
export function bodiesInRoom(
  attendance: readonly AttendanceRow[],
  circle: readonly UnitId[],
): readonly UnitId[] {
  const units = inRoom(attendance, circle).flatMap(({ kind, unitId }) =>
    kind === 'BODY' && unitId !== null ? [unitId] : [],
  );
  return [...new Set(units)];
}

/** Staff that is there without being bound to secrecy: it stays outside. */
export function withoutUndertaking(attendance: readonly AttendanceRow[]): readonly AttendanceRow[] {
  return attendance.filter(
    ({ kind, presence, undertakingAt }) =>
      kind !== 'COMPANION' && (presence === 'PRESENT' || presence === 'VIDEO') && undertakingAt === null,
  );
}

/** Bodies that excused themselves, are not there or have left, and of which nobody else is. */
export function absentBodies(attendance: readonly AttendanceRow[]): readonly UnitId[] {
  const bodies = attendance.filter(({ kind }) => kind === 'BODY');
  const there = new Set(
    bodies
      .filter(({ presence }) => presence === 'PRESENT' || presence === 'VIDEO')
      .map(({ unitId }) => unitId),
  );
  const absent = bodies.flatMap(({ unitId }) => (unitId === null || there.has(unitId) ? [] : [unitId]));
  return [...new Set(absent)];
}

/** What bodies said of their mandate: one with mandate is enough. */
export function mandatesOf(attendance: readonly AttendanceRow[]): ReadonlyMap<UnitId, boolean> {
  const said = new Map<UnitId, boolean>();
  for (const { kind, unitId, presence, mandate } of attendance) {
    const isThere = presence === 'PRESENT' || presence === 'VIDEO';
    if (kind === 'BODY' && unitId !== null && isThere) said.set(unitId, mandate || said.get(unitId) === true);
  }
  return said;
}

/** Who interprets in the room, with the primary part of the language and the level. */
export function interpretersIn(
  attendance: readonly AttendanceRow[],
): readonly { readonly language: string; readonly level: NonNullable<AttendanceRow['level']> }[] {
  return inRoom(attendance, []).flatMap(({ kind, language, level }) =>
    kind === 'INTERPRETER' && language !== null && level !== null
      ? [{ language: language.split('-')[0] ?? language, level }]
      : [],
  );
}

/**
 * Bodies of which somebody was in the room for any part of it, as it was kept live; who left counts, who was not bound
 * to secrecy never came in.
 */
export function bodiesThatWereThere(attendance: readonly AttendanceRow[]): readonly UnitId[] {
  const units = attendance.flatMap(({ kind, unitId, presence, undertakingAt }) =>
    kind === 'BODY' && unitId !== null && WAS_THERE.includes(presence) && undertakingAt !== null
      ? [unitId]
      : [],
  );
  return [...new Set(units)];
}
