import { describe, expect, it } from '@jest/globals';
import { objectionTo, withGrounds, type DraftLine } from './brief.js';
import { contributionDueOn } from './contribution.js';
import { thirdPersonWarnings } from './third-persons.js';

const FACT: DraftLine = {
  key: 'a',
  section: 4,
  kind: 'FACT',
  source: 'DOCUMENT',
  category: 'WORK',
  text: 'Der Vertrag endet.',
  itemId: null,
  restsOn: null,
};
const OPINION: DraftLine = { ...FACT, key: 'b', kind: 'OPINION', restsOn: 'a' };

describe('lines of a brief', () => {
  it.each<[string, readonly DraftLine[], string | undefined]>([
    ['an opinion on a fact', [FACT, OPINION], undefined],
    ['an opinion on nothing', [{ ...OPINION, restsOn: null }], 'BRIEF_OPINION_WITHOUT_GROUND'],
    ['an opinion on a line that is not there', [OPINION], 'BRIEF_OPINION_WITHOUT_GROUND'],
    ['an opinion on itself', [{ ...OPINION, restsOn: 'b' }], 'BRIEF_OPINION_WITHOUT_GROUND'],
    [
      'an opinion on an opinion',
      [FACT, OPINION, { ...OPINION, key: 'c', restsOn: 'b' }],
      'BRIEF_OPINION_WITHOUT_GROUND',
    ],
    ['wishes that are not the person’s', [{ ...FACT, section: 3 }], 'BRIEF_WISH_NOT_OF_PERSON'],
    ['an answer to the legal question', [FACT, { ...OPINION, section: 9 }], 'BRIEF_LEGAL_OPINION'],
    ['no words', [{ ...FACT, text: ' ' }], 'BRIEF_LINE_WITHOUT_TEXT'],
  ])('with %s', (_what, lines, objection) => {
    expect(objectionTo(lines, false)).toBe(objection);
  });

  it('show no opinion whose ground is not shown, nor what rests on it', () => {
    const lines = [
      { id: 'b', restsOnId: 'a' },
      { id: 'c', restsOnId: 'b' },
      { id: 'd', restsOnId: null },
    ];
    expect(withGrounds(lines).map(({ id }) => id)).toEqual(['d']);
  });

  it('warn of third persons, and of their names in any category', () => {
    const codes = (category: 'WORK' | 'FAMILY' | 'THIRD', text: string): readonly string[] =>
      thirdPersonWarnings([{ id: 'l', category, text }]).map(({ code }) => code);
    expect(codes('WORK', 'Sucht Arbeit im Handwerk.')).toEqual([]);
    expect(codes('WORK', 'Der Bruder hilft beim Umzug.')).toEqual(['THIRD_PERSON_MENTIONED']);
    expect(codes('FAMILY', 'Der Bruder hilft beim Umzug.')).toEqual([]);
    expect(codes('THIRD', 'Der Nachbar droht.')).toEqual(['THIRD_PERSON_DATA']);
    expect(codes('FAMILY', 'Wohnt bei Familie Berger.')).toEqual(['THIRD_PERSON_NAMED']);
  });
});

describe('contributions', () => {
  it.each([
    ['2026-05-20', '2026-05-18'],
    ['2026-05-18', '2026-05-13'],
    ['2026-05-26', '2026-05-21'],
    ['2026-01-02', '2025-12-30'],
  ])('to a sitting on %s are due on %s, two working days before', (sittingOn, due) => {
    expect(contributionDueOn(sittingOn, 2)).toBe(due);
  });
});
