import type { AnnealingSettings } from './annealer.js';
import { LEVELS } from './compiled-problem.js';
import type { CompiledProblem } from './compiled-problem.js';

/** A unit of a medium constraint in units of the heaviest soft one, and a hard in units of the heaviest medium one. */
const MEDIUM_TO_SOFT = 5;
const HARD_TO_MEDIUM = 5;
/** Temperatures in units of the heaviest soft constraint: everything moves; the plan takes shape; it stands still. */
const FIRST = 8;
const MIDDLE = 0.6;
const LAST = 0.03;
/** Replanning begins this much colder: it shall mend a plan, not make another. */
const MENDING = 0.05;

/** How the search cools down: in terms of the heaviest soft constraint, so that scaling all weights changes nothing. */
export function searchSettings(problem: CompiledProblem): AnnealingSettings {
  const soft = Math.max(1, ...weightsOn(problem, 'soft'));
  const medium = weightsOn(problem, 'medium');
  const hard = weightsOn(problem, 'hard');
  const mediumEnergy = Math.max(
    1,
    Math.ceil((MEDIUM_TO_SOFT * soft) / Math.min(...medium, Infinity) || soft),
  );
  const heaviestMedium = mediumEnergy * Math.max(1, ...medium);
  const hardEnergy = Math.max(
    1,
    Math.ceil((HARD_TO_MEDIUM * heaviestMedium) / (hard.length > 0 ? Math.min(...hard) : 1)),
  );
  const mends = problem.initial.start.some((start, meeting) => start >= 0 && problem.pinned[meeting] === 0);
  return {
    hardEnergy,
    mediumEnergy,
    firstTemperature: FIRST * soft * (mends ? MENDING : 1),
    middleTemperature: MIDDLE * soft * (mends ? MENDING : 1),
    lastTemperature: LAST * soft * (mends ? MENDING : 1),
  };
}

function weightsOn(problem: CompiledProblem, level: (typeof LEVELS)[number]): readonly number[] {
  const index = LEVELS.indexOf(level);
  return [...problem.costs.weight].filter((weight, at) => weight > 0 && problem.costs.level[at] === index);
}
