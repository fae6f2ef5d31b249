import type * as HighsPackage from 'highs';
import type { Highs, Model } from 'highs';
import type { LinearAnswer, LinearData, LinearSolver } from './linear-model.js';

/** Costs are whole numbers: what is closer than this to a bound cannot be better. */
const CLOSE_ENOUGH = 0.5;

/**
 * HiGHS as WebAssembly, loaded when it is first needed.
 *
 * Without its presolve: in 1.15 that breaks on, or takes for impossible, models that are not (its issue 3296), and a wrong
 * proof is worse than a slow one. `within` leaves out beforehand most of what it would.
 */
export async function loadHighs(): Promise<LinearSolver> {
  // The package describes its CommonJS file; what is loaded here is its module, one `default` less deep.
  const loaded: unknown = await import('highs');
  const { default: load } = loaded as (typeof HighsPackage)['default'];
  const highs = await load();
  return (data, seconds) =>
    highs.withModel(modelOf(highs, data), (model): LinearAnswer => solve(highs, model, seconds));
}

function modelOf(highs: Highs, data: LinearData) {
  const numCols = data.cost.length;
  const numRows = data.rowUpper.length;
  return {
    numCols,
    numRows,
    colCost: data.cost,
    colLower: new Float64Array(numCols),
    colUpper: data.upper.map((upper) => (upper === Infinity ? highs.infinity : upper)),
    rowLower: data.rowLower.map((lower) => (lower === -Infinity ? -highs.infinity : lower)),
    rowUpper: data.rowUpper,
    integrality: data.isWhole,
    matrix: {
      format: 'csr' as const,
      numRows,
      numCols,
      starts: data.starts,
      indices: data.indices,
      values: data.factors,
    },
  };
}

function solve(highs: Highs, model: Model, seconds: number): LinearAnswer {
  model.options.set({
    output_flag: false,
    presolve: 'off',
    time_limit: seconds,
    mip_rel_gap: 0,
    mip_abs_gap: CLOSE_ENOUGH,
  });
  model.run();
  const { modelStatus } = highs.constants;
  const status = model.getModelStatus();
  if (status === modelStatus.infeasible || status === modelStatus.unboundedOrInfeasible)
    return { status: 'INFEASIBLE', bound: Infinity, values: undefined };
  if (status !== modelStatus.optimal && status !== modelStatus.timeLimit)
    throw new Error(`HiGHS ended with status ${String(status)}`);
  const isFeasible = model.info.get('primal_solution_status') === 2;
  return {
    status: status === modelStatus.optimal ? 'OPTIMAL' : 'LIMIT',
    bound: Number(model.info.get('mip_dual_bound')),
    values: isFeasible ? model.getSolution().colValue : undefined,
  };
}
