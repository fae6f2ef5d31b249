import { describe, expect, it } from '@jest/globals';
import { organisationType } from '../../directory/index.js';
import { latestEnd, objectionToOffer, type ConsentOffer } from './consent-offer.js';
import { decideSharing } from './decide-sharing.js';
import { decisionTable1 } from './decision-table/1.js';
import { noGrounds } from './grounds.js';

const TODAY = '2026-05-04';
const OFFER: Omit<ConsentOffer, 'recipientIsPublicBody'> = {
  kind: 'CONSENT',
  discloserType: 'WELFARE_PROVIDER',
  recipientType: 'JOBCENTER',
  recipientFunction: 'Leistungssachbearbeitung',
  categories: ['MASTER'],
  purpose: 'REFER',
  recurrence: 'RECURRING',
  validFrom: TODAY,
  validUntil: '2026-08-31',
  section87Warned: true,
};

/** The objection against an offer of a welfare provider, by the decision table in force. */
function objection(change: Partial<typeof OFFER>) {
  const offer = { ...OFFER, ...change };
  const { isPublicBody } = organisationType(offer.recipientType);
  const decisions = offer.categories.map((category) =>
    decideSharing(
      decisionTable1,
      {
        sourceType: offer.discloserType,
        recipientType: offer.recipientType,
        category,
        purpose: offer.purpose,
        on: TODAY,
      },
      noGrounds,
    ),
  );
  return objectionToOffer({ ...offer, recipientIsPublicBody: isPublicBody }, decisions, TODAY);
}

describe('objectionToOffer', () => {
  it('lets pass what the table asks consent for', () => {
    expect(objection({})).toBeUndefined();
    expect(objection({ kind: 'CONFIDENTIALITY_RELEASE' })).toBeUndefined();
  });

  it.each([
    ['REFER', ['MASTER'], '2027-05-04', undefined],
    ['REFER', ['MASTER'], '2027-05-05', 'CONSENT_VALIDITY_TOO_LONG'],
    ['CONF', ['MASTER'], '2026-11-04', undefined],
    ['CONF', ['MASTER'], '2026-11-05', 'CONSENT_VALIDITY_TOO_LONG'],
    ['REFER', ['MASTER', 'HEALTH'], '2026-11-04', undefined],
    ['REFER', ['MASTER', 'HEALTH'], '2026-11-05', 'CONSENT_VALIDITY_TOO_LONG'],
  ] as const)('for %s of %j until %s answers %s', (purpose, categories, validUntil, expected) => {
    expect(objection({ purpose, categories, validUntil })).toBe(expected);
  });

  it.each([
    ['ends before it begins', { validFrom: '2026-06-01', validUntil: '2026-05-31' }],
    ['ended yesterday', { validFrom: '2026-04-01', validUntil: '2026-05-03' }],
  ])('refuses a declaration that %s', (_what, change) => {
    expect(objection(change)).toBe('CONSENT_VALIDITY_NOT_POSSIBLE');
  });

  it('asks for the warning of § 87 AufenthG towards public bodies only', () => {
    expect(objection({ section87Warned: false })).toBe('SECTION_87_WARNING_MISSING');
    expect(objection({ section87Warned: false, recipientType: 'WELFARE_PROVIDER' })).toBeUndefined();
  });

  it('allows towards the immigration office a single disclosure only', () => {
    const towards = {
      recipientType: 'IMMIGRATION_OFFICE',
      purpose: 'CONF',
      categories: ['COUNSEL'],
    } as const;
    expect(objection(towards)).toBe('CONSENT_ONLY_SINGLE');
    expect(objection({ ...towards, recurrence: 'SINGLE' })).toBeUndefined();
  });

  it('asks for nothing that no consent opens', () => {
    expect(objection({ recipientType: 'EMPLOYER' })).toBe('NO_LEGAL_BASIS');
    expect(objection({ categories: ['MASTER', 'THIRD'] })).toBe('NO_LEGAL_BASIS');
  });

  it.each(['DEPORT', 'AGG', 'ANON', 'LOG', 'TASK', 'RECORD'] as const)(
    'covers nothing that is no item about a person: %s',
    (category) => {
      expect(objection({ categories: ['MASTER', category] })).toBe('CATEGORY_NOT_OF_A_PERSON');
    },
  );

  it('begins at the latest three months after the offer', () => {
    const validUntil = '2026-12-31';
    expect(objection({ validFrom: '2026-08-04', validUntil })).toBeUndefined();
    expect(objection({ validFrom: '2026-08-05', validUntil })).toBe('CONSENT_BEGINS_TOO_LATE');
  });

  it.each([
    'alle Behörden',
    'Partner des Netzwerks',
    'Jede zuständige Stelle',
    'all authorities',
    'Beratung usw.',
  ])('names somebody in particular, not “%s”', (recipientFunction) => {
    expect(objection({ recipientFunction })).toBe('CONSENT_PARTY_TOO_BROAD');
    const release = { kind: 'CONFIDENTIALITY_RELEASE', secretBearer: recipientFunction } as const;
    expect(objection(release)).toBe('CONSENT_PARTY_TOO_BROAD');
  });

  it('S2.39 ends at the latest on the day before the person comes of age', () => {
    const majorityOn = '2026-07-01';
    expect(objection({ majorityOn, validUntil: '2026-06-30' })).toBeUndefined();
    expect(objection({ majorityOn, validUntil: '2026-07-01' })).toBe('CONSENT_VALIDITY_TOO_LONG');
  });
});

describe('latestEnd', () => {
  it.each([
    ['REFER', ['MASTER'], undefined, '2027-05-04'],
    ['CONF', ['MASTER'], undefined, '2026-11-04'],
    ['REFER', ['HEALTH'], undefined, '2026-11-04'],
    ['REFER', ['MASTER'], '2026-06-01', '2026-05-31'],
    ['CONF', ['MASTER'], '2030-01-01', '2026-11-04'],
  ] as const)('for %s of %j with majority on %s is %s', (purpose, categories, majorityOn, expected) => {
    expect(latestEnd({ purpose, categories, validFrom: TODAY, majorityOn })).toBe(expected);
  });
});
