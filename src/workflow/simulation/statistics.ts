import { drawsOf } from './random.js';

/** Distribution of a figure. */
export interface Spread {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
  readonly mean: number;
}

/** A difference with the interval in which it lies for 95 of 100 repetitions of the simulation. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const RESAMPLES = 400;

/**
 * Percentiles (with linear interpolation, as PostgreSQL's `percentile_cont`) and mean.
 *
 * @returns Zeros for no values.
 */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = Float64Array.from(values).sort();
  const [p10, p50, p90] = [percentile(sorted, 0.1), percentile(sorted, 0.5), percentile(sorted, 0.9)];
  return { p10, p50, p90, mean: meanOf(values) };
}

/** Arithmetic mean; 0 for no values. */
export function meanOf(values: readonly number[] | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}

function percentile(sorted: Float64Array, part: number): number {
  const position = (sorted.length - 1) * part;
  const below = sorted[Math.floor(position)] ?? 0;
  const above = sorted[Math.ceil(position)] ?? below;
  return below + (above - below) * (position - Math.floor(position));
}

/** Difference of medians and of means of paired values, with their intervals. */
export interface PairedDifference {
  readonly median: Interval;
  readonly mean: Interval;
}

/** Which pairs are drawn, again and again: one row of places after the other. */
export interface Resamples {
  readonly size: number;
  readonly places: Uint32Array;
}

/** Draws so many pairs with repetition, 400 times; the same for the same seed. */
export function resamplesOf(size: number, seed: number): Resamples {
  const draws = drawsOf(seed, 0);
  const places = Uint32Array.from({ length: size * RESAMPLES }, () =>
    Math.floor(draws.next('bootstrap') * size),
  );
  return { size, places };
}

/**
 * What the second values differ from the first by, with intervals (percentile bootstrap of pairs).
 *
 * @param before  Values of one version, `after` those of the other for the same runs.
 */
export function pairedDifference(
  before: readonly number[],
  after: readonly number[],
  { size, places }: Resamples,
): PairedDifference {
  const [first, second] = [Float64Array.from(before), Float64Array.from(after)];
  const medians = new Float64Array(RESAMPLES);
  const means = new Float64Array(RESAMPLES);
  for (let round = 0; round < RESAMPLES; round += 1) {
    const drawn = places.subarray(round * size, (round + 1) * size);
    const drawnFirst = Float64Array.from(drawn, (place) => first[place] ?? 0).sort();
    const drawnSecond = Float64Array.from(drawn, (place) => second[place] ?? 0).sort();
    medians[round] = percentile(drawnSecond, 0.5) - percentile(drawnFirst, 0.5);
    means[round] = meanOf(drawnSecond) - meanOf(drawnFirst);
  }
  return {
    median: intervalOf(spreadOf(after).p50 - spreadOf(before).p50, medians),
    mean: intervalOf(meanOf(after) - meanOf(before), means),
  };
}

function intervalOf(value: number, resampled: Float64Array): Interval {
  const sorted = resampled.sort();
  return { value, low: percentile(sorted, 0.025), high: percentile(sorted, 0.975) };
}
