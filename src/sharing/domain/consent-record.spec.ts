import { describe, expect, it } from '@jest/globals';
import {
  consentNotices,
  missingInGrant,
  missingInOffer,
  type ConsentEvidence,
  type ConsentNotice,
  type GrantCircumstances,
} from './consent-record.js';
import { evidenceMediaType, MAX_EVIDENCE_BYTES } from './evidence-file.js';

const ALL = Object.keys(consentNotices) as ConsentNotice[];
const EVIDENCE: ConsentEvidence = {
  form: 'PAPER',
  explainedHow: 'Gespräch',
  teachBack: true,
  mediationLevel: null,
  copyHandedOver: true,
  place: 'Beratungsstelle',
};
const BY_STAFF: GrantCircumstances = {
  categories: ['MASTER'],
  isMinor: false,
  byStaff: true,
  hasEvidenceFile: true,
};

describe('missingInOffer', () => {
  it('names all missing parts at once, in the order of the record', () => {
    const offer = { kind: 'CONFIDENTIALITY_RELEASE', categories: ['HEALTH'], notices: [] } as const;
    expect(missingInOffer(offer)).toEqual([
      'SECRET_BEARER',
      'NOTICE_PURPOSE',
      'NOTICE_REFUSAL_CONSEQUENCES',
      'NOTICE_REVOCABILITY',
      'NOTICE_VOLUNTARINESS',
      'NOTICE_SPECIAL_CATEGORIES',
    ]);
  });

  it('asks for the explicit reference for special categories only', () => {
    const notices = ALL.filter((notice) => notice !== 'SPECIAL_CATEGORIES');
    expect(missingInOffer({ kind: 'CONSENT', categories: ['MASTER'], notices })).toEqual([]);
    expect(missingInOffer({ kind: 'CONSENT', categories: ['MASTER', 'FLIGHT'], notices })).toEqual([
      'NOTICE_SPECIAL_CATEGORIES',
    ]);
  });
});

describe('missingInGrant', () => {
  it('is empty for a complete record, and names each part that is left out', () => {
    expect(missingInGrant(EVIDENCE, BY_STAFF)).toEqual([]);
    const bare = { ...EVIDENCE, explainedHow: ' ', teachBack: false, copyHandedOver: false, place: null };
    expect(missingInGrant(bare, { ...BY_STAFF, hasEvidenceFile: false })).toEqual([
      'EXPLANATION',
      'TEACH_BACK',
      'PLACE',
      'COPY',
      'EVIDENCE',
    ]);
  });

  it('wants reason and witness for the oral form, and special circumstances for health data', () => {
    const oral = { ...EVIDENCE, form: 'WITNESSED_ORAL' } as const;
    const circumstances = { ...BY_STAFF, hasEvidenceFile: false };
    expect(missingInGrant(oral, circumstances)).toEqual(['FORM_REASON', 'WITNESS']);
    const reasoned = { ...oral, formReason: 'Kann nicht schreiben', witness: 'Kollegin' };
    expect(missingInGrant(reasoned, circumstances)).toEqual([]);
    expect(missingInGrant(reasoned, { ...circumstances, categories: ['HEALTH'] })).toEqual([
      'HEALTH_FORM_REASON',
    ]);
  });

  it('wants to know who decided for a minor, and what the minor says', () => {
    const minor = { ...BY_STAFF, isMinor: true };
    expect(missingInGrant(EVIDENCE, minor)).toEqual(['CAPACITY', 'MINORS_VIEW']);
    const represented = { ...EVIDENCE, capacity: 'REPRESENTED', minorsView: 'Ich will das auch.' } as const;
    expect(missingInGrant(represented, minor)).toEqual(['REPRESENTATIVE']);
    expect(missingInGrant({ ...represented, representative: 'Vormundin' }, minor)).toEqual([]);
  });

  it('wants the mediator where one was used', () => {
    expect(missingInGrant({ ...EVIDENCE, mediationLevel: 'SWORN' }, BY_STAFF)).toEqual(['MEDIATOR']);
  });

  it('wants neither scan nor place from the person in the portal', () => {
    const own = { ...BY_STAFF, byStaff: false, hasEvidenceFile: false };
    expect(missingInGrant({ ...EVIDENCE, form: 'ELECTRONIC', place: null }, own)).toEqual([]);
  });
});

describe('evidenceMediaType', () => {
  it.each([
    ['application/pdf', Buffer.from('%PDF-1.7 …')],
    ['image/png', Buffer.from('89504e470d0a1a0a00', 'hex')],
    ['image/jpeg', Buffer.from('ffd8ffe000', 'hex')],
  ])('knows %s by its content', (type, content) => {
    expect(evidenceMediaType(content)).toBe(type);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a page of HTML', Buffer.from('<html>%PDF-1.7')],
    ['a picture that could carry scripts', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['more than 5 MB', Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(MAX_EVIDENCE_BYTES)])],
  ])('takes no %s', (_what, content) => {
    expect(evidenceMediaType(content)).toBeUndefined();
  });
});
