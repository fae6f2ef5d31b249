import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { accepted, AT, play } from '#test/builders/decisions.js';
import { aDefinition, twoWeeks } from '#test/builders/process-definition.js';
import { contentOf } from '#test/support/workflow-folder.js';
import type { StateDefinition } from '../domain/definition.js';
import { decide } from './kernel.js';

/** The engine needs `getMicrosteps`, exported since then; leaks of listeners and promises were mended before. */
const FLOOR = [5, 33, 0] as const;

/** Heap in use after everything that nobody holds has been thrown away, in bytes. */
function heapInUse(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

/** Regions with a deadline each that an event enters anew. */
const regions = Object.fromEntries(
  Array.from({ length: 12 }, (_, index): [string, StateDefinition] => [
    `r${String(index)}`,
    {
      initial: `a${String(index)}`,
      states: {
        [`a${String(index)}`]: {
          on: { GO: { target: `a${String(index)}`, reenter: true } },
          after: { LOAN: { actions: [{ type: 'stamp' }] } },
        },
      },
    },
  ]),
);
const busy = aDefinition({ type: 'parallel', states: regions }, { delays: { LOAN: twoWeeks } });

const small = aDefinition(
  {
    initial: 'a',
    states: {
      a: { on: { GO: { target: 'b' } }, after: { LOAN: { target: 'b' } } },
      b: { on: { GO: { target: 'a' } } },
    },
  },
  { delays: { LOAN: twoWeeks } },
);

describe('memory', () => {
  it('trap 28 20,000 decisions leave nothing behind', () => {
    const { compiled, start } = play(small);
    let state = start.next;
    const decideTimes = (times: number): void => {
      for (let count = 0; count < times; count += 1)
        state = accepted(decide(compiled, state, { type: 'GO' }, {}, { at: AT })).next;
    };
    decideTimes(2_000);
    const before = heapInUse();
    decideTimes(20_000);
    const growth = heapInUse() - before;
    // 50 bytes per decision; an idle live actor of this size would be some thousand.
    expect(growth).toBeLessThan(1_000_000);
  });

  it('traps 24 and 28 deciding keeps no timer, listener or actor alive', () => {
    const resources = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const { compiled, start } = play(busy);
    const before = resources();
    let state = start.next;
    for (let count = 0; count < 50; count += 1)
      state = accepted(decide(compiled, state, { type: 'GO' }, {}, { at: AT })).next;
    expect(resources()).toBe(before);
    expect(Object.keys(state).sort()).toEqual(['context', 'historyValue', 'status', 'value']);
  });
});

describe('the version of XState', () => {
  const { version } = createRequire(import.meta.url)('xstate/package.json') as { readonly version: string };

  it('traps 21 and 28 is pinned exactly, so that no installation reads stored states with another reader', () => {
    const { dependencies } = contentOf<{ readonly dependencies: Readonly<Record<string, string>> }>(
      'package.json',
    );
    expect(dependencies['xstate']).toBe(version);
  });

  it('trap 28 is not older than the one the engine was made for, and of the same generation', () => {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    expect(major).toBe(FLOOR[0]);
    expect(minor).toBeGreaterThanOrEqual(FLOOR[1]);
  });
});
