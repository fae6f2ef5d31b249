import { setTimeout as delay } from 'node:timers/promises';
import type { Outcome, Read, Write } from './history.js';
import { readOnce, sendOnce, type SeenProcess, type SentEvent } from './support/api-client.js';
import { Random } from './support/random.js';

/** How often an event is repeated under its key before its writer gives it up. */
const MAX_ATTEMPTS = 40;
/** One of so many loans is a popular one that all writers want. */
const POPULAR_EVERY = 12;
/** One of so many attempts is given up by the client itself, while the node is at work or just about to answer. */
const HANG_UP_EVERY = 12;
const HANG_UP_MS = [2, 60] as const;
/** First day of a loan that is overdue as soon as it begins. */
const LONG_AGO = '2026-01-05';
/** First day of a loan that does not become overdue while anybody runs this. */
const FAR_AHEAD = '2190-01-05';

/** What the writers work on. */
export interface Field {
  readonly processIds: readonly string[];
  /** Addresses of the API nodes, dead ones included. */
  readonly urls: readonly string[];
  /** Token of a writer. */
  readonly tokenOf: (writer: number) => string;
}

/** Clients that send events to loans for as long as they may, and write down what they saw. */
export class Writers {
  readonly writes: Write[] = [];
  readonly reads: Read[] = [];
  readonly #field: Field;
  readonly #random: Random;
  /** What was last seen of each loan, by whomever. */
  readonly #seen = new Map<string, SeenProcess>();
  #moment = 0;
  #isOver = false;

  constructor(field: Field, seed: number) {
    this.#field = field;
    this.#random = new Random(seed);
  }

  /** Lets them work until {@link stop}; resolves when every event begun has an answer or was given up. */
  async work(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, (_, index) => this.#writer(index)));
  }

  stop(): void {
    this.#isOver = true;
  }

  async #writer(index: number): Promise<void> {
    for (let turn = 0; !this.#isOver; turn += 1) {
      const processId = this.#pickProcess();
      const known = this.#seen.get(processId);
      const seen = known && this.#random.next() < 0.8 ? known : await this.#read(index, processId);
      if (seen) await this.#write(index, turn, processId, seen);
      else await delay(this.#random.between(20, 100));
    }
  }

  #pickProcess(): string {
    const { processIds } = this.#field;
    const popular = processIds.filter((_, index) => index % POPULAR_EVERY === 0);
    return this.#random.pick(this.#random.next() < 0.4 ? popular : processIds);
  }

  async #read(writer: number, processId: string): Promise<SeenProcess | undefined> {
    const invoked = ++this.#moment;
    const seen = await readOnce(this.#random.pick(this.#field.urls), this.#field.tokenOf(writer), processId);
    if (!seen) return undefined;
    this.reads.push({ processId, revision: seen.revision, invoked, ended: ++this.#moment });
    this.#learn(processId, seen);
    return seen;
  }

  async #write(writer: number, turn: number, processId: string, seen: SeenProcess): Promise<void> {
    const { type, next } = this.#choose(seen.state);
    const mark = `writer-${writer}-${turn}`;
    const on = this.#random.next() < 0.6 ? LONG_AGO : FAR_AHEAD;
    const input: SentEvent = {
      idempotencyKey: mark,
      processId,
      type,
      payload: { mark, ...(type === 'LENT' ? { on } : {}) },
      expectedRevision: seen.revision,
    };
    const invoked = ++this.#moment;
    let outcome: Outcome | undefined;
    let attempts = 0;
    while (!outcome && attempts < MAX_ATTEMPTS) {
      if (attempts > 0) await delay(this.#random.between(20, Math.min(1_000, 60 * attempts)));
      attempts += 1;
      const patience =
        this.#random.next() < 1 / HANG_UP_EVERY ? this.#random.between(...HANG_UP_MS) : undefined;
      const url = this.#random.pick(this.#field.urls);
      outcome = await sendOnce(url, this.#field.tokenOf(writer), input, patience && Math.ceil(patience));
    }
    outcome ??= { kind: 'unknown' };
    const { expectedRevision } = input;
    this.writes.push({
      mark,
      processId,
      type,
      expectedRevision,
      attempts,
      invoked,
      ended: ++this.#moment,
      outcome,
    });
    if (outcome.kind === 'acknowledged' && outcome.revision === seen.revision + 1) {
      this.#learn(processId, { revision: outcome.revision, state: next });
    } else {
      this.#seen.delete(processId);
    }
  }

  /** An event that fits the state, and the state after it. */
  #choose(state: string): { readonly type: string; readonly next: string } {
    const out = [
      { type: 'RENEWED', next: state === 'lent' ? 'renewed' : 'lent' },
      { type: 'RETURNED', next: 'shelf' },
      { type: 'NOTED', next: state },
    ];
    if (state === 'shelf') return this.#random.pick([{ type: 'LENT', next: 'lent' }, ...out.slice(2)]);
    return this.#random.pick(state === 'overdue' ? out.slice(1) : out);
  }

  #learn(processId: string, seen: SeenProcess): void {
    if ((this.#seen.get(processId)?.revision ?? -1) < seen.revision) this.#seen.set(processId, seen);
  }
}
