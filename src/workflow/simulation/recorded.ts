import { err, ok, type Result } from '../../kernel/index.js';
import { withAncestors, type Statechart } from '../domain/statechart.js';
import type { Assumptions, Branch } from './assumptions.js';
import type { SimulationProblem } from './simulation-problem.js';

/** What is read of an entry of the event log. */
export interface RecordedEntry {
  readonly processId: string;
  /** Case or other subject; several processes of one count as one. */
  readonly about: string;
  readonly type: string;
  /** Instant, seconds since 1970. */
  readonly seconds: number;
  /** Ids of the active leaf states after the entry. */
  readonly toStates: readonly string[];
  /** Ids of the transitions taken, `<stateId>/<event>/<index>`. */
  readonly transitions: readonly string[];
}

/** Subjects from which on a figure tells nothing about a single one. */
export const FEWEST_SUBJECTS = 5;

/** Stays in a state that are over, with what ended them. */
interface Stays {
  count: number;
  readonly events: Map<string, { readonly days: number[]; readonly about: Set<string> }>;
}

const DAY = 86_400;

/**
 * Assumptions with recorded durations and shares in place of assumed ones, state by state.
 *
 * A stay ends by an event of the state itself, or by a deadline or something elsewhere (then nobody acted). States and
 * events of fewer than five subjects stay as assumed, or are left out beside others that are recorded.
 *
 * @param entries  Process by process, oldest first.
 * @param base     What holds for the rest.
 * @returns        The assumptions, or `SIMULATION_TOO_FEW_PROCESSES`.
 */
export function recordedAssumptions(
  entries: readonly RecordedEntry[],
  chart: Statechart,
  base: Assumptions,
): Result<Assumptions, SimulationProblem> {
  const subjects = new Set(entries.map(({ about }) => about)).size;
  if (subjects < FEWEST_SUBJECTS) {
    const detail = `nötig sind Vorgänge zu mindestens ${String(FEWEST_SUBJECTS)} Fällen`;
    return err({ code: 'SIMULATION_TOO_FEW_PROCESSES', details: [detail] });
  }
  const recorded = [...staysOf(entries, chart)].flatMap(([stateId, stays]) => {
    const path = chart.byId.get(stateId)?.path.join('.') ?? '';
    const branches = branchesOf(stays, base.states?.[path]);
    return branches ? [[path, branches] as const] : [];
  });
  const note = `${base.note} Dauer und Anteile von ${String(recorded.length)} Zuständen sind aufgezeichnet.`;
  return ok({ ...base, note, states: { ...base.states, ...Object.fromEntries(recorded) } });
}

function branchesOf(
  stays: Stays,
  assumed: Readonly<Record<string, Branch>> = {},
): Readonly<Record<string, Branch>> | undefined {
  const events = [...stays.events];
  const frequent = events.filter(([, { about }]) => about.size >= FEWEST_SUBJECTS);
  if (frequent.length === 0) return undefined;
  const rare = events.reduce(
    (sum, [, { days, about }]) => sum + (about.size < FEWEST_SUBJECTS ? days.length : 0),
    0,
  );
  return Object.fromEntries(
    frequent.map(([type, { days }]) => [
      type,
      {
        ...assumed[type],
        share: days.length / (stays.count - rare),
        after: { kind: 'empirical', unit: 'calendarDays', values: days },
      },
    ]),
  );
}

function staysOf(entries: readonly RecordedEntry[], chart: Statechart): ReadonlyMap<string, Stays> {
  const stays = new Map<string, Stays>();
  let processId = '';
  let since = new Map<string, number>();
  for (const entry of entries) {
    if (entry.processId !== processId) {
      processId = entry.processId;
      since = new Map();
    }
    since = follow(entry, since, chart, stays);
  }
  return stays;
}

/** Books the stays that an entry ends. @returns Since when the states after it are active. */
function follow(
  { type, about, seconds, toStates, transitions }: RecordedEntry,
  since: ReadonlyMap<string, number>,
  chart: Statechart,
  stays: Map<string, Stays>,
): Map<string, number> {
  const deeds = new Set(
    transitions.flatMap((id) => {
      const [stateId = '', event] = id.split('/');
      return event === type ? [stateId] : [];
    }),
  );
  const active = activeAfter(toStates, chart);
  for (const [stateId, entered] of since) {
    const isDeed = deeds.has(stateId);
    if (!isDeed && active.has(stateId)) continue;
    const own: Stays = stays.get(stateId) ?? { count: 0, events: new Map() };
    stays.set(stateId, own);
    own.count += 1;
    if (!isDeed) continue;
    const event = own.events.get(type) ?? { days: [], about: new Set() };
    own.events.set(type, event);
    event.days.push((seconds - entered) / DAY);
    event.about.add(about);
  }
  return new Map(
    [...active].map((stateId) => [stateId, deeds.has(stateId) ? seconds : (since.get(stateId) ?? seconds)]),
  );
}

/** Leaf states with all states around them; what this version does not know is left out. */
function activeAfter(toStates: readonly string[], { byId }: Statechart): ReadonlySet<string> {
  const nodes = toStates.flatMap((id) => byId.get(id) ?? []);
  return new Set(nodes.flatMap(withAncestors).map(({ id }) => id));
}
