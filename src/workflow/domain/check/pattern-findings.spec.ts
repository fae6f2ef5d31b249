import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary } from '#test/builders/process-definition.js';
import { contentOf, readWorkflowFolders } from '#test/support/workflow-folder.js';
import type { FieldSchema, JsonObject } from '../definition.js';
import { checkDefinition } from './check-definition.js';
import { fieldPlaces } from './field-places.js';
import { patternFindings } from './pattern-findings.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const list = (items: JsonObject): FieldSchema => ({ type: 'array', items });
const text = (pattern: string) => ({ type: 'string', pattern });

/** Findings of a definition whose event carries `field`, and which keeps `kept`. */
function found(field: FieldSchema, kept: FieldSchema = list({ type: 'string' })): readonly string[] {
  const GO = {
    label: { de: 'Los', en: 'Go' },
    by: ['LIBRARY'],
    payload: { type: 'object', additionalProperties: false, properties: { field } },
  } as const;
  const on = { GO: { target: 'end', meta: { label: GO.label } } };
  const states = { a: { on }, end: { type: 'final' } } as const;
  const document = aDefinition({ initial: 'a', states }, { events: { GO }, context: { kept } });
  return checkDefinition(document, libraryVocabulary, schema).map(({ code, path }) => `${code} ${path}`);
}

const place = '/events/GO/payload/properties/field';

describe('a pattern', () => {
  it.each([
    '(a+)+$',
    '^(a|a)*$',
    '^(a|aa)+$',
    '^\\d*\\d*x$',
    '^(\\w+\\s?)*$',
    '^(a{1,50}){1,50}$',
    '^([a-z]+)+\\1$',
    '\\s+$',
  ])('that can compute without end is refused: %s', (pattern) => {
    expect(found(text(pattern))).toEqual([`PATTERN_SLOW ${place}/pattern`]);
  });

  it.each([
    '^[0-9]{9}$',
    '^[A-Z][A-Z_]*$',
    '^[a-z]+(-[a-z]+)*$',
    '^DE[0-9]{2}( ?[0-9]{4}){4} ?[0-9]{2}$',
    '^\\S(.*\\S)?$',
    '^[\\p{L} .-]{1,80}$',
    '\\S',
  ])('that is always fast is fine: %s', (pattern) => {
    expect(found(text(pattern))).toEqual([]);
  });

  it('is found inside lists and objects, and in the context', () => {
    const inside = {
      type: 'object',
      additionalProperties: false,
      properties: { number: text('(a+)+$') },
    };
    expect(found(list(inside), list(text('(a+)+$')))).toEqual([
      `PATTERN_SLOW ${place}/items/properties/number/pattern`,
      'PATTERN_SLOW /context/kept/items/pattern',
    ]);
  });

  it('that cannot be judged is refused', () => {
    expect(found(text('^(?i:a)$'))).toEqual([`PATTERN_SLOW ${place}/pattern`]);
  });
});

describe('the released definitions', () => {
  const definitions = readWorkflowFolders('workflows').map(({ definition }) => definition);

  it('have patterns, and all of them are fast', () => {
    const patterns = definitions.flatMap(fieldPlaces).filter(({ field }) => field['pattern'] !== undefined);
    expect(patterns.length).toBeGreaterThan(0);
    expect(definitions.flatMap(patternFindings)).toEqual([]);
  });
});
