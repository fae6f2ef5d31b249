import { describe, expect, it } from '@jest/globals';
import { readWorkflowFolders } from '#test/support/workflow-folder.js';
import type { ActionReference, ProcessDefinition } from '../definition.js';
import { exchangeFindings, newestByKey } from './exchange-findings.js';

const all = ['workflows', 'test/fixtures/workflows'].map((folder) =>
  newestByKey(readWorkflowFolders(folder).map(({ definition }) => definition)),
);
const [, library] = all as [unknown, ReturnType<typeof newestByKey>];

/** A fixture with one of its texts replaced, judged against the others. */
function codesAfter(key: string, from: string, to: string): readonly string[] {
  const before = JSON.stringify(library.get(key));
  const changed = JSON.parse(before.replace(from, to)) as ProcessDefinition;
  expect(JSON.stringify(changed)).not.toBe(before);
  return exchangeFindings(changed, library).map(({ code }) => code);
}

/** The codes after one field of an action's parameters was set. */
function codesWith(key: string, type: string, params: object): readonly string[] {
  const definition = structuredClone(library.get(key)) as ProcessDefinition;
  const set = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const action = value as ActionReference & { params?: object };
    if (action.type === type && action.params) Object.assign(action.params, params);
    else Object.values(value).forEach(set);
  };
  set(definition.machine);
  return [...new Set(exchangeFindings(definition, library).map(({ code }) => code))];
}

describe('what definitions expect of each other', () => {
  it.each(
    all.flatMap((peers) => [...peers.values()].map((definition) => [definition.key, definition, peers])),
  )('fits in %s', (_key, definition, peers) => {
    const findings = exchangeFindings(
      definition as ProcessDefinition,
      peers as ReturnType<typeof newestByKey>,
    );
    expect(findings.map(({ code, path, en }) => `${code} ${path} ${en}`)).toEqual([]);
  });

  it('finds messages to a definition that does not exist', () => {
    expect(codesWith('library-order', 'sendMessage', { to: 'definition:library-nowhere' })).toEqual([
      'UNKNOWN_DEFINITION',
    ]);
  });

  it('finds an event that the receiver does not have', () => {
    expect(codesWith('library-order', 'sendMessage', { event: 'SHREDDED' })).toEqual(['UNKNOWN_EVENT']);
  });

  it('finds an event of the receiver that takes no messages', () => {
    expect(codesWith('library-order', 'sendMessage', { event: 'OPENED', payload: {} })).toEqual([
      'MESSAGE_NOT_ADMITTED',
    ]);
  });

  it('finds payload fields that are missing, unknown, or of another type', () => {
    expect(codesWith('library-order', 'sendMessage', { event: 'REQUESTED', payload: {} })).toEqual([
      'PAYLOAD_MISMATCH',
    ]);
    const more = { title: 'context.title', order: 'process', colour: 'context.title' };
    expect(codesWith('library-order', 'sendMessage', { event: 'REQUESTED', payload: more })).toEqual([
      'UNKNOWN_PAYLOAD_FIELD',
    ]);
    const wrong = { title: { value: 7 }, order: 'context.title' };
    expect(codesWith('library-order', 'sendMessage', { event: 'REQUESTED', payload: wrong })).toEqual([
      'TYPE_MISMATCH',
    ]);
  });

  it('finds an own event that cannot take what the engine answers', () => {
    expect(
      codesAfter('library-order', '"onUndeliverable":"NOT_DELIVERED"', '"onUndeliverable":"PICKED_UP"'),
    ).toEqual(['MESSAGE_NOT_ADMITTED']);
    expect(
      codesAfter('library-order', '"onUndeliverable":"NOT_DELIVERED"', '"onUndeliverable":"SHIPPED"'),
    ).toContain('PAYLOAD_MISMATCH');
    expect(codesAfter('library-bundle', '"onDone":"COPY_READY"', '"onDone":"COPY_DROPPED"')).toEqual([
      'PAYLOAD_MISMATCH',
    ]);
  });

  it('finds a sub-process that does not exist, and context it does not declare', () => {
    expect(codesWith('library-bundle', 'startProcess', { definition: 'library-nowhere' })).toEqual([
      'UNKNOWN_DEFINITION',
    ]);
    expect(codesWith('library-bundle', 'startProcess', { context: { colour: 'context.title' } })).toEqual([
      'UNKNOWN_PAYLOAD_FIELD',
    ]);
  });
});
