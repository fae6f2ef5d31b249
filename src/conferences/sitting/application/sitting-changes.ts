import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import {
  ACCESS_CHANNEL,
  AccessDenied,
  accessChangeIn,
  announcedIn,
  describeError,
  endableStream,
  NotificationListener,
  pause,
  systemPrincipal,
  Unauthenticated,
  UnitOfWork,
  type PresentReader,
  type Principal,
} from '../../../platform/index.js';
import { readVersions } from '../persistence/sitting.repository.js';
import { SITTING_CHANNEL } from './sitting-announcements.js';
import { SittingReader } from './sitting-reader.js';
import type { SittingView } from './sitting-view.js';
import { SittingWatcher, SittingWatchers } from './sitting-watchers.js';

/** How often a node looks itself: an announcement may have been lost (ADR 0011). */
const LOOK_EVERY_MS = 500;
/** How often everybody is authorised again even if nothing is heard: a role may just have run out. */
const AUTHORISE_EVERY_MS = 30_000;
/** Pause after a failed look; after as many failures in a row the subscription ends. */
const RETRY_MS = 1_000;
const MOST_FAILURES = 30;

/**
 * A sitting as it goes on, on whatever node. A message is a look with the rights of that moment: who lost their basis, or
 * whose conference was blocked, gets no further one, and the subscription ends (ADR 0011).
 */
@Injectable()
export class SittingChanges implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(SittingChanges.name);
  private readonly watchers = new SittingWatchers();
  private timer: NodeJS.Timeout | undefined;
  private authorisedAt = Date.now();

  constructor(
    private readonly listener: NotificationListener,
    private readonly unitOfWork: UnitOfWork,
    private readonly reader: SittingReader,
  ) {}

  onModuleInit(): void {
    this.listener.on(SITTING_CHANNEL, (payload) =>
      this.watchers.announced(new Set(announcedIn(payload).keys())),
    );
    this.listener.on(ACCESS_CHANNEL, (payload) => {
      const change = accessChangeIn(payload);
      if (change) this.watchers.accessChanged(change);
    });
    this.listener.onListening(() => this.watchers.wakeAll());
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  /**
   * The sitting now, and each time it went on.
   *
   * @param present Who reads now; asked before each look.
   * @throws {AccessDenied} through the stream, when the reader may not see it, or not any more.
   */
  watch(
    principal: Principal,
    present: PresentReader,
    conferenceId: ConferenceId,
  ): AsyncGenerator<SittingView, void, undefined> {
    return endableStream((signal) => this.changes(principal, present, conferenceId, signal));
  }

  private async *changes(
    principal: Principal,
    present: PresentReader,
    conferenceId: ConferenceId,
    signal: AbortSignal,
  ): AsyncGenerator<SittingView, void, undefined> {
    const watcher = new SittingWatcher(principal.regionId, principal.accountId, conferenceId);
    signal.addEventListener('abort', () => watcher.wake());
    // Watched before the first look, so that nothing falls between the two.
    this.watchers.add(watcher);
    this.listener.start();
    this.keepLooking();
    let seen: string | undefined;
    try {
      for (;;) {
        await watcher.woken();
        if (signal.aborted) return;
        const view = await this.look(present, watcher, signal);
        if (!view || signal.aborted) return;
        const isNew = seen === undefined || seen !== watcher.version;
        seen = watcher.version;
        if (isNew) yield view;
      }
    } finally {
      this.watchers.remove(watcher);
    }
  }

  /** Survives a database that is away for a while. @returns `undefined` when aborted. */
  private async look(
    present: PresentReader,
    watcher: SittingWatcher,
    signal: AbortSignal,
  ): Promise<SittingView | undefined> {
    const { conferenceId, regionId } = watcher;
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        const reader = await present();
        // The version first: what changes between the two is looked at once more.
        const versions = await this.unitOfWork.run(systemPrincipal(regionId), (tx) =>
          readVersions(tx, [conferenceId]),
        );
        const view = await this.unitOfWork.run(reader, (tx) => this.reader.get(tx, conferenceId));
        watcher.version = versions.get(conferenceId);
        return view;
      } catch (error) {
        if (error instanceof AccessDenied || error instanceof Unauthenticated) throw error;
        if (failures >= MOST_FAILURES) throw error;
        await pause(RETRY_MS, signal);
      }
    }
    return undefined;
  }

  private keepLooking(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => void this.lookAround(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  private async lookAround(): Promise<void> {
    if (Date.now() - this.authorisedAt >= AUTHORISE_EVERY_MS) {
      this.authorisedAt = Date.now();
      this.watchers.wakeAll();
    }
    try {
      for (const [regionId, ids] of this.watchers.byRegion()) {
        const versions = await this.unitOfWork.run(systemPrincipal(regionId), (tx) => readVersions(tx, ids));
        this.watchers.compared(regionId, versions);
      }
    } catch (error) {
      this.logger.warn({ event: 'sittings.not-looked', error: describeError(error) }, 'Could not look');
    }
    this.timer = undefined;
    if (this.watchers.size > 0) this.keepLooking();
  }
}
