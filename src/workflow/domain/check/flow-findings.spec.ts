import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary } from '#test/builders/process-definition.js';
import { contentOf } from '#test/support/workflow-folder.js';
import type { JsonObject, ProcessDefinition, StateDefinition } from '../definition.js';
import { checkDefinition } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const title = { title: { type: 'string' } } as const;

function found(document: unknown): readonly string[] {
  return checkDefinition(document, libraryVocabulary, schema).map(({ code, path }) => `${code} ${path}`);
}

describe('reachability', () => {
  it('names a state no way leads to, once for a whole part', () => {
    const document = aDefinition({
      initial: 'a',
      states: {
        a: { on: { GO: { target: 'end' } } },
        attic: { initial: 'x', on: { GO: { target: 'end' } }, states: { x: {} } },
        end: { type: 'final' },
      },
    });
    expect(found(document)).toEqual(['UNREACHABLE_STATE /machine/states/attic']);
  });

  it('names a state from which no end can be reached', () => {
    const document = aDefinition({
      initial: 'a',
      states: {
        a: { on: { GO: { target: 'end' }, SINK: { target: 'sink' } } },
        sink: { on: { GO: { target: 'sink' } } },
        end: { type: 'final' },
      },
    });
    expect(found(document)).toEqual(['NO_WAY_TO_END /machine/states/sink']);
  });

  const parallel = (onDone: object, watch: StateDefinition): ProcessDefinition =>
    aDefinition({
      initial: 'both',
      states: {
        both: {
          type: 'parallel',
          ...onDone,
          states: {
            book: {
              initial: 'out',
              states: { out: { on: { BACK: { target: 'back' } } }, back: { type: 'final' } },
            },
            watch,
          },
        },
        end: { type: 'final' },
      },
    });
  const finishing: StateDefinition = {
    initial: 'w',
    states: { w: { on: { OFF: { target: 'off' } } }, off: { type: 'final' } },
  };
  const watching: StateDefinition = { initial: 'w', states: { w: {} } };

  it('follows the completion of regions', () => {
    expect(found(parallel({ onDone: { target: 'end' } }, finishing))).toEqual([]);
  });

  it('names regions that never complete', () => {
    expect(found(parallel({ onDone: { target: 'end' } }, watching))).toEqual([
      'NO_WAY_TO_END /machine/states/both/states/watch/states/w',
      'COMPLETION_IMPOSSIBLE /machine/states/both/onDone',
    ]);
  });

  it('names regions whose completion leads nowhere', () => {
    expect(found(parallel({}, finishing))).toContain(
      'NO_WAY_TO_END /machine/states/both/states/book/states/back',
    );
  });

  it('lets another region lead out of a watching one', () => {
    const document = aDefinition({
      initial: 'both',
      states: {
        both: {
          type: 'parallel',
          states: {
            book: { initial: 'out', states: { out: { on: { BACK: { target: '#loan.end' } } } } },
            watch: watching,
          },
        },
        end: { type: 'final' },
      },
    });
    expect(found(document)).toEqual([]);
  });

  it('counts the default and the memory of history states', () => {
    const document = aDefinition({
      initial: 'a',
      states: {
        a: { on: { GO: { target: 'part.before' } } },
        part: {
          initial: 'x',
          on: { LEAVE: { target: 'a' }, END: { target: 'end' } },
          states: {
            x: { on: { NEXT: { target: 'y' } } },
            y: {},
            before: { type: 'history', history: 'deep' },
          },
        },
        end: { type: 'final' },
      },
    });
    expect(found(document)).toEqual([]);
  });
});

describe('trap 17 circles without events', () => {
  it('are found through always', () => {
    const guard = { type: 'contextSet', params: { field: 'title' } };
    const document = aDefinition(
      {
        initial: 'a',
        states: {
          a: { on: { GO: { target: 'b' } } },
          b: { always: [{ target: 'c', guard }], on: { GO: { target: 'end' } } },
          c: { always: { target: 'b' } },
          end: { type: 'final' },
        },
      },
      { context: title },
    );
    expect(found(document)).toEqual([
      'ALWAYS_LOOP /machine/states/b/always/0',
      'ALWAYS_LOOP /machine/states/c/always',
    ]);
  });

  it('are found through completions', () => {
    const document = aDefinition({
      initial: 'a',
      states: {
        a: {
          initial: 'x',
          onDone: { target: 'a' },
          on: { GO: { target: 'end' } },
          states: { x: { type: 'final' } },
        },
        end: { type: 'final' },
      },
    });
    expect(found(document)).toContain('ALWAYS_LOOP /machine/states/a/onDone');
  });
});
