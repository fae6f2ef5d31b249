import { describe, expect, it } from '@jest/globals';
import type { StaffId, UnitId } from '../../../kernel/index.js';
import { circleOf, type CircleInput } from './slot-circle.js';

const id = (text: string) => text as StaffId;
const UNIT = 'unit' as UnitId;
const role = (staff: string, name: string, more: object = {}) => ({
  staffId: id(staff),
  unitId: UNIT,
  role: name,
  mandate: false,
  ...more,
});

const input: CircleInput = {
  bodies: [{ unitId: UNIT, staffId: null }],
  seats: [],
  roles: [
    role('a', 'CASEWORKER'),
    role('b', 'CASEWORKER', { mandate: true }),
    role('chair', 'MODERATOR'),
    role('chair2', 'MODERATOR'),
    role('rec', 'RECORDER'),
  ],
  caseRoles: ['CASEWORKER'],
  convenerStaffId: null,
  leadStaffId: null,
  excluded: new Set(),
  chairId: null,
  recorderId: null,
  load: new Map([['a', 3]]),
  poolSize: 10,
};
const seats = { unitId: UNIT, seats: 1, isRequired: true, needsMandate: false, staffIds: [id('a'), id('b')] };
const poolOf = (more: Partial<CircleInput>, kind: string) =>
  circleOf({ ...input, ...more }).pools.find((pool) => pool.role.kind === kind)?.anyOf;

describe('the circle of a conference', () => {
  it('is anybody of a body, the least burdened first, while nothing was said', () => {
    expect(poolOf({}, 'UNIT')).toEqual(['b', 'a']);
  });

  it('is the one who was named for a body', () => {
    const { required } = circleOf({ ...input, bodies: [{ unitId: UNIT, staffId: id('a') }] });
    expect(required.map(({ staffId }) => staffId)).toEqual(['a']);
  });

  it('has regular ones before substitutes, and only who may commit the body where that is needed', () => {
    expect(poolOf({ seats: [seats] }, 'UNIT')).toEqual(['a', 'b']);
    const { required, pools } = circleOf({ ...input, seats: [{ ...seats, needsMandate: true }] });
    expect(required.map(({ staffId }) => staffId)).toEqual(['b']);
    expect(pools.map((pool) => pool.role.kind)).toEqual(['CHAIR', 'RECORDER']);
  });

  it('leaves out who must not take part, also as chair', () => {
    const excluded = new Set(['a', 'chair']);
    expect(poolOf({ excluded }, 'UNIT')).toEqual(['b']);
    expect(poolOf({ excluded }, 'CHAIR')).toEqual(['chair2']);
  });

  it('never has who leads the case, convenes, or comes for a body as its head', () => {
    const heads = { leadStaffId: id('chair'), convenerStaffId: id('chair2') };
    expect(poolOf(heads, 'CHAIR')).toEqual([]);
    const both = [...input.roles, role('rec', 'CASEWORKER')];
    expect(poolOf({ roles: both }, 'RECORDER')).toEqual([]);
  });

  it('asks first who was named as chair', () => {
    expect(poolOf({ chairId: id('chair2') }, 'CHAIR')).toEqual(['chair2', 'chair']);
  });
});
