import { describe, expect, it } from '@jest/globals';
import { CONFERENCE_KINDS } from './conference.js';
import {
  DECLINE_GROUNDS,
  faultsOfKinds,
  KIND_RULES,
  kindFitsMode,
  outweighsObjection,
  ruleOf,
  STATUTES,
  URGENT_BASES,
  type KindRule,
} from './conference-kinds.js';

const changed = (kind: string, more: Partial<KindRule>) =>
  KIND_RULES.map((rule) => (rule.kind === kind ? { ...rule, ...more } : rule));

describe('the table of kinds', () => {
  it('is whole and without faults', () => {
    expect(faultsOfKinds(KIND_RULES, CONFERENCE_KINDS)).toEqual([]);
  });

  it('names a norm and a day for everything that opens or closes something', () => {
    const lines = [...KIND_RULES, ...Object.values(URGENT_BASES), ...Object.values(DECLINE_GROUNDS)];
    for (const { norm, validFrom, source } of lines) {
      expect(norm.length).toBeGreaterThan(5);
      expect(source.length).toBeGreaterThan(5);
      expect(validFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
    for (const { norm } of Object.values(STATUTES)) expect(norm).toMatch(/^§/);
  });

  it.each([
    ['a kind without a line', KIND_RULES.slice(1), /INTEGRATION_IDENTIFIED has 0 lines/],
    ['a kind with two', [...KIND_RULES, ruleOf('REVIEW')], /REVIEW has 2 lines/],
    ['a line without norm', changed('REVIEW', { norm: ' ' }), /no norm/],
    ['a line without date', changed('REVIEW', { validFrom: 'soon' }), /no date/],
    ['a sitting of ten hours', changed('REVIEW', { minutes: 600 }), /no sitting/],
    ['no notice', changed('REVIEW', { invitationWorkdays: 0 }), /without notice/],
    [
      'names without the case lead',
      changed('REVIEW', { neededRoles: ['MODERATOR', 'RECORDER'] }),
      /case lead/,
    ],
    ['anonymity without release', changed('PLANNING', { needsAnonymisationRelease: false }), /release/],
    ['no recorder', changed('PLANNING', { neededRoles: ['MODERATOR'] }), /chair or recorder/],
    ['urgency about nobody', changed('PLANNING', { needsUrgentBasis: true }), /without a person/],
  ] as const)('is refused with %s', (_what, rules, fault) => {
    expect(faultsOfKinds(rules, CONFERENCE_KINDS).join()).toMatch(fault);
  });
});

describe('kinds', () => {
  it('that name the person are held so only, learning ones never', () => {
    expect(kindFitsMode('INTEGRATION_IDENTIFIED', 'ANONYMISED')).toBe(false);
    expect(kindFitsMode('LEARNING_ANONYMISED', 'IDENTIFIED')).toBe(false);
    expect(kindFitsMode('REVIEW', 'ANONYMISED') && kindFitsMode('REVIEW', 'IDENTIFIED')).toBe(true);
    for (const mode of ['ANONYMISED', 'IDENTIFIED'] as const)
      expect(kindFitsMode('STATUTORY_EXTERNAL', mode)).toBe(false);
  });

  it('invite ten working days ahead, urgent ones two', () => {
    expect(ruleOf('URGENT').invitationWorkdays).toBe(2);
    expect(ruleOf('INTEGRATION_IDENTIFIED').invitationWorkdays).toBe(10);
  });

  it('outweigh a no of the person only in danger', () => {
    expect(outweighsObjection('VITAL_INTERESTS') && outweighsObjection('CHILD_PROTECTION')).toBe(true);
    expect(outweighsObjection('CONSENT') || outweighsObjection(null)).toBe(false);
  });
});
