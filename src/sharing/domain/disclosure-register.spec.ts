import { describe, expect, it } from '@jest/globals';
import { asId } from '../../kernel/index.js';
import {
  attestationOf,
  attestedId,
  changesSince,
  groundOf,
  type DisclosureFacts,
} from './disclosure-register.js';

const LINE: DisclosureFacts = {
  id: asId('l1'),
  actId: 'a1',
  caseId: asId('c1'),
  personId: asId('p1'),
  itemId: asId('i1'),
  category: 'WORK',
  fromUnitId: asId('u1'),
  toUnitId: asId('u2'),
  recipientFunction: 'Servicestelle',
  purpose: 'CONF',
  channel: 'SYSTEM',
  effect: 'STATUTE',
  row: 7,
  basis: ['§ 69 SGB X'],
  tableVersion: 1,
  consentId: null,
  releaseId: null,
  decidedBy: asId('s1'),
  disclosedAt: new Date('2026-05-04T07:00:00Z'),
};

describe('the attestation of a line', () => {
  it('names what was changed, and notices every other part of the line too', () => {
    const attested = attestationOf(LINE);
    expect(attestedId(attested)).toBe('l1');
    expect(changesSince(attested, { ...LINE, contributionId: null })).toEqual([]);
    expect(changesSince(attested, { ...LINE, category: 'HEALTH', toUnitId: asId('u3') })).toEqual([
      'category WORK → HEALTH',
      'to u2 → u3',
    ]);
    expect(changesSince(attested, { ...LINE, itemId: null })).toEqual(['item i1 → -']);
    const others: readonly Partial<DisclosureFacts>[] = [
      { actId: 'a2' },
      { caseId: asId('c2') },
      { personId: asId('p2') },
      { recipientFunction: 'Leitung' },
      { purpose: 'BENEFITDEC' },
      { channel: 'ORAL' },
      { contributionId: 'k1' },
      { effect: 'DUTY' },
      { row: 8 },
      { basis: [] },
      { tableVersion: 2 },
      { consentId: asId('e1') },
      { releaseId: asId('e1') },
      { decidedBy: asId('s2') },
      { disclosedAt: new Date('2026-05-05T07:00:00Z') },
    ];
    for (const other of others) expect(changesSince(attested, { ...LINE, ...other })).toEqual(['content']);
  });
});

describe('the ground of a line', () => {
  const decision = { effect: 'CONSENT', row: 3, basis: ['Art. 9 DSGVO'], tableVersion: 1 } as never;
  it('is none, and no norm is named, where nothing permitted it', () => {
    const ground = groundOf({ decision, permission: { permitted: false, missing: 'CONSENT', sentence: '' } });
    expect(ground).toEqual({ effect: 'NEVER', row: 3, basis: [], tableVersion: 1 });
  });
});
