import { describe, expect, it } from '@jest/globals';
import { aDefinition, libraryVocabulary, twoWeeks } from '#test/builders/process-definition.js';
import type { DeadlineView } from '../domain/process.js';
import { coursePage } from './course-page.js';
import { processCourse, type CourseInput } from './process-course.js';

const named = (de: string, owner: string) => ({ owner, label: { de, en: de } });

const definition = aDefinition(
  {
    initial: 'wanted',
    states: {
      wanted: { meta: named('Wunsch', 'READER'), on: { HAND_OUT: { target: 'check' } } },
      check: { meta: named('Prüfung', 'LIBRARY'), always: { target: 'lent' } },
      lent: {
        meta: named('Ausgeliehen', 'LIBRARY'),
        on: { BACK: { target: 'wanted' } },
        after: { LOAN: { target: 'wanted' } },
      },
    },
  },
  { delays: { LOAN: twoWeeks } },
);

function entry(seq: number, type: string, at: string, way: readonly [string[], string[]], taken: string[]) {
  const [fromStates, toStates] = way;
  const waitingFor = toStates.includes('loan.lent') ? ['LIBRARY'] : ['READER'];
  return {
    seq,
    type,
    at,
    fromStates,
    toStates,
    waitingFor,
    microsteps: [{ transitions: taken, value: 'x' }],
  };
}

const deadline = (status: DeadlineView['status']) =>
  ({
    key: 'LOAN',
    label: 'Frist',
    status,
    startsOn: '2026-09-03',
    endsOn: '2026-09-17',
    legalBasis: null,
  }) as DeadlineView;

const input: CourseInput = {
  definition,
  process: {
    activeStates: ['loan.lent'],
    status: 'active',
    stateEntries: { 'loan.lent': { generation: 2, at: '2026-09-07T08:00:00.000Z' } },
    startedAt: '2026-09-01T08:00:00.000Z',
    endedAt: null,
  },
  events: [
    entry(1, 'xstate.init', '2026-09-01T08:00:00.000Z', [[], ['loan.wanted']], []),
    entry(
      2,
      'HAND_OUT',
      '2026-09-03T08:00:00.000Z',
      [['loan.wanted'], ['loan.lent']],
      ['loan.wanted/HAND_OUT/0', 'loan.check/always/0'],
    ),
    entry(
      3,
      'xstate.after.LOAN.loan.lent',
      '2026-09-04T08:00:00.000Z',
      [['loan.lent'], ['loan.wanted']],
      ['loan.lent/after:LOAN/0'],
    ),
    entry(
      4,
      'HAND_OUT',
      '2026-09-07T08:00:00.000Z',
      [['loan.wanted'], ['loan.lent']],
      ['loan.wanted/HAND_OUT/0', 'loan.check/always/0'],
    ),
  ],
  deadlines: [deadline('cancelled'), deadline('open')],
  now: '2026-09-08T08:00:00.000Z',
};

describe('course of a process', () => {
  const course = processCourse(input);

  it('marks the place, the way with numbers and days, and states passed at once', () => {
    expect([...course.marks.present]).toEqual(['loan.lent']);
    expect(Object.fromEntries(course.marks.states)).toEqual({
      'loan.wanted': '1, 3 · 04.09.2026',
      'loan.lent': '2, 4 · 07.09.2026',
      'loan.check': '2 · 03.09.2026',
    });
    expect(course.marks.taken.get('loan.wanted/HAND_OUT/0')).toEqual([2, 4]);
    expect(course.marks.taken.get('loan.lent/after:LOAN/0')).toEqual([3]);
  });

  it('books waiting times on owners and states, and says since when the open one lasts', () => {
    const hours = course.waiting.owners.map(({ key, hours: waited, isOpen }) => [key, waited, isOpen]);
    expect(hours).toEqual([
      ['READER', 48 + 72, false],
      ['LIBRARY', 24 + 24, true],
    ]);
    expect([...course.openSince]).toEqual([['LIBRARY', '2026-09-07T08:00:00.000Z']]);
  });

  it('keeps only open deadlines, and tells events by name', () => {
    expect(course.deadlines).toHaveLength(1);
    expect(course.steps.map(({ label }) => label)).toEqual([
      'Vorgang begonnen',
      'HAND_OUT',
      'Frist abgelaufen: Frist',
      'HAND_OUT',
    ]);
  });

  it('names a state of an older version by its id', () => {
    const events = [
      entry(1, 'xstate.init', '2026-09-01T08:00:00.000Z', [[], ['loan.gone']], ['loan.old/always/0']),
    ];
    expect(processCourse({ ...input, events }).steps[0]?.reached).toEqual(['loan.gone']);
  });

  it('is printed without anything that an event carried', () => {
    const secret = input.events.map((event) => ({
      ...event,
      payload: { title: 'Geheimnis' },
      actorId: 'jemand',
    }));
    const told = processCourse({ ...input, events: secret });
    const vocabulary = libraryVocabulary;
    const page = coursePage({
      processId: 'p-1',
      definition,
      vocabulary,
      course: told,
      picture: '![](p-1.svg)',
    });
    expect(page).not.toMatch(/Geheimnis|jemand|undefined/);
    for (const part of [
      '## Wo er steht',
      '![](p-1.svg)',
      '| Frist | 03.09.2026 | 17.09.2026 |',
      '| 4 | 07.09.2026 | HAND_OUT | Ausgeliehen |',
    ])
      expect(page).toContain(part);
  });
});
