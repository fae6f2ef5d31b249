/** Numbers of chance for one run: each name is a sequence of its own, the same for the same seed and run. */
export interface Draws {
  /** The next number of a sequence, evenly from 0 (included) to 1 (excluded). */
  next(sequence: string): number;
}

/**
 * Chance as a function of seed, run, name and position.
 *
 * A sequence does not depend on what else is drawn. So two versions of a process meet the same luck (common random
 * numbers), and what differs between them is due to the versions.
 *
 * @param seed  Whole number, 32 bits of it count.
 * @param run   Number of the run, from 0.
 */
export function drawsOf(seed: number, run: number): Draws {
  const positions = new Map<string, number>();
  return {
    next: (sequence) => {
      const position = positions.get(sequence) ?? 0;
      positions.set(sequence, position + 1);
      return hashed(`${String(run)}|${sequence}|${String(position)}`, seed) / 2 ** 53;
    },
  };
}

/** 53 well mixed bits of a text: the public-domain hash «cyrb53» (two multiply-xor lanes, murmur finish). */
function hashed(text: string, seed: number): number {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0);
}
