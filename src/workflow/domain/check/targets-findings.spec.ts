import { describe, expect, it } from '@jest/globals';
import { aDefinition, aRegistry, libraryVocabulary, twoWeeks } from '#test/builders/process-definition.js';
import { AT } from '#test/builders/decisions.js';
import { contentOf } from '#test/support/workflow-folder.js';
import { compile, decide, initial } from '../../kernel/kernel.js';
import type { JsonObject, ProcessDefinition } from '../definition.js';
import { checkDefinition } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');

/** A transition from the shelf to several states at once. */
function leadingTo(target: readonly string[]): ProcessDefinition {
  const region = {
    initial: 'x',
    states: {
      x: { on: { NEXT: { target: 'y' } }, after: { LOAN: { target: 'y' } } },
      y: { after: { LOAN: { target: 'x' } } },
    },
  };
  return aDefinition(
    {
      initial: 'shelf',
      states: {
        shelf: { on: { GO: { target } } },
        both: { type: 'parallel', on: { STOP: { target: 'end' } }, states: { book: region, fee: region } },
        end: { type: 'final' },
      },
    },
    { delays: { LOAN: twoWeeks } },
  );
}

const conflicts = (target: readonly string[]) =>
  checkDefinition(leadingTo(target), libraryVocabulary, schema)
    .map(({ code, path }) => `${code} ${path}`)
    .filter((line) => line.startsWith('TARGETS'));

describe('a transition with several targets', () => {
  it('may enter different regions of one parallel state', () => {
    expect(conflicts(['#loan.both.book.y', '#loan.both.fee.y'])).toEqual([]);
  });

  it.each([
    ['two states of one region', ['#loan.both.book.x', '#loan.both.book.y']],
    ['two states that exclude each other', ['both', 'end']],
    ['a state and one inside it', ['both', '#loan.both.book.y']],
  ])('is refused when it names %s', (_what, target) => {
    expect(conflicts(target)).toEqual(['TARGETS_CONFLICT /machine/states/shelf/on/GO/target']);
  });

  it('opens no deadline of a state that is not active, even where nobody checked it', () => {
    const compiled = compile(leadingTo(['#loan.both.book.y', '#loan.both.book.x']), aRegistry({}));
    const start = initial(compiled, { facts: {}, at: AT });
    if (start.kind === 'rejected') throw new Error(start.code);
    const moved = decide(compiled, start.next, { type: 'GO' }, {}, { at: AT });
    if (moved.kind === 'rejected') throw new Error(moved.code);
    const opened = moved.intents.flatMap((intent) =>
      intent.kind === 'scheduleDeadline' ? [intent.stateId] : [],
    );
    expect(moved.next.value).toEqual({ both: { book: 'x', fee: 'x' } });
    expect(opened).toEqual(['loan.both.book.x', 'loan.both.fee.x']);
  });
});
