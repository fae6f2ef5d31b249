import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary } from '#test/builders/process-definition.js';
import { contentOf } from '#test/support/workflow-folder.js';
import type { JsonObject } from '../definition.js';
import { checkDefinition } from './check-definition.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');
const sentence = { de: 'Der Ausweis ist abgelaufen.', en: 'The card has expired.' };
const negatedCard = { type: 'not', guards: [{ type: 'cardValid' }] } as const;

function found(
  a: Parameters<typeof aDefinition>[0],
  guards: (typeof libraryVocabulary)['guards'] = {},
): readonly string[] {
  const document = aDefinition({ initial: 'a', states: { a, end: { type: 'final' } } });
  const findings = checkDefinition(document, { ...libraryVocabulary, guards }, schema);
  return findings.map(({ code, path }) => `${code} ${path}`);
}

describe('a text for people', () => {
  it('is not blank in any language', () => {
    const meta = { label: { de: 'Wunsch', en: '  ' } };
    const label = { de: ' ', en: 'Go' };
    expect(found({ meta, on: { GO: { target: 'end', meta: { label } } } })).toEqual([
      'LABEL_MISSING /machine/states/a/meta/label/en',
      'LABEL_MISSING /machine/states/a/on/GO/meta/label/de',
    ]);
  });

  it('exists for a condition that must not hold', () => {
    const a = { on: { GO: { target: 'end', guard: negatedCard } } };
    expect(found(a, { cardValid: { explanation: sentence } })).toEqual([
      'LABEL_MISSING /machine/states/a/on/GO/guard/guards/0',
    ]);
    expect(found(a, { cardValid: { explanation: sentence, explanationNegated: sentence } })).toEqual([]);
  });
});
