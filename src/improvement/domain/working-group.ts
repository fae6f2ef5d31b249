import type { ThemeId, UnitId, WorkingGroupId } from '../../kernel/index.js';

/** Seats that are filled beside the leading one. */
export const FILLED_SEATS = ['MEMBER', 'SELF_REPRESENTATION'] as const;
export type FilledSeat = (typeof FILLED_SEATS)[number];

/** Seats of a working group. */
export type Seat = 'LEAD' | FilledSeat;

export interface SeatHolder {
  readonly unitId: UnitId;
  readonly seat: Seat;
}

/** Working group. */
export interface WorkingGroupView {
  readonly id: WorkingGroupId;
  readonly name: string;
  readonly mandate: string;
  readonly leadUnitId: UnitId;
  readonly foundedOn: string;
  /** Theme it was founded from; `null` for a group that existed before. */
  readonly foundedFromThemeId: ThemeId | null;
  readonly members: readonly SeatHolder[];
}

/** Whether nobody speaks for those it is about: a defect of the group, shown until the seat is filled. */
export function isSelfRepresentationVacant(members: readonly SeatHolder[]): boolean {
  return !members.some(({ seat }) => seat === 'SELF_REPRESENTATION');
}

/** All seats of a new group, the leading one first; `undefined` when a unit would sit twice. */
export function seatsOf(
  leadUnitId: UnitId,
  members: readonly { readonly unitId: UnitId; readonly seat: FilledSeat }[],
): readonly SeatHolder[] | undefined {
  const seats: readonly SeatHolder[] = [{ unitId: leadUnitId, seat: 'LEAD' }, ...members];
  return new Set(seats.map(({ unitId }) => unitId)).size === seats.length ? seats : undefined;
}
