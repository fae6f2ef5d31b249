import { Temporal } from 'temporal-polyfill';
import { computeDeadline, holidayCalendar, plainDate } from '../../../src/kernel/index.js';
import { dayOf } from '../../../src/workflow/domain/calendar-day.js';
import type { Accepted, Intent, KernelDecision, StoredState } from '../../../src/workflow/domain/decision.js';
import type { FieldSchema, JsonObject, JsonValue } from '../../../src/workflow/domain/definition.js';
import type { Facts } from '../../../src/workflow/domain/registry.js';
import { candidates, possibleEvents } from '../../../src/workflow/kernel/candidates.js';
import type { CompiledDefinition } from '../../../src/workflow/kernel/compile.js';
import { decide, initial } from '../../../src/workflow/kernel/kernel.js';
import type { GuardUse } from './guard-use.js';
import { DATE_MODES, sampleValue, type DateMode } from './values.js';

/** Something that happens from outside. */
export type Move =
  | { readonly kind: 'start'; readonly context: JsonObject; readonly facts: Facts }
  | { readonly kind: 'event'; readonly type: string; readonly payload: JsonObject; readonly facts: Facts }
  | { readonly kind: 'expiry'; readonly type: string; readonly facts: Facts };

/** Where a process stands. */
export interface Position {
  readonly state: StoredState;
  /** Instant of the last event. */
  readonly at: string;
  /** Running deadlines: XState's event → morning on which it fires. */
  readonly deadlines: ReadonlyMap<string, string>;
}

/** A move that was accepted, with what came of it. */
export interface Outcome {
  readonly move: Move;
  readonly position: Position;
  readonly accepted: Accepted;
}

const START = '2026-09-01T08:00:00Z';
const MAX_PAYLOADS = 36;
const MAX_FACTS_TRIED_TOGETHER = 4;

/** Every start that a definition takes with one of the contexts, under every combination of facts. */
export function starts(
  compiled: CompiledDefinition,
  use: GuardUse,
  contexts: readonly JsonObject[],
): readonly Move[] {
  const names = [...compiled.transitions.values()]
    .filter(({ trigger }) => trigger === 'always' || trigger === 'onDone')
    .flatMap(use.factsOf);
  return contexts.flatMap((context) =>
    factChoices(names).map((facts): Move => ({ kind: 'start', context, facts })),
  );
}

/** What can be tried at a position: events with payloads generated from their schemas, and deadlines that run out. */
export function movesAt(
  compiled: CompiledDefinition,
  use: GuardUse,
  { state, at, deadlines }: Position,
): readonly Move[] {
  if (state.status === 'done') return [];
  const passing = [...compiled.transitions.values()].filter(
    ({ trigger }) => trigger === 'always' || trigger === 'onDone',
  );
  const facts = (type: string) =>
    factChoices([...candidates(compiled, state, type), ...passing].flatMap(use.factsOf));
  const events = possibleEvents(compiled, state).flatMap((type) =>
    payloads(compiled, use, type, dayOf(at)).flatMap((payload) =>
      facts(type).map((known): Move => ({ kind: 'event', type, payload, facts: known })),
    ),
  );
  const expiries = [...deadlines.keys()].flatMap((type) =>
    facts(type).map((known): Move => ({ kind: 'expiry', type, facts: known })),
  );
  return [...events, ...expiries];
}

/** Makes a move through the kernel; `undefined` when it is refused. */
export function make(
  compiled: CompiledDefinition,
  from: Position | undefined,
  move: Move,
): Outcome | undefined {
  const at = instantOf(from, move);
  const decision = decisionOn(compiled, from, move, at);
  if (decision.kind === 'rejected') return undefined;
  const deadlines = followDeadlines(from?.deadlines ?? new Map(), decision.intents, move);
  return { move, accepted: decision, position: { state: decision.next, at, deadlines } };
}

function instantOf(from: Position | undefined, move: Move): string {
  if (!from) return START;
  const soon = Temporal.Instant.from(from.at).add({ minutes: 1 }).toString();
  const fires = move.kind === 'expiry' ? from.deadlines.get(move.type) : undefined;
  return fires !== undefined && Temporal.Instant.compare(fires, soon) > 0 ? fires : soon;
}

function decisionOn(
  compiled: CompiledDefinition,
  from: Position | undefined,
  move: Move,
  at: string,
): KernelDecision {
  if (move.kind === 'start') return initial(compiled, { context: move.context, facts: move.facts, at });
  if (!from) throw new Error('A process starts first');
  const { type, facts } = move;
  if (move.kind === 'expiry') return decide(compiled, from.state, { type }, facts, { at, source: 'clock' });
  const by = compiled.definition.events[type]?.by ?? [];
  return decide(compiled, from.state, { type, payload: move.payload }, facts, {
    at,
    actorCodes: by.slice(0, 1),
  });
}

/** The deadlines that run afterwards; those whose start is not known do not run. */
function followDeadlines(
  before: ReadonlyMap<string, string>,
  intents: readonly Intent[],
  move: Move,
): ReadonlyMap<string, string> {
  const running = new Map(before);
  if (move.kind === 'expiry') running.delete(move.type);
  for (const intent of intents) {
    if (intent.kind === 'effect') continue;
    running.delete(intent.eventType);
    if (intent.kind !== 'scheduleDeadline') continue;
    const holidays = holidayCalendar(intent.rule.holidayRegion);
    const { firesOn } = computeDeadline(intent.rule, plainDate(intent.startsOn), holidays);
    running.set(intent.eventType, `${firesOn.toString()}T06:00:00Z`);
  }
  return running;
}

/** Truth of the facts: all combinations of a few, else all, none, and each one alone and alone not. */
function factChoices(names: readonly string[]): readonly Facts[] {
  const distinct = [...new Set(names)];
  const chosen = (holds: (name: string) => boolean): Facts =>
    Object.fromEntries(distinct.map((name) => [name, holds(name)]));
  if (distinct.length <= MAX_FACTS_TRIED_TOGETHER) {
    return Array.from({ length: 2 ** distinct.length }, (_, bits) =>
      chosen((name) => (bits & (1 << distinct.indexOf(name))) === 0),
    );
  }
  return [
    chosen(() => true),
    chosen(() => false),
    ...distinct.flatMap((one) => [chosen((name) => name === one), chosen((name) => name !== one)]),
  ];
}

/** Payloads of an event: every value a condition depends on, one generated value for the rest, dates in each mode. */
function payloads(
  compiled: CompiledDefinition,
  use: GuardUse,
  type: string,
  today: string,
): readonly JsonObject[] {
  const schema = compiled.definition.events[type]?.payload;
  if (!schema) return [{}];
  const asked = use.valuesFor(type);
  const fields = Object.entries(schema.properties);
  const hasDate = fields.some(([, field]) => field.format === 'date' || field.format === 'date-time');
  const modes = hasDate ? DATE_MODES : (['today'] as const);
  const all = modes.flatMap((mode) =>
    fields.reduce<readonly JsonObject[]>(
      (partial, [name, field]) => {
        const values = valuesOf(field, asked.get(name), today, mode);
        const mayBeLeftOut = asked.has(name) && !schema.required?.includes(name);
        return partial.flatMap((payload) => [
          ...values.map((value) => ({ ...payload, [name]: value })),
          ...(mayBeLeftOut ? [payload] : []),
        ]);
      },
      [{}],
    ),
  );
  const distinct = [...new Map(all.map((payload) => [JSON.stringify(payload), payload])).values()];
  return evenly(distinct, MAX_PAYLOADS);
}

function valuesOf(
  field: FieldSchema,
  asked: readonly JsonValue[] | undefined,
  today: string,
  mode: DateMode,
): readonly JsonValue[] {
  if (!asked) return [sampleValue(field, today, mode)];
  if (field.enum) return field.enum;
  if (field.type === 'boolean') return [true, false];
  const named = asked.filter((value) => typeof value === field.type);
  return [...new Set([...named, sampleValue(field, today, mode)])];
}

/** So many of the items, spread over the whole list. */
function evenly<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  return items.filter(
    (_, index) =>
      Math.floor((index * most) / items.length) !== Math.floor(((index - 1) * most) / items.length),
  );
}
