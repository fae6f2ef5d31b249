import fc from 'fast-check';
import type { ChartCase, ChartTransition } from './chart-case.js';

/** Shape of a chart before it has names and transitions. */
interface Shape {
  readonly kind: 'leaf' | 'final' | 'compound' | 'parallel';
  readonly history: 'none' | 'shallow' | 'deep';
  readonly children: readonly Shape[];
}

/** A transition before its source and target are known; numbers choose among the states there are. */
interface Move {
  readonly source: number;
  readonly target: number;
  readonly by: 'E' | 'F' | 'always' | 'done';
  readonly reenter: boolean;
  readonly condition: number;
}

const leaf: fc.Arbitrary<Shape> = fc
  .constantFrom<Shape['kind'][]>('leaf', 'leaf', 'leaf', 'final')
  .map((kind) => ({ kind, history: 'none', children: [] }));

function shape(depth: number): fc.Arbitrary<Shape> {
  if (depth === 0) return leaf;
  const group = fc.record({
    kind: fc.constantFrom('compound' as const, 'parallel' as const),
    history: fc.constantFrom('none' as const, 'shallow' as const, 'deep' as const),
    children: fc.array(shape(depth - 1), { minLength: 1, maxLength: 3 }),
  });
  return fc.oneof({ weight: 1, arbitrary: leaf }, { weight: 2, arbitrary: group });
}

const move: fc.Arbitrary<Move> = fc.record({
  source: fc.nat(40),
  target: fc.nat(40),
  by: fc.constantFrom('E', 'E', 'E', 'F', 'F', 'always', 'done'),
  reenter: fc.boolean(),
  condition: fc.nat(12),
});

interface Named {
  readonly path: string;
  readonly state: MutableState;
  readonly kind: Shape['kind'] | 'history' | 'root';
}

interface MutableState {
  type?: 'parallel' | 'final' | 'history';
  initial?: string;
  history?: 'shallow' | 'deep';
  states?: Record<string, MutableState>;
  on?: Record<string, readonly ChartTransition[]>;
  always?: readonly ChartTransition[];
  done?: readonly ChartTransition[];
}

/** Gives the states keys whose order differs from the order in which a database keeps them. */
function named(shapes: readonly Shape[], around: string, all: Named[]): Record<string, MutableState> {
  const entries = shapes.map((each): [string, MutableState] => {
    const number = all.length;
    const key = `${number % 2 === 0 ? 'even' : 'o'}${String(number)}`;
    const path = around === '' ? key : `${around}.${key}`;
    const state: MutableState = {};
    all.push({ path, state, kind: each.kind });
    if (each.kind === 'final') state.type = 'final';
    if (each.children.length === 0) return [key, state];
    // A region that is final by itself is not part of the format's sense; it is a state with one inside.
    const children = each.kind === 'parallel' ? each.children.map(asRegion) : each.children;
    state.states = named(children, path, all);
    if (each.kind === 'parallel') state.type = 'parallel';
    else state.initial = Object.keys(state.states)[0] ?? '';
    if (each.history !== 'none') {
      const memory = `h${String(number)}`;
      state.states[memory] = { type: 'history', history: each.history };
      all.push({ path: `${path}.${memory}`, state: state.states[memory], kind: 'history' });
    }
    return [key, state];
  });
  return Object.fromEntries(entries);
}

function asRegion(region: Shape): Shape {
  return region.kind === 'final' ? { kind: 'compound', history: 'none', children: [region] } : region;
}

function addMove(
  chart: MutableState,
  all: readonly Named[],
  { source, target, by, reenter, condition }: Move,
): void {
  const sources = all.filter(({ kind }) => kind !== 'history' && kind !== 'final');
  const from = sources[source % sources.length];
  const to = all[target % all.length];
  const seen = all.filter(({ kind }) => kind !== 'history')[condition];
  if (!from || !to || asksFromRegion(from, to, all)) return;
  if (by === 'always' && leavesRegion(from, to, all)) return;
  const say = `${from.path}/${by}`;
  // An eventless transition and a completion need a target; every fourth of the others only speaks.
  const isNote = target % 4 === 0 && by !== 'always';
  const transition: ChartTransition = {
    ...(isNote ? {} : { to: `#chart.${to.path}`, reenter }),
    ...(seen ? { if: `in ${seen.path}` } : {}),
    say,
  };
  if (by === 'always') from.state.always = [...(from.state.always ?? []), transition];
  else if (by === 'done') {
    if (from.state.states) from.state.done = [...(from.state.done ?? []), transition];
  } else from.state.on = { ...from.state.on, [by]: [...(from.state.on?.[by] ?? []), transition] };
}

/**
 * Whether a region asks history of the parallel state it belongs to, or of a state around that. The parallel state may
 * then be left without being entered, or entered without being left, so there is no right answer to compare with.
 */
function asksFromRegion(from: Named, to: Named, all: readonly Named[]): boolean {
  if (to.kind !== 'history') return false;
  const around = to.path.slice(0, to.path.lastIndexOf('.'));
  const lies = (path: string, outer: string) => path === outer || path.startsWith(`${outer}.`);
  return all.some(
    ({ path, kind }) =>
      kind === 'parallel' &&
      lies(path, around) &&
      lies(from.path, path) &&
      (path === around || from.path !== path),
  );
}

/**
 * Whether a transition leads out of a region. Of two eventless ones that do, XState lets the one win whose region was
 * entered first within the same event, which need not be the first in the document.
 */
function leavesRegion(from: Named, to: Named, all: readonly Named[]): boolean {
  return all.some(
    ({ path, kind }) =>
      kind === 'parallel' &&
      from.path.startsWith(`${path}.`) &&
      !`${to.path}.`.startsWith(`${path}.${from.path.slice(path.length + 1).split('.')[0] ?? ''}.`),
  );
}

/** Any chart of up to three levels, with history, completions, eventless transitions and conditions on other states. */
export const randomChart: fc.Arbitrary<ChartCase> = fc
  .record({
    shapes: fc.array(shape(2), { minLength: 2, maxLength: 3 }),
    moves: fc.array(move, { minLength: 4, maxLength: 14 }),
  })
  .map(({ shapes, moves }) => {
    const all: Named[] = [];
    const states = named(shapes, '', all);
    const chart: MutableState = { initial: Object.keys(states)[0] ?? '', states };
    for (const each of moves) addMove(chart, all, each);
    return { name: 'random', chart, starts: { now: '' }, steps: [] };
  });
