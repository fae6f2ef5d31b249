import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  asId,
  type CaseId,
  type ConsentId,
  type DataItemId,
  type DisclosureId,
  type PersonId,
  type StaffId,
  type UnitId,
} from '../../kernel/index.js';
import type { DataItemFacts } from './data-item.js';
import { decisionTable1 } from './decision-table/1.js';
import type { DisclosureRecord } from './disclosure.js';
import { seeItem, type Beholder } from './item-visibility.js';
import { judgeDisclosure, type CaseSharing } from './judge-disclosure.js';
import { unsignedTable } from './known-tables.js';
import type { ConsentFact } from './sharing-input.js';

const [advice, office] = [asId<UnitId>('advice'), asId<UnitId>('office')];
const staff = asId<StaffId>('staff');
const consentId = asId<ConsentId>('consent');
const releaseId = asId<ConsentId>('release');

const item: DataItemFacts = {
  id: asId<DataItemId>('item'),
  caseId: asId<CaseId>('case'),
  personId: asId<PersonId>('person'),
  controllerUnitId: advice,
  category: 'WORK',
  regime: 'DSGVO',
  secrecyOrigin: null,
  entrustedBy: null,
  carriedNoSecrecy: false,
  source: 'PERSON',
  kind: 'STATEMENT',
  originItemId: null,
  recordedBy: staff,
  recordedAt: new Date('2026-05-04T08:00:00Z'),
  disputedAt: null,
  restrictedAt: null,
  correctedByItemId: null,
  erasedAt: null,
};

const line: DisclosureRecord = {
  id: asId<DisclosureId>('line'),
  actId: 'act',
  caseId: item.caseId,
  personId: item.personId,
  itemId: item.id,
  category: 'WORK',
  fromUnitId: advice,
  toUnitId: office,
  recipientFunction: 'Arbeitsvermittlung',
  purpose: 'CONF',
  channel: 'SYSTEM',
  effect: 'CONSENT_AND_RELEASE',
  row: 13,
  basis: [],
  tableVersion: 1,
  consentId,
  releaseId,
  decidedBy: staff,
  disclosedAt: new Date('2026-05-04T09:00:00Z'),
  basisEndedAt: null,
  basisEndReason: null,
  answerDueOn: null,
  answer: null,
  answerNorm: null,
  answerReminder: null,
};

const fact = (id: ConsentId, more: Partial<ConsentFact> = {}): ConsentFact => ({
  id,
  discloserUnitId: advice,
  recipientUnitId: office,
  categories: ['WORK'],
  purpose: 'CONF',
  validFrom: '2026-05-01',
  validUntil: '2026-08-31',
  state: 'GRANTED',
  warnedOfSection87: true,
  ...more,
});

const context: CaseSharing = {
  table: decisionTable1,
  grounds: { consents: [fact(consentId)], releases: [fact(releaseId)] },
  usedUp: new Set(),
  isProtected: false,
  unitTypes: new Map([
    [advice, 'WELFARE_PROVIDER'],
    [office, 'JOBCENTER'],
  ]),
  on: '2026-05-04',
};

const recipient: Beholder = { isClient: false, unitIds: [office], staffId: null };

interface Situation {
  readonly context?: Partial<CaseSharing>;
  readonly item?: Partial<DataItemFacts>;
  readonly lines?: readonly DisclosureRecord[];
  readonly beholder?: Partial<Beholder>;
}

function see(situation: Situation = {}) {
  const today = { ...context, ...situation.context };
  return seeItem(
    { ...item, ...situation.item },
    situation.lines ?? [line],
    { ...recipient, ...situation.beholder },
    (seen, { fromUnitId, toUnitId, purpose, ...rests }) =>
      judgeDisclosure(today, {
        chain: [
          {
            controllerType: 'WELFARE_PROVIDER',
            category: seen.category,
            regime: seen.regime,
            secrecyOrigin: seen.secrecyOrigin,
            entrustedBy: seen.entrustedBy,
          },
        ],
        fromUnitId,
        toUnitId,
        purpose,
        restsOn: rests,
      }),
  );
}

describe('what a recipient sees of an item', () => {
  it('is the item with the decision of today, as long as the basis holds', () => {
    expect(see()).toMatchObject({
      isVisible: true,
      reason: 'DISCLOSED',
      shownBy: { verdict: { consentId, releaseId } },
    });
  });

  it.each<[string, Situation, string]>([
    [
      'the consent is revoked',
      {
        context: {
          grounds: { consents: [fact(consentId, { state: 'REVOKED' })], releases: [fact(releaseId)] },
        },
      },
      'BASIS_ENDED',
    ],
    [
      'the release is gone',
      { context: { grounds: { consents: [fact(consentId)], releases: [] } } },
      'BASIS_ENDED',
    ],
    ['the last day is over', { context: { on: '2026-09-01' } }, 'BASIS_ENDED'],
    ['the table lost its sign-off', { context: { table: unsignedTable } }, 'BASIS_ENDED'],
    ['the register says the basis ended', { lines: [{ ...line, basisEndedAt: new Date(0) }] }, 'BASIS_ENDED'],
    [
      'a declaration for one disclosure went into another',
      {
        context: { usedUp: new Set([consentId]) },
        lines: [{ ...line, consentId: asId<ConsentId>('other') }],
      },
      'BASIS_ENDED',
    ],
    ['it is restricted', { item: { restrictedAt: new Date(0) } }, 'RESTRICTED'],
    ['it is erased', { item: { erasedAt: new Date(0) } }, 'ERASED'],
  ])('is a masked line once %s', (_what, situation, reason) => {
    expect(see(situation)).toMatchObject({ isVisible: false, reason });
  });

  it('is nothing at all of what was never disclosed to it', () => {
    expect(see({ lines: [] })).toBeUndefined();
  });

  it('still is the item that used up a declaration for one disclosure', () => {
    expect(see({ context: { usedUp: new Set([consentId, releaseId]) } })).toMatchObject({ isVisible: true });
  });

  it('stays the first item when its declaration was narrowed since, and opens no second one with the narrower', () => {
    const [narrower, narrowest] = [asId<ConsentId>('narrower'), asId<ConsentId>('narrowest')];
    const grounds = {
      consents: [
        fact(consentId, { state: 'EXPIRED' }),
        fact(narrowest, { narrows: [narrower, consentId], givenOn: '2026-05-04' }),
      ],
      releases: [fact(releaseId)],
    };
    const usedUp = new Set([consentId, narrower, narrowest]);
    expect(see({ context: { grounds, usedUp } })).toMatchObject({
      isVisible: true,
      shownBy: { verdict: { consentId: narrowest } },
    });
    const second = { ...line, consentId: null, releaseId: null };
    expect(see({ context: { grounds, usedUp }, lines: [second] })).toMatchObject({ isVisible: false });
  });

  it('names the declarations that carry it, with their days', () => {
    const grounds = {
      consents: [fact(consentId, { givenOn: '2026-05-02' })],
      releases: [fact(releaseId, { givenOn: '2026-05-03' })],
    };
    const seen = see({ context: { grounds } });
    expect(seen?.why.sentence).toContain(
      'Grundlage: Einwilligung vom 02.05.2026, Schweigepflichtentbindung vom 03.05.2026.',
    );
    expect(seen?.why.plain).toContain(
      'Sie haben am 02.05.2026 Ja gesagt. Sie haben am 03.05.2026 Ja gesagt.',
    );
  });

  it('in a protected compartment needs a declaration given after the warning of § 87 AufenthG', () => {
    const unwarned = {
      consents: [fact(consentId, { warnedOfSection87: false })],
      releases: [fact(releaseId)],
    };
    expect(see({ context: { isProtected: true } })).toMatchObject({ isVisible: true });
    expect(see({ context: { isProtected: true, grounds: unwarned } })).toMatchObject({ isVisible: false });
  });
});

describe('what others see', () => {
  it('shows the person everything about them but data of third persons', () => {
    const person = { isClient: true, unitIds: [] };
    expect(see({ beholder: person, lines: [] })).toMatchObject({ isVisible: true, reason: 'OWN_DATA' });
    expect(see({ beholder: person, item: { category: 'THIRD' } })).toBeUndefined();
  });

  it('keeps what was entrusted from colleagues of the same unit', () => {
    const entrusted = { secrecyOrigin: 'ENTRUSTED', entrustedBy: 'CHILD' } as const;
    const unitIds = [advice];
    expect(see({ item: entrusted, beholder: { unitIds, staffId: staff } })).toMatchObject({
      isVisible: true,
    });
    expect(
      see({ item: entrusted, beholder: { unitIds, staffId: asId<StaffId>('colleague') } }),
    ).toMatchObject({
      isVisible: false,
      reason: 'ENTRUSTED_TO_COLLEAGUE',
    });
  });
});

describe('taking anything away', () => {
  it('never shows more: consents, releases, warnings, days, disclosures, participation, the compartment lifted', () => {
    const anyFact = (id: ConsentId) =>
      fc
        .record({ keep: fc.boolean(), warned: fc.boolean(), covers: fc.boolean() })
        .map(({ keep, warned, covers }) => ({
          keep,
          warned,
          fact: fact(id, { warnedOfSection87: true, categories: covers ? ['WORK'] : ['HOUSING'] }),
        }));
    fc.assert(
      fc.property(
        fc.array(anyFact(consentId), { maxLength: 3 }),
        fc.array(anyFact(releaseId), { maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        fc.subarray([office, asId<UnitId>('elsewhere')]),
        fc.boolean(),
        (consents, releases, isProtected, keepLine, unitIds, keepOffice) => {
          const all = { consents: consents.map((c) => c.fact), releases: releases.map((r) => r.fact) };
          const left = (facts: typeof consents): ConsentFact[] =>
            facts
              .filter(({ keep }) => keep)
              .map(({ fact: kept, warned }) => ({ ...kept, warnedOfSection87: warned }));
          const before = see({ context: { grounds: all, isProtected }, beholder: { unitIds } });
          const after = see({
            context: { grounds: { consents: left(consents), releases: left(releases) }, isProtected },
            beholder: { unitIds: keepOffice ? unitIds : [] },
            lines: keepLine ? [line] : [],
          });
          const open = see({ context: { grounds: all, isProtected: false }, beholder: { unitIds } });
          expect(after?.isVisible === true && before?.isVisible !== true).toBe(false);
          expect(before?.isVisible === true && open?.isVisible !== true).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });
});
