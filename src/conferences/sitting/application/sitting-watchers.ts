import type { AccountId, ConferenceId, RegionId } from '../../../kernel/index.js';
import type { AccessChange } from '../../../platform/index.js';
import { sittingKey } from './sitting-announcements.js';

/** One open subscription to a sitting. However often it is woken before it looks, it looks once. */
export class SittingWatcher {
  private isWoken = true;
  private resume: (() => void) | undefined;
  /** Version at the last look; `undefined` before it. */
  version: string | undefined;

  constructor(
    readonly regionId: RegionId,
    readonly accountId: AccountId,
    readonly conferenceId: ConferenceId,
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

/** The open subscriptions of this node. */
export class SittingWatchers {
  private readonly all = new Set<SittingWatcher>();

  get size(): number {
    return this.all.size;
  }

  add(watcher: SittingWatcher): void {
    this.all.add(watcher);
  }

  remove(watcher: SittingWatcher): void {
    this.all.delete(watcher);
  }

  /** Wakes who watches the conferences that were announced, by region and conference. */
  announced(keys: ReadonlySet<string>): void {
    for (const watcher of this.all)
      if (keys.has(sittingKey(watcher.regionId, watcher.conferenceId))) watcher.wake();
  }

  /** Wakes who has looked at another version than the one that holds. */
  compared(regionId: RegionId, versions: ReadonlyMap<ConferenceId, string>): void {
    for (const watcher of this.all) {
      const version = watcher.regionId === regionId ? versions.get(watcher.conferenceId) : undefined;
      if (version === undefined || version === watcher.version) continue;
      watcher.version = version;
      watcher.wake();
    }
  }

  /** Wakes whom a change of access may concern: of any case, since a sitting has several. */
  accessChanged({ regionId, accountId }: AccessChange): void {
    for (const watcher of this.all) {
      if (watcher.regionId !== regionId) continue;
      if (accountId === undefined || watcher.accountId === accountId) watcher.wake();
    }
  }

  /** Wakes everybody, because something may have been missed. */
  wakeAll(): void {
    for (const watcher of this.all) watcher.wake();
  }

  /** Watched conferences of each region. */
  byRegion(): ReadonlyMap<RegionId, readonly ConferenceId[]> {
    const regions = new Map<RegionId, Set<ConferenceId>>();
    for (const { regionId, conferenceId } of this.all) {
      const ids = regions.get(regionId) ?? new Set<ConferenceId>();
      regions.set(regionId, ids.add(conferenceId));
    }
    return new Map([...regions].map(([regionId, ids]) => [regionId, [...ids]]));
  }
}
