import { describe, expect, it } from '@jest/globals';
import { asId, type UnitId } from '../../kernel/index.js';
import { decideSharing } from './decide-sharing.js';
import { decisionTable1 } from './decision-table/1.js';
import type { SharingEffect } from './decision-table.js';
import { noGrounds } from './grounds.js';
import { isPermitted } from './permission.js';
import type { SharingCategory, SharingParty, SharingPurpose } from './sharing-codes.js';
import type { SharingInput } from './sharing-input.js';

const on = '2026-11-22';
const sourceUnitId = asId<UnitId>('unit-from');
const recipientUnitId = asId<UnitId>('unit-to');

type Sample = readonly [
  row: number,
  from: SharingParty,
  to: SharingParty,
  category: SharingCategory,
  purpose: SharingPurpose,
  effect: SharingEffect,
  more?: Partial<SharingInput>,
];

/** At least one sample per row of the signed-off table; several where a row says several things. */
const samples: readonly Sample[] = [
  [1, 'JOBCENTER', 'SOCIAL_WELFARE_OFFICE', 'DEPORT', 'CONF', 'NEVER'],
  [1, 'IMMIGRATION_OFFICE', 'PERSON', 'DEPORT', 'REFER', 'NEVER'],
  [2, 'JOBCENTER', 'IMMIGRATION_OFFICE', 'MASTER', 'ENFORCE', 'NEVER'],
  [3, 'JOBCENTER', 'POLICE', 'MASTER', 'CONF', 'NEVER'],
  [4, 'WELFARE_PROVIDER', 'LANDLORD', 'MASTER', 'REFER', 'NEVER'],
  [4, 'JOBCENTER', 'EMPLOYER', 'WORK', 'CONF', 'NEVER'],
  [5, 'WELFARE_PROVIDER', 'VOLUNTEER', 'HEALTH', 'REFER', 'NEVER'],
  [6, 'CHURCH', 'VOLUNTEER', 'TASK', 'REFER', 'CONSENT'],
  [6, 'JOBCENTER', 'VOLUNTEER_AGENCY', 'MASTER', 'REFER', 'CONSENT'],
  [7, 'WELFARE_PROVIDER', 'JOBCENTER', 'MASTER', 'CONF', 'NEVER', { protectedCompartment: true }],
  [8, 'CASE_MANAGER_PUBLIC', 'KIM_COORDINATION', 'MASTER', 'CONF', 'NEVER'],
  [8, 'WELFARE_PROVIDER', 'WORKING_GROUP_MEMBER', 'WORK', 'STRUCT', 'NEVER'],
  [9, 'WELFARE_PROVIDER', 'STEERING_MEMBER', 'ANON', 'STRUCT', 'ANON_ONLY'],
  [10, 'CASE_MANAGER_PUBLIC', 'FUNDING_AUTHORITY', 'AGG', 'FUND', 'STATUTE'],
  [11, 'CASE_MANAGER_WELFARE', 'FUNDING_AUTHORITY', 'STATUS', 'FUND', 'NEVER'],
  [12, 'WELFARE_PROVIDER', 'IMMIGRATION_OFFICE', 'COUNSEL', 'CONF', 'CONSENT_AND_RELEASE'],
  [12, 'WELFARE_PROVIDER', 'IMMIGRATION_OFFICE', 'FLIGHT', 'CONF', 'CONSENT_AND_RELEASE'],
  [13, 'WELFARE_PROVIDER', 'JOBCENTER', 'WORK', 'CONF', 'CONSENT_AND_RELEASE'],
  [14, 'WELFARE_PROVIDER', 'WELFARE_PROVIDER', 'HOUSING', 'REFER', 'CONSENT_AND_RELEASE'],
  [15, 'WELFARE_PROVIDER', 'IMMIGRATION_OFFICE', 'STATUS', 'NOTIFY', 'NEVER'],
  [16, 'JOBCENTER', 'EMPLOYMENT_AGENCY', 'COURSE', 'CONF', 'STATUTE'],
  [16, 'EMPLOYMENT_AGENCY', 'JOBCENTER', 'WORK', 'BENEFITDEC', 'STATUTE'],
  [17, 'SOCIAL_WELFARE_OFFICE', 'JOBCENTER', 'HOUSING', 'CONF', 'STATUTE'],
  [
    18,
    'JOBCENTER',
    'SOCIAL_WELFARE_OFFICE',
    'HEALTH',
    'BENEFITDEC',
    'STATUTE',
    { secrecyOrigin: 'EXPERT_OPINION' },
  ],
  [
    18,
    'JOBCENTER',
    'SOCIAL_WELFARE_OFFICE',
    'HEALTH',
    'BENEFITDEC',
    'NEVER',
    { secrecyOrigin: 'EXPERT_OPINION', circumstances: ['PERSON_OBJECTS'] },
  ],
  [19, 'JOBCENTER', 'SOCIAL_WELFARE_OFFICE', 'HEALTH', 'CONF', 'CONSENT_AND_RELEASE'],
  [20, 'YOUTH_WELFARE_OFFICE', 'JOBCENTER', 'EDU', 'CONF', 'STATUTE'],
  [20, 'YOUTH_WELFARE_OFFICE', 'JOBCENTER', 'EDU', 'CONF', 'NEVER', { circumstances: ['HELP_ENDANGERED'] }],
  [21, 'YOUTH_WELFARE_OFFICE', 'JOBCENTER', 'FAMILY', 'CONF', 'CONSENT', { secrecyOrigin: 'ENTRUSTED' }],
  [22, 'YOUTH_WELFARE_OFFICE', 'WELFARE_PROVIDER', 'COUNSEL', 'CONF', 'CONSENT'],
  [22, 'YOUTH_WELFARE_OFFICE', 'IMMIGRATION_OFFICE', 'STATUS', 'CONF', 'CONSENT'],
  [
    23,
    'YOUTH_WELFARE_OFFICE',
    'IMMIGRATION_OFFICE',
    'CRIME',
    'RESDEC',
    'STATUTE',
    { nature: 'EXPECTED_SOCIAL_BEHAVIOUR' },
  ],
  [24, 'JOBCENTER', 'IMMIGRATION_OFFICE', 'BENEFIT', 'RESDEC', 'STATUTE'],
  [25, 'JOBCENTER', 'IMMIGRATION_OFFICE', 'WORK', 'CONF', 'CONSENT'],
  [26, 'JOBCENTER', 'IMMIGRATION_OFFICE', 'HEALTH', 'CONF', 'CONSENT_AND_RELEASE'],
  [27, 'JOBCENTER', 'IMMIGRATION_OFFICE', 'STATUS', 'NOTIFY', 'DUTY'],
  [28, 'EDUCATION_BODY', 'IMMIGRATION_OFFICE', 'EDU', 'NOTIFY', 'NEVER'],
  [29, 'EDUCATION_BODY', 'JOBCENTER', 'EDU', 'CONF', 'CONSENT'],
  [30, 'IMMIGRATION_OFFICE', 'ASYLUM_BENEFITS_OFFICE', 'STATUS', 'BENEFITDEC', 'DUTY'],
  [31, 'IMMIGRATION_OFFICE', 'JOBCENTER', 'STATUS', 'BENEFITDEC', 'STATUTE'],
  [32, 'IMMIGRATION_OFFICE', 'JOBCENTER', 'STATUS', 'CONF', 'CONSENT'],
  [33, 'IMMIGRATION_OFFICE', 'PUBLIC_PROSECUTOR', 'WORK', 'NOTIFY', 'DUTY'],
  [34, 'ASYLUM_BENEFITS_OFFICE', 'IMMIGRATION_OFFICE', 'FAMILY', 'BENEFITDEC', 'STATUTE'],
  [35, 'ASYLUM_BENEFITS_OFFICE', 'JOBCENTER', 'BENEFIT', 'BENEFITDEC', 'CONSENT'],
  [36, 'JOBCENTER', 'ASYLUM_BENEFITS_OFFICE', 'BENEFIT', 'BENEFITDEC', 'STATUTE'],
  [37, 'LANGUAGE_COURSE_PROVIDER', 'FEDERAL_MIGRATION_OFFICE', 'COURSE', 'COURSEADM', 'STATUTE'],
  [
    38,
    'LANGUAGE_COURSE_PROVIDER',
    'JOBCENTER',
    'COURSE',
    'COURSEADM',
    'STATUTE',
    { nature: 'IMPROPER_ATTENDANCE' },
  ],
  [39, 'LANGUAGE_COURSE_PROVIDER', 'JOBCENTER', 'COURSE', 'CONF', 'CONSENT'],
  [40, 'HEALTH_SERVICE', 'WELFARE_PROVIDER', 'HEALTH', 'REFER', 'CONSENT_AND_RELEASE'],
  [41, 'WELFARE_PROVIDER', 'YOUTH_WELFARE_OFFICE', 'FAMILY', 'CHILD', 'STATUTE'],
  [42, 'HEALTH_SERVICE', 'CHILD_PROTECTION_SPECIALIST', 'HEALTH', 'CHILD', 'STATUTE'],
  [43, 'HEALTH_SERVICE', 'POLICE', 'HEALTH', 'VITAL', 'STATUTE'],
  [43, 'CHURCH', 'PUBLIC_HEALTH_OFFICE', 'THIRD', 'VITAL', 'STATUTE'],
  [44, 'CASE_MANAGER_PUBLIC', 'JOBCENTER', 'WORK', 'CONF', 'CONSENT_AND_RELEASE'],
  [45, 'CASE_MANAGER_PUBLIC', 'IMMIGRATION_OFFICE', 'STATUS', 'CONF', 'CONSENT_AND_RELEASE'],
  [46, 'JOBCENTER', 'WELFARE_PROVIDER', 'WORK', 'CONF', 'CONSENT'],
  [46, 'SOCIAL_WELFARE_OFFICE', 'CASE_MANAGER_PUBLIC', 'BENEFIT', 'CONF', 'CONSENT'],
  [47, 'JOBCENTER', 'COMMISSIONED_PROVIDER', 'WORK', 'BENEFITDEC', 'STATUTE'],
  [48, 'MIGRANT_ORGANISATION', 'JOBCENTER', 'DISCR', 'CONF', 'CONSENT'],
  [48, 'MIGRANT_ORGANISATION', 'NETWORK', 'DISCR', 'STRUCT', 'ANON_ONLY'],
  [
    48,
    'MIGRANT_ORGANISATION',
    'JOBCENTER',
    'DISCR',
    'CONF',
    'NEVER',
    { circumstances: ['RECIPIENT_IS_ACCUSED'] },
  ],
  [49, 'WELFARE_PROVIDER', 'JOBCENTER', 'THIRD', 'CONF', 'NEVER'],
  [50, 'JOBCENTER', 'EMPLOYMENT_AGENCY', 'CRIME', 'CONF', 'NEVER'],
  [51, 'JOBCENTER', 'EMPLOYMENT_AGENCY', 'FLIGHT', 'CONF', 'NEVER'],
  [52, 'JOBCENTER', 'WELFARE_PROVIDER', 'RECORD', 'CONF', 'NEVER'],
  [52, 'JOBCENTER', 'WELFARE_PROVIDER', 'RECORD', 'CONF', 'CONSENT', { contains: [{ category: 'WORK' }] }],
  [53, 'WELFARE_PROVIDER', 'LANGUAGE_MEDIATOR', 'COUNSEL', 'CONF', 'CONSENT'],
  [54, 'WELFARE_PROVIDER', 'TRUSTED_PERSON', 'STATUS', 'REFER', 'CONSENT'],
  [55, 'NETWORK', 'RESEARCH_INSTITUTION', 'ANON', 'RESEARCH', 'ANON_ONLY'],
  [56, 'JOBCENTER', 'DATA_PROTECTION_OFFICER', 'LOG', 'CONTROL', 'STATUTE'],
  [57, 'WELFARE_PROVIDER', 'SYSTEM_ADMIN', 'COUNSEL', 'CONTROL', 'NEVER'],
  [58, 'HEALTH_SERVICE', 'PERSON', 'HEALTH', 'REFER', 'STATUTE'],
  [58, 'YOUTH_WELFARE_OFFICE', 'PERSON', 'FAMILY', 'CONF', 'STATUTE'],
  [59, 'KIM_COORDINATION', 'PRESS', 'ANON', 'STRUCT', 'NEVER'],
  [59, 'KIM_COORDINATION', 'COMMITTEE', 'AGG', 'STRUCT', 'ANON_ONLY'],
  [60, 'WELFARE_PROVIDER', 'IMMIGRATION_OFFICE', 'HOUSING', 'CONF', 'NEVER'],
  [60, 'JOBCENTER', 'CHURCH', 'WORK', 'CONF', 'NEVER'],
];

const inputOf = ([, sourceType, recipientType, category, purpose, , more]: Sample): SharingInput => ({
  sourceType,
  recipientType,
  category,
  purpose,
  on,
  sourceUnitId,
  recipientUnitId,
  ...more,
});

/** Input of the first sample of a row. */
function inputOfRow(number: number): SharingInput {
  const sample = samples.find(([row]) => row === number);
  if (sample === undefined) throw new Error(`No sample of row ${String(number)}`);
  return inputOf(sample);
}

describe('decision table 1', () => {
  it.each(samples)('row %i: %s to %s, %s for %s is %s', (...sample) => {
    const decision = decideSharing(decisionTable1, inputOf(sample), noGrounds);
    expect({ row: decision.row, effect: decision.effect }).toEqual({ row: sample[0], effect: sample[5] });
  });

  it('has a sample for each of its 60 rows, numbered without gap', () => {
    const numbers = Array.from({ length: 60 }, (_, index) => index + 1);
    expect(decisionTable1.rows.map((row) => row.number).toSorted((a, b) => a - b)).toEqual(numbers);
    expect([...new Set(samples.map(([row]) => row))]).toEqual(numbers);
  });

  it('keeps exactly the rows 1 to 5, 8, 15, 28, 57 and 59 absolute', () => {
    const absolute = decisionTable1.rows.filter((row) => row.step === 'ABSOLUTE').map((row) => row.number);
    expect(absolute).toEqual([1, 2, 3, 4, 5, 8, 15, 28, 57, 59]);
  });

  it('names a basis and one sentence each for caseworker and person in every row', () => {
    for (const row of decisionTable1.rows) {
      expect(row.basis.length).toBeGreaterThan(0);
      expect(row.explanation.de).toMatch(/^[^]+\.$/);
      expect(row.explanation.plain).toMatch(/^[^]+\.$/);
    }
  });

  it.each([3, 31, 33, 34, 37])('lets nothing of row %i pass through this system', (number) => {
    const input = inputOfRow(number);
    expect(isPermitted(decideSharing(decisionTable1, input, noGrounds), noGrounds, input).missing).toBe(
      'BASIS',
    );
  });

  it.each([23, 24, 27, 38])('keeps what row %i allows out of the conference', (number) => {
    const input = inputOfRow(number);
    const decision = decideSharing(decisionTable1, input, noGrounds);
    expect(isPermitted(decision, noGrounds, input).permitted).toBe(true);
    expect(isPermitted(decision, noGrounds, { ...input, inConference: true }).permitted).toBe(false);
  });

  it('speaks of individual social behaviour and improper attendance only, not of the whole category', () => {
    const ask = (number: number): SharingInput => ({
      ...inputOfRow(number),
      nature: undefined,
    });
    expect(decideSharing(decisionTable1, ask(23), noGrounds).row).toBe(60);
    expect(decideSharing(decisionTable1, ask(38), noGrounds).row).toBe(60);
  });
});
