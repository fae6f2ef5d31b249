import { describe, expect, it } from '@jest/globals';
import { contentOf } from '#test/support/workflow-folder.js';
import { schemaFindings } from '../../src/workflow/domain/check/schema-findings.js';
import type { JsonObject } from '../../src/workflow/domain/definition.js';
import { chartGroups } from './cases/index.js';
import { definitionOf } from './chart-definition.js';
import { demanded, playOn } from './chart-player.js';
import { PurePlayer } from './pure-player.js';

const schema = contentOf<JsonObject>('workflows/definition.schema.json');

describe.each(chartGroups.map((group) => [group.part, group] as const))('%s', (_part, { cases }) => {
  it.each(cases.map((each) => [each.name, each] as const))('%s', async (_name, chartCase) => {
    expect(schemaFindings(definitionOf(chartCase), schema)).toEqual([]);
    const { seen } = await playOn(new PurePlayer(chartCase), chartCase);
    expect(seen).toEqual(demanded(chartCase, seen));
  });
});

it('no guarantee is told twice, and no part is empty', () => {
  const names = chartGroups.flatMap(({ part, cases }) => cases.map(({ name }) => `${part} ${name}`));
  expect(new Set(names).size).toBe(names.length);
  expect(chartGroups.filter(({ cases }) => cases.length === 0)).toEqual([]);
});
