import type { StaffId, UnitId } from '../../../kernel/index.js';
import type { UnitSeats } from './needs.js';
import type { Circle, SeatPool, SeatRole } from './slot-problem.js';

/** Staff member with a role in a unit. */
export interface RoleOfStaff {
  readonly staffId: StaffId;
  readonly unitId: UnitId;
  readonly role: string;
  readonly mandate: boolean;
}

/** From what a circle is made. */
export interface CircleInput {
  /** Bodies that take part, with whoever was named for them. */
  readonly bodies: readonly { readonly unitId: UnitId; readonly staffId: StaffId | null }[];
  readonly seats: readonly UnitSeats[];
  readonly roles: readonly RoleOfStaff[];
  /** Roles with which somebody comes for a body. */
  readonly caseRoles: readonly string[];
  /** Who convenes and is there; `null` when nobody is left who does. */
  readonly convenerStaffId: StaffId | null;
  /** Who leads the case: never chairs or records it. */
  readonly leadStaffId: StaffId | null;
  /** Who must not take part. */
  readonly excluded: ReadonlySet<string>;
  readonly chairId: StaffId | null;
  readonly recorderId: StaffId | null;
  /** Bookings by staff member: the fewer, the sooner somebody is asked. */
  readonly load: ReadonlyMap<string, number>;
  readonly poolSize: number;
}

/** Who has to come, who is wished for, and who may take which seat. */
export function circleOf(input: CircleInput): Circle {
  const bodies = input.bodies.map((body) => bodyPart(body, input));
  const forBodies = new Set<string>(
    bodies.flatMap(({ required, optional, pools }) => [
      ...[...required, ...optional].map(({ staffId }) => staffId),
      ...pools.flatMap(({ anyOf }) => anyOf),
    ]),
  );
  const convener = input.convenerStaffId;
  const comes = convener !== null && !forBodies.has(convener) && !input.excluded.has(convener);
  const notHead = new Set<string>([
    ...forBodies,
    ...input.excluded,
    ...(convener === null ? [] : [convener]),
    ...(input.leadStaffId === null ? [] : [input.leadStaffId]),
  ]);
  return {
    required: [
      ...bodies.flatMap(({ required }) => required),
      ...(comes ? [{ staffId: convener, role: null }] : []),
    ],
    optional: bodies.flatMap(({ optional }) => optional),
    pools: [
      headPool('CHAIR', 'MODERATOR', input.chairId, notHead, input),
      headPool('RECORDER', 'RECORDER', input.recorderId, notHead, input),
      ...bodies.flatMap(({ pools }) => pools),
    ],
  };
}

/** Who is named first, then everybody else with the role, the least burdened first. */
function headPool(
  kind: 'CHAIR' | 'RECORDER',
  role: string,
  named: StaffId | null,
  not: ReadonlySet<string>,
  { roles, load, poolSize }: CircleInput,
): SeatPool {
  const others = roles.filter((one) => one.role === role && !not.has(one.staffId)).map((one) => one.staffId);
  const sorted = byLoad([...new Set(others)], load).filter((id) => id !== named);
  const first = named !== null && !not.has(named) ? [named] : [];
  return { role: { kind }, count: 1, anyOf: [...first, ...sorted].slice(0, poolSize) };
}

function byLoad(ids: readonly StaffId[], load: ReadonlyMap<string, number>): readonly StaffId[] {
  return [...ids].sort((a, b) => (load.get(a) ?? 0) - (load.get(b) ?? 0) || (a < b ? -1 : 1));
}

function bodyPart(
  { unitId, staffId }: CircleInput['bodies'][number],
  { seats, roles, caseRoles, excluded, load, poolSize }: CircleInput,
): Circle {
  const role: SeatRole = { kind: 'UNIT', unitId };
  const wanted = seats.find((one) => one.unitId === unitId);
  const inUnit = roles.filter((one) => one.unitId === unitId && !excluded.has(one.staffId));
  const nobody: Circle = { required: [], optional: [], pools: [] };
  if (!wanted) {
    if (staffId !== null && inUnit.some((one) => one.staffId === staffId))
      return { ...nobody, required: [{ staffId, role }] };
    const all = new Set(inUnit.filter((one) => caseRoles.includes(one.role)).map((one) => one.staffId));
    if (all.size === 0) return nobody;
    return { ...nobody, pools: [{ role, count: 1, anyOf: byLoad([...all], load).slice(0, poolSize) }] };
  }
  const able = wanted.staffIds.filter((id) =>
    inUnit.some((one) => one.staffId === id && (one.mandate || !wanted.needsMandate)),
  );
  const asked = able.slice(0, wanted.seats).map((id) => ({ staffId: id, role }));
  if (!wanted.isRequired) return { ...nobody, optional: asked };
  if (able.length === wanted.seats) return { ...nobody, required: asked };
  return { ...nobody, pools: [{ role, count: wanted.seats, anyOf: able }] };
}
