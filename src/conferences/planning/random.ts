/** Random numbers that repeat for the same seed (xorshift32 after a scrambled seed); not for secrets. */
export class Random {
  private state: number;

  constructor(seed: number) {
    // Neighbouring seeds must not begin alike.
    let mixed = Math.imul((seed | 0) ^ 0x9e3779b9, 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    this.state = (mixed ^ (mixed >>> 16)) | 0 || 0x6d2b79f5;
  }

  /** Whole number from 0 to below `bound` (1 to 2^31). */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  /** Number from 0 to below 1. */
  unit(): number {
    let { state } = this;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.state = state;
    return (state >>> 0) / 4294967296;
  }
}
