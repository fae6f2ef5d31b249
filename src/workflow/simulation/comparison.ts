import type { CompiledDefinition } from '../kernel/compile.js';
import { countOver, figuresOf, type RunFigures } from './figures.js';
import type { SimulatedRun } from './simulate-run.js';
import { pairedDifference, resamplesOf, type PairedDifference } from './statistics.js';

/** What one version changes against another, in working days; negative: less. */
export interface Change extends PairedDifference {
  /** Owner code; `total` for the whole process. */
  readonly key: string;
  /** German. */
  readonly label: string;
}

/** A what-if between two versions. */
export interface Comparison {
  readonly from: { readonly key: string; readonly version: number };
  readonly to: { readonly key: string; readonly version: number };
  /** Pairs of runs that ended in both versions; only these are compared. */
  readonly pairs: number;
  readonly runs: number;
  readonly total: Change;
  /** Owners of either version; in a run in which nobody waited for one the time is zero. By size of the change. */
  readonly owners: readonly Change[];
}

/** Runs of a version, by the same seed and assumptions as those of the other. */
export interface ComparedRuns {
  readonly compiled: CompiledDefinition;
  readonly runs: readonly SimulatedRun[];
}

/**
 * Compares run by run: the same number of a run met the same luck in both versions.
 *
 * @param seed  Of the bootstrap.
 */
export function compareRuns(from: ComparedRuns, to: ComparedRuns, seed: number): Comparison {
  const days = countOver([...from.runs, ...to.runs]);
  const pairs = from.runs.flatMap((run, index): readonly (readonly [RunFigures, RunFigures])[] => {
    const other = to.runs[index];
    if (!other || run.unfinished !== undefined || other.unfinished !== undefined) return [];
    return [[figuresOf(from.compiled, run, days), figuresOf(to.compiled, other, days)]];
  });
  const resamples = resamplesOf(pairs.length, seed);
  const change = (key: string, label: string, of: (figures: RunFigures) => number): Change => ({
    key,
    label,
    ...pairedDifference(
      pairs.map(([before]) => of(before)),
      pairs.map(([, after]) => of(after)),
      resamples,
    ),
  });
  const owners = new Set(pairs.flatMap(([a, b]) => [...a.owners.keys(), ...b.owners.keys()]));
  const labels = { ...from.compiled.registry.owners, ...to.compiled.registry.owners };
  return {
    from: headOf(from),
    to: headOf(to),
    pairs: pairs.length,
    runs: from.runs.length,
    total: change('total', 'Vorgang insgesamt', ({ workingDays }) => workingDays),
    owners: [...owners]
      .map((code) => change(code, labels[code]?.de ?? code, (figures) => figures.owners.get(code) ?? 0))
      .sort((a, b) => Math.abs(b.mean.value) - Math.abs(a.mean.value) || (a.key < b.key ? -1 : 1)),
  };
}

function headOf({ compiled: { definition } }: ComparedRuns): Comparison['from'] {
  return { key: definition.key, version: definition.version };
}
