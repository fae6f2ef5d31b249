import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orgTypeCodes } from '../../directory/domain/organisation-types.js';
import { asId, type UnitId } from '../../kernel/index.js';
import { decisionTable1 } from './decision-table/1.js';
import { noGrounds } from './grounds.js';
import { decideChain, type ChainLink, type SecrecyChain } from './secrecy-chain.js';
import { itemCategories, sharingPurposeCodes, type SharingPurpose } from './sharing-codes.js';
import type { ConsentFact, SharingGrounds } from './sharing-input.js';

const [giver, receiver] = [asId<UnitId>('giver'), asId<UnitId>('receiver')];

const aLink = (more: Partial<ChainLink> = {}): ChainLink => ({
  controllerType: 'JOBCENTER',
  category: 'WORK',
  regime: 'SOCIAL_DATA',
  secrecyOrigin: null,
  entrustedBy: null,
  ...more,
});

const fact = (more: Partial<ConsentFact> = {}): ConsentFact => ({
  discloserUnitId: giver,
  recipientUnitId: receiver,
  categories: itemCategories,
  purpose: 'BENEFITDEC',
  validFrom: '2026-01-01',
  validUntil: '2026-12-31',
  state: 'GRANTED',
  warnedOfSection87: true,
  ...more,
});

const decide = (
  chain: SecrecyChain,
  grounds: SharingGrounds = noGrounds,
  purpose: SharingPurpose = 'BENEFITDEC',
) =>
  decideChain(
    decisionTable1,
    chain,
    {
      recipientType: 'SOCIAL_WELFARE_OFFICE',
      sourceUnitId: giver,
      recipientUnitId: receiver,
      purpose,
      on: '2026-05-04',
    },
    grounds,
  );

const both = (more: Partial<ConsentFact> = {}): SharingGrounds => ({
  consents: [fact(more)],
  releases: [fact(more)],
});

describe('the chain an item came through', () => {
  it('is one link for what the unit knows itself: the statute alone permits', () => {
    const { decision, permission } = decide([aLink()]);
    expect([decision.effect, decision.row, permission.permitted]).toEqual(['STATUTE', 17, true]);
  });

  it('keeps the secrecy of a counselling body: what a statute opens needs consent and release again (§ 76 SGB X)', () => {
    const chain = [aLink(), aLink({ controllerType: 'WELFARE_PROVIDER', regime: 'DSGVO' })] as const;
    expect(decide(chain).decision.effect).toBe('CONSENT_AND_RELEASE');
    expect(decide(chain).permission).toMatchObject({ permitted: false, missing: 'CONSENT' });
    expect(decide(chain, { consents: [fact()], releases: [] }).permission.missing).toBe('RELEASE');
    expect(decide(chain, both()).permission.permitted).toBe(true);
  });

  it('keeps what was told once as health: calling it work opens nothing', () => {
    const chain = [aLink(), aLink({ category: 'HEALTH', secrecyOrigin: 'PROFESSIONAL' })] as const;
    expect(decide(chain, both({ categories: ['WORK'] })).permission.permitted).toBe(false);
    expect(decide(chain, both()).permission.permitted).toBe(true);
  });

  it('closes what any giver could never have given', () => {
    const chain = [aLink(), aLink({ category: 'THIRD' })] as const;
    expect(decide(chain, both()).permission).toMatchObject({ permitted: false, missing: 'BASIS' });
  });

  it('names the conditions of every giver', () => {
    const own = decide([aLink()]).conditions;
    const chained = decide([aLink(), aLink({ controllerType: 'WELFARE_PROVIDER' })]).conditions;
    expect(chained).toEqual(expect.arrayContaining([...own]));
    expect(chained.length).toBeGreaterThan(own.length);
  });

  const anyLink = fc.record({
    controllerType: fc.constantFrom(...orgTypeCodes),
    category: fc.constantFrom(...itemCategories),
    regime: fc.constantFrom('DSGVO' as const, 'SOCIAL_DATA' as const),
    secrecyOrigin: fc.constantFrom(null, 'PROFESSIONAL' as const, 'EXPERT_OPINION' as const),
    entrustedBy: fc.constant(null),
  });

  it('never permits more with a longer chain, in any order of the givers', () => {
    fc.assert(
      fc.property(
        anyLink,
        fc.array(anyLink, { maxLength: 3 }),
        anyLink,
        fc.constantFrom(...sharingPurposeCodes),
        fc.boolean(),
        (own, givers, more, purpose, granted) => {
          const grounds = granted ? both({ purpose }) : noGrounds;
          const shorter = decide([own, ...givers], grounds, purpose).permission.permitted;
          const longer = decide([own, ...givers, more], grounds, purpose).permission.permitted;
          const turned = decide([own, more, ...givers.toReversed()], grounds, purpose).permission.permitted;
          expect([longer && !shorter, longer !== turned]).toEqual([false, false]);
        },
      ),
      { numRuns: 400 },
    );
  });
});
