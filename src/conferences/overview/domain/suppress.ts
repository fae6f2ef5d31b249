/** A number that may be hidden. `null`: below what is shown, or it would give another hidden number away. */
export type ShownCount = number | null;

/** A number as it may be shown: zero is no case, from `smallest` on nobody can be told. */
export function shownCount(count: number, smallest: number): ShownCount {
  return count === 0 || count >= smallest ? count : null;
}

/**
 * Numbers of groups next to their total.
 *
 * What is hidden altogether can be told from the total: as long as that rest is not zero and too small, or a single number,
 * the smallest number shown is hidden as well. With a hidden total nothing follows from it.
 *
 * @param counts  Of groups that do not overlap; order is kept.
 */
export function shownGroups(counts: readonly number[], smallest: number): readonly ShownCount[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const shown = counts.map((count) => shownCount(count, smallest));
  if (shownCount(total, smallest) === null) return shown;
  const bySize = counts
    .map((count, at) => ({ count, at }))
    .filter(({ count }) => count >= smallest)
    .sort((a, b) => a.count - b.count);
  for (const { at } of bySize) {
    const hidden = counts.filter((_, index) => shown[index] === null);
    const rest = hidden.reduce((sum, count) => sum + count, 0);
    if (hidden.length === 0 || (hidden.length > 1 && rest >= smallest)) break;
    shown[at] = null;
  }
  return shown;
}
