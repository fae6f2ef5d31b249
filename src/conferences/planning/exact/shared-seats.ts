import type { ExactModel } from './exact-model.js';

/** Two meetings where a solution has them. */
export interface Pair {
  readonly a: number;
  readonly b: number;
  readonly placeA: number;
  readonly placeB: number;
}

/** Columns of which at most `count` can be chosen at once, and of which a row is about the case that all are. */
export interface Seating {
  readonly columns: readonly number[];
  readonly count: number;
}

/** Somebody on seats who has to do with both meetings. */
interface SharedPerson {
  readonly person: number;
  readonly seatsOfPerson: readonly number[];
  /** On exactly one seat of each, and on no fixed place: anybody else who can sit on both costs the same. */
  readonly isSeated: boolean;
}

const seatsIn = ({ problem }: ExactModel, meeting: number): readonly number[] => {
  const from = problem.seatOffsets[meeting] as number;
  const length = (problem.seatOffsets[meeting + 1] as number) - from;
  return Array.from({ length }, (_, index) => from + index);
};

/** Those on seats who have to do with both meetings. */
export function sharedSeats(model: ExactModel, { a, b }: Pair, seats: Int32Array): readonly SharedPerson[] {
  const { problem } = model;
  const [ofA, ofB] = [seatsIn(model, a), seatsIn(model, b)];
  const people = new Set([...ofA, ...ofB].map((seat) => seats[seat] as number));
  return [...people].flatMap((person): SharedPerson[] => {
    const inA = ofA.filter((seat) => seats[seat] === person);
    const inB = ofB.filter((seat) => seats[seat] === person);
    const fixedIn = (meeting: number): boolean => problem.role[person * problem.meetings + meeting] !== 0;
    const isShared = (inA.length > 0 || fixedIn(a)) && (inB.length > 0 || fixedIn(b));
    if (!isShared) return [];
    const isSeated = inA.length === 1 && inB.length === 1 && !fixedIn(a) && !fixedIn(b);
    return [{ person, seatsOfPerson: [...inA, ...inB], isSeated }];
  });
}

/** Columns that say: who sits there in the solution sits there. */
export function columnsOf(
  { choices, people }: ExactModel,
  places: readonly number[],
  seats: Int32Array,
): readonly number[] {
  return places.flatMap((seat) => {
    const option = choices.candidates[seat]?.findIndex(({ person }) => person === seats[seat]) ?? -1;
    return people[seat]?.[option] ?? [];
  });
}

/** Everybody who could sit in both meetings, once each; only where nobody may take two seats of one meeting. */
export function alikeSeatings(model: ExactModel, { a, b }: Pair): readonly Seating[] {
  if (!model.forbids('seatTaken')) return [];
  const [inA, inB] = [candidacies(model, a), candidacies(model, b)];
  return [...inA].flatMap(([person, columns]): Seating[] => {
    const others = inB.get(person);
    return others === undefined ? [] : [{ columns: [...columns, ...others], count: 2 }];
  });
}

/** Columns of everybody on any seat of a meeting. */
function candidacies(model: ExactModel, meeting: number): ReadonlyMap<number, readonly number[]> {
  const columns = new Map<number, number[]>();
  for (const seat of seatsIn(model, meeting)) {
    model.choices.candidates[seat]?.forEach(({ person }, option) => {
      const column = model.people[seat]?.[option];
      if (column !== undefined) columns.set(person, [...(columns.get(person) ?? []), column]);
    });
  }
  return columns;
}
