import { describe, expect, it } from '@jest/globals';
import { asId, type UnitId } from '../../kernel/index.js';
import { decideSharing } from './decide-sharing.js';
import { decisionTable1 } from './decision-table/1.js';
import { noGrounds } from './grounds.js';
import { circumstancesOf } from './objection.js';
import { isPermitted } from './permission.js';
import type { ConsentFact, SharingInput } from './sharing-input.js';

const [giver, receiver] = [asId<UnitId>('giver'), asId<UnitId>('receiver')];

/** What the Jobcenter may tell the Sozialamt by statute (row 17). */
const byStatute: SharingInput = {
  sourceType: 'JOBCENTER',
  recipientType: 'SOCIAL_WELFARE_OFFICE',
  sourceUnitId: giver,
  recipientUnitId: receiver,
  category: 'WORK',
  purpose: 'BENEFITDEC',
  on: '2026-05-04',
};

/** What the immigration office has to tell. */
const byDuty: SharingInput = {
  ...byStatute,
  sourceType: 'IMMIGRATION_OFFICE',
  recipientType: 'ASYLUM_BENEFITS_OFFICE',
  category: 'STATUS',
};

const anyConsent: ConsentFact = {
  discloserUnitId: giver,
  recipientUnitId: receiver,
  categories: ['WORK'],
  purpose: 'BENEFITDEC',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  state: 'GRANTED',
  warnedOfSection87: true,
};

const decide = (input: SharingInput, stands?: 'UNDECIDED' | 'GRANTED', grounds = noGrounds) => {
  const objections = new Map(stands ? [[giver, stands]] : []);
  const asked = { ...input, circumstances: circumstancesOf(objections, giver) };
  const decision = decideSharing(decisionTable1, asked, grounds);
  return { decision, permission: isPermitted(decision, grounds, asked) };
};

describe('an objection of the person (Art. 21 DSGVO, § 84 Abs. 5 SGB X)', () => {
  it('with success closes what a statute permits, and says so with the norm', () => {
    expect(decide(byStatute).decision).toMatchObject({ effect: 'STATUTE', row: 17 });
    const { decision, permission } = decide(byStatute, 'GRANTED');
    expect(decision).toMatchObject({ effect: 'NEVER', row: 17, opensWith: undefined });
    expect(decision.basis).toEqual(expect.arrayContaining(['Art. 21 DSGVO', '§ 84 Abs. 5 SGB X']));
    expect(permission).toMatchObject({
      permitted: false,
      missing: 'BASIS',
      sentence: expect.stringContaining('mit Erfolg widersprochen'),
    });
  });

  it('with success is not undone by a consent that nobody may ask for', () => {
    const grounds = { consents: [anyConsent], releases: [anyConsent] };
    expect(decide(byStatute, 'GRANTED', grounds).permission.permitted).toBe(false);
  });

  it('leaves a legal duty as it is, and says that and why', () => {
    const before = decide(byDuty);
    const { decision, permission } = decide(byDuty, 'GRANTED');
    expect([before.decision.effect, decision.effect, permission.permitted]).toEqual(['DUTY', 'DUTY', true]);
    expect(decision.basis).toEqual(expect.arrayContaining([...before.decision.basis, '§ 84 Abs. 5 SGB X']));
    expect(decision.explanation.de).toContain('das Gesetz verpflichtet dazu');
    expect(decision.explanation.plain).toContain('auch wenn Sie Nein gesagt haben');
  });

  it('never stands in the way of saving a life or protecting a child', () => {
    const inDanger = { ...byStatute, purpose: 'VITAL' } as const;
    expect(decide(inDanger).permission.permitted).toBe(true);
    expect(decide(inDanger, 'GRANTED').permission.permitted).toBe(true);
  });

  it('that is undecided closes only what the table says', () => {
    const opinion = { ...byStatute, category: 'HEALTH', secrecyOrigin: 'EXPERT_OPINION' } as const;
    expect(decide(opinion).permission.permitted).toBe(true);
    expect(decide(opinion, 'UNDECIDED').permission.permitted).toBe(false);
    expect(decide(byStatute, 'UNDECIDED').permission.permitted).toBe(true);
  });

  it('against another controller closes nothing', () => {
    expect(circumstancesOf(new Map([[receiver, 'GRANTED']]), giver)).toEqual([]);
  });
});
