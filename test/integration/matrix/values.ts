import { randomUUID } from 'node:crypto';
import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';
import type { Door } from './documents.js';
import { fittingValue, isGivenAt } from './fitting-values.js';
import { kindOf, type Ids, type Kind } from './slots.js';

/** Identifiers by kind, where `slot` is the place of the argument, as in `input.items.0.itemId`. */
export type Choose = (kind: Kind, slot: string) => string;

/** Chooses the same identifier wherever a kind is asked for. */
export const from =
  (ids: Ids): Choose =>
  (kind) =>
    ids[kind];

/** Variables for a door: whatever it demands, in a form that its checks let pass, and the identifiers chosen. */
export function variablesOf(door: Door, choose: Choose): Readonly<Record<string, unknown>> {
  return given(door.field.args, ({ name, type }) =>
    valueOf({ door: door.name, place: door.name, slot: name, name, choose }, type),
  );
}

/** Places of identifiers among the arguments of a door, with what they identify. */
export function slotsOf(door: Door): ReadonlyMap<string, Kind> {
  const slots = new Map<string, Kind>();
  variablesOf(door, (kind, slot) => {
    slots.set(slot, kind);
    return randomUUID();
  });
  return slots;
}

/** An argument, or a member of one. */
interface Argument {
  readonly door: string;
  /** The door, or the type of input in which it stands. */
  readonly place: string;
  readonly slot: string;
  readonly name: string;
  readonly choose: Choose;
}

/** Names with their values, without those that are left out. */
function given<Part extends { readonly name: string }>(
  parts: readonly Part[],
  value: (part: Part) => unknown,
): Readonly<Record<string, unknown>> {
  const entries = parts.map((part) => [part.name, value(part)] as const);
  return Object.fromEntries(entries.filter(([, one]) => one !== undefined));
}

function valueOf(argument: Argument, type: GraphQLInputType): unknown {
  const { door, place, slot, name, choose } = argument;
  const inner = getNullableType(type);
  const named = getNamedType(inner);
  const isId = !isInputObjectType(named) && named.name === 'ID';
  const fitting = fittingValue(place, name);
  if (fitting !== undefined && (isNonNullType(type) || isGivenAt(place, name))) return fitting;
  // What may be left out is left out, but for identifiers: each of them is a way to name what is somebody else's.
  if (!isNonNullType(type) && !isId && !GIVEN.has(`${door}.${name}`)) return undefined;
  if (isListType(inner)) return [valueOf({ ...argument, slot: `${slot}.0` }, inner.ofType)];
  if (isInputObjectType(inner)) {
    return given(Object.values(inner.getFields()), (field) =>
      valueOf(
        { ...argument, place: inner.name, slot: `${slot}.${field.name}`, name: field.name },
        field.type,
      ),
    );
  }
  if (isId) return LEFT_OUT.has(`${door}.${name}`) ? undefined : choose(kindOf(door, name), slot);
  return plainValue(name, inner);
}

/** Inputs that may be left out and name what is somebody else's. */
const GIVEN = new Set(['Query.workList.filter']);

/** Identifiers that exclude another argument, or that change the question. */
const LEFT_OUT = new Set([
  'Mutation.writeBrief.lineId',
  'Mutation.delegateWorkItem.toStaffId',
  'Query.workList.assigneeId',
  'Mutation.setWeeklyHours.interpreterId',
  'Mutation.addAbsence.interpreterId',
  'Mutation.foundWorkingGroup.foundedFromThemeId',
]);

const PLAIN: Readonly<Record<string, unknown>> = {
  String: 'Worte, die niemand kennt',
  Int: 1,
  Float: 1,
  Boolean: true,
  Date: '2026-05-20',
  DateTime: '2026-06-10T08:00:00Z',
  JSON: {},
};

function plainValue(name: string, type: GraphQLInputType): unknown {
  if (name === 'idempotencyKey') return randomUUID();
  if (isEnumType(type)) return type.getValues()[0]?.name;
  return PLAIN[getNamedType(type).name];
}
