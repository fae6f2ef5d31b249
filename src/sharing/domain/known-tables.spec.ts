import { describe, expect, it } from '@jest/globals';
import { decisionTable1 } from './decision-table/1.js';
import { knownTables, tableHash, tableInForce, unsignedTable } from './known-tables.js';

describe('the decision table in force', () => {
  const [first] = decisionTable1.rows;
  const second = { ...decisionTable1, version: 2 };

  it('denies everything until a version was signed off', () => {
    expect(tableInForce(new Set())).toBe(unsignedTable);
    expect(unsignedTable.rows.map(({ effect }) => effect)).toEqual(['NEVER']);
  });

  it('is the newest version that was signed off, not the newest that exists', () => {
    const tables = [...knownTables, second];
    expect(tableInForce(new Set([tableHash(decisionTable1)]), tables)).toBe(decisionTable1);
    expect(tableInForce(new Set([tableHash(decisionTable1), tableHash(second)]), tables)).toBe(second);
  });

  it('needs a new signature for any other content', () => {
    const changed = {
      ...decisionTable1,
      rows: decisionTable1.rows.with(0, { ...first!, validTo: '2026-12-31' }),
    };
    expect(tableInForce(new Set([tableHash(decisionTable1)]), [changed])).toBe(unsignedTable);
  });

  it('does not depend on the order in which its members are written', () => {
    const { version, ...rest } = decisionTable1;
    expect(tableHash({ ...rest, version })).toBe(tableHash(decisionTable1));
  });
});
