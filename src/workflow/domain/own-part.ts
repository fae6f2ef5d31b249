import type { ProcessDefinition } from './definition.js';
import { isLeaf, type Statechart } from './statechart.js';

/**
 * Ids of the leaf states that are a body's own business: it must act next, or it may report something that moves the
 * process on from there. Being part of a case gives no other body's states away (default deny).
 *
 * @param codes Owner codes of the body.
 */
export function ownStates(
  definition: ProcessDefinition,
  chart: Statechart,
  codes: readonly string[],
): ReadonlySet<string> {
  const sends = (type: string): boolean =>
    definition.events[type]?.by.some((code) => codes.includes(code)) === true;
  const own = chart.nodes.filter((node) => {
    const { meta, on } = node.definition;
    return (
      isLeaf(node) &&
      ((meta?.owner !== undefined && codes.includes(meta.owner)) || Object.keys(on ?? {}).some(sends))
    );
  });
  return new Set(own.map((node) => node.id));
}
