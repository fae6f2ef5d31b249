import { constraintIndex } from '../compiled-problem.js';
import type { CompiledProblem } from '../compiled-problem.js';
import type { ConstraintName } from '../model.js';
import type { Choices } from './choices.js';
import { LinearModel } from './linear-model.js';
import type { Term } from './linear-model.js';

/** Where a plan has everything, as indices; what was chosen also by its place in the choices. */
export interface Assignment {
  readonly placements: readonly number[];
  readonly start: Int32Array;
  readonly room: Int32Array;
  readonly seats: Int32Array;
}

/**
 * A problem as a linear one, for one level: those before may cost no more than they are known to.
 *
 * In it from the beginning: what a place and a candidate cost by themselves, people on seats who are busy, loads, and
 * meetings that exclude each other in a room or for somebody. What else two meetings cost each other is added by
 * `PairCuts` where a solution makes use of its absence; as no cost is negative, what is left out only lowers the bound.
 */
export class ExactModel {
  readonly linear = new LinearModel();
  /** Columns of the choices. */
  readonly places: readonly (readonly number[])[];
  readonly people: readonly (readonly number[])[];

  constructor(
    readonly problem: CompiledProblem,
    readonly choices: Choices,
    readonly level: number,
    /** What the levels up to this one may cost at most. */
    readonly caps: readonly number[],
  ) {
    const { linear } = this;
    this.places = choices.placements.map((options) => options.map(({ costs }) => linear.choice(costs)));
    this.people = choices.candidates.map((options) => options.map(({ costs }) => linear.choice(costs)));
    for (const columns of [...this.places, ...this.people]) linear.row(terms(columns), 1, 1);
    this.addBusySeats();
    this.addLoads();
    this.addExclusions();
  }

  /** Whether a constraint may not be broken at all. */
  forbids(name: ConstraintName): boolean {
    const index = constraintIndex[name];
    return (
      (this.problem.costs.weight[index] as number) > 0 &&
      this.caps[this.problem.costs.level[index] as number] === 0
    );
  }

  /** What a solution means. */
  read(values: Float64Array): Assignment {
    const chosen = (columns: readonly number[]): number =>
      columns.findIndex((column) => (values[column] as number) > 0.5);
    const placements = this.places.map(chosen);
    const at = placements.map((option, meeting) => this.choices.placements[meeting]?.[option]);
    const seats = this.people.map(chosen).map((option, seat) => this.choices.candidates[seat]?.[option]);
    return {
      placements,
      start: Int32Array.from(at, (place) => place?.start ?? -1),
      room: Int32Array.from(at, (place) => place?.room ?? -1),
      seats: Int32Array.from(seats, (candidate) => candidate?.person ?? -1),
    };
  }

  /** Somebody on a seat who is busy while the meeting lies there. */
  private addBusySeats(): void {
    const { problem, choices, linear } = this;
    const { level, weight } = this.costOf('requiredBusy');
    if (weight === 0 || level > this.level) return;
    choices.candidates.forEach((options, seat) => {
      const meeting = problem.seatMeeting[seat] as number;
      options.forEach(({ person }, option) => {
        const busy = this.busyAt(person, meeting);
        const most = busy.reduce((sum, [, units]) => Math.max(sum, units), 0);
        if (most === 0) return;
        const sits = this.people[seat]?.[option] as number;
        if (this.forbids('requiredBusy'))
          linear.row([...busy.map(([column]): Term => [column, 1]), [sits, 1]], -Infinity, 1);
        else linear.row([...busy, [sits, most], [linear.cost(level, weight), -1]], -Infinity, most);
      });
    });
  }

  /** Places at which a person is busy, with how long. */
  private busyAt(person: number, meeting: number): readonly Term[] {
    const { problem } = this;
    const row = person * (problem.grains + 1);
    const length = problem.duration[meeting] as number;
    return (this.choices.placements[meeting] ?? []).flatMap(({ start }, option): Term[] => {
      const units =
        (problem.busyBefore[row + start + length] as number) - (problem.busyBefore[row + start] as number);
      return units > 0 ? [[this.places[meeting]?.[option] as number, units]] : [];
    });
  }

  /** Seats of one person: all of them, and those of one meeting. */
  private addLoads(): void {
    const seatsOf = new Map<string, number[]>();
    const note = (key: string, column: number): void => {
      seatsOf.set(key, [...(seatsOf.get(key) ?? []), column]);
    };
    this.choices.candidates.forEach((options, seat) => {
      options.forEach(({ person }, option) => {
        const column = this.people[seat]?.[option] as number;
        note(`fairLoad ${String(person)}`, column);
        note(`seatTaken ${String(person)} ${String(this.problem.seatMeeting[seat])}`, column);
      });
    });
    for (const [key, columns] of seatsOf)
      this.addLoad(key.startsWith('fairLoad') ? 'fairLoad' : 'seatTaken', columns);
  }

  /** n of them cost n (n - 1) / 2: the tangents at whole numbers are exact. */
  private addLoad(name: ConstraintName, columns: readonly number[]): void {
    const { level, weight } = this.costOf(name);
    if (weight === 0 || level > this.level || columns.length < 2) return;
    if (this.forbids(name)) {
      this.linear.row(terms(columns), -Infinity, 1);
      return;
    }
    const cost = this.linear.cost(level, weight);
    for (let count = 1; count < columns.length; count += 1)
      this.linear.row([...terms(columns, count), [cost, -1]], -Infinity, (count * (count + 1)) / 2);
  }

  /** Of what takes a room or a person at one time there is one, where nothing else is allowed. */
  private addExclusions(): void {
    const { problem } = this;
    if (this.forbids('roomConflict')) {
      for (let room = 0; room < problem.rooms; room += 1)
        if (problem.isVideo[room] === 0)
          this.addExclusion((meeting, option) => this.isIn(meeting, option, room));
    }
    const roles = this.excludedRoles();
    for (let person = 0; person < problem.people; person += 1) {
      const row = person * problem.meetings;
      const isCounted = problem.role
        .subarray(row, row + problem.meetings)
        .map((role) => (roles.has(role) ? 1 : 0));
      if (isCounted.reduce((sum, one) => sum + one, 0) > 1)
        this.addExclusion((meeting) => isCounted[meeting] === 1);
    }
  }

  private isIn(meeting: number, option: number, room: number): boolean {
    return this.choices.placements[meeting]?.[option]?.room === room;
  }

  /** Roles of which any two exclude each other: 1 required, 2 optional. */
  private excludedRoles(): ReadonlySet<number> {
    const required = this.forbids('requiredConflict');
    const optional = this.forbids('optionalConflict');
    if (required && optional && this.forbids('requiredOptionalConflict')) return new Set([1, 2]);
    if (required) return new Set([1]);
    return new Set(optional ? [2] : []);
  }

  private addExclusion(counts: (meeting: number, option: number) => boolean): void {
    const at = Array.from({ length: this.problem.grains }, (): number[] => []);
    const meetingsAt = at.map(() => new Set<number>());
    this.choices.placements.forEach((options, meeting) => {
      options.forEach(({ start }, option) => {
        if (!counts(meeting, option)) return;
        for (let grain = start; grain < start + (this.problem.duration[meeting] as number); grain += 1) {
          at[grain]?.push(this.places[meeting]?.[option] as number);
          meetingsAt[grain]?.add(meeting);
        }
      });
    });
    at.forEach((columns, grain) => {
      if ((meetingsAt[grain]?.size ?? 0) > 1) this.linear.row(terms(columns), -Infinity, 1);
    });
  }

  private costOf(name: ConstraintName): { readonly level: number; readonly weight: number } {
    const index = constraintIndex[name];
    const { level, weight } = this.problem.costs;
    return { level: level[index] as number, weight: weight[index] as number };
  }
}

/** Columns with the same factor. */
export function terms(columns: readonly number[], factor = 1): readonly Term[] {
  return columns.map((column): Term => [column, factor]);
}
