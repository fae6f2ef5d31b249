import type { ProcessDefinition } from '../domain/definition.js';
import type { DeadlineView, LoggedEvent, ProcessStatus, ProcessView } from '../domain/process.js';
import { isLeaf, ownerOf, statechartOf, type Statechart } from '../domain/statechart.js';
import { waitingTimes, type WaitingTimes } from '../domain/waiting-time.js';
import type { PictureMarks } from './picture-marks.js';
import { germanDate, statePathName } from './words.js';
import { dayOf } from '../domain/calendar-day.js';

/** What the course of a process is told from; nothing of it says whom it is about. */
export interface CourseInput {
  readonly definition: ProcessDefinition;
  readonly process: Pick<ProcessView, 'activeStates' | 'status' | 'stateEntries' | 'startedAt' | 'endedAt'>;
  /** The whole log, oldest first. */
  readonly events: readonly Pick<
    LoggedEvent,
    'seq' | 'type' | 'at' | 'fromStates' | 'toStates' | 'microsteps' | 'waitingFor'
  >[];
  readonly deadlines: readonly DeadlineView[];
  /** Instant up to which open waits count, ISO 8601 in UTC. */
  readonly now: string;
}

/** One event of the way. */
export interface CourseStep {
  readonly seq: number;
  /** Calendar day in Germany, `YYYY-MM-DD`. */
  readonly day: string;
  readonly label: string;
  /** States entered by it, German names. */
  readonly reached: readonly string[];
}

/** A state the process is in. */
export interface CoursePlace {
  readonly stateId: string;
  readonly label: string;
  /** Owner code; empty when nobody is named. */
  readonly owner: string;
  /** Calendar day, `YYYY-MM-DD`. */
  readonly since: string;
}

/** A running process as a picture and its page show it: no payload, no context, no sender. */
export interface ProcessCourse {
  readonly status: ProcessStatus;
  readonly startedOn: string;
  readonly endedOn: string | null;
  readonly places: readonly CoursePlace[];
  readonly steps: readonly CourseStep[];
  /** Open ones, by day. */
  readonly deadlines: readonly DeadlineView[];
  readonly waiting: WaitingTimes;
  /** Owner code → instant since when it is waited for without a break; owners that must act now. */
  readonly openSince: ReadonlyMap<string, string>;
  readonly marks: PictureMarks;
}

/** German name of a log entry. */
function eventName(definition: ProcessDefinition, type: string): string {
  const declared = definition.events[type]?.label.de;
  if (declared !== undefined) return declared;
  const [, delayKey = ''] = /^xstate\.after\.([A-Z0-9_]+)\./.exec(type) ?? [];
  const delay = definition.delays[delayKey]?.label.de;
  if (delay !== undefined) return `Frist abgelaufen: ${delay}`;
  return OF_THE_ENGINE[type] ?? type;
}

/** Entries that the engine writes itself. */
const OF_THE_ENGINE: Readonly<Record<string, string>> = {
  'xstate.init': 'Vorgang begonnen',
  'process.migrated': 'In eine andere Fassung übernommen',
  'process.cancelled': 'Vorgang abgebrochen',
  'process.reopened': 'Vorgang wieder aufgenommen',
};

function nameOf(chart: Statechart, stateId: string): string {
  const node = chart.byId.get(stateId);
  return node ? statePathName(node) : stateId;
}

/** Numbers under a key, in the order of coming. */
function collect(map: Map<string, number[]>, key: string, seq: number): void {
  const numbers = map.get(key) ?? [];
  if (!numbers.includes(seq)) map.set(key, [...numbers, seq]);
}

/** Numbers a mark still names one by one. */
const NAMED = 4;

function marksOf(input: CourseInput, chart: Statechart): PictureMarks {
  const [visits, taken] = [new Map<string, number[]>(), new Map<string, number[]>()];
  for (const { seq, fromStates, toStates, microsteps } of input.events) {
    const transitions = microsteps.flatMap((step) => step.transitions);
    for (const id of transitions) collect(taken, id, seq);
    for (const id of toStates) if (!fromStates.includes(id)) collect(visits, id, seq);
    // States passed at once were not waited in, but they belong to the way.
    for (const id of transitions) {
      const source = id.slice(0, id.indexOf('/'));
      const node = chart.byId.get(source);
      if (node && isLeaf(node) && !visits.has(source)) collect(visits, source, seq);
    }
  }
  const dayOfEvent = new Map(input.events.map(({ seq, at }) => [seq, germanDate(dayOf(at))]));
  const text = (numbers: readonly number[]) => {
    const shown = numbers.length > NAMED ? ['…', ...numbers.slice(1 - NAMED)] : numbers;
    return `${shown.join(', ')} · ${dayOfEvent.get(numbers.at(-1) ?? 0) ?? ''}`;
  };
  const places = input.process.activeStates.map((id) => `„${nameOf(chart, id)}“`).join(', ');
  return {
    present: new Set(input.process.activeStates),
    states: new Map([...visits].map(([id, numbers]) => [id, text(numbers)])),
    taken,
    description: `Der Vorgang steht in: ${places}. Blau ist der Weg, den er genommen hat; die Zahlen sind die Nummern der Ereignisse.`,
  };
}

function openWaits(events: CourseInput['events']): ReadonlyMap<string, string> {
  const open = (events.at(-1)?.waitingFor ?? []).map((owner): [string, string] => {
    const before = events.findLastIndex(({ waitingFor }) => !waitingFor.includes(owner));
    return [owner, events[before + 1]?.at ?? ''];
  });
  return new Map(open);
}

/** The way a process took, where it is, and how long it waited for whom. Pure; the same for page, picture and API. */
export function processCourse(input: CourseInput): ProcessCourse {
  const { definition, process, events, now } = input;
  const chart = statechartOf(definition.machine);
  const places = process.activeStates.map((stateId): CoursePlace => {
    const node = chart.byId.get(stateId);
    const since = dayOf(process.stateEntries[stateId]?.at ?? process.startedAt);
    return { stateId, label: nameOf(chart, stateId), owner: (node && ownerOf(node)) ?? '', since };
  });
  const steps = events.map(({ seq, type, at, fromStates, toStates }): CourseStep => {
    const reached = toStates.filter((id) => !fromStates.includes(id)).map((id) => nameOf(chart, id));
    return { seq, day: dayOf(at), label: eventName(definition, type), reached };
  });
  const isFinal = (stateId: string) => chart.byId.get(stateId)?.kind === 'final';
  return {
    status: process.status,
    startedOn: dayOf(process.startedAt),
    endedOn: process.endedAt === null ? null : dayOf(process.endedAt),
    places,
    steps,
    deadlines: input.deadlines.filter(({ status }) => status === 'open'),
    waiting: waitingTimes(events, { now, isFinal }),
    openSince: openWaits(events),
    marks: marksOf(input, chart),
  };
}
