import { describe, expect, it } from '@jest/globals';
import { CASE_ROLES } from '../../cases/index.js';
import { isOrgTypeCode } from '../../directory/index.js';
import type { UnitId } from '../../kernel/index.js';
import { demoId, DETMOLD, KREIS_LIPPE, LIPPE_ORGANISATIONS, LIPPE_STAFF } from './lippe-directory.js';

const units = LIPPE_ORGANISATIONS.flatMap(({ municipalityId, units: own }) =>
  own.map((unit) => ({ ...unit, municipalityId })),
);

describe('directory of the Lippe demonstration', () => {
  it('S4.1 has an immigration office of the Kreis and one of the Stadt, as controllers of their own', () => {
    const offices = units.filter((unit) => unit.type === 'IMMIGRATION_OFFICE');
    expect(offices.map((unit) => unit.municipalityId)).toEqual([KREIS_LIPPE.id, DETMOLD.id]);
    expect(new Set(offices.map((unit) => unit.id)).size).toBe(2);
  });

  it('S3.15 knows the bodies that worked together in Lippe', () => {
    const types = units.map((unit) => unit.type);
    for (const type of [
      'JOBCENTER',
      'EMPLOYMENT_AGENCY',
      'SOCIAL_WELFARE_OFFICE',
      'YOUTH_WELFARE_OFFICE',
      'MUNICIPAL_INTEGRATION_CENTRE',
      'NETWORK',
      'CHURCH',
      'REFUGEE_ORGANISATION',
      'VOLUNTEER_AGENCY',
    ]) {
      expect(types).toContain(type);
    }
    expect(types.filter((type) => type === 'WELFARE_PROVIDER')).toHaveLength(4);
    expect(types.every(isOrgTypeCode)).toBe(true);
  });

  it('gives every staff member an existing unit, and marks everybody as demonstration', () => {
    const keys = LIPPE_STAFF.flatMap(({ roles }) => roles.map(([unit]) => unit));
    expect(keys.length).toBeGreaterThan(LIPPE_STAFF.length);
    expect(LIPPE_STAFF.filter(({ displayName }) => !displayName.startsWith('Demo '))).toEqual([]);
    expect(new Set(LIPPE_STAFF.map(({ subject }) => subject)).size).toBe(LIPPE_STAFF.length);
  });

  it('gives every unit a data protection officer, so that breaches and emergency accesses have somebody', () => {
    const watched = LIPPE_STAFF.flatMap(({ roles }) => roles)
      .filter(([, role]) => role === 'DATA_PROTECTION_OFFICER')
      .map(([unit]) => demoId<UnitId>(`unit:${unit}`));
    expect(watched.toSorted()).toEqual(units.map(({ id }) => id).toSorted());
  });

  it('gives the unit that leads the story a second person, so that four eyes can be tried', () => {
    const ofUnit = LIPPE_STAFF.filter(({ roles }) =>
      roles.some(([unit, role]) => unit === 'awo' && (CASE_ROLES as readonly string[]).includes(role)),
    );
    expect(ofUnit.map(({ subject }) => subject)).toEqual(['fallmanagement.awo', 'leitung.awo']);
  });
});
