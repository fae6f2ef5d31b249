import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { agendaRules } from '../application/agenda-rules.js';
import { agendaOf, boxesOf } from './agenda.js';
import { expectItems, retime, type Agenda, type AgendaBox } from './retime.js';
import type { BoxRow } from './sitting.js';
import { tellingsOf } from './tellings.js';

const BEGIN = new Date('2026-05-20T08:00:00Z');
const at = (minutes: number): Date => new Date(BEGIN.getTime() + minutes * 60_000);

const rule = agendaOf(agendaRules, { kind: 'INTEGRATION_IDENTIFIED', mode: 'IDENTIFIED' });
const hour: readonly BoxRow[] = rule ? boxesOf(rule) : [];

/** The agenda of an hour in which these boxes were entered at these minutes, each until the next. */
function entered(
  minutes: Readonly<Record<string, number>>,
  more: Partial<Agenda> = {},
): Agenda & { readonly boxes: readonly BoxRow[] } {
  const starts = Object.entries(minutes);
  const boxes = hour.map((box) => {
    const place = starts.findIndex(([key]) => key === box.key);
    const next = starts[place + 1];
    const start = starts[place];
    if (!start) return box;
    return { ...box, startedAt: at(start[1]), endedAt: next ? at(next[1]) : null };
  });
  return { begin: BEGIN, plannedSeconds: 3_600, pauses: [], ...more, boxes };
}

const secondsOf = (agenda: Agenda, minute: number): Readonly<Record<string, number>> =>
  Object.fromEntries(retime(agenda, at(minute)).boxes.map(({ key, seconds }) => [key, seconds / 60]));

describe('the agenda of an hour', () => {
  it('has the boxes of 60 minutes for a conference with the person, and of 45 for a learning one', () => {
    const minutesOf = (boxes: readonly BoxRow[]) =>
      boxes.reduce((sum, { plannedSeconds }) => sum + plannedSeconds / 60, 0);
    const learning = agendaOf(agendaRules, { kind: 'LEARNING_ANONYMISED', mode: 'ANONYMISED' });
    expect([minutesOf(hour), learning && minutesOf(boxesOf(learning))]).toEqual([60, 45]);
  });

  it('takes what was lost from sense-making first and leaves the end', () => {
    const agenda = entered({ OPENING: 0, OPEN_TASKS: 9 });
    expect(secondsOf(agenda, 9)).toMatchObject({ OPENING: 9, PERSON: 10, SENSE_MAKING: 8, DECISIONS: 12 });
    expect(retime(agenda, at(9))).toMatchObject({ endsAt: at(60), endMovesSeconds: 0 });
  });

  it('takes from the others only when sense-making has nothing left, and never from the person', () => {
    const agenda = entered({ OPENING: 0, OPEN_TASKS: 20 });
    expect(secondsOf(agenda, 20)).toMatchObject({
      PERSON: 10,
      OPEN_TASKS: 1,
      BODIES: 11,
      SENSE_MAKING: 0,
      READ_BACK: 4,
    });
    expect(retime(agenda, at(20)).endMovesSeconds).toBe(0);
  });

  it('moves the end only when nothing is left', () => {
    const agenda = entered({ OPENING: 0, OPEN_TASKS: 45 });
    const timing = retime(agenda, at(45));
    // 1 + 10 + 6 + 0 + 8 + 4 + 2 minutes cannot be cut.
    expect(timing.endsAt).toEqual(at(76));
    expect(timing.endMovesSeconds).toBe(16 * 60);
  });

  it('lets the person speak longer at the cost of sense-making', () => {
    const agenda = entered({ OPENING: 0, OPEN_TASKS: 5, PERSON: 8 });
    expect(secondsOf(agenda, 23)).toMatchObject({ PERSON: 15, SENSE_MAKING: 7 });
    expect(tellingsOf(agenda.boxes, retime(agenda, at(23))).map(({ sentence }) => sentence)).toEqual([
      '«Die Person spricht zuerst: Ziel, Sicht, Sorge» läuft 5 Minuten über.',
      '«Einordnen: was hindert, welche Regel, wer könnte» ist um 5 Minuten gekürzt.',
    ]);
  });

  it('counts a break as nobody’s time and makes up for it like for time lost', () => {
    const pauses = [{ beganAt: at(10), endedAt: at(16) }];
    const agenda = entered({ OPENING: 0, OPEN_TASKS: 5, PERSON: 8 }, { pauses });
    const timing = retime(agenda, at(20));
    expect(timing.elapsedSeconds).toBe(14 * 60);
    expect(secondsOf(agenda, 20)).toMatchObject({ PERSON: 10, SENSE_MAKING: 6 });
  });

  it('gives nothing away when time was won', () => {
    const agenda = entered({ OPENING: 0, OPEN_TASKS: 2 });
    expect(secondsOf(agenda, 2)).toMatchObject({ SENSE_MAKING: 12, BODIES: 12 });
    expect(retime(agenda, at(2)).endsAt).toEqual(at(57));
  });
});

const aBox = fc
  .record({
    plannedSeconds: fc.integer({ min: 1, max: 1_800 }),
    least: fc.double({ min: 0, max: 1, noNaN: true }),
    givesAt: fc.option(fc.integer({ min: 1, max: 9 })),
  })
  .map(({ plannedSeconds, least, givesAt }) => ({
    plannedSeconds,
    givesAt,
    leastSeconds: givesAt === null ? plannedSeconds : Math.floor(least * plannedSeconds),
  }));

const anAgenda = fc
  .record({
    boxes: fc.array(aBox, { minLength: 1, maxLength: 10 }),
    plannedSeconds: fc.integer({ min: 60, max: 7_200 }),
    // Seconds each box that has begun took so far.
    took: fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 10 }),
    isOver: fc.boolean(),
    rest: fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 900 })), {
      maxLength: 3,
    }),
    later: fc.integer({ min: 0, max: 1_000 }),
  })
  .map(({ boxes, plannedSeconds, took, isOver, rest, later }) => {
    let cursor = BEGIN.getTime();
    const begun = Math.min(boxes.length, took.length);
    const timed = boxes.map((box, index): AgendaBox => {
      const key = `BOX_${index}`;
      if (index >= begun) return { ...box, key, startedAt: null, endedAt: null };
      const startedAt = new Date(cursor);
      cursor += (took[index] ?? 0) * 1_000;
      const endedAt = index < begun - 1 || isOver ? new Date(cursor) : null;
      return { ...box, key, startedAt, endedAt };
    });
    const pauses = rest.map(([from, length]) => ({
      beganAt: new Date(BEGIN.getTime() + from * 1_000),
      endedAt: new Date(BEGIN.getTime() + (from + length) * 1_000),
    }));
    const agenda: Agenda = { begin: BEGIN, plannedSeconds, boxes: timed, pauses: pauses.slice(0, 1) };
    return { agenda, now: new Date(cursor + later * 1_000) };
  });

describe('whatever happens', () => {
  it('no box is negative, none is cut below its least, and those that give nothing keep all', () => {
    fc.assert(
      fc.property(anAgenda, ({ agenda, now }) => {
        retime(agenda, now).boxes.forEach(({ seconds }, index) => {
          const box = agenda.boxes[index];
          const least = box?.endedAt === null ? box.leastSeconds : 0;
          expect(seconds).toBeGreaterThanOrEqual(least);
        });
      }),
    );
  });

  it('the end moves only when every box that gives is down to its least or to what it has used', () => {
    fc.assert(
      fc.property(anAgenda, ({ agenda, now }) => {
        const timing = retime(agenda, now);
        if (timing.endMovesSeconds === 0) return;
        timing.boxes.forEach(({ seconds, overSeconds }, index) => {
          const box = agenda.boxes[index];
          if (!box || box.endedAt !== null || box.givesAt === null || box.startedAt !== null) return;
          expect([seconds, overSeconds]).toEqual([box.leastSeconds, 0]);
        });
      }),
    );
  });

  it('a box gives only when all that give before it have nothing left', () => {
    fc.assert(
      fc.property(anAgenda, ({ agenda, now }) => {
        const { boxes } = retime(agenda, now);
        const open = agenda.boxes.flatMap((box, index) => {
          const timed = boxes[index];
          const isOpen = timed !== undefined && box.startedAt === null && box.endedAt === null;
          return isOpen && box.givesAt !== null ? [{ box, timed, order: box.givesAt }] : [];
        });
        for (const late of open.filter(({ timed }) => timed.cutSeconds > 0)) {
          for (const early of open.filter(({ order }) => order < late.order))
            expect(early.timed.seconds).toBe(early.box.leastSeconds);
        }
      }),
    );
  });

  it('boxes follow each other without a gap and end with the item', () => {
    fc.assert(
      fc.property(anAgenda, ({ agenda, now }) => {
        const { boxes, endsAt } = retime(agenda, now);
        const ahead = boxes.filter((_, index) => agenda.boxes[index]?.startedAt === null);
        ahead.forEach((box, index) => {
          const next = ahead[index + 1];
          expect(box.endsAt).toEqual(next ? next.startsAt : endsAt);
        });
      }),
    );
  });
});

describe('the items of a sitting', () => {
  const item = (minute: number, more: object = {}) => ({
    plannedStart: at(minute),
    plannedMinutes: 45,
    startedAt: null,
    endsAt: null,
    ...more,
  });

  it('begin when planned, or when the one before them is expected to end', () => {
    const items = [item(0, { startedAt: at(5), endsAt: at(62) }), item(60), item(120)];
    expect(expectItems(items, at(30)).map(({ startsAt, delaySeconds }) => [startsAt, delaySeconds])).toEqual([
      [at(5), 300],
      [at(62), 120],
      [at(120), 0],
    ]);
  });

  it('are as planned before the sitting has begun', () => {
    expect(expectItems([item(0), item(60)], at(500)).map(({ startsAt }) => startsAt)).toEqual([
      at(0),
      at(60),
    ]);
  });
});
