import { computeDeadline, err, holidayCalendar, ok, plainDate, type Result } from '../../kernel/index.js';
import { builtInGuard } from '../domain/built-in-guards.js';
import { isoDatePlusDays } from '../domain/calendar-day.js';
import { guardReferences } from '../domain/guard-evaluation.js';
import type { ScheduleDeadline } from '../domain/decision.js';
import type { CompiledDefinition } from '../kernel/compile.js';
import type { Assumptions } from './assumptions.js';
import { Branches } from './branches.js';
import { drawsOf } from './random.js';
import type { SimulationProblem } from './simulation-problem.js';
import { MisfitOfAssumptions, simulateRun, type SimulatedRun, type SimulationModel } from './simulate-run.js';
import { WorkingTime } from './working-time.js';

/** How much is simulated. */
export interface SimulationSize {
  /** Number of runs, from 1 to 100,000. */
  readonly runs: number;
  /** Whole number; the same seed gives the same runs. */
  readonly seed: number;
}

/** Runs are given up after ten years. */
const HORIZON_DAYS = 3650;
/** Days spread evenly: neighbours in this sequence are far apart, and no stretch is left out (golden ratio). */
const SPREAD = 0.6180339887498949;

/**
 * Plays many processes with assumed durations. Pure: the same input gives the same runs.
 *
 * @param compiled     Its registry reads guards from facts (`registryFromVocabulary`), so that they can be assumed.
 * @param assumptions  Checked by `checkAssumptions`.
 * @returns            The runs in their order, or `SIMULATION_EVENT_INVALID` for data the process does not take.
 */
export function simulate(
  compiled: CompiledDefinition,
  assumptions: Assumptions,
  { runs, seed }: SimulationSize,
): Result<readonly SimulatedRun[], SimulationProblem> {
  const model = modelOf(compiled, assumptions);
  const days = assumptions.startsWithinDays ?? 365;
  try {
    return ok(
      Array.from({ length: runs }, (_, run) => {
        const day = isoDatePlusDays(assumptions.startsOn, Math.floor(((run * SPREAD) % 1) * days));
        const opening = model.time.plus(model.time.midnight(day), 0, 'workingHours');
        return simulateRun(model, drawsOf(seed, run), opening);
      }),
    );
  } catch (error) {
    if (!(error instanceof MisfitOfAssumptions)) throw error;
    return err({ code: 'SIMULATION_EVENT_INVALID', details: [error.message] });
  }
}

function modelOf(compiled: CompiledDefinition, assumptions: Assumptions): SimulationModel {
  const guards = [...compiled.transitions.values()]
    .flatMap(({ definition }) => guardReferences(definition.guard).map(({ type }) => type))
    .filter((type) => type !== 'stateIn' && builtInGuard(type) === undefined);
  const time = new WorkingTime(assumptions.startsOn);
  return {
    compiled,
    assumptions,
    branches: new Branches(assumptions),
    time,
    firesAt: expiries(time),
    guards: [...new Set(guards)],
    horizonDays: HORIZON_DAYS,
  };
}

/** Computes each deadline once for every day it starts from. */
function expiries(time: WorkingTime): SimulationModel['firesAt'] {
  const known = new Map<string, number>();
  return ({ delayKey, rule, startsOn }: ScheduleDeadline) => {
    const name = `${delayKey} ${startsOn}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const { firesOn } = computeDeadline(rule, plainDate(startsOn), holidayCalendar(rule.holidayRegion));
    const at = time.midnight(firesOn.toString());
    known.set(name, at);
    return at;
  };
}
