import { expect, it } from '@jest/globals';
import { aDefinition } from '#test/builders/process-definition.js';
import { definitionHash } from './definition-hash.js';

const definition = aDefinition({ initial: 'a', states: { a: {} } });

it('gives a definition the same identity whatever the order of its keys', () => {
  const reversed = Object.fromEntries(Object.entries(definition).reverse());
  expect(definitionHash(reversed)).toBe(definitionHash(definition));
});

it('gives another identity to any other content', () => {
  expect(definitionHash({ ...definition, version: 2 })).not.toBe(definitionHash(definition));
});
