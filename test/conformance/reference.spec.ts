import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AT } from '#test/builders/decisions.js';
import type { KernelDecision, StoredState } from '../../src/workflow/domain/decision.js';
import { compile, decide, describeState, initial } from '../../src/workflow/kernel/kernel.js';
import { chartGroups } from './cases/index.js';
import type { ChartCase } from './chart-case.js';
import { chartRegistry, definitionOf, saidBy } from './chart-definition.js';
import { randomChart } from './random-charts.js';
import { ReferenceInterpreter } from './reference-interpreter.js';

function saidIn(decision: KernelDecision): Outcome['said'] {
  if (decision.kind === 'rejected') return decision.code === 'TOO_MANY_STEPS' ? 'circle' : 'refused';
  return decision.intents.flatMap((intent) => (intent.kind === 'effect' ? [saidBy(intent.params)] : []));
}

/** What a start or an event led to. */
interface Outcome {
  readonly said: readonly string[] | 'refused' | 'circle';
  readonly leaves: readonly string[];
  readonly isDone: boolean;
}

/** Outcomes of the start and of some events, by the kernel and by the standard; up to the end, or to a circle. */
function play(chart: ChartCase, events: readonly string[]) {
  const definition = definitionOf(chart);
  const compiled = compile(definition, chartRegistry());
  const reference = new ReferenceInterpreter(definition.machine);
  const kernel: Outcome[] = [];
  const standard: Outcome[] = [];
  let state: StoredState | undefined;
  for (const type of [undefined, ...events]) {
    const said = (type === undefined ? reference.start() : reference.send(type)) ?? 'refused';
    const decision =
      type === undefined || !state
        ? initial(compiled, { at: AT })
        : decide(compiled, state, { type }, {}, { at: AT });
    if (decision.kind === 'accepted') state = JSON.parse(JSON.stringify(decision.next)) as StoredState;
    const kernelSaid = saidIn(decision);
    // The checker refuses circles; after how many turns they are cut off is nobody's guarantee.
    if (!state || said === 'circle' || kernelSaid === 'circle') break;
    standard.push({ said, leaves: reference.leaves, isDone: reference.done });
    kernel.push({
      said: kernelSaid,
      leaves: describeState(compiled, state).map(({ stateId }) => stateId),
      isDone: state.status === 'done',
    });
    if (reference.done) break;
  }
  return { kernel, standard };
}

describe('the algorithm of SCXML', () => {
  const known = chartGroups
    .flatMap(({ cases }) => cases)
    .filter(({ delays, context, steps }) => !delays && !context && steps.every(({ payload }) => !payload));

  it.each(known.map((each) => [each.name, each] as const))('agrees: %s', (_name, chart) => {
    const { kernel, standard } = play(
      chart,
      chart.steps.map(({ send }) => send ?? ''),
    );
    expect(kernel).toEqual(standard);
  });

  it('agrees on charts nobody has thought of, and events in any order', () => {
    const events = fc.array(fc.constantFrom('E', 'F'), { maxLength: 8 });
    fc.assert(
      fc.property(randomChart, events, (chart, types) => {
        const { kernel, standard } = play(chart, types);
        expect(kernel).toEqual(standard);
      }),
      { numRuns: 500, seed: 20260501 },
    );
  });
});
