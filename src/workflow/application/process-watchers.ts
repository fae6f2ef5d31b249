import type { AccountId, CaseId, ProcessId, RegionId } from '../../kernel/index.js';
import type { AccessChange } from '../../platform/index.js';
import { processKey } from '../persistence/process-versions.js';

/** One open subscription to one process. However often it is woken before it looks, it looks once. */
export class Watcher {
  private isWoken = true;
  private resume: (() => void) | undefined;
  /** Known after the first look. */
  caseId: CaseId | null | undefined;

  constructor(
    readonly regionId: RegionId,
    readonly accountId: AccountId,
    readonly processId: ProcessId,
  ) {}

  /** Something may have changed. */
  wake(): void {
    this.isWoken = true;
    this.resume?.();
  }

  /** Resolves when it has been woken since the last time; the first time at once. */
  async woken(): Promise<void> {
    if (!this.isWoken) await new Promise<void>((resolve) => (this.resume = resolve));
    this.resume = undefined;
    this.isWoken = false;
  }
}

interface Watched {
  readonly processId: ProcessId;
  readonly regionId: RegionId;
  readonly watchers: Set<Watcher>;
  /** Last version heard of. */
  version: string | undefined;
}

/** The open subscriptions of this node, by process. */
export class ProcessWatchers {
  private readonly watched = new Map<string, Watched>();

  get size(): number {
    return this.watched.size;
  }

  add(watcher: Watcher): void {
    const { regionId, processId } = watcher;
    const key = processKey(regionId, processId);
    const entry = this.watched.get(key) ?? { regionId, processId, watchers: new Set(), version: undefined };
    entry.watchers.add(watcher);
    this.watched.set(key, entry);
  }

  remove(watcher: Watcher): void {
    const key = processKey(watcher.regionId, watcher.processId);
    const entry = this.watched.get(key);
    entry?.watchers.delete(watcher);
    if (entry?.watchers.size === 0) this.watched.delete(key);
  }

  /** What a look found, so that hearing of it later wakes nobody. */
  looked({ regionId, processId }: Watcher, version: string): void {
    const entry = this.watched.get(processKey(regionId, processId));
    if (entry) entry.version ??= version;
  }

  /** Wakes who watches processes whose version is another than the one heard of last. */
  heard(versions: ReadonlyMap<string, string>): void {
    for (const [key, version] of versions) {
      const entry = this.watched.get(key);
      if (!entry || entry.version === version) continue;
      entry.version = version;
      for (const watcher of entry.watchers) watcher.wake();
    }
  }

  /** Wakes whom a change of access may concern. */
  accessChanged({ regionId, caseId, accountId }: AccessChange): void {
    for (const watcher of this.all()) {
      if (watcher.regionId !== regionId) continue;
      if (accountId !== undefined && watcher.accountId !== accountId) continue;
      // Whoever has not looked yet is about to.
      if (caseId !== undefined && watcher.caseId !== undefined && watcher.caseId !== caseId) continue;
      watcher.wake();
    }
  }

  /** Wakes everybody, because something may have been missed. */
  wakeAll(): void {
    for (const watcher of this.all()) watcher.wake();
  }

  /** Watched processes of each region. */
  byRegion(): ReadonlyMap<RegionId, readonly ProcessId[]> {
    const regions = new Map<RegionId, ProcessId[]>();
    for (const { regionId, processId } of this.watched.values()) {
      const ids = regions.get(regionId);
      if (ids) ids.push(processId);
      else regions.set(regionId, [processId]);
    }
    return regions;
  }

  private *all(): Generator<Watcher> {
    for (const { watchers } of this.watched.values()) yield* watchers;
  }
}
