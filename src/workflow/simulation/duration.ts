import { assertNever } from '../../kernel/index.js';
import type { Distribution } from './assumptions.js';
import type { Draws } from './random.js';

/** 90th percentile of the standard normal distribution. */
const NORMAL_P90 = 1.2815515655446004;

/** A random amount in the unit of the distribution. Not negative. */
export function drawAmount(distribution: Distribution, draws: Draws, sequence: string): number {
  switch (distribution.kind) {
    case 'fixed':
      return distribution.value;
    case 'triangular':
      return triangular(distribution, draws.next(sequence));
    case 'lognormal': {
      const sigma = Math.log(distribution.p90 / distribution.median) / NORMAL_P90;
      return distribution.median * Math.exp(sigma * normal(draws, sequence));
    }
    case 'empirical': {
      const { values } = distribution;
      return values[Math.floor(draws.next(sequence) * values.length)] ?? 0;
    }
    default:
      return assertNever(distribution);
  }
}

function triangular(
  { min, mode, max }: { readonly min: number; readonly mode: number; readonly max: number },
  chance: number,
): number {
  const width = max - min;
  if (width === 0) return min;
  const atMode = (mode - min) / width;
  return chance < atMode
    ? min + Math.sqrt(chance * width * (mode - min))
    : max - Math.sqrt((1 - chance) * width * (max - mode));
}

/** A standard normal number (Box and Muller). */
function normal(draws: Draws, sequence: string): number {
  const radius = Math.sqrt(-2 * Math.log(1 - draws.next(sequence)));
  return radius * Math.cos(2 * Math.PI * draws.next(sequence));
}
