import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { orgTypeCodes } from '../../directory/domain/organisation-types.js';
import { asId, type UnitId } from '../../kernel/index.js';
import { decideSharing } from './decide-sharing.js';
import { decisionTable1 } from './decision-table/1.js';
import { effectsByStrictness, type DecisionTable } from './decision-table.js';
import { noGrounds } from './grounds.js';
import { isPermitted } from './permission.js';
import {
  sharingCategoryCodes,
  sharingPurposeCodes,
  sharingRoleCodes,
  type SharingParty,
} from './sharing-codes.js';
import type { ConsentFact, SharingGrounds, SharingInput } from './sharing-input.js';

const parties: readonly SharingParty[] = [...orgTypeCodes, ...sharingRoleCodes];
const absoluteRows = decisionTable1.rows.filter((row) => row.step === 'ABSOLUTE').map((row) => row.number);

const unitIds = ['unit-a', 'unit-b'].map((id) => asId<UnitId>(id));
const anyUnit = fc.constantFrom(...unitIds);
const anyCategory = fc.constantFrom(...sharingCategoryCodes);
const anyPurpose = fc.constantFrom(...sharingPurposeCodes);
const anyOrigin = fc.constantFrom(undefined, 'PROFESSIONAL', 'EXPERT_OPINION', 'ENTRUSTED');

type UnitInput = SharingInput & { readonly sourceUnitId: UnitId; readonly recipientUnitId: UnitId };

const anyInput: fc.Arbitrary<UnitInput> = fc.record({
  sourceType: fc.constantFrom(...parties),
  recipientType: fc.constantFrom(...parties),
  sourceUnitId: anyUnit,
  recipientUnitId: anyUnit,
  category: anyCategory,
  purpose: fc.oneof(fc.constant('CONF' as const), anyPurpose),
  secrecyOrigin: anyOrigin,
  nature: fc.constantFrom(undefined, 'EXPECTED_SOCIAL_BEHAVIOUR', 'IMPROPER_ATTENDANCE'),
  circumstances: fc.subarray([
    'PERSON_OBJECTS',
    'OBJECTION_GRANTED',
    'HELP_ENDANGERED',
    'RECIPIENT_IS_ACCUSED',
  ]),
  protectedCompartment: fc.boolean(),
  sameUnit: fc.boolean(),
  inConference: fc.boolean(),
  contains: fc.array(fc.record({ category: anyCategory, secrecyOrigin: anyOrigin }), { maxLength: 3 }),
  on: fc.constantFrom('2024-12-31', '2026-11-22'),
});

const generousFact = (input: UnitInput): ConsentFact => ({
  discloserUnitId: input.sourceUnitId,
  recipientUnitId: input.recipientUnitId,
  categories: sharingCategoryCodes,
  purpose: input.purpose,
  validFrom: '2000-01-01',
  validUntil: '2100-01-01',
  state: 'GRANTED',
  warnedOfSection87: true,
});
const everything = (input: UnitInput): SharingGrounds => ({
  consents: [generousFact(input)],
  releases: [generousFact(input)],
});

const permits = (
  input: SharingInput,
  grounds: SharingGrounds,
  table: DecisionTable = decisionTable1,
): boolean => isPermitted(decideSharing(table, input, grounds), grounds, input).permitted;

describe('sharing decision, for any input', () => {
  it('answers every combination of parties, categories and purposes, and never leaves the list of effects', () => {
    const strange: SharingInput[] = [];
    for (const sourceType of parties) {
      for (const recipientType of parties) {
        for (const category of sharingCategoryCodes) {
          for (const purpose of sharingPurposeCodes) {
            const input = { sourceType, recipientType, category, purpose, on: '2026-11-22' };
            const { effect, row } = decideSharing(decisionTable1, input, noGrounds);
            if (!effectsByStrictness.includes(effect) || row < 1 || row > 60) strange.push(input);
          }
        }
      }
    }
    expect(strange).toEqual([]);
  });

  it('denies by default: with all rows but the last taken away nothing is permitted, whatever was consented', () => {
    const empty: DecisionTable = {
      ...decisionTable1,
      rows: decisionTable1.rows.filter((row) => row.number === 60),
    };
    fc.assert(
      fc.property(anyInput, (input) => {
        const outside = { ...input, sameUnit: false };
        expect(permits(outside, everything(outside), empty)).toBe(false);
      }),
    );
  });

  it('denies what no row lists: whatever row 60 answers stays closed with every consent and release', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        fc.pre(decideSharing(decisionTable1, input, noGrounds).row === 60);
        expect(permits(input, everything(input))).toBe(false);
      }),
    );
  });

  it('keeps closed a category it does not know, whatever was consented', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const stranger = { ...input, sameUnit: false, category: JSON.parse('"SHOE_SIZE"') };
        const fact = { ...generousFact(input), categories: [stranger.category] };
        expect(permits(stranger, { consents: [fact], releases: [fact] })).toBe(false);
      }),
    );
  });

  it('opens no absolute row by any consents and releases', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const decision = decideSharing(decisionTable1, input, noGrounds);
        fc.pre(decision.effect === 'NEVER' && absoluteRows.includes(decision.row));
        expect(decideSharing(decisionTable1, input, everything(input))).toEqual(decision);
        expect(permits(input, everything(input))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('never permits more when consents or releases are taken away', () => {
    const anyFacts = fc.array(
      fc.record({
        isWhole: fc.boolean(),
        categories: fc.subarray([...sharingCategoryCodes]),
        warnedOfSection87: fc.boolean(),
        state: fc.constantFrom('GRANTED', 'REVOKED'),
        keep: fc.boolean(),
      }),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(anyInput, anyFacts, anyFacts, (input, consents, releases) => {
        const factsOf = (drafts: typeof consents): ConsentFact[] =>
          drafts.map(({ isWhole, categories, warnedOfSection87, state }) => ({
            ...generousFact(input),
            ...(isWhole ? {} : { categories, warnedOfSection87, state }),
          }));
        const all = { consents: factsOf(consents), releases: factsOf(releases) };
        const fewer = {
          consents: factsOf(consents.filter(({ keep }) => keep)),
          releases: factsOf(releases.filter(({ keep }) => keep)),
        };
        expect(permits(input, fewer) && !permits(input, all)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('permits nothing more for a protected case than for an open one', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plain = { ...input, protectedCompartment: false };
        expect(
          permits({ ...plain, protectedCompartment: true }, everything(input)) &&
            !permits(plain, everything(input)),
        ).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('permits nothing more after an objection with success, and by statute nothing but a duty or protection', () => {
    fc.assert(
      fc.property(anyInput, fc.boolean(), (input, isGenerous) => {
        const grounds = isGenerous ? everything(input) : noGrounds;
        const before = { ...input, sameUnit: false, circumstances: [] };
        const after = { ...before, circumstances: ['OBJECTION_GRANTED'] as const };
        expect(permits(after, grounds) && !permits(before, grounds)).toBe(false);
        const { effect } = decideSharing(decisionTable1, after, grounds);
        expect(effect === 'STATUTE' && !['VITAL', 'CHILD'].includes(input.purpose)).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('permits nothing more when the narrow subject or the warning of § 87 AufenthG is taken away', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { nature: _nature, ...general } = input;
        const unwarned = [{ ...generousFact(input), warnedOfSection87: false }];
        const all = permits(input, everything(input));
        expect(permits(general, everything(input)) && !all).toBe(false);
        expect(permits(input, { consents: unwarned, releases: unwarned }) && !all).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });

  it('permits nothing more for what a bearer of a secret gave than for the same without the secret', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plain = { ...input, secrecyOrigin: undefined, contains: [] };
        for (const grounds of [noGrounds, everything(input)]) {
          const secret = permits({ ...plain, secrecyOrigin: 'PROFESSIONAL' }, grounds);
          expect(secret && !permits(plain, grounds)).toBe(false);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('does not depend on the order of rows and locks', () => {
    const shuffled = fc
      .tuple(
        fc.shuffledSubarray([...decisionTable1.rows], { minLength: 60 }),
        fc.shuffledSubarray([...decisionTable1.locks], { minLength: 3 }),
      )
      .map(([rows, locks]): DecisionTable => ({ ...decisionTable1, rows, locks }));
    fc.assert(
      fc.property(shuffled, fc.array(anyInput, { minLength: 20, maxLength: 20 }), (table, inputs) => {
        for (const input of inputs) {
          for (const grounds of [noGrounds, everything(input)]) {
            expect(decideSharing(table, input, grounds)).toEqual(
              decideSharing(decisionTable1, input, grounds),
            );
          }
        }
      }),
    );
  });
});
