import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import type { ProcessId } from '../../kernel/index.js';
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
} from '../../platform/index.js';
import { PROCESS_CHANNEL, ProcessVersions, versionOf } from '../persistence/process-versions.js';
import { Gate } from './process-changes-gate.js';
import { ProcessQueries, type ProcessDetails } from './process-queries.js';
import { ProcessWatchers, Watcher } from './process-watchers.js';

/** How often a node looks itself whether watched processes have moved: an announcement may have been lost. */
const LOOK_EVERY_MS = 1_000;
/** How often everybody is authorised again even if nothing is heard: a role may just have run out. */
const AUTHORISE_EVERY_MS = 30_000;
/** Looks of subscriptions at the same time, so that they leave connections for requests. */
const PARALLEL_LOOKS = 4;
/** Pause after a failed look; after as many failures in a row the subscription ends. */
const RETRY_MS = 1_000;
const MOST_FAILURES = 30;

/**
 * Changes of processes as they happen, on whatever node.
 *
 * Nodes announce what they committed; whoever watches then reads the process with the rights of that moment. What is
 * announced can get lost with its node, so watched processes are also looked at each second: a change arrives within a
 * moment, and within about a second in any case (ADR 0011).
 */
@Injectable()
export class ProcessChanges implements OnModuleInit, OnModuleDestroy {
  private readonly logger = new Logger(ProcessChanges.name);
  private readonly watchers = new ProcessWatchers();
  private readonly gate = new Gate(PARALLEL_LOOKS);
  private timer: NodeJS.Timeout | undefined;
  private authorisedAt = Date.now();

  constructor(
    private readonly listener: NotificationListener,
    private readonly unitOfWork: UnitOfWork,
    private readonly versions: ProcessVersions,
    private readonly queries: ProcessQueries,
  ) {}

  onModuleInit(): void {
    this.listener.on(PROCESS_CHANNEL, (payload) => this.watchers.heard(announcedIn(payload)));
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
   * The process now, and each time it has changed. Changes that follow each other faster than the reader takes them
   * come as one.
   *
   * @param principal     Who subscribes.
   * @param present       Who reads now; asked before each look.
   * @param afterRevision Revision the reader has seen; the first message then comes only when there is a higher one.
   * @throws {AccessDenied} through the stream, when there is no such process or the reader may not see it any more.
   */
  watch(
    principal: Principal,
    present: PresentReader,
    { processId, afterRevision = -1 }: { readonly processId: ProcessId; readonly afterRevision?: number },
  ): AsyncGenerator<ProcessDetails, void, undefined> {
    return endableStream((signal) => this.changes(principal, present, { processId, afterRevision }, signal));
  }

  private async *changes(
    principal: Principal,
    present: PresentReader,
    { processId, afterRevision }: { readonly processId: ProcessId; readonly afterRevision: number },
    signal: AbortSignal,
  ): AsyncGenerator<ProcessDetails, void, undefined> {
    const watcher = new Watcher(principal.regionId, principal.accountId, processId);
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
        const details = await this.look(present, processId, signal);
        if (!details || signal.aborted) return;
        const { process } = details;
        watcher.caseId = process.caseId;
        const isNew = seen === undefined ? process.revision > afterRevision : seen !== versionOf(process);
        seen = versionOf(process);
        this.watchers.looked(watcher, seen);
        if (isNew) yield details;
      }
    } finally {
      this.watchers.remove(watcher);
    }
  }

  /** Survives a database that is away for a while. @returns `undefined` when aborted. */
  private async look(
    present: PresentReader,
    processId: ProcessId,
    signal: AbortSignal,
  ): Promise<ProcessDetails | undefined> {
    for (let failures = 1; !signal.aborted; failures += 1) {
      try {
        return await this.gate.pass(async () => this.queries.get(await present(), processId));
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
        const read = this.unitOfWork.run(systemPrincipal(regionId), (tx) => this.versions.read(tx, ids));
        this.watchers.heard(await read);
      }
    } catch (error) {
      this.logger.warn({ event: 'subscriptions.not-looked', error: describeError(error) }, 'Could not look');
    }
    this.timer = undefined;
    if (this.watchers.size > 0) this.keepLooking();
  }
}
