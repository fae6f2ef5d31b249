import { Injectable, Logger } from '@nestjs/common';
import { Temporal } from 'temporal-polyfill';
import { AuditLog } from '../../../audit/index.js';
import { asId, type RegionId } from '../../../kernel/index.js';
import { Clock, systemPrincipal, UnitOfWork, type Tx } from '../../../platform/index.js';
import { isoOf } from '../../application/process-state.js';
import type { StuckProcess } from '../domain/stuck-cause.js';
import { StuckProcessStore, type OpenStuckProcess } from '../persistence/stuck-process.store.js';
import { FindStuckProcesses } from './find-stuck-processes.js';

/** What one look changed. */
export interface MonitorReport {
  /** Processes registered as stuck for the first time. */
  readonly seen: number;
  /** Entries that ended. */
  readonly healed: number;
  /** Entries that are open now. */
  readonly open: number;
}

/** Shortest time between two looks at a region, whichever node looks. */
const LOOK_AGAIN = Temporal.Duration.from({ seconds: 25 });
/** More entries than anybody reads; what is beyond waits for the first ones to heal. */
const MAX_OPEN = 10_000;

/**
 * Keeps the register of processes that cannot move. New and healed ones are written to the log and to the audit
 * register, by ids and codes only.
 */
@Injectable()
export class ProcessMonitor {
  private readonly logger = new Logger(ProcessMonitor.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly finder: FindStuckProcesses,
    private readonly store: StuckProcessStore,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** Looks at every region that no node has looked at just now. */
  async run(): Promise<MonitorReport> {
    const total = { seen: 0, healed: 0, open: 0 };
    for (const regionId of await this.regions()) {
      const report = await this.look(regionId);
      total.seen += report?.seen ?? 0;
      total.healed += report?.healed ?? 0;
      total.open += report?.open ?? 0;
    }
    return total;
  }

  private async regions(): Promise<readonly RegionId[]> {
    return this.unitOfWork.run(systemPrincipal(asId('system')), async (tx) => {
      const rows = await tx.query<{ region_id: string }>(`SELECT region_id FROM region ORDER BY region_id`);
      return rows.map((row) => asId<RegionId>(row.region_id));
    });
  }

  private async look(regionId: RegionId): Promise<MonitorReport | undefined> {
    return this.unitOfWork.run(systemPrincipal(regionId), async (tx) => {
      const now = this.clock.now();
      const at = isoOf(now);
      if (!(await this.store.takeTurn(tx, at, isoOf(now.subtract(LOOK_AGAIN))))) return undefined;
      const open = await this.store.open(tx, MAX_OPEN);
      const deadEnds = open.filter(({ cause }) => cause === 'DEAD_END').map(({ processId }) => processId);
      const { found, incomplete } = await this.finder.find(tx, now, deadEnds);
      const fresh = without(found, open).slice(0, MAX_OPEN - open.length);
      const gone = without(open, found).filter(({ cause }) => !incomplete.has(cause));
      for (const entry of fresh) this.see(tx, entry, at);
      for (const entry of gone) this.heal(tx, entry, at);
      return { seen: fresh.length, healed: gone.length, open: open.length + fresh.length - gone.length };
    });
  }

  private see(tx: Tx, entry: StuckProcess, at: string): void {
    this.store.register(tx, entry, at);
    this.note(tx, 'PROCESS_STUCK', entry);
    const { processId, cause: code } = entry;
    this.logger.warn({ message: 'Process cannot move', event: 'PROCESS_STUCK', processId, code });
  }

  private heal(tx: Tx, entry: OpenStuckProcess, at: string): void {
    this.store.heal(tx, entry.id, at);
    this.note(tx, 'PROCESS_MOVES_AGAIN', entry);
    const { processId, cause: code } = entry;
    this.logger.log({ message: 'Process moves again', event: 'PROCESS_MOVES_AGAIN', processId, code });
  }

  private note(tx: Tx, action: string, { processId, cause, since }: StuckProcess): void {
    this.auditLog.post(tx, {
      action,
      objectType: 'process',
      objectId: processId,
      details: { cause, since },
    });
  }
}

function without<Entry extends StuckProcess>(
  entries: readonly Entry[],
  others: readonly StuckProcess[],
): readonly Entry[] {
  const keyOf = ({ processId, cause }: StuckProcess): string => `${processId} ${cause}`;
  const known = new Set(others.map(keyOf));
  const once = new Map(entries.map((entry) => [keyOf(entry), entry]));
  return [...once].flatMap(([key, entry]) => (known.has(key) ? [] : [entry]));
}
