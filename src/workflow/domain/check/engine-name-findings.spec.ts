import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary } from '#test/builders/process-definition.js';
import { contentOf } from '#test/support/workflow-folder.js';
import type { JsonObject, ProcessDefinition } from '../definition.js';
import { checkDefinition } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');

function found(
  effect: { type: string; params: JsonObject } | undefined,
  head: Partial<ProcessDefinition> = {},
) {
  const actions = effect ? { actions: [effect] } : {};
  const document = aDefinition(
    { initial: 'a', states: { a: { on: { GO: { target: 'end', ...actions } } }, end: { type: 'final' } } },
    { context: { title: { type: 'string' } }, ...head },
  );
  return checkDefinition(document, libraryVocabulary, schema).map(({ code, path }) => `${code} ${path}`);
}

const params = '/machine/states/a/on/GO/actions/0/params';

describe('what the engine itself offers', () => {
  it('is checked for its names as everything else', () => {
    const head = {
      correlation: 'context.nobody',
      cancellableBy: ['LIBRARY', 'MOON'],
      reopen: { by: ['MOON'], carry: ['title', 'x'], from: ['end', 'a'] },
    };
    expect(found(undefined, head)).toEqual([
      'UNDECLARED_CONTEXT /correlation',
      'UNKNOWN_OWNER /cancellableBy/1',
      'UNKNOWN_OWNER /reopen/by/0',
      'UNDECLARED_CONTEXT /reopen/carry/1',
      'UNKNOWN_TARGET /reopen/from/1',
    ]);
  });

  it.each<[string, string, JsonObject, readonly string[]]>([
    [
      'a message with all names right',
      'sendMessage',
      { to: 'parent', event: 'X', correlation: 'subject', payload: { a: 'context.title', b: { value: 1 } } },
      [],
    ],
    [
      'a message with unknown fields and an unknown answer',
      'sendMessage',
      {
        to: 'parent',
        event: 'X',
        correlation: 'context.x',
        payload: { a: 'event.y' },
        onUndeliverable: 'NEVER',
      },
      [
        `UNDECLARED_CONTEXT ${params}/correlation`,
        `UNKNOWN_PAYLOAD_FIELD ${params}/payload/a`,
        `UNKNOWN_EVENT ${params}/onUndeliverable`,
      ],
    ],
    [
      'a sub-process with all names right',
      'startProcess',
      { definition: 'x', context: { a: 'context.title' }, while: 'a', onDone: 'GO' },
      [],
    ],
    [
      'a sub-process with unknown names',
      'startProcess',
      {
        definition: 'x',
        subject: { type: 'book', id: 'context.x' },
        context: { a: 'context.y' },
        while: 'nowhere',
        onDone: 'NEVER',
        onCancelled: 'NEVER',
      },
      [
        `UNDECLARED_CONTEXT ${params}/subject/id`,
        `UNDECLARED_CONTEXT ${params}/context/a`,
        `UNKNOWN_EVENT ${params}/onDone`,
        `UNKNOWN_EVENT ${params}/onCancelled`,
        `UNKNOWN_TARGET ${params}/while`,
      ],
    ],
  ])('%s', (_what, type, given, expected) => {
    expect(found({ type, params: given })).toEqual(expected);
  });
});
