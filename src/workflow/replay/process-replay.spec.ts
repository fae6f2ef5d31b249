import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { contentOf, readVocabulary } from '#test/support/workflow-folder.js';
import { asId, chainHash, CHAIN_START } from '../../kernel/index.js';
import { hashedContent } from '../application/event-record.js';
import { storedState } from '../application/process-state.js';
import { definitionHash } from '../domain/definition-hash.js';
import type { ProcessDefinition } from '../domain/definition.js';
import { START_EVENT, type ChainedEvent, type ProcessView } from '../domain/process.js';
import { registryFromVocabulary } from '../domain/registry.js';
import { compile, decide, initial } from '../kernel/kernel.js';
import { beforeStart, carryOn, type Course } from './course.js';
import { ProcessReplay } from './process-replay.js';
import { replayDefinition } from './replay-definition.js';

const folder = 'test/fixtures/workflows';
const definition = contentOf<ProcessDefinition>(`${folder}/library-loan/1.json`);
const hash = definitionHash(definition);
const live = compile(definition, registryFromVocabulary(readVocabulary(folder)));
const known = replayDefinition(definition);
const REGION = 'lippe';
const START = '2026-09-01T08:00:00.000Z';

const nowhere = beforeStart(
  {
    id: asId('0192d000-0000-7000-8000-000000000001'),
    definitionKey: definition.key,
    subject: { type: 'loan', id: '0192d000-0000-7000-8000-000000000002' },
    caseId: null,
  } as ProcessView,
  hash,
  START,
);

/** An attempt to move the loan: an event or the expiry of a deadline, on a day, under facts. */
interface Attempt {
  readonly type: string;
  readonly afterDays: number;
  readonly facts: { readonly readerCardValid: boolean; readonly copiesLeft: boolean };
  readonly kind: string;
}

const PAYLOADS: Readonly<Record<string, (at: string, kind: string) => Record<string, string>>> = {
  REQUESTED: (_at, kind) => ({ title: 'Momo', kind }),
  HANDED_OUT: (at) => ({ on: at.slice(0, 10) }),
  EXTENDED: (at) => ({ on: at.slice(0, 10) }),
};

/** What a database gives back: the same data, keys of objects in another order. */
function stored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toReversed())
      : inner,
  ) as T;
}

/** Plays attempts through the kernel with the real guards; refused ones leave no entry. */
function logOf(attempts: readonly Attempt[]): { readonly entries: ChainedEvent[]; readonly course: Course } {
  const entries: ChainedEvent[] = [];
  let course: Course = { process: nowhere, deadlines: [] };
  let at = START;
  const send = (type: string, facts: Attempt['facts'], payload: Record<string, string>): void => {
    const source = type.startsWith('xstate.') ? ('clock' as const) : ('actor' as const);
    const decision =
      type === START_EVENT
        ? initial(live, { facts, at })
        : decide(live, storedState(course.process), { type, payload }, facts, { at, source });
    if (decision.kind === 'rejected') return;
    const actor =
      source === 'clock'
        ? { kind: 'system' as const, id: nowhere.id, codes: ['SYS'] }
        : { kind: 'staff' as const, id: nowhere.id, codes: ['LIBRARY', 'READER'] };
    const id = `0192d000-0000-7000-8000-${String(entries.length).padStart(12, '0')}`;
    const step = carryOn(
      live,
      course,
      { regionId: REGION, id, event: { type, payload }, actor, at },
      decision,
    );
    entries.push(step.entry);
    course = step.after;
  };
  send(START_EVENT, { readerCardValid: true, copiesLeft: true }, {});
  for (const { type, afterDays, facts, kind } of attempts) {
    at = new Date(Date.parse(at) + afterDays * 86_400_000).toISOString();
    const row = course.deadlines.find((each) => each.status === 'open' && each.eventType === type);
    if (type.startsWith('xstate.') && (!row || row.firesOn > at.slice(0, 10))) continue;
    send(type, facts, PAYLOADS[type]?.(at, kind) ?? {});
  }
  return { entries, course };
}

function replayed(entries: readonly ChainedEvent[]): ProcessReplay {
  const replay = new ProcessReplay({ regionId: REGION, process: nowhere, definition: () => known });
  for (const entry of entries) replay.take(stored(entry));
  return replay;
}

const attempt = fc.record({
  type: fc.constantFrom(...Object.keys(definition.events), ...live.timers.keys()),
  afterDays: fc.integer({ min: 0, max: 40 }),
  facts: fc.record({ readerCardValid: fc.boolean(), copiesLeft: fc.boolean() }),
  kind: fc.constantFrom('BOOK', 'GAME'),
});
const attempts = fc.array(attempt, { maxLength: 25 });

const facts = { readerCardValid: true, copiesLeft: false };
const lent = logOf(
  ['REQUESTED', 'HANDED_OUT', 'MISPLACED', 'FOUND'].map((type) => ({
    type,
    afterDays: 1,
    facts,
    kind: 'BOOK',
  })),
);

/** The log with one entry changed and every hash from there on computed anew. */
function forged(seq: number, change: Partial<ChainedEvent>): ChainedEvent[] {
  let previous = CHAIN_START;
  return lent.entries.map((entry) => {
    const changed = { ...entry, ...(entry.seq === seq ? change : {}), prevHash: previous };
    previous = chainHash(previous, hashedContent(REGION, nowhere.id, changed));
    return { ...changed, hash: previous };
  });
}

describe('replay', () => {
  it('of any log makes the same process, without the facts of the day', () => {
    fc.assert(
      fc.property(attempts, (list) => {
        const { entries, course } = logOf(list);
        const replay = replayed(entries);
        expect(replay.finish(stored(course.process), stored(course.deadlines))).toBeUndefined();
        expect(replay.present).toEqual(course);
      }),
    );
  });

  it('of any log names the first entry in which a state was changed', () => {
    fc.assert(
      fc.property(attempts, fc.nat(), (list, place) => {
        const { entries } = logOf(list);
        const index = place % entries.length;
        const tampered = entries.map((entry, at) =>
          at === index ? { ...entry, toStates: ['library-loan.elsewhere'] } : entry,
        );
        expect(replayed(tampered).difference).toMatchObject({
          place: 'entry',
          seq: index + 1,
          field: 'toStates',
          found: '["library-loan.elsewhere"]',
          isChainWhole: false,
        });
      }),
    );
  });

  it.each<[string, number, Partial<ChainedEvent>, string]>([
    ['a norm', 2, { legalBasis: ['§ 99 Benutzungsordnung'] }, 'legalBasis'],
    ['an owner', 3, { waitingFor: ['LIBRARY'] }, 'waitingFor'],
    ['an inner step', 3, { microsteps: [] }, 'microsteps'],
    ['the states before', 3, { fromStates: [] }, 'fromStates'],
    ['the definition', 3, { definitionHash: 'f'.repeat(64) }, 'definitionHash'],
    ['a sender who may not', 3, { actorCode: 'READER' }, 'event'],
    ['a payload that is none', 3, { payload: { on: 'tomorrow' } }, 'event'],
    ['an event that cannot be now', 3, { type: 'FEE_PAID' }, 'event'],
    ['an expiry without deadline', 5, { type: [...live.timers.keys()].at(-1) ?? '' }, 'deadline'],
    ['a verdict', 2, { guards: [] }, 'event'],
    [
      'a guard that was not asked',
      2,
      { guards: [{ guard: 'copiesLeft', params: { atLeast: 2 }, verdict: true }] },
      'guards',
    ],
    [
      'a verdict that follows from the payload',
      2,
      { guards: lent.entries[1]?.guards.map((guard) => ({ ...guard, verdict: true })) ?? [] },
      'guards',
    ],
    ['an unknown entry of the engine', 3, { type: 'process.teleported' }, 'type'],
  ])('finds %s in a log whose hashes were all computed anew', (_case, seq, change, field) => {
    expect(replayed(forged(seq, change)).difference).toMatchObject({
      place: 'entry',
      seq,
      field,
      isChainWhole: true,
    });
  });

  it.each<[string, Partial<ProcessView>, string]>([
    ['definitionHash', { definitionHash: 'f'.repeat(64) }, 'process'],
    ['definitionKey', { definitionKey: 'parking-permit' }, 'entry'],
  ])('finds a row whose %s is not that of its log', (field, change, place) => {
    const row = { ...lent.course.process, ...change };
    const replay = new ProcessReplay({ regionId: REGION, process: row, definition: () => known });
    for (const entry of lent.entries) replay.take(entry);
    expect(replay.finish(row, lent.course.deadlines)).toMatchObject({ place, field });
  });

  it('finds an entry that names another one before it', () => {
    const tampered = lent.entries.map((entry) =>
      entry.seq === 3 ? { ...entry, prevHash: CHAIN_START } : entry,
    );
    expect(replayed(tampered).difference).toMatchObject({ seq: 3, field: 'prevHash', isChainWhole: false });
  });

  it('says that a definition is missing instead of failing', () => {
    const replay = new ProcessReplay({ regionId: REGION, process: nowhere, definition: () => undefined });
    replay.take(lent.entries[0] as ChainedEvent);
    expect(replay.difference).toMatchObject({ place: 'definition', seq: 1, expected: hash });
  });

  it('leaves an entry of the engine to the replayer registered for it', () => {
    const [first] = lent.entries as [ChainedEvent];
    const own: ChainedEvent = { ...first, seq: 2, type: 'process.noted', prevHash: first.hash };
    const replay = new ProcessReplay({
      regionId: REGION,
      process: nowhere,
      definition: () => known,
      replayers: {
        'process.noted': ({ before, entry }) => ({
          kind: 'replayed',
          entry,
          after: { ...before, process: { ...before.process, revision: 2 } },
          effects: [],
        }),
      },
    });
    replay.take(first);
    replay.take(own);
    expect(replay.difference).toBeUndefined();
    expect(replay.present.process.revision).toBe(2);
  });

  it('shows nothing of payload and context', () => {
    const changed = stored(lent.course.process);
    const difference = replayed(lent.entries).finish(
      { ...changed, context: { ...changed.context, title: 'Krabat' } },
      lent.course.deadlines,
    );
    expect(difference).toMatchObject({ place: 'process', field: 'context (title)' });
    expect(JSON.stringify(difference)).not.toMatch(/Krabat|Momo/);
  });
});
