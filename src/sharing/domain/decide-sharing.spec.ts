import { describe, expect, it } from '@jest/globals';
import { asId, type UnitId } from '../../kernel/index.js';
import { decideSharing } from './decide-sharing.js';
import { decisionTable1 } from './decision-table/1.js';
import type { DecisionTable } from './decision-table.js';
import { noGrounds } from './grounds.js';
import { isPermitted, type Permission } from './permission.js';
import type { ConsentFact, Decision, SharingGrounds, SharingInput } from './sharing-input.js';

const from = asId<UnitId>('unit-from');
const to = asId<UnitId>('unit-to');

const anInput = (more: Partial<SharingInput> = {}): SharingInput => ({
  sourceType: 'JOBCENTER',
  recipientType: 'WELFARE_PROVIDER',
  sourceUnitId: from,
  recipientUnitId: to,
  category: 'WORK',
  purpose: 'CONF',
  on: '2026-11-22',
  ...more,
});

const aFact = (input: SharingInput, more: Partial<ConsentFact> = {}): ConsentFact => ({
  discloserUnitId: from,
  recipientUnitId: to,
  categories: [input.category],
  purpose: input.purpose,
  validFrom: '2026-11-01',
  validUntil: '2026-11-30',
  state: 'GRANTED',
  ...more,
});

const both = (input: SharingInput, more: Partial<ConsentFact> = {}): SharingGrounds => ({
  consents: [aFact(input, more)],
  releases: [aFact(input, more)],
});

const decide = (input: SharingInput, grounds: SharingGrounds = noGrounds): Decision =>
  decideSharing(decisionTable1, input, grounds);

const ask = (input: SharingInput, grounds: SharingGrounds): Permission =>
  isPermitted(decide(input, grounds), grounds, input);

describe('evaluation order', () => {
  it('lets an absolute row win over a statute and over the emergency', () => {
    expect(decide(anInput({ category: 'DEPORT', purpose: 'VITAL' })).row).toBe(1);
    expect(decide(anInput({ recipientType: 'EMPLOYER', purpose: 'VITAL' })).row).toBe(4);
  });

  it('puts statute before consent: youth welfare answers the person by right, not by consent', () => {
    const input = anInput({ sourceType: 'YOUTH_WELFARE_OFFICE', recipientType: 'PERSON' });
    expect(decide(input)).toMatchObject({ row: 58, effect: 'STATUTE' });
  });

  it('prefers the more specific of two statutes, so that danger to the help of a youth office closes', () => {
    const input = anInput({ sourceType: 'YOUTH_WELFARE_OFFICE', recipientType: 'JOBCENTER' });
    expect(decide(input)).toMatchObject({ row: 20, effect: 'STATUTE' });
    expect(decide({ ...input, circumstances: ['HELP_ENDANGERED'] })).toMatchObject({
      row: 20,
      effect: 'NEVER',
    });
  });

  it('prefers health towards the immigration office to the general row of the youth office', () => {
    const input = anInput({ sourceType: 'YOUTH_WELFARE_OFFICE', recipientType: 'IMMIGRATION_OFFICE' });
    expect(decide({ ...input, category: 'HEALTH' })).toMatchObject({
      row: 26,
      effect: 'CONSENT_AND_RELEASE',
    });
  });

  it('takes the stricter of two equally specific rows', () => {
    const twin = decisionTable1.rows
      .filter((row) => row.number === 46)
      .map((row) => ({ ...row, number: 99, effect: 'CONSENT_AND_RELEASE' as const }));
    const twinned: DecisionTable = { ...decisionTable1, rows: [...decisionTable1.rows, ...twin] };
    expect(decideSharing(twinned, anInput(), noGrounds)).toMatchObject({
      row: 99,
      effect: 'CONSENT_AND_RELEASE',
    });
  });

  it('never lets a general row open what a sensitive category closes', () => {
    const input = anInput({ sourceType: 'YOUTH_WELFARE_OFFICE' });
    expect(decide({ ...input, category: 'FLIGHT' })).toMatchObject({ row: 51, effect: 'NEVER' });
    expect(decide({ ...input, category: 'THIRD' })).toMatchObject({ row: 49, effect: 'NEVER' });
    expect(decide({ ...input, category: 'THIRD' }).opensWith).toBeUndefined();
  });

  it('opens a row NEVER-unless only by the named grounds', () => {
    const input = anInput({ recipientType: 'EMPLOYMENT_AGENCY', category: 'FLIGHT' });
    expect(decide(input)).toMatchObject({ effect: 'NEVER', opensWith: 'CONSENT_AND_RELEASE' });
    expect(ask(input, { ...noGrounds, consents: [aFact(input)] })).toMatchObject({
      permitted: false,
      missing: 'RELEASE',
    });
    expect(ask(input, both(input)).permitted).toBe(true);
  });

  it('asks a secret bearer for a release even where the row asks for consent only', () => {
    const input = anInput({
      sourceType: 'WELFARE_PROVIDER',
      recipientType: 'IMMIGRATION_OFFICE',
      category: 'DISCR',
    });
    expect(decide(input)).toMatchObject({ row: 48, effect: 'CONSENT_AND_RELEASE' });
    const crime = { ...input, category: 'CRIME' } as const;
    expect(decide(crime)).toMatchObject({ row: 50, opensWith: 'CONSENT_AND_RELEASE' });
    expect(ask(crime, { ...noGrounds, consents: [aFact(crime)] })).toMatchObject({ missing: 'RELEASE' });
  });

  it('lets secrecy travel: a statute among benefit bodies does not cover what a doctor said', () => {
    const input = anInput({ recipientType: 'SOCIAL_WELFARE_OFFICE', secrecyOrigin: 'PROFESSIONAL' });
    const decision = decide(input);
    expect(decision).toMatchObject({ row: 17, effect: 'CONSENT_AND_RELEASE' });
    expect(decision.basis).toContain('§ 76 Abs. 1 SGB X');
  });

  it('lets entrusted data travel as entrusted, whoever passes them on, and locks them inside the unit too', () => {
    const input = anInput({ recipientType: 'EMPLOYMENT_AGENCY', secrecyOrigin: 'ENTRUSTED' });
    expect(decide(input)).toMatchObject({ row: 16, effect: 'CONSENT' });
    const inside = {
      sourceType: 'YOUTH_WELFARE_OFFICE',
      recipientType: 'YOUTH_WELFARE_OFFICE',
      sameUnit: true,
    } as const;
    expect(decide(anInput({ ...inside, secrecyOrigin: 'ENTRUSTED' }))).toMatchObject({
      row: 21,
      effect: 'CONSENT',
    });
    expect(decide(anInput(inside))).toMatchObject({ row: 0, effect: 'STATUTE' });
  });

  it('breaks professional secrecy for a child in danger and for life, as the law does', () => {
    const input = anInput({
      sourceType: 'HEALTH_SERVICE',
      category: 'HEALTH',
      secrecyOrigin: 'PROFESSIONAL',
    });
    expect(decide({ ...input, purpose: 'VITAL' })).toMatchObject({ row: 43, effect: 'STATUTE' });
    expect(decide({ ...input, purpose: 'CHILD', recipientType: 'YOUTH_WELFARE_OFFICE' })).toMatchObject({
      row: 41,
    });
  });

  it('does not make one controller out of two units of a type', () => {
    const input = anInput({ sourceType: 'WELFARE_PROVIDER', recipientType: 'WELFARE_PROVIDER' });
    expect(decide({ ...input, sameUnit: false }).effect).toBe('CONSENT_AND_RELEASE');
    expect(decide({ ...input, sameUnit: true }).effect).toBe('STATUTE');
  });
});

describe('protected compartment', () => {
  const input = anInput({
    sourceType: 'WELFARE_PROVIDER',
    recipientType: 'JOBCENTER',
    protectedCompartment: true,
  });

  it('stays closed without the warning about § 87 AufenthG', () => {
    expect(ask(input, both(input))).toMatchObject({ permitted: false, missing: 'CONSENT' });
    expect(ask(input, both(input, { warnedOfSection87: true })).permitted).toBe(true);
  });

  it('needs the second release even where a statute would do', () => {
    const statute = { ...input, sourceType: 'SOCIAL_WELFARE_OFFICE' } as const;
    const warned = both(statute, { warnedOfSection87: true });
    expect(ask(statute, { ...warned, releases: [] })).toMatchObject({ permitted: false, missing: 'RELEASE' });
    expect(ask(statute, warned).permitted).toBe(true);
  });

  it('opens nothing that the table does not open', () => {
    const unlisted = { ...input, recipientType: 'IMMIGRATION_OFFICE', category: 'HOUSING' } as const;
    const grounds = both(unlisted, { warnedOfSection87: true });
    expect(ask(unlisted, grounds)).toMatchObject({ permitted: false, missing: 'BASIS' });
    expect(decide(unlisted, noGrounds).opensWith).toBeUndefined();
  });
});

describe('isPermitted', () => {
  const input = anInput();

  it('is given by a granted consent for exactly this disclosure, on its first and last day', () => {
    for (const on of ['2026-11-01', '2026-11-30']) {
      expect(ask({ ...input, on }, { consents: [aFact(input)], releases: [] }).permitted).toBe(true);
    }
  });

  it.each<[string, Partial<ConsentFact>]>([
    ['revoked', { state: 'REVOKED' }],
    ['expired by state', { state: 'EXPIRED' }],
    ['only offered', { state: 'OFFERED' }],
    ['refused', { state: 'REFUSED' }],
    ['over', { validUntil: '2026-11-21' }],
    ['not yet valid', { validFrom: '2026-11-23' }],
    ['of another discloser', { discloserUnitId: asId<UnitId>('unit-other') }],
    ['for another recipient', { recipientUnitId: asId<UnitId>('unit-other') }],
    ['of the opposite direction', { discloserUnitId: to, recipientUnitId: from }],
    ['for another category', { categories: ['HEALTH'] }],
    ['for another purpose', { purpose: 'REFER' }],
  ])('does not count a consent that is %s', (_, more) => {
    const answer = ask(input, { consents: [aFact(input, more)], releases: [] });
    expect(answer).toMatchObject({ permitted: false, missing: 'CONSENT' });
    expect(answer.sentence).toContain('Einwilligung');
  });

  it('does not take a release for a consent, nor a consent for a release', () => {
    expect(ask(input, { consents: [], releases: [aFact(input)] }).missing).toBe('CONSENT');
    const secret = anInput({ sourceType: 'WELFARE_PROVIDER', recipientType: 'JOBCENTER' });
    expect(ask(secret, { consents: [aFact(secret)], releases: [] }).missing).toBe('RELEASE');
  });

  it('counts no consent for a recipient that is not named by its unit', () => {
    const answer = ask({ ...input, recipientUnitId: undefined }, { consents: [aFact(input)], releases: [] });
    expect(answer.permitted).toBe(false);
  });

  it('S0.16 gives anonymised material only, never the item itself, under ANON_ONLY', () => {
    const anonymous = anInput({ recipientType: 'PROJECT_LEAD', category: 'ANON', purpose: 'STRUCT' });
    expect(ask(anonymous, noGrounds).permitted).toBe(true);
    const report = anInput({ recipientType: 'NETWORK', category: 'DISCR', purpose: 'STRUCT' });
    expect(ask(report, both(report))).toMatchObject({ permitted: false, missing: 'BASIS' });
  });

  it('stays closed when the grounds came after the decision', () => {
    const crime = anInput({ category: 'CRIME' });
    expect(isPermitted(decide(crime), both(crime), crime)).toMatchObject({
      permitted: false,
      missing: 'BASIS',
    });
  });
});

describe('conference record extract', () => {
  const input = anInput({ category: 'RECORD', contains: [{ category: 'WORK' }, { category: 'FLIGHT' }] });
  const factsFor = (...categories: ConsentFact['categories']): ConsentFact => aFact(input, { categories });

  it('is as strict as the strictest item in it', () => {
    expect(decide(input)).toMatchObject({ row: 52, effect: 'NEVER', opensWith: 'CONSENT_AND_RELEASE' });
  });

  it('needs the grounds of every item', () => {
    const consents = [factsFor('WORK', 'FLIGHT')];
    expect(ask(input, { consents, releases: [] }).missing).toBe('RELEASE');
    expect(ask(input, { consents: [factsFor('FLIGHT')], releases: [factsFor('FLIGHT')] }).missing).toBe(
      'CONSENT',
    );
    expect(ask(input, { consents, releases: [factsFor('FLIGHT')] }).permitted).toBe(true);
  });

  it('stays closed with unknown content, with an extract inside, and with one item that never may', () => {
    expect(decide({ ...input, contains: [] }).effect).toBe('NEVER');
    expect(decide({ ...input, contains: [{ category: 'RECORD' }] }).effect).toBe('NEVER');
    const withThird = { ...input, contains: [{ category: 'WORK' }, { category: 'THIRD' }] } as const;
    const consents = [factsFor('WORK', 'THIRD', 'RECORD')];
    expect(ask(withThird, { consents, releases: consents }).missing).toBe('BASIS');
    expect(ask(withThird, noGrounds).missing).toBe('BASIS');
  });
});

describe('validity of rows', () => {
  it('denies on a day for which the table has no valid row', () => {
    expect(decide(anInput({ recipientType: 'EMPLOYMENT_AGENCY', on: '2024-12-31' }))).toMatchObject({
      row: 60,
      effect: 'NEVER',
    });
  });

  it('stops using a row after its last day', () => {
    const ending: DecisionTable = {
      ...decisionTable1,
      rows: decisionTable1.rows.map((row) => (row.number === 46 ? { ...row, validTo: '2026-11-22' } : row)),
    };
    expect(decideSharing(ending, anInput(), noGrounds).row).toBe(46);
    expect(decideSharing(ending, anInput({ on: '2026-11-23' }), noGrounds).row).toBe(60);
  });

  it('tells with each decision which table and which law it rests on', () => {
    expect(decide(anInput())).toMatchObject({ tableVersion: 1, lawVersion: '2026-04-29' });
  });
});
