import { describe, expect, it } from '@jest/globals';
import type { BlockBody, BlockFacts } from './block-facts.js';
import {
  assessBlocks,
  BLOCK_CODES,
  ofSharing,
  preventing,
  type BlockCode,
  type ConferenceBlock,
} from './blocks.js';
import { aBody, aSharingBlock, JOBCENTER, LEAD, OFFICE, someFacts, STAFF, unit } from './blocks.fixture.js';
import { WAYS_OUT } from './block-words.js';
import { ruleOf } from './conference-kinds.js';

const codesOf = (facts: BlockFacts): readonly BlockCode[] => assessBlocks(facts).map(({ code }) => code);
const both = (more: Partial<BlockBody>) => ({ bodies: [aBody(JOBCENTER, more), aBody(OFFICE)] });

/** For each code facts that lead to it alone, unless named otherwise. */
const REACHED: Readonly<Record<BlockCode, Partial<BlockFacts>>> = {
  PURPOSE_NOT_ALLOWED: both({ isEnforcement: true }),
  STATUS_RISK: { isProtected: true, ...both({ wasOpened: false }) },
  PERSON_OBJECTS: { personObjects: true },
  CONSENT_MISSING: { sharing: [aSharingBlock(JOBCENTER)] },
  NO_LEGAL_BASIS: { sharing: [aSharingBlock(JOBCENTER, 'NO_LEGAL_BASIS')] },
  CONFLICT: { conflicts: [{ unitId: LEAD, staffId: STAFF }] },
  PERSON_NOT_INVITED: { personInvited: false },
  LANGUAGE_LEVEL: { interpreter: { needed: true, bookedLevel: 'LAY' } },
  ANON_NOT_RELEASED: {
    mode: 'ANONYMISED',
    rule: ruleOf('LEARNING_ANONYMISED'),
    anonymisationReleased: false,
  },
  ROLE_MISSING: { hasChair: false },
  QUORUM: { quorum: { bodies: 3, mandatePercent: 50 } },
  UNDERTAKING_MISSING: { undertakingsMissing: [{ unitId: JOBCENTER, staffId: STAFF }] },
  MANDATE_MISSING: both({ hasMandate: false }),
  CONTRIBUTION_MISSING: { contributionsMissing: [OFFICE] },
};

describe('assessBlocks', () => {
  it('finds nothing where nothing stands in the way', () => {
    expect(assessBlocks(someFacts())).toEqual([]);
  });

  it.each(BLOCK_CODES)('reaches %s, with words for convener and person and a way out', (code) => {
    const blocks = assessBlocks(someFacts(REACHED[code]));
    expect(blocks.map((block) => block.code)).toEqual([code]);
    const [block] = blocks;
    expect(block?.waysOut.length).toBeGreaterThan(0);
    for (const way of block?.waysOut ?? []) expect(WAYS_OUT[way.code]).toBe(way.label);
    expect(block?.sentence).toMatch(/\.$/);
    expect(block?.plain).toMatch(/\.$/);
    expect(block?.plain).not.toMatch(/„|§/);
    expect(block?.wayOut).toMatch(/^[A-ZÄÖÜ].*\.$/);
  });

  it('asks before there is a date only for what a date rests on', () => {
    const everything: Partial<BlockFacts> = Object.values(REACHED).reduce<Partial<BlockFacts>>(
      (sofar, more) => ({ ...sofar, ...more }),
      {},
    );
    const codes = codesOf(
      someFacts({ ...everything, mode: 'IDENTIFIED', rule: ruleOf('URGENT'), dateIsSet: false }),
    );
    for (const code of ['ROLE_MISSING', 'QUORUM', 'PERSON_NOT_INVITED', 'LANGUAGE_LEVEL'] as const)
      expect(codes).not.toContain(code);
    expect(codes).toContain('PERSON_OBJECTS');
  });
});

describe('the person', () => {
  it('is not overruled but by danger to somebody, and then it is to be known', () => {
    const [hard] = assessBlocks(someFacts({ personObjects: true }));
    expect(hard).toMatchObject({ severity: 'HARD', waysOut: [{ code: 'DO_NOT_HOLD' }] });
    const [soft] = assessBlocks(someFacts({ personObjects: true, outweighsObjection: true }));
    expect(soft).toMatchObject({ code: 'PERSON_OBJECTS', severity: 'SOFT' });
    // The person is told the truth about it.
    expect(hard?.plain).not.toContain('trotzdem');
    expect(soft?.plain).toContain('trotzdem stattfinden');
  });

  it.each([
    ['LAY', 'INTEGRATION_IDENTIFIED', 'HARD'],
    [null, 'INTEGRATION_IDENTIFIED', 'HARD'],
    ['QUALIFIED', 'INTEGRATION_IDENTIFIED', undefined],
    ['SWORN', 'INTEGRATION_IDENTIFIED', undefined],
  ] as const)('with interpreting %s at %s: %s', (bookedLevel, kind, severity) => {
    const facts = someFacts({ rule: ruleOf(kind), interpreter: { needed: true, bookedLevel } });
    expect(assessBlocks(facts)[0]?.severity).toBe(severity);
  });

  it('may be helped by lay interpreting where nothing legal hangs on it, and misses it softly', () => {
    const rule = { ...ruleOf('INTEGRATION_IDENTIFIED'), hasLegalConsequences: false };
    expect(codesOf(someFacts({ rule, interpreter: { needed: true, bookedLevel: 'LAY' } }))).toEqual([]);
    const [block] = assessBlocks(someFacts({ rule, interpreter: { needed: true, bookedLevel: null } }));
    expect(block).toMatchObject({ code: 'LANGUAGE_LEVEL', severity: 'SOFT' });
  });
});

describe('the circle', () => {
  it('has to be large enough without those who are out, absent or unsworn', () => {
    for (const more of [{ takesPart: false }, { isAbsent: true }])
      expect(codesOf(someFacts(both(more)))).toContain('QUORUM');
    const out = { unitId: JOBCENTER, staffId: null };
    expect(codesOf(someFacts({ conflicts: [out] }))).toContain('QUORUM');
    expect(codesOf(someFacts({ undertakingsMissing: [out] }))).toContain('QUORUM');
    const named = { ...both({ staffId: STAFF }), conflicts: [{ unitId: JOBCENTER, staffId: STAFF }] };
    expect(codesOf(someFacts(named))).toContain('QUORUM');
  });

  it.each([
    [[true, true], []],
    [[true, false], ['MANDATE_MISSING']],
    [
      [undefined, undefined],
      ['MANDATE_MISSING', 'MANDATE_MISSING'],
    ],
    [
      [false, false],
      ['QUORUM', 'MANDATE_MISSING', 'MANDATE_MISSING'],
    ],
  ] as const)('with mandates %p: %p', (mandates, expected) => {
    const [first, second] = mandates;
    const bodies = [aBody(JOBCENTER, { hasMandate: first }), aBody(OFFICE, { hasMandate: second })];
    expect(codesOf(someFacts({ bodies }))).toEqual(expected);
  });

  it('follows the quorum of the region', () => {
    const bodies = [JOBCENTER, OFFICE, unit('third')].map((id) => aBody(id));
    expect(codesOf(someFacts({ bodies, quorum: { bodies: 4, mandatePercent: 0 } }))).toEqual(['QUORUM']);
    expect(codesOf(someFacts({ bodies, quorum: { bodies: 3, mandatePercent: 100 } }))).toEqual([]);
  });

  it('needs no quorum to consult without decisions', () => {
    expect(codesOf(someFacts({ bodies: [], isConsultation: true }))).toEqual([]);
  });

  it('misses a body that the guiding question needs', () => {
    const blocks = assessBlocks(someFacts(both({ isEssential: true, isAbsent: true })));
    expect(blocks.find(({ code }) => code === 'ROLE_MISSING')).toMatchObject({ unitId: JOBCENTER });
  });

  it('is closed to police and prosecution for every purpose and in every mode', () => {
    for (const mode of ['ANONYMISED', 'IDENTIFIED'] as const)
      expect(codesOf(someFacts({ mode, dateIsSet: false, ...both({ isEnforcement: true }) }))).toEqual([
        'PURPOSE_NOT_ALLOWED',
      ]);
  });

  it('of a protected case has no body for which it was not opened, unless nobody is named', () => {
    const facts = someFacts(REACHED.STATUS_RISK);
    expect(codesOf(facts)).toEqual(['STATUS_RISK']);
    expect(codesOf({ ...facts, mode: 'ANONYMISED' })).toEqual([]);
    const unbound = someFacts({ isProtected: true, ...both({ wasOpened: false, mayHaveToReport: false }) });
    expect([codesOf(unbound), codesOf({ ...unbound, mode: 'ANONYMISED' })]).toEqual([['NO_LEGAL_BASIS'], []]);
  });
});

describe('a conflict', () => {
  it('keeps out only the participant, and says of no reason', () => {
    const [block] = assessBlocks(
      someFacts({ dateIsSet: false, conflicts: [{ unitId: OFFICE, staffId: null }] }),
    );
    expect(block).toMatchObject({ code: 'CONFLICT', scope: 'PARTICIPANT', unitId: OFFICE });
    expect(preventing([block as ConferenceBlock], 'SITTING')).toEqual([]);
  });

  it('of the convening unit leaves only another convener', () => {
    const [block] = assessBlocks(
      someFacts({ dateIsSet: false, conflicts: [{ unitId: LEAD, staffId: null }] }),
    );
    expect(block).toMatchObject({ scope: 'CONFERENCE', waysOut: [{ code: 'OTHER_CONVENER' }] });
  });
});

describe('ways out', () => {
  it('never offer to leave out what comes with the name, nor anonymity to an anonymised one', () => {
    const identity = { ...aSharingBlock(JOBCENTER), category: 'FACT_CM' } as const;
    const waysOf = (facts: BlockFacts) => assessBlocks(facts)[0]?.waysOut.map(({ code }) => code);
    expect(waysOf(someFacts({ sharing: [identity] }))).toEqual([
      'OBTAIN_CONSENT',
      'DROP_BODY',
      'CONVERT_TO_ANONYMISED',
    ]);
    const anonymous = someFacts({
      mode: 'ANONYMISED',
      sharing: [aSharingBlock(JOBCENTER, 'NO_LEGAL_BASIS')],
    });
    expect(waysOf(anonymous)).toEqual(['REDUCE_DATA', 'DROP_BODY']);
    expect(waysOf(someFacts({ sharing: [{ ...aSharingBlock(LEAD) }] }))).toContain('OTHER_CONVENER');
    expect(ofSharing(aSharingBlock(JOBCENTER))).toEqual(
      assessBlocks(someFacts({ sharing: [aSharingBlock(JOBCENTER)] }))[0],
    );
  });
});
