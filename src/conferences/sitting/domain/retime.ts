import type { BoxRow, PauseRow } from './sitting.js';

/** Box as far as time goes. */
export type AgendaBox = Pick<
  BoxRow,
  'key' | 'plannedSeconds' | 'leastSeconds' | 'givesAt' | 'startedAt' | 'endedAt'
>;

/** What is timed: an item with its boxes in order, and its interruptions. */
export interface Agenda {
  /** Begin, or the expected one. */
  readonly begin: Date;
  readonly plannedSeconds: number;
  readonly boxes: readonly AgendaBox[];
  readonly pauses: readonly Pick<PauseRow, 'beganAt' | 'endedAt'>[];
}

/** A box with the time it has. */
export interface TimedBox {
  readonly key: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** Time it took, or has; breaks not counted. Never negative. */
  readonly seconds: number;
  /** How much shorter than planned, of boxes that are not over. */
  readonly cutSeconds: number;
  /** How much it has run over what was planned. */
  readonly overSeconds: number;
}

/** An item in time. */
export interface Timing {
  readonly boxes: readonly TimedBox[];
  readonly endsAt: Date;
  /** By how much the end has moved; zero as long as there was something to take. */
  readonly endMovesSeconds: number;
  /** Since the begin, breaks not counted. */
  readonly elapsedSeconds: number;
}

/** Box while the rest is timed. */
interface Rest {
  readonly box: AgendaBox;
  readonly usedSeconds: number;
  seconds: number;
}

/**
 * Times what is left of an agenda at an instant.
 *
 * What was lost is taken from the boxes that give, in the order in which they give, each down to its least; what has
 * been used is never taken back. A box that gives nothing keeps its planned time. The end moves only by what could not be
 * taken any more. Time won shortens nothing and lengthens nothing.
 *
 * @param now Instant; before the begin it counts as the begin.
 */
export function retime(agenda: Agenda, now: Date): Timing {
  const begin = agenda.begin.getTime();
  const at = Math.max(now.getTime(), begin);
  const used = (from: number, to: number): number => seconds(to - from - pausedWithin(agenda, from, to, at));
  const rests = agenda.boxes.flatMap((box): Rest[] => {
    if (box.endedAt !== null) return [];
    const usedSeconds = box.startedAt === null ? 0 : used(box.startedAt.getTime(), at);
    return [{ box, usedSeconds, seconds: Math.max(box.plannedSeconds, usedSeconds) }];
  });
  const deadline = begin + agenda.plannedSeconds * 1_000;
  const ahead = (): number => rests.reduce((sum, rest) => sum + rest.seconds - rest.usedSeconds, 0);
  const missing = take(rests, Math.max(0, ahead() - seconds(deadline - at)));
  let cursor = at;
  const boxes = agenda.boxes.map((box): TimedBox => {
    const rest = rests.find((one) => one.box === box);
    if (!rest) return over(box, begin, used);
    const startsAt = box.startedAt?.getTime() ?? cursor;
    cursor += (rest.seconds - rest.usedSeconds) * 1_000;
    return {
      key: box.key,
      startsAt: new Date(startsAt),
      endsAt: new Date(cursor),
      seconds: rest.seconds,
      cutSeconds: Math.max(0, box.plannedSeconds - rest.seconds),
      overSeconds: Math.max(0, rest.usedSeconds - box.plannedSeconds),
    };
  });
  const elapsedSeconds = used(begin, at);
  return { boxes, endsAt: new Date(cursor), endMovesSeconds: missing, elapsedSeconds };
}

/** Takes seconds from those that give. @returns What nobody could give. */
function take(rests: readonly Rest[], deficit: number): number {
  const giving = rests
    .filter(({ box }) => box.givesAt !== null)
    .toSorted((a, b) => (a.box.givesAt ?? 0) - (b.box.givesAt ?? 0));
  let missing = deficit;
  for (const rest of giving) {
    const room = Math.max(0, rest.seconds - Math.max(rest.box.leastSeconds, rest.usedSeconds));
    const taken = Math.min(room, missing);
    rest.seconds -= taken;
    missing -= taken;
  }
  return missing;
}

/** A box that is over; one that was skipped took no time. */
function over(box: AgendaBox, begin: number, used: (from: number, to: number) => number): TimedBox {
  const endsAt = box.endedAt?.getTime() ?? begin;
  const startsAt = box.startedAt?.getTime() ?? endsAt;
  const took = used(startsAt, endsAt);
  const overSeconds = Math.max(0, took - box.plannedSeconds);
  return {
    key: box.key,
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    seconds: took,
    cutSeconds: 0,
    overSeconds,
  };
}

/** Milliseconds of interruptions between two instants. */
function pausedWithin({ pauses }: Agenda, from: number, to: number, now: number): number {
  return pauses.reduce((sum, { beganAt, endedAt }) => {
    const begin = Math.max(from, beganAt.getTime());
    const end = Math.min(to, endedAt?.getTime() ?? now);
    return sum + Math.max(0, end - begin);
  }, 0);
}

/** Whole seconds, never negative. */
function seconds(milliseconds: number): number {
  return Math.max(0, Math.floor(milliseconds / 1_000));
}

/** An item among those of a sitting. */
export interface PlannedItem {
  readonly plannedStart: Date;
  readonly plannedMinutes: number;
  readonly startedAt: Date | null;
  /** End that holds now: when it ended or was stopped, or its expected end while it runs; `null` before it begins. */
  readonly endsAt: Date | null;
}

/** When an item begins and ends as things stand. */
export interface ExpectedItem {
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** How much later than planned. */
  readonly delaySeconds: number;
}

/**
 * When each item of a sitting is to be expected: one after another, none before it was planned, none before the one
 * before it has ended.
 *
 * @param items In the order of the sitting.
 */
export function expectItems(items: readonly PlannedItem[], now: Date): readonly ExpectedItem[] {
  let free = 0;
  // Once a sitting is under way, what has not begun does not begin in the past.
  const soonest = items.some(({ startedAt }) => startedAt !== null) ? now.getTime() : 0;
  return items.map((item) => {
    const planned = item.plannedStart.getTime();
    const length = item.plannedMinutes * 60_000;
    const startsAt = item.startedAt?.getTime() ?? item.endsAt?.getTime() ?? Math.max(planned, free, soonest);
    const endsAt = item.endsAt?.getTime() ?? startsAt + length;
    free = Math.max(free, endsAt);
    const delaySeconds = seconds(startsAt - planned);
    return { startsAt: new Date(startsAt), endsAt: new Date(endsAt), delaySeconds };
  });
}
