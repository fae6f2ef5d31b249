/** Smallest number that is shown; below it somebody could be recognised (k-Anonymität). */
export const SMALLEST_SHOWN = 5;

/** From so many findings of so many units on a theme is «generativ». */
export const GENERATIVE_FINDINGS = 5;
export const GENERATIVE_UNITS = 3;

/** The number, or `null` when it is too small to be shown. */
export function shownNumber(count: number): number | null {
  return count >= SMALLEST_SHOWN ? count : null;
}

/**
 * Hides small groups of a total that is shown itself.
 *
 * Zero is hidden like every small number. What is hidden altogether can be told from the total, so as long as that
 * rest is small and not zero the smallest group shown is hidden as well.
 *
 * @returns Per group the number, or `null` when it is hidden; order as given.
 */
export function hideSmallGroups<Group extends string>(
  groups: readonly { readonly group: Group; readonly count: number }[],
): readonly { readonly group: Group; readonly count: number | null }[] {
  const hidden = new Set(groups.filter(({ count }) => count < SMALLEST_SHOWN).map(({ group }) => group));
  const bySize = groups.filter(({ group }) => !hidden.has(group)).sort((a, b) => a.count - b.count);
  const rest = (): number =>
    groups.reduce((sum, { group, count }) => sum + (hidden.has(group) ? count : 0), 0);
  for (const { group } of bySize) {
    if (rest() === 0 || rest() >= SMALLEST_SHOWN) break;
    hidden.add(group);
  }
  return groups.map(({ group, count }) => ({ group, count: hidden.has(group) ? null : count }));
}

/** Whether a theme is generative by its findings; a working group may declare it so as well. */
export function isGenerative(findings: number, units: number): boolean {
  return findings >= GENERATIVE_FINDINGS && units >= GENERATIVE_UNITS;
}
