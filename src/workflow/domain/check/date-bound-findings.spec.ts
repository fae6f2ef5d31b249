import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary } from '#test/builders/process-definition.js';
import { contentOf, readWorkflowFolders } from '#test/support/workflow-folder.js';
import type { FieldSchema, JsonObject, ProcessDefinition } from '../definition.js';
import { checkDefinition } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const date = { type: 'string', format: 'date' } as const;

/** A definition whose one event carries `field`, and whose context holds `kept`. */
function carrying(field: FieldSchema, kept: FieldSchema = date): ProcessDefinition {
  const payload = { type: 'object', additionalProperties: false, properties: { field } } as const;
  return aDefinition(
    { initial: 'a', states: { a: { on: { GO: { target: 'end' } } }, end: { type: 'final' } } },
    {
      context: { kept },
      events: { GO: { label: { de: 'Los', en: 'Go' }, by: ['LIBRARY'], payload } },
    },
  );
}

function found(definition: ProcessDefinition): readonly string[] {
  return checkDefinition(definition, libraryVocabulary, schema).map(({ code, path }) => `${code} ${path}`);
}

const field = '/events/GO/payload/properties/field';

describe('bounds of dates', () => {
  it.each(['today', 'today-5y', 'today+2y', 'today-1d', 'today+18m'])('may be %s', (notAfter) => {
    expect(found(carrying({ ...date, notAfter }, { ...date, notAfter }))).toEqual([]);
  });

  it.each(['tomorrow', 'today-0d', 'today-5', 'today+1w', 'today + 1y', '2026-01-01', 'today-5y '])(
    'are not written %s',
    (bound) => {
      expect(found(carrying({ ...date, notBefore: bound }))).toEqual([`SCHEMA ${field}/notBefore`]);
      expect(found(carrying(date, { ...date, notAfter: bound }))).toEqual(['SCHEMA /context/kept/notAfter']);
    },
  );

  it('belong to dates only', () => {
    expect(found(carrying({ type: 'string', notAfter: 'today' }))).toEqual([`INVALID_FIELD_SCHEMA ${field}`]);
    expect(found(carrying(date, { type: 'integer', notBefore: 'today' }))).toEqual([
      'INVALID_FIELD_SCHEMA /context/kept',
    ]);
  });

  it('leave room for at least one day, also inside lists and objects', () => {
    const impossible = { ...date, notBefore: 'today', notAfter: 'today-1d' };
    const nested: FieldSchema = {
      type: 'array',
      items: { type: 'object', additionalProperties: false, properties: { on: impossible } },
    };
    expect(found(carrying(impossible))).toEqual([`INVALID_FIELD_SCHEMA ${field}`]);
    expect(found(carrying(nested))).toEqual([`INVALID_FIELD_SCHEMA ${field}/items/properties/on`]);
  });
});

describe.each(readWorkflowFolders('workflows'))('$key', ({ definition }) => {
  it('bounds every date it takes in both directions', () => {
    const payloads = Object.entries(definition.events).flatMap(([type, { payload }]) =>
      Object.entries(payload?.properties ?? {}).map(([name, part]) => [`${type}.${name}`, part] as const),
    );
    const dates = [...payloads, ...Object.entries(definition.context)].filter(
      ([, part]) => part.format === 'date',
    );
    const open = dates.filter(([, part]) => !part.notBefore || !part.notAfter).map(([name]) => name);
    expect(open).toEqual([]);
  });
});
