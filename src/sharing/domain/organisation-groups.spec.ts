import { describe, expect, it } from '@jest/globals';
import {
  organisationTypes,
  organisationTypesOwning,
  orgTypeCodes,
} from '../../directory/domain/organisation-types.js';
import { decisionTable1 } from './decision-table/1.js';
import type { PartyGroup } from './decision-table.js';

const typesInGroup = (group: PartyGroup): string[] => [...decisionTable1.partyGroups[group]].toSorted();

describe('organisation types and decision table', () => {
  it('agree on who is a body under § 35 SGB I', () => {
    const bodies = orgTypeCodes.filter((code) => organisationTypes[code].isSection35Body);
    expect(typesInGroup('SECTION_35_BODY')).toEqual(bodies.toSorted());
  });

  it('agree on who is a public body', () => {
    const bodies = orgTypeCodes.filter((code) => organisationTypes[code].isPublicBody);
    expect(typesInGroup('PUBLIC_BODY')).toEqual(bodies.toSorted());
  });

  it('put exactly the bodies under § 35 SGB I under the regime of Sozialdaten', () => {
    for (const code of orgTypeCodes) {
      const type = organisationTypes[code];
      expect([code, type.regime === 'SOCIAL_DATA']).toEqual([code, type.isSection35Body]);
    }
  });

  it('find the types that own a state of a process', () => {
    expect(organisationTypesOwning('ABH')).toEqual(['IMMIGRATION_OFFICE']);
    expect(organisationTypesOwning('SOZ')).toEqual(['SOCIAL_WELFARE_OFFICE', 'ASYLUM_BENEFITS_OFFICE']);
    expect(organisationTypesOwning('MBE')).toEqual(['WELFARE_PROVIDER']);
    expect(organisationTypesOwning('CLIENT')).toEqual([]);
  });
});
