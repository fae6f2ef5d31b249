import type { ProcessDefinition } from '../definition.js';
import { statechartOf } from '../statechart.js';
import { deadlineChanges } from './deadline-changes.js';
import type { DefinitionDiff } from './definition-diff.js';
import { headChanges, partChanges } from './part-changes.js';
import { stateChanges } from './state-changes.js';
import { statesFit } from './state-fit.js';
import { matchStates } from './state-match.js';
import { transitionChanges, type Version } from './transition-changes.js';

function identityOf({ key, version, lawVersion }: ProcessDefinition): DefinitionDiff['from'] {
  return { key, version, lawVersion };
}

/**
 * Names what changed from one version of a process to another, and what it means for processes that run on the old
 * one. Both must have passed the schema. Which date a deadline gets depends on the process; here stands only whether
 * its rule differs.
 */
export function diffDefinitions(from: ProcessDefinition, to: ProcessDefinition): DefinitionDiff {
  const before: Version = { definition: from, chart: statechartOf(from.machine) };
  const after: Version = { definition: to, chart: statechartOf(to.machine) };
  const matches = matchStates(before.chart, after.chart);
  return {
    from: identityOf(from),
    to: identityOf(to),
    changes: [
      ...headChanges(from, to),
      ...stateChanges(before.chart, after.chart, matches),
      ...transitionChanges(before, after, matches),
      ...partChanges(from, to),
    ],
    statesFit: statesFit(before.chart, after.chart, matches),
    deadlinesChanged: deadlineChanges(before, after, matches),
  };
}
