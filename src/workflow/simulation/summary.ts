import type { Statechart } from '../domain/statechart.js';
import type { CompiledDefinition } from '../kernel/compile.js';
import { countOver, figuresOf, type RunFigures } from './figures.js';
import type { SimulatedRun, UnfinishedReason } from './simulate-run.js';
import { spreadOf, type Spread } from './statistics.js';

/** Something that happens in a part of the runs. */
export interface Part {
  /** Owner code, id of a state, key of a deadline or event type. */
  readonly key: string;
  /** German. */
  readonly label: string;
  /** Part of all runs, 0 to 1. */
  readonly share: number;
}

/** Waiting time in working days, over the finished runs in which there was any stay. */
export interface WaitingPart extends Part {
  readonly workingDays: Spread;
}

/** What a simulation gave. */
export interface SimulationSummary {
  readonly definition: { readonly key: string; readonly version: number };
  readonly runs: number;
  readonly finished: number;
  /** Of the finished runs. */
  readonly calendarDays: Spread;
  readonly workingDays: Spread;
  /** Ends by frequency. */
  readonly ends: readonly Part[];
  /** By mean time, longest first. */
  readonly owners: readonly WaitingPart[];
  readonly states: readonly WaitingPart[];
  /** Deadlines that ran out, with the mean number of times per run. */
  readonly deadlines: readonly (Part & { readonly perRun: number })[];
  /** Events that a condition refused. */
  readonly refused: readonly Part[];
  /** Runs without an end, by reason and place. */
  readonly unfinished: readonly (Part & { readonly reason: UnfinishedReason })[];
}

/** Counts what happened in the runs of a simulation. */
export function summaryOf(compiled: CompiledDefinition, runs: readonly SimulatedRun[]): SimulationSummary {
  const { definition, registry } = compiled;
  const ended = runs.filter(({ unfinished }) => unfinished === undefined);
  const days = countOver(ended);
  const figures = ended.map((run) => figuresOf(compiled, run, days));
  const count = runs.length;
  const ownerLabel = (code: string) => registry.owners?.[code]?.de ?? code;
  return {
    definition: { key: definition.key, version: definition.version },
    runs: count,
    finished: ended.length,
    calendarDays: spreadOf(figures.map(({ calendarDays }) => calendarDays)),
    workingDays: spreadOf(figures.map(({ workingDays }) => workingDays)),
    ends: frequencies(ended.map(endOf), count).map(labelled((key) => placeLabel(compiled, key))),
    owners: waits(figures, count, 'owners', ownerLabel),
    states: waits(figures, count, 'states', (id) => placeLabel(compiled, id)),
    deadlines: deadlinesOf(compiled, runs),
    refused: parts(
      runs.map(({ refused }) => refused),
      count,
      (type) => definition.events[type]?.label.de ?? type,
    ),
    unfinished: unfinishedOf(compiled, runs),
  };
}

function endOf({ states }: SimulatedRun): string {
  return states.join(' + ');
}

/** Label of a state, or of several that are active together. */
function placeLabel({ chart }: CompiledDefinition, place: string): string {
  return place
    .split(' + ')
    .map((id) => distinctLabel(chart, id))
    .join(' + ');
}

/** Label of a state, with that of the state around it when another state is called the same. */
function distinctLabel({ byId, nodes }: Statechart, id: string): string {
  const node = byId.get(id);
  const label = node?.definition.meta?.label.de;
  if (!node || label === undefined) return id;
  const isUnique = nodes.every((other) => other === node || other.definition.meta?.label.de !== label);
  const around = node.parent?.definition.meta?.label.de;
  return isUnique || around === undefined ? label : `${around}: ${label}`;
}

function labelled(label: (key: string) => string): (part: Omit<Part, 'label'>) => Part {
  return ({ key, share }) => ({ key, label: label(key), share });
}

function frequencies(keys: readonly string[], runs: number): readonly Omit<Part, 'label'>[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .map(([key, count]) => ({ key, share: count / runs }));
}

/** Parts of the runs in which something happened at least once. */
function parts(
  happened: readonly (readonly string[])[],
  runs: number,
  label: (key: string) => string,
): readonly Part[] {
  return frequencies(
    happened.flatMap((keys) => [...new Set(keys)]),
    runs,
  ).map(labelled(label));
}

function waits(
  figures: readonly RunFigures[],
  runs: number,
  kind: 'owners' | 'states',
  label: (key: string) => string,
): readonly WaitingPart[] {
  const days = new Map<string, number[]>();
  for (const run of figures) {
    for (const [key, time] of run[kind]) {
      const times = days.get(key);
      if (times) times.push(time);
      else days.set(key, [time]);
    }
  }
  return [...days]
    .map(([key, values]) => ({
      key,
      label: label(key),
      share: values.length / runs,
      workingDays: spreadOf(values),
    }))
    .sort((a, b) => b.workingDays.mean - a.workingDays.mean || (a.key < b.key ? -1 : 1));
}

function deadlinesOf(
  { definition }: CompiledDefinition,
  runs: readonly SimulatedRun[],
): SimulationSummary['deadlines'] {
  const all = runs.map(({ expired }) => expired);
  const times = all.flat();
  return parts(all, runs.length, (key) => definition.delays[key]?.label.de ?? key).map((part) => ({
    ...part,
    perRun: times.filter((key) => key === part.key).length / runs.length,
  }));
}

function unfinishedOf(
  compiled: CompiledDefinition,
  runs: readonly SimulatedRun[],
): SimulationSummary['unfinished'] {
  const reasons = ['STUCK', 'TIME', 'STEPS'] as const;
  return reasons.flatMap((reason) =>
    frequencies(runs.filter(({ unfinished }) => unfinished === reason).map(endOf), runs.length)
      .map(labelled((key) => placeLabel(compiled, key)))
      .map((part) => ({ ...part, reason })),
  );
}
