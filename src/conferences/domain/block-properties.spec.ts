import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BlockFacts } from './block-facts.js';
import { assessBlocks, preventing, type ConferenceBlock } from './blocks.js';
import { aSharingBlock, JOBCENTER, LEAD, OFFICE, STAFF, unit } from './blocks.fixture.js';
import { KIND_RULES } from './conference-kinds.js';

const UNITS = [LEAD, JOBCENTER, OFFICE, unit('third'), unit('fourth')];
const body = fc.record({
  unitId: fc.constantFrom(...UNITS.slice(1)),
  name: fc.constant('Stelle'),
  staffId: fc.constantFrom(null, STAFF),
  mayHaveToReport: fc.boolean(),
  isEnforcement: fc.boolean(),
  isEssential: fc.boolean(),
  takesPart: fc.boolean(),
  isAbsent: fc.boolean(),
  hasMandate: fc.constantFrom(true, false, undefined),
  wasOpened: fc.boolean(),
});
const concerns = fc.array(
  fc.record({ unitId: fc.constantFrom(...UNITS), staffId: fc.constantFrom(null, STAFF) }),
  { maxLength: 3 },
);
const facts: fc.Arbitrary<BlockFacts> = fc.record({
  rule: fc.constantFrom(...KIND_RULES),
  mode: fc.constantFrom('IDENTIFIED', 'ANONYMISED'),
  dateIsSet: fc.boolean(),
  convenerUnitId: fc.constant(LEAD),
  bodies: fc.uniqueArray(body, { selector: ({ unitId }) => unitId, maxLength: 4 }),
  sharing: fc.array(
    fc.constantFrom(...UNITS).map((unitId) => aSharingBlock(unitId)),
    { maxLength: 3 },
  ),
  isProtected: fc.boolean(),
  personObjects: fc.boolean(),
  outweighsObjection: fc.boolean(),
  personInvited: fc.boolean(),
  interpreter: fc.record({
    needed: fc.boolean(),
    bookedLevel: fc.constantFrom(null, 'LAY', 'QUALIFIED', 'SWORN'),
  }),
  hasChair: fc.boolean(),
  hasRecorder: fc.boolean(),
  caseLeadTakesPart: fc.boolean(),
  quorum: fc.record({
    bodies: fc.integer({ min: 2, max: 4 }),
    mandatePercent: fc.integer({ min: 0, max: 100 }),
  }),
  isConsultation: fc.boolean(),
  conflicts: concerns,
  undertakingsMissing: concerns,
  contributionsMissing: fc.subarray(UNITS),
  anonymisationReleased: fc.constantFrom(null, true, false),
});

/** Takes away what opens: each makes the same facts worse, never better. */
const WORSE: Readonly<Record<string, (facts: BlockFacts) => BlockFacts>> = {
  'the consent of the person': (old) => ({ ...old, sharing: [...old.sharing, aSharingBlock(JOBCENTER)] }),
  'the yes of the person': (old) => ({ ...old, personObjects: true }),
  'the danger that outweighs a no': (old) => ({ ...old, outweighsObjection: false }),
  'the opening of a protected case': (old) => ({
    ...old,
    bodies: old.bodies.map((each) => ({ ...each, wasOpened: false })),
  }),
  'the invitation of the person': (old) => ({ ...old, personInvited: false }),
  'the interpreter': (old) => ({ ...old, interpreter: { ...old.interpreter, bookedLevel: null } }),
  'the chair': (old) => ({ ...old, hasChair: false }),
  'the recorder': (old) => ({ ...old, hasRecorder: false }),
  'the case lead': (old) => ({ ...old, caseLeadTakesPart: false }),
  'the freedom from conflicts': (old) => ({
    ...old,
    conflicts: [...old.conflicts, { unitId: JOBCENTER, staffId: null }],
  }),
  'an undertaking': (old) => ({
    ...old,
    undertakingsMissing: [...old.undertakingsMissing, { unitId: OFFICE, staffId: null }],
  }),
  'a contribution': (old) => ({ ...old, contributionsMissing: [...old.contributionsMissing, OFFICE] }),
  'the release of the anonymisation': (old) => ({
    ...old,
    anonymisationReleased: old.anonymisationReleased === null ? null : false,
  }),
  'leave to consult without quorum': (old) => ({ ...old, isConsultation: false }),
};

const keyOf = ({ code, unitId, staffId, category }: ConferenceBlock): string =>
  [code, unitId, staffId, category].join('|');

describe('whatever the facts', () => {
  it.each(Object.keys(WORSE))(
    'taking away %s never removes a hard block, nor what prevents a step',
    (what) => {
      fc.assert(
        fc.property(facts, (before) => {
          const after = assessBlocks((WORSE[what] ?? ((same) => same))(before));
          const left = new Set(after.map(keyOf));
          for (const block of assessBlocks(before)) expect(left).toContain(keyOf(block));
          for (const step of ['SCHEDULING', 'SITTING'] as const) {
            const prevented = preventing(assessBlocks(before), step).map(keyOf);
            const stillPrevented = preventing(after, step).map(keyOf);
            expect(stillPrevented).toEqual(expect.arrayContaining(prevented));
          }
        }),
      );
    },
  );

  it('a hard block always prevents its step, or keeps its participant out; a soft one never', () => {
    fc.assert(
      fc.property(facts, (given) => {
        for (const block of assessBlocks(given)) {
          const prevents = preventing([block], 'SITTING').length > 0;
          const keepsSomebodyOut = block.severity === 'HARD' && !prevents && block.unitId !== null;
          expect(prevents).toBe(block.severity === 'HARD' && block.scope === 'CONFERENCE');
          expect(prevents || keepsSomebodyOut).toBe(block.severity === 'HARD');
        }
      }),
    );
  });

  it('what prevents a date prevents the sitting as well', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const blocks = assessBlocks(given);
        expect(preventing(blocks, 'SITTING')).toEqual(
          expect.arrayContaining([...preventing(blocks, 'SCHEDULING')]),
        );
      }),
    );
  });
});
