import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orgTypeCodes } from '../../directory/domain/organisation-types.js';
import { asId, type DataItemId, type UnitId } from '../../kernel/index.js';
import { decisionTable1 } from './decision-table/1.js';
import { decideChain, type ChainLink, type SecrecyChain } from './secrecy-chain.js';
import { isPermitted } from './permission.js';
import { decideSharing } from './decide-sharing.js';
import { itemCategories, type SharingPurpose } from './sharing-codes.js';
import type { ConsentFact, SharingGrounds } from './sharing-input.js';

const [giver, receiver] = [asId<UnitId>('giver'), asId<UnitId>('receiver')];
const [told, other] = [asId<DataItemId>('told'), asId<DataItemId>('other')];

const entrusted = (entrustedBy: 'PERSON' | 'CHILD' | 'OTHER', more: Partial<ChainLink> = {}): ChainLink => ({
  controllerType: 'YOUTH_WELFARE_OFFICE',
  category: 'FAMILY',
  regime: 'SOCIAL_DATA',
  secrecyOrigin: 'ENTRUSTED',
  entrustedBy,
  entrustedItemId: told,
  ...more,
});

const plain: ChainLink = {
  controllerType: 'YOUTH_WELFARE_OFFICE',
  category: 'FAMILY',
  regime: 'SOCIAL_DATA',
  secrecyOrigin: null,
  entrustedBy: null,
};

const fact = (more: Partial<ConsentFact> = {}): ConsentFact => ({
  discloserUnitId: giver,
  recipientUnitId: receiver,
  categories: itemCategories,
  purpose: 'CONF',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  state: 'GRANTED',
  warnedOfSection87: true,
  ...more,
});
const ofEntruster = (more: Partial<ConsentFact> = {}): ConsentFact =>
  fact({ givenBy: 'ENTRUSTER', entrustedItemId: told, ...more });
const granted = (...facts: ConsentFact[]): SharingGrounds => ({ consents: facts, releases: facts });

const decide = (
  chain: SecrecyChain,
  grounds: SharingGrounds,
  recipientType: 'JOBCENTER' | 'IMMIGRATION_OFFICE' = 'JOBCENTER',
  purpose: SharingPurpose = 'CONF',
) =>
  decideChain(
    decisionTable1,
    chain,
    { recipientType, sourceUnitId: giver, recipientUnitId: receiver, purpose, on: '2026-05-04' },
    grounds,
  );
const opens = (...given: Parameters<typeof decide>): boolean => decide(...given).permission.permitted;

describe('what somebody entrusted (§ 65 SGB VIII)', () => {
  it('is opened by the consent of who entrusted it, never by one of the person', () => {
    for (const by of ['CHILD', 'OTHER'] as const) {
      expect(opens([entrusted(by)], granted())).toBe(false);
      expect(opens([entrusted(by)], granted(fact(), fact({ entrustedItemId: told })))).toBe(false);
      expect(opens([entrusted(by)], granted(ofEntruster()))).toBe(true);
    }
  });

  it('is opened by the person where they entrusted it, in general or for this very item', () => {
    expect(opens([entrusted('PERSON')], granted(fact()))).toBe(true);
    expect(opens([entrusted('PERSON')], granted(fact({ entrustedItemId: told })))).toBe(true);
    expect(opens([entrusted('PERSON')], granted(fact({ entrustedItemId: other })))).toBe(false);
    expect(opens([entrusted('PERSON')], granted(ofEntruster()))).toBe(false);
  });

  it.each([
    ['another item', { entrustedItemId: other }],
    ['no item', { entrustedItemId: null }],
    ['another purpose', { purpose: 'BENEFITDEC' }],
    ['another recipient', { recipientUnitId: giver }],
    ['another discloser', { discloserUnitId: receiver }],
    ['another category', { categories: ['WORK'] }],
    ['a day after it ended', { validUntil: '2026-05-03' }],
    ['what was revoked', { state: 'REVOKED' }],
  ] as const)('is not opened by a consent for %s', (_what, more) => {
    expect(opens([entrusted('OTHER')], granted(ofEntruster(more)))).toBe(false);
  });

  it('needs the person, too, where the way needs them anyway', () => {
    const toOffice = (...facts: ConsentFact[]) =>
      decide([entrusted('OTHER')], granted(...facts), 'IMMIGRATION_OFFICE');
    expect(toOffice(ofEntruster()).permission).toMatchObject({ permitted: false, missing: 'CONSENT' });
    expect(toOffice(fact()).permission.permitted).toBe(false);
    expect(toOffice(fact(), ofEntruster()).permission.permitted).toBe(true);
  });

  it('needs everyone who entrusted a part of it', () => {
    const chain = [entrusted('OTHER'), entrusted('CHILD', { entrustedItemId: other })] as const;
    const second = ofEntruster({ entrustedItemId: other });
    expect([opens(chain, granted(ofEntruster())), opens(chain, granted(second))]).toEqual([false, false]);
    expect(opens(chain, granted(ofEntruster(), second))).toBe(true);
  });

  it('is opened by nobody where it is not known who entrusted it', () => {
    expect(opens([{ ...entrusted('OTHER'), entrustedBy: null }], granted(fact(), ofEntruster()))).toBe(false);
    const input = {
      sourceType: 'YOUTH_WELFARE_OFFICE',
      recipientType: 'JOBCENTER',
      sourceUnitId: giver,
      recipientUnitId: receiver,
      category: 'RECORD',
      purpose: 'CONF',
      contains: [{ category: 'FAMILY', secrecyOrigin: 'ENTRUSTED' }],
      on: '2026-05-04',
    } as const;
    const grounds = granted(fact({ categories: ['RECORD', 'FAMILY'] }), ofEntruster());
    const decision = decideSharing(decisionTable1, input, grounds);
    expect(isPermitted(decision, grounds, input).permitted).toBe(false);
  });

  it('opens nothing that was not entrusted', () => {
    expect(opens([plain], granted(ofEntruster()), 'IMMIGRATION_OFFICE')).toBe(false);
    expect(opens([plain], granted(fact()), 'IMMIGRATION_OFFICE')).toBe(true);
  });

  it('tells staff whose consent is missing, and that the recipient is bound to the purpose', () => {
    const { permission, conditions, decision } = decide([entrusted('OTHER')], granted(fact()));
    expect(permission.sentence).toContain('von wem diese Angabe anvertraut wurde');
    expect(decision).toMatchObject({ effect: 'CONSENT', row: 21 });
    expect(conditions.join()).toContain('an denselben Zweck gebunden');
    expect(decide([plain], granted(fact())).conditions.join()).not.toContain('anvertraut');
  });

  it('breaks for a child in danger, as the law does', () => {
    const chain = [entrusted('OTHER')] as const;
    expect(opens(chain, granted(), 'JOBCENTER', 'VITAL')).toBe(true);
  });

  const anyLink = fc.record({
    controllerType: fc.constantFrom(...orgTypeCodes),
    category: fc.constantFrom(...itemCategories),
    regime: fc.constantFrom('DSGVO' as const, 'SOCIAL_DATA' as const),
    secrecyOrigin: fc.constantFrom(null, 'PROFESSIONAL' as const, 'ENTRUSTED' as const),
    entrustedBy: fc.constantFrom('PERSON' as const, 'CHILD' as const, 'OTHER' as const),
    entrustedItemId: fc.constantFrom(told, other),
  });
  const anyChain = fc
    .array(anyLink, { minLength: 1, maxLength: 3 })
    .map((links) =>
      links.map((link): ChainLink => {
        const { entrustedItemId: _id, ...bare } = link;
        return link.secrecyOrigin === 'ENTRUSTED' ? link : { ...bare, entrustedBy: null };
      }),
    )
    .map(([own, ...givers]): SecrecyChain => [own ?? plain, ...givers]);
  const anyFact = fc
    .record({
      givenBy: fc.constantFrom('PERSON' as const, 'ENTRUSTER' as const),
      entrustedItemId: fc.constantFrom(null, told, other),
      state: fc.constantFrom('GRANTED' as const, 'GRANTED' as const, 'REVOKED' as const),
    })
    .map(fact);

  it('never shows more when a declaration is taken away, or when more was entrusted', () => {
    const facts = fc.array(fc.record({ fact: anyFact, keep: fc.boolean() }), { maxLength: 6 });
    fc.assert(
      fc.property(anyChain, anyLink, facts, (chain, link, drafts) => {
        const all = granted(...drafts.map((draft) => draft.fact));
        const fewer = granted(...drafts.filter(({ keep }) => keep).map((draft) => draft.fact));
        const longer: SecrecyChain = [...chain, { ...link, secrecyOrigin: 'ENTRUSTED' }];
        expect(opens(chain, fewer) && !opens(chain, all)).toBe(false);
        // A declaration about the entrusted item counts as a general one of who gave it where nothing was entrusted.
        const general = drafts.map((draft) => ({ ...draft.fact, entrustedItemId: null }));
        const atLeast = granted(...drafts.map((draft) => draft.fact), ...general);
        expect(opens(longer, all) && !opens(chain, atLeast)).toBe(false);
      }),
      { numRuns: 600 },
    );
  });
});
