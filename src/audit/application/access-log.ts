import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { CaseId, PersonId, RegionId, UnitId } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  newId,
  RefusalObserver,
  systemPrincipal,
  UnitOfWork,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { postLines, type AccessLine } from '../persistence/access-log.store.js';

/** What somebody looks for when they read. */
export type AccessPurpose = 'CASE_WORK' | 'INTAKE' | 'OVERSIGHT';

/** What was read or searched; codes and identifiers only, never the words that were searched for. */
export interface AccessEntry {
  /** camelCase, e.g. `case`, `person`, `dataItems`. */
  readonly objectType: string;
  readonly objectId?: string;
  readonly caseId?: CaseId;
  readonly personId?: PersonId;
  /** Unit through which the reader reads. */
  readonly unitId?: UnitId | undefined;
  readonly purpose?: AccessPurpose;
}

type Kind = 'READ' | 'SEARCH' | 'EXPORT' | 'REFUSED';

/** Gathered lines are written after this time at the latest, so that a second is kept with room to spare. */
const GATHER_MS = 500;
const RETRY_MS = 1_000;
/** With lines that old, or that many, nothing is shown any more. */
const BEHIND_MS = 10_000;
const MOST_WAITING = 20_000;

/** The access log cannot be written: content stays closed until it can. */
export class AccessLogBehind extends Error {
  constructor() {
    super('The access log cannot be kept');
  }
}

/**
 * Who read or searched what; kept apart from the register of what was done.
 *
 * Lines about content of another unit's case, and exports, are part of the reading transaction: what cannot be logged is not
 * shown. All others are gathered in memory and written together within a second, so that they slow nobody down; at most those of
 * the last second get lost with a killed process. When they cannot be written for ten seconds, reading ends as well.
 *
 * What a person reads about themself and what the platform does by itself is not logged.
 */
@Injectable()
export class AccessLog extends RefusalObserver implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(AccessLog.name);
  private waiting = new Map<string, { readonly regionId: RegionId; readonly line: AccessLine }>();
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> | undefined;
  /** Time of the machine since which lines wait in vain. */
  private behindSince: number | undefined;
  /** Refusals that have their line. */
  private readonly noted = new WeakSet<AccessDenied>();

  constructor(
    private readonly clock: Clock,
    private readonly unitOfWork: UnitOfWork,
    private readonly adapterHost: HttpAdapterHost,
  ) {
    super();
  }

  /** Requests that are running when the end begins are answered after the last hook of Nest that has a database. */
  onModuleInit(): void {
    this.adapterHost.httpAdapter?.getInstance<FastifyInstance>().addHook('onClose', () => this.flush());
  }

  /**
   * Something was read.
   *
   * @param isForeign Content of a case that another unit leads: the line commits with the reading or nothing is read.
   * @throws {AccessLogBehind} nothing may be shown now.
   */
  read(tx: Tx, entry: AccessEntry, isForeign = false): void {
    this.keep(tx, 'READ', entry, isForeign);
  }

  /** Somebody searched or listed. @throws {AccessLogBehind} as {@link read}. */
  searched(tx: Tx, entry: AccessEntry): void {
    this.keep(tx, 'SEARCH', entry, false);
  }

  /** Something left the system as a file: the line commits with the reading or nothing leaves. */
  exported(tx: Tx, entry: AccessEntry): void {
    this.keep(tx, 'EXPORT', entry, true);
  }

  /**
   * Somebody asked for what is not there or not theirs. The transaction is about to be undone; the line stays.
   *
   * @returns What to throw.
   */
  refusal(principal: Principal, entry: AccessEntry): AccessDenied {
    const denied = new AccessDenied();
    this.noted.add(denied);
    this.gather(principal, 'REFUSED', entry);
    return denied;
  }

  /** What was refused anywhere else is kept with the door alone. */
  override noticed(denied: AccessDenied, principal: Principal, door: string): void {
    if (!this.noted.has(denied)) this.gather(principal, 'REFUSED', { objectType: door });
  }

  /** Writes what is waiting now; for the end of the process and for tests. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.writing;
    this.writing = this.write();
    await this.writing;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.flush();
  }

  private keep(tx: Tx, kind: Kind, entry: AccessEntry, inTransaction: boolean): void {
    if (tx.principal.kind !== 'staff') return;
    if (inTransaction) {
      const line = this.lineOf(tx.principal, kind, entry);
      if (line) postLines(tx, [line]);
      return;
    }
    const isLate = this.behindSince !== undefined && Date.now() - this.behindSince > BEHIND_MS;
    if (isLate || this.waiting.size >= MOST_WAITING) throw new AccessLogBehind();
    this.gather(tx.principal, kind, entry);
  }

  /** The parts of one page each read for themselves: what is the same and not yet written counts once. */
  private gather(principal: Principal, kind: Kind, entry: AccessEntry): void {
    const line = this.lineOf(principal, kind, entry);
    if (!line || this.waiting.size >= MOST_WAITING) return;
    const { id: _id, at: _at, ...what } = line;
    const key = JSON.stringify([principal.regionId, what]);
    if (!this.waiting.has(key)) this.waiting.set(key, { regionId: principal.regionId, line });
    this.schedule(GATHER_MS);
  }

  private lineOf(principal: Principal, kind: Kind, entry: AccessEntry): AccessLine | undefined {
    if (principal.kind !== 'staff') return undefined;
    const now = this.clock.now();
    return {
      id: newId(now),
      at: now.toString(),
      accountId: principal.accountId,
      staffId: principal.staffId,
      unitId: entry.unitId ?? principal.grants[0]?.unitId ?? null,
      kind,
      objectType: entry.objectType,
      objectId: entry.objectId ?? null,
      caseId: entry.caseId ?? null,
      personId: entry.personId ?? null,
      purpose: entry.purpose ?? 'CASE_WORK',
    };
  }

  private schedule(afterMs: number): void {
    if (this.timer) return;
    this.timer = setTimeout(() => void this.flush(), afterMs);
    this.timer.unref();
  }

  private async write(): Promise<void> {
    const batch = this.waiting;
    if (batch.size === 0) return;
    this.waiting = new Map();
    try {
      for (const [regionId, lines] of byRegion(batch.values()))
        await this.unitOfWork.run(systemPrincipal(regionId), async (tx) => postLines(tx, lines));
      this.behindSince = undefined;
    } catch (error) {
      this.logger.error({ message: 'Access log could not be written', error });
      this.behindSince ??= Date.now();
      this.waiting = new Map([...batch, ...this.waiting]);
      this.schedule(RETRY_MS);
    }
  }
}

function byRegion(
  entries: Iterable<{ readonly regionId: RegionId; readonly line: AccessLine }>,
): ReadonlyMap<RegionId, AccessLine[]> {
  const groups = new Map<RegionId, AccessLine[]>();
  for (const { regionId, line } of entries) groups.set(regionId, [...(groups.get(regionId) ?? []), line]);
  return groups;
}
