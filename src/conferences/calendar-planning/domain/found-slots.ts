import type { StaffId, UnitId } from '../../../kernel/index.js';
import {
  GRAIN_MINUTES,
  type GrainCalendar,
  type PlannedMeeting,
  type SlotProposal,
} from '../../planning/index.js';
import { staffOf, VIDEO_ROOM, type SlotInput, type SlotProblem } from './slot-problem.js';
import { conditionOf, reasonsOf, type SlotCondition, type SlotReason } from './slot-words.js';

/** A date with everything that is needed to propose it. */
export interface FoundSlot {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** `null` by video. */
  readonly roomId: string | null;
  readonly chairId: StaffId | null;
  readonly recorderId: StaffId | null;
  readonly attendees: readonly { readonly unitId: UnitId; readonly staffId: StaffId }[];
  readonly interpreterId: string | null;
}

/** A good date. */
export interface RankedSlot extends FoundSlot {
  readonly reasons: readonly SlotReason[];
}

/** A date that is possible once these conditions are given up. */
export interface RelaxedSlot extends FoundSlot {
  readonly price: number;
  readonly conditions: readonly SlotCondition[];
}

/** What the search found. */
export interface FoundSlots {
  /** Best first. */
  readonly slots: readonly RankedSlot[];
  /** Cheapest first; empty when there are slots. */
  readonly relaxations: readonly RelaxedSlot[];
  /** First and last day that were asked for; `null` without a last day. */
  readonly earliestOn: string | null;
  readonly latestOn: string | null;
  /** A last day that cannot be kept because people have to be invited first. */
  readonly missedOn: string | null;
}

/** With these somebody who is only wished for does not come. */
const CANNOT: ReadonlySet<string> = new Set(['optionalBusy', 'optionalConflict', 'requiredOptionalConflict']);

/** Turns grains and seats into dates and people, and numbers into words. */
export function describeSlots(
  found: SlotProposal,
  made: SlotProblem,
  input: SlotInput,
  calendar: GrainCalendar,
): FoundSlots {
  const staff = new Set<string>(staffOf(input.circle));
  const isStaff = (id: string): boolean => staff.has(id);
  const heads = new Set<string>(
    input.circle.pools.filter(({ role }) => role.kind !== 'UNIT').flatMap(({ anyOf }) => anyOf),
  );
  const slots = found.slots.map(({ planned, reasons }): RankedSlot => {
    const away = reasons.flatMap(({ constraint, people }) => (CANNOT.has(constraint) ? people : []));
    const where = placeOf(planned, new Set(away), made, input, calendar);
    // Nobody chairs as somebody's substitute; the order among them is about fair load.
    const told = reasons.filter(
      ({ constraint, people }) => constraint !== 'substitute' || !people.every((id) => heads.has(id)),
    );
    const praise = {
      inRoom: where.roomId !== null,
      isAccessible: input.rooms.some(({ id, stepFree }) => id === where.roomId && stepFree),
      hasInterpreter: where.interpreterId !== null,
      // What else the person has on is no wish of theirs.
      withPerson: input.person !== null && input.person.cannotWeekly.length > 0,
      latestOn: input.latestOn,
      knowsSchoolHolidays: input.preferredOn.length > 0,
    };
    return { ...where, reasons: reasonsOf(told, praise, isStaff) };
  });
  const relaxations = found.relaxations.map(({ planned, price, conditions }): RelaxedSlot => ({
    ...placeOf(planned, new Set(conditions.map(({ about }) => about)), made, input, calendar),
    price,
    conditions: conditions.map((condition) => conditionOf(condition, isStaff)),
  }));
  return {
    slots,
    relaxations,
    earliestOn: input.earliestOn ?? null,
    latestOn: input.latestOn ?? null,
    missedOn: input.missedOn ?? null,
  };
}

function placeOf(
  { start, room, seats }: PlannedMeeting,
  away: ReadonlySet<string>,
  { seatRoles, beforeGrains }: SlotProblem,
  { circle, needs }: SlotInput,
  calendar: GrainCalendar,
): FoundSlot {
  const begin = calendar.instantOf(start).epochMilliseconds + beforeGrains * GRAIN_MINUTES * 60_000;
  const seated = [
    ...[...circle.required, ...circle.optional].filter(({ staffId }) => !away.has(staffId)),
    ...seatRoles.map((role, seat) => ({ role, staffId: (seats[seat] ?? '') as StaffId })),
  ];
  const headOf = (kind: 'CHAIR' | 'RECORDER'): StaffId | null =>
    seated.find(({ role }) => role?.kind === kind)?.staffId ?? null;
  return {
    startsAt: new Date(begin),
    endsAt: new Date(begin + needs.durationMinutes * 60_000),
    roomId: room === VIDEO_ROOM ? null : room,
    chairId: headOf('CHAIR'),
    recorderId: headOf('RECORDER'),
    attendees: seated.flatMap(({ role, staffId }) =>
      role?.kind === 'UNIT' ? [{ unitId: role.unitId, staffId }] : [],
    ),
    interpreterId: seats[seatRoles.length] ?? null,
  };
}
