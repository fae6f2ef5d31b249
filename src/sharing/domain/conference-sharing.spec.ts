import { describe, expect, it } from '@jest/globals';
import { asId, type UnitId } from '../../kernel/index.js';
import {
  checkConferenceSharing,
  planConference,
  type ConferenceParticipant,
  type ConferencePlan,
  type NeededCategory,
} from './conference-sharing.js';
import { decisionTable1 } from './decision-table/1.js';
import { noGrounds } from './grounds.js';
import type { ConsentFact } from './sharing-input.js';

const jobcenterId = asId<UnitId>('jobcenter');
const agencyId = asId<UnitId>('agency');
const counsellingId = asId<UnitId>('counselling');
const policeId = asId<UnitId>('police');

const fromCounselling = (category: NeededCategory['category']): NeededCategory => ({
  category,
  fromUnitId: counsellingId,
  fromUnitType: 'WELFARE_PROVIDER',
});
const fromJobcenter = (category: NeededCategory['category']): NeededCategory => ({
  category,
  fromUnitId: jobcenterId,
  fromUnitType: 'JOBCENTER',
});

const jobcenter = (...neededCategories: NeededCategory[]): ConferenceParticipant => ({
  unitId: jobcenterId,
  unitType: 'JOBCENTER',
  name: 'Jobcenter',
  neededCategories,
});
const agency = (...neededCategories: NeededCategory[]): ConferenceParticipant => ({
  unitId: agencyId,
  unitType: 'EMPLOYMENT_AGENCY',
  name: 'Agentur für Arbeit',
  neededCategories,
});
const counselling = (...neededCategories: NeededCategory[]): ConferenceParticipant => ({
  unitId: counsellingId,
  unitType: 'WELFARE_PROVIDER',
  name: 'Migrationsberatung',
  neededCategories,
});

const aPlan = (
  participants: ConferenceParticipant[],
  mode: ConferencePlan['mode'] = 'IDENTIFIED',
): ConferencePlan => ({
  participants,
  mode,
  on: '2026-12-01',
});

const fact: ConsentFact = {
  discloserUnitId: counsellingId,
  recipientUnitId: jobcenterId,
  categories: ['WORK'],
  purpose: 'CONF',
  validFrom: '2026-11-01',
  validUntil: '2027-04-30',
  state: 'GRANTED',
};

const check = checkConferenceSharing.bind(undefined, decisionTable1);

describe('checkConferenceSharing', () => {
  it('lets bodies with a statute, and a body with its own data, take part without consent', () => {
    expect(
      check(aPlan([agency(fromJobcenter('WORK')), jobcenter(fromJobcenter('HEALTH'))]), noGrounds),
    ).toEqual([]);
  });

  it('blocks what a statute only permits once the person objected with success, and not what stays anonymous', () => {
    const objections = new Map([[jobcenterId, 'GRANTED' as const]]);
    const plan = aPlan([agency(fromJobcenter('WORK'))]);
    expect(check({ ...plan, objections }, noGrounds)).toMatchObject([
      { code: 'NO_LEGAL_BASIS', fromUnitId: jobcenterId, category: 'WORK' },
    ]);
    expect(check({ ...plan, mode: 'ANONYMISED', objections }, noGrounds)).toEqual([]);
  });

  it('names the body that lacks the consent, from whom, and what helps', () => {
    const blocks = check(aPlan([jobcenter(fromCounselling('WORK')), counselling()]), noGrounds);
    expect(blocks).toEqual([
      {
        code: 'CONSENT_MISSING',
        unitId: jobcenterId,
        fromUnitId: counsellingId,
        category: 'WORK',
        missing: 'CONSENT',
        row: 13,
        sentence: expect.stringMatching(/„Jobcenter“.*„Migrationsberatung“.*Einwilligung/),
        wayOut: expect.stringContaining('„Migrationsberatung“ holt die Einwilligung ein'),
      },
    ]);
  });

  it('asks for the release next, and is silent once both exist', () => {
    const plan = aPlan([jobcenter(fromCounselling('WORK')), counselling()]);
    expect(check(plan, { consents: [fact], releases: [] })).toMatchObject([{ missing: 'RELEASE' }]);
    expect(check(plan, { consents: [fact], releases: [fact] })).toEqual([]);
  });

  it('blocks again once the consent is revoked, and on a day after it ended', () => {
    const plan = aPlan([jobcenter(fromCounselling('WORK')), counselling()]);
    const revoked = { ...fact, state: 'REVOKED' } as const;
    expect(check(plan, { consents: [revoked], releases: [fact] })).toMatchObject([
      { code: 'CONSENT_MISSING' },
    ]);
    expect(check({ ...plan, on: '2027-05-01' }, { consents: [fact], releases: [fact] })).toHaveLength(1);
  });

  it('says that no consent helps where there is no legal basis', () => {
    const blocks = check(aPlan([jobcenter(fromCounselling('THIRD'))]), {
      consents: [{ ...fact, categories: ['THIRD'] }],
      releases: [{ ...fact, categories: ['THIRD'] }],
    });
    expect(blocks).toMatchObject([{ code: 'NO_LEGAL_BASIS', missing: 'BASIS', row: 49 }]);
    expect(blocks[0]?.wayOut).not.toContain('holt');
  });

  it('offers consent for what is closed only until it exists', () => {
    expect(check(aPlan([agency(fromJobcenter('FLIGHT'))]), noGrounds)).toMatchObject([
      { code: 'CONSENT_MISSING', row: 51 },
    ]);
  });

  it('reports each combination once, in the order of participants', () => {
    const plan = aPlan([
      counselling(fromJobcenter('WORK')),
      jobcenter(fromCounselling('WORK'), fromCounselling('HOUSING'), fromCounselling('WORK')),
    ]);
    expect(check(plan, noGrounds).map((block) => [block.unitId, block.category])).toEqual([
      [counsellingId, 'WORK'],
      [jobcenterId, 'WORK'],
      [jobcenterId, 'HOUSING'],
    ]);
  });

  it('needs no consent for an anonymised conference', () => {
    const plan = aPlan([jobcenter(fromCounselling('HEALTH'), fromCounselling('THIRD'))], 'ANONYMISED');
    expect(check(plan, noGrounds)).toEqual([]);
  });

  it('keeps police and deportation out of an anonymised conference too', () => {
    const police: ConferenceParticipant = {
      unitId: policeId,
      unitType: 'POLICE',
      name: 'Polizei',
      neededCategories: [fromJobcenter('WORK')],
    };
    const coordination: ConferenceParticipant = {
      unitId: asId<UnitId>('coordination'),
      unitType: 'KIM_COORDINATION',
      name: 'Koordination',
      neededCategories: [fromJobcenter('WORK'), fromJobcenter('DEPORT')],
    };
    const blocks = check(aPlan([police, coordination], 'ANONYMISED'), noGrounds);
    expect(blocks).toMatchObject([
      { unitId: policeId, row: 3, code: 'NO_LEGAL_BASIS' },
      { category: 'DEPORT', row: 1, code: 'NO_LEGAL_BASIS' },
    ]);
    expect(blocks[0]?.wayOut).not.toContain('anonymisiert');
  });
});

describe('planConference', () => {
  const on = '2026-12-01';
  const advice = { id: counsellingId, type: 'WELFARE_PROVIDER', name: 'Migrationsberatung' } as const;
  const office = { id: jobcenterId, type: 'JOBCENTER', name: 'Jobcenter' } as const;
  const labour = { id: agencyId, type: 'EMPLOYMENT_AGENCY', name: 'Agentur für Arbeit' } as const;
  const immigration = { id: policeId, type: 'IMMIGRATION_OFFICE', name: 'Ausländerbehörde' } as const;
  const bodies = (...units: (typeof advice | typeof office | typeof labour | typeof immigration)[]) =>
    units.map((unit) => ({ unit, categories: [] }));
  const summary = (parts: Parameters<typeof planConference>[0], grounds = noGrounds) =>
    check(planConference(parts), grounds).map(({ unitId, fromUnitId, category, missing }) => [
      unitId,
      fromUnitId,
      category,
      missing,
    ]);

  it('with names discloses the counselling to every body, also to one that needs nothing else', () => {
    const participants = bodies(office, immigration);
    const parts = { mode: 'IDENTIFIED', on, convener: advice, lead: advice, participants } as const;
    expect(summary(parts)).toEqual([
      [jobcenterId, counsellingId, 'FACT_CM', 'CONSENT'],
      [policeId, counsellingId, 'FACT_CM', 'CONSENT'],
    ]);
    const [block] = check(planConference(parts), noGrounds);
    expect(block?.wayOut).not.toContain('weglassen');
    const allowed = { ...fact, categories: ['FACT_CM'] } as const;
    expect(summary(parts, { consents: [allowed], releases: [allowed] })).toEqual([
      [policeId, counsellingId, 'FACT_CM', 'CONSENT'],
    ]);
    expect(summary({ ...parts, mode: 'ANONYMISED' })).toEqual([]);
  });

  it('discloses the name where no counselling body convenes, and nothing to the unit that leads the case', () => {
    const parts = { mode: 'IDENTIFIED', on, convener: office, lead: office } as const;
    expect(summary({ ...parts, participants: bodies(labour, immigration) })).toEqual([
      [policeId, jobcenterId, 'MASTER', expect.any(String)],
    ]);
    const allowed = { ...fact, categories: ['FACT_CM'] } as const;
    const byOther = { ...parts, lead: advice, participants: bodies(advice, labour) };
    expect(summary(byOther, { consents: [allowed], releases: [allowed] })).toEqual([]);
  });

  it('asks for the basis of a convening unit that does not lead the case', () => {
    const parts = {
      mode: 'IDENTIFIED',
      on,
      convener: office,
      lead: advice,
      participants: bodies(labour),
    } as const;
    expect(summary(parts)).toEqual([[jobcenterId, counsellingId, 'FACT_CM', 'CONSENT']]);
    expect(check(planConference(parts), noGrounds)[0]?.wayOut).toContain(
      '„Migrationsberatung“ einberufen lassen',
    );
  });
});
