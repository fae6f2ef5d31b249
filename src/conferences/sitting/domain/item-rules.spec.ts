import { describe, expect, it } from '@jest/globals';
import { agendaRules } from '../application/agenda-rules.js';
import { agendaOf, boxesOf } from './agenda.js';
import { mayEnd, mayEnter, mayHearBodies, positionFits, readBackFits } from './item-rules.js';
import { itemStateOf } from './item-state.js';
import type { BoxRow } from './sitting.js';

const NOW = new Date('2026-05-20T08:00:00Z');
const rule = agendaOf(agendaRules, { kind: 'INTEGRATION_IDENTIFIED', mode: 'IDENTIFIED' });
const boxes: readonly BoxRow[] = rule ? boxesOf(rule) : [];
const upTo = (key: string): readonly BoxRow[] => {
  const place = boxes.findIndex((box) => box.key === key);
  return boxes.map((box, index) =>
    index > place ? box : { ...box, startedAt: NOW, endedAt: index < place ? NOW : null },
  );
};
const silent = { turn: null } as const;
const spoke = { turn: 'SPOKEN' } as const;

describe('entering a box', () => {
  it.each([
    ['the next', upTo('OPENING'), 'OPEN_TASKS', silent, undefined],
    ['one further on, leaving one out', upTo('OPENING'), 'PERSON', silent, undefined],
    ['one behind the person, leaving them out', upTo('OPENING'), 'BODIES', spoke, 'AGENDA_BOX_NOT_POSSIBLE'],
    ['the bodies before the person had their turn', upTo('PERSON'), 'BODIES', silent, 'PERSON_SPEAKS_FIRST'],
    ['the bodies after it', upTo('PERSON'), 'BODIES', spoke, undefined],
    [
      'the end, leaving the reading back out',
      upTo('BODIES'),
      'REVIEW_AND_FINDINGS',
      spoke,
      'AGENDA_BOX_NOT_POSSIBLE',
    ],
    ['one that is over', upTo('PERSON'), 'OPENING', spoke, 'AGENDA_BOX_NOT_POSSIBLE'],
    ['one that runs', upTo('PERSON'), 'PERSON', spoke, 'AGENDA_BOX_NOT_POSSIBLE'],
    ['none of the agenda', upTo('OPENING'), 'COFFEE', silent, 'AGENDA_BOX_NOT_POSSIBLE'],
  ] as const)('%s', (_what, at, key, part, expected) => {
    expect(mayEnter(at, key, part, true)).toBe(expected);
  });
});

describe('the person', () => {
  it('is heard before all bodies, where the agenda says so', () => {
    expect([mayHearBodies(silent, true), mayHearBodies(spoke, true), mayHearBodies(silent, false)]).toEqual([
      'PERSON_SPEAKS_FIRST',
      undefined,
      undefined,
    ]);
  });

  it('has the last word: without it nothing ends', () => {
    expect(mayEnd({ turn: null, readBack: null }, true)).toBe('PERSON_SPEAKS_FIRST');
    expect(mayEnd({ turn: 'DECLINED', readBack: null }, true)).toBe('READ_BACK_MISSING');
    expect(mayEnd({ turn: 'DECLINED', readBack: 'NOT_THERE' }, true)).toBeUndefined();
    expect(mayEnd({ turn: null, readBack: null }, false)).toBeUndefined();
  });

  it.each([
    ['CONFIRMED', null, 'PRESENT', undefined],
    ['CONFIRMED', 'Doch', 'PRESENT', 'READ_BACK_NOT_POSSIBLE'],
    ['DISSENTED', null, 'PRESENT', 'READ_BACK_NOT_POSSIBLE'],
    ['DISSENTED', 'Das stimmt so nicht.', 'VIDEO', undefined],
    ['NOT_THERE', null, 'NOT_AT_ALL', undefined],
    ['NOT_THERE', null, 'WRITTEN', undefined],
    // Who is there is asked.
    ['NOT_THERE', null, 'PRESENT', 'READ_BACK_NOT_POSSIBLE'],
  ] as const)('answers %s with %s while %s', (answer, words, form, expected) => {
    const part = { form, turn: 'SPOKEN', readBackBy: null } as const;
    expect(readBackFits(part, { answer, words, by: 'STAFF' })).toBe(expected);
  });

  it('answers nothing before they had their turn', () => {
    const part = { form: 'PRESENT', turn: null, readBackBy: null } as const;
    const answer = { answer: 'CONFIRMED', words: null, by: 'STAFF' } as const;
    expect(readBackFits(part, answer)).toBe('PERSON_SPEAKS_FIRST');
  });

  it('keeps what they answered themself; only they may change it', () => {
    const part = { form: 'PRESENT', turn: 'SPOKEN', readBackBy: 'PERSON' } as const;
    const answer = { answer: 'CONFIRMED', words: null } as const;
    expect(readBackFits(part, { ...answer, by: 'STAFF' })).toBe('READ_BACK_NOT_POSSIBLE');
    expect(readBackFits(part, { ...answer, by: 'PERSON' })).toBeUndefined();
    expect(readBackFits({ ...part, readBackBy: 'STAFF' }, { ...answer, by: 'PERSON' })).toBeUndefined();
  });
});

describe('a position', () => {
  it.each([
    ['AGREES', null, undefined],
    ['AGREES', 'Gern', 'POSITION_NEEDS_WORDS'],
    ['AGREES_IF', 'Wenn der Pass vorliegt', undefined],
    ['AGREES_IF', null, 'POSITION_NEEDS_WORDS'],
    ['DISAGREES', null, 'POSITION_NEEDS_WORDS'],
    ['NOT_COMPETENT', null, undefined],
  ] as const)('%s with %s', (position, words, expected) => {
    expect(positionFits(position, words)).toBe(expected);
  });
});

describe('the state of an item', () => {
  it.each([
    ['RUNNING', 'inSession', 'RUNNING'],
    ['PAUSED', 'inSession', 'PAUSED'],
    ['RUNNING', 'blocked', 'STOPPED'],
    ['PAUSED', 'blocked', 'STOPPED'],
    ['RUNNING', 'recordDraft', 'ENDED'],
    // What nobody knows is not held on to.
    ['RUNNING', 'somethingNew', 'STOPPED'],
    ['ENDED', 'blocked', 'ENDED'],
    ['PLANNED', 'blocked', 'PLANNED'],
  ] as const)('%s is, with a conference that is %s, %s', (state, leaf, expected) => {
    expect(itemStateOf({ state }, [`case-conference.${leaf}`])).toBe(expected);
  });
});
