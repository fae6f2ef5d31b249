import { setTimeout as delay } from 'node:timers/promises';
import type { Outage } from '../check-leases.js';
import type { ChaosInstallation } from './installation.js';
import type { ChaosNode } from './node.js';
import type { Random } from './random.js';

/** How often what is done to an installation; times in milliseconds. */
export interface KillerSettings {
  /** Pause between two blows, shortest and longest. */
  readonly pauseMs: readonly [number, number];
  /** How often the database is stopped without warning, spread over the run. */
  readonly crashes: number;
  readonly durationMs: number;
}

/** Longest time a killed node lies before it is started again. */
const DEAD_MS = 1_500;
/** Long enough that the database gives up waiting for a frozen node. */
const FROZEN_MS = 9_500;
/** One of so many blows freezes a node instead of killing it. */
const FREEZE_EVERY = 6;

/** Kills, freezes and starts again: nodes at random, and the database. Never both nodes that only together are enough. */
export class Killer {
  readonly outages: Outage[] = [];
  readonly kills = { api: 0, worker: 0 };
  freezes = 0;
  readonly #installation: ChaosInstallation;
  readonly #random: Random;
  readonly #settings: KillerSettings;
  readonly #stopping = new AbortController();
  readonly #frozen = new Set<ChaosNode>();
  readonly #revivals = new Set<Promise<void>>();

  constructor(installation: ChaosInstallation, random: Random, settings: KillerSettings) {
    this.#installation = installation;
    this.#random = random;
    this.#settings = settings;
  }

  /** Works until {@link stop}, and leaves every node and the database running. */
  async work(): Promise<void> {
    const results = await Promise.allSettled([this.#killNodes(), this.#crashDatabase()]);
    const revivals = await Promise.allSettled(this.#revivals);
    for (const result of [...results, ...revivals]) {
      if (result.status === 'rejected')
        throw result.reason instanceof Error ? result.reason : new Error('killer');
    }
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #pause(ms: number): Promise<boolean> {
    await delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    return !this.#stopping.signal.aborted;
  }

  async #killNodes(): Promise<void> {
    for (let blow = 1; await this.#pause(this.#random.between(...this.#settings.pauseMs)); blow += 1) {
      const victim = this.#pickVictim();
      if (!victim) continue;
      const revival = blow % FREEZE_EVERY === 0 ? this.#freeze(victim) : this.#kill(victim);
      this.#revivals.add(revival);
      revival.then(
        () => this.#revivals.delete(revival),
        () => undefined,
      );
    }
  }

  #pickVictim(): ChaosNode | undefined {
    const isUp = (node: ChaosNode) => node.isReady && !this.#frozen.has(node);
    const { apis, workers } = this.#installation;
    const spare = [apis, workers].flatMap((group) => {
      const up = group.filter(isUp);
      return up.length > 1 ? up : [];
    });
    return spare.length > 0 ? this.#random.pick(spare) : undefined;
  }

  async #kill(node: ChaosNode): Promise<void> {
    this.kills[node.settings.role] += 1;
    await node.kill();
    await this.#pause(this.#random.between(0, DEAD_MS));
    await node.start();
  }

  /** Stopped in the middle of whatever it does, it goes on later as if nothing had been. */
  async #freeze(node: ChaosNode): Promise<void> {
    const { pid } = node;
    if (pid === undefined) return;
    this.freezes += 1;
    this.#frozen.add(node);
    process.kill(pid, 'SIGSTOP');
    try {
      await this.#pause(FROZEN_MS);
    } finally {
      process.kill(pid, 'SIGCONT');
      this.#frozen.delete(node);
    }
  }

  async #crashDatabase(): Promise<void> {
    const { crashes, durationMs } = this.#settings;
    const { cluster } = this.#installation;
    for (let index = 1; index <= crashes; index += 1) {
      if (!(await this.#pause((durationMs / (crashes + 1)) * this.#random.between(0.85, 1)))) return;
      const from = Date.now();
      await cluster.crash();
      await this.#pause(this.#random.between(0, DEAD_MS));
      await cluster.restart();
      this.outages.push({ from, until: Date.now() });
    }
  }
}
