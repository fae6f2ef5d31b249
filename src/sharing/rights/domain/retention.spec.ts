import { describe, expect, it } from '@jest/globals';
import { asId, type UnitId } from '../../../kernel/index.js';
import { rulesOfUnits, type RetentionOverride, type RetentionRule } from './retention.js';

const unitId: UnitId = asId('0192d000-0000-7000-8000-000000000001');
const rule: RetentionRule = {
  recordKind: 'closedCase',
  title: 'Akte',
  keep: { months: 24 },
  from: 'dem Ende',
  norm: 'Art. 5 DSGVO',
  source: 'Vorschlag',
  status: 'PROPOSED',
  action: 'ANONYMISE',
  carriedOut: 'RELEASED',
  perUnit: true,
};

function decided(months: number | null, validFrom: string): RetentionOverride {
  const decidedAt = new Date('2026-05-04T07:00:00Z');
  return {
    id: validFrom,
    unitId,
    recordKind: 'closedCase',
    months,
    reason: 'Löschkonzept',
    decidedAt,
    validFrom,
  };
}

function monthsOn(today: string, overrides: readonly RetentionOverride[], of = rule): number | undefined {
  const keep = rulesOfUnits(of, overrides, today).get(unitId)?.keep;
  return keep && 'months' in keep ? keep.months : undefined;
}

describe('the period of a unit', () => {
  it('is the latest one that has begun; of two from the same day the one decided last', () => {
    const overrides = [decided(12, '2026-06-01'), decided(30, '2027-01-01'), decided(18, '2026-06-01')];
    expect(monthsOn('2026-05-31', overrides)).toBeUndefined();
    expect(monthsOn('2026-06-01', overrides)).toBe(18);
    expect(monthsOn('2027-01-01', overrides)).toBe(30);
  });

  it('ends when it is taken back, or when the rule no longer allows it', () => {
    expect(monthsOn('2027-01-01', [decided(12, '2026-06-01'), decided(null, '2026-07-01')])).toBeUndefined();
    const tightened = { ...rule, atMostMonths: 12 };
    expect(monthsOn('2027-01-01', [decided(18, '2026-06-01')], tightened)).toBeUndefined();
  });

  it('is nobody else’s, and of no other kind of record', () => {
    const other: RetentionRule = { ...rule, recordKind: 'consentProof' };
    expect(rulesOfUnits(other, [decided(12, '2026-06-01')], '2027-01-01').size).toBe(0);
  });
});
