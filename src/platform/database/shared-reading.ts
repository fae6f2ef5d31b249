import type { Principal } from '../auth/principal.js';
import type { Tx } from './tx.js';

/** One transaction, open from the first reading until `end`. */
interface Opened {
  readonly tx: Promise<Tx>;
  readonly end: () => void;
  /** Settled once it is committed or undone. */
  readonly over: Promise<void>;
}

/**
 * The transaction that the parts of one page read in, begun by the first of them. Parts that fail by themselves leave the
 * others alone; a statement that fails fails the page.
 */
export class SharedReading {
  private opened: Opened | undefined;
  private isOver = false;
  private readonly running = new Set<Promise<unknown>>();

  /** @param open Runs its argument in one transaction. */
  constructor(
    private readonly principal: Principal,
    private readonly open: (reading: (tx: Tx) => Promise<void>) => Promise<void>,
  ) {}

  /** Others, and what outlives the page (timers), have transactions of their own. */
  serves(principal: Principal): boolean {
    return !this.isOver && principal === this.principal;
  }

  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const part = this.part(work);
    this.running.add(part);
    try {
      return await part;
    } finally {
      this.running.delete(part);
    }
  }

  private async part<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    this.opened ??= this.begin();
    return work(await this.opened.tx);
  }

  /** @throws what `work` or the end of the transaction fails with. */
  async readDuring<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      while (this.running.size > 0) await Promise.allSettled(this.running);
      this.isOver = true;
      this.opened?.end();
      await this.opened?.over;
    }
  }

  private begin(): Opened {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    let over: Promise<void> = ended;
    const tx = new Promise<Tx>((resolve, reject) => {
      over = this.open(async (opened) => {
        resolve(opened);
        await ended;
      });
      // Whoever reads hears of it; at the end of the page it is thrown again.
      over.catch(reject);
    });
    tx.catch(() => undefined);
    return { tx, end, over };
  }
}
