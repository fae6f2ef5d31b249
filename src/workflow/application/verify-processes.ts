import { asId, type HolidayRegion, type ProcessId, type RegionId } from '../../kernel/index.js';
import { systemPrincipal, type Tx, type UnitOfWork } from '../../platform/index.js';
import type { ProcessView } from '../domain/process.js';
import {
  VerificationStore,
  type LogCursor,
  type MissingProcess,
  type OwnedEvent,
  type VerificationFilter,
} from '../persistence/verification.store.js';
import { ProcessReplay, type Surroundings } from '../replay/process-replay.js';
import type { ReplayDifference } from '../replay/replay-difference.js';
import { ReplayDefinitions } from './verify-definitions.js';
import { VerifySurroundings } from './verify-surroundings.js';

/** Processes that share a snapshot. */
const PROCESSES_PER_PAGE = 50;
/** Log entries in memory at a time, per lane; few enough that no snapshot is idle for long on a busy machine. */
const EVENTS_PER_PAGE = 250;
/** Snapshots open at a time: one is read while another is recomputed. */
const LANES = 2;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** A process that is not what its log makes of it. */
export interface BrokenProcess {
  readonly regionId: RegionId;
  readonly processId: ProcessId;
  readonly difference: ReplayDifference;
}

/** How much was looked at. */
export interface Verification {
  readonly processes: number;
  readonly events: number;
  readonly broken: number;
}

/** What to look at, and whom to tell. */
export interface VerifyOptions extends VerificationFilter {
  /** Told about every broken process as soon as it is found. */
  readonly onBroken?: (broken: BrokenProcess) => void;
  /** Told now and then how far it is. */
  readonly onProgress?: (sofar: Verification) => void;
  readonly processesPerPage?: number;
  readonly eventsPerPage?: number;
  /** Place the system counts holidays of; absent: the default. */
  readonly holidayRegion?: HolidayRegion;
}

/**
 * Recomputes processes of all regions from their logs and compares: hash chain, every entry, the row of the process,
 * its deadlines and their warnings, its open work items, its sub-processes, the messages it sent and took. A process
 * without any row is missed by the audit register. Changes nothing. A running system raises no false alarm, because a process, its log and its other rows are read as of one
 * instant. A log is read in pages: memory does not grow with the number of processes, and with the length of a log only
 * by deadlines, sub-processes and messages.
 */
export async function verifyProcesses(
  unitOfWork: UnitOfWork,
  options: VerifyOptions = {},
): Promise<Verification> {
  const run = new VerificationRun(unitOfWork, options);
  const pages = run.pages();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      // An async generator answers one request after the other, so lanes share it.
      for (let page = await pages.next(); !page.done; page = await pages.next()) await run.verify(page.value);
    }),
  );
  await run.findMissing();
  return run.total;
}

interface Page {
  readonly regionId: RegionId;
  readonly ids: readonly string[];
}

class VerificationRun {
  readonly total = { processes: 0, events: 0, broken: 0 };
  private readonly store = new VerificationStore();
  private readonly surroundings = new VerifySurroundings();
  private readonly definitions: ReplayDefinitions;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly options: VerifyOptions,
  ) {
    this.definitions = new ReplayDefinitions(this.store, options.holidayRegion);
  }

  async *pages(): AsyncGenerator<Page, void, undefined> {
    const { processesPerPage: size = PROCESSES_PER_PAGE } = this.options;
    for (const regionId of await this.regions()) {
      for (let after = FIRST_ID; ;) {
        const ids = await this.unitOfWork.snapshot(systemPrincipal(regionId), (tx) =>
          this.store.ids(tx, after, this.options, size),
        );
        if (ids.length > 0) yield { regionId, ids };
        const last = ids.at(-1);
        if (last === undefined || ids.length < size) break;
        after = last;
      }
    }
  }

  /** Processes that the audit register knows and that are gone with all their rows. */
  async findMissing(): Promise<void> {
    const { processesPerPage: size = PROCESSES_PER_PAGE } = this.options;
    for (const regionId of await this.regions()) {
      for (let after: string | undefined = FIRST_ID; after !== undefined;) {
        const behind: string = after;
        const missing: readonly MissingProcess[] = await this.unitOfWork.snapshot(
          systemPrincipal(regionId),
          (tx) => this.store.missing(tx, behind, this.options, size),
        );
        for (const each of missing) this.reportMissing(regionId, each);
        after = missing.length < size ? undefined : missing.at(-1)?.id;
      }
    }
  }

  private reportMissing(regionId: RegionId, { id, entries }: MissingProcess): void {
    this.total.processes += 1;
    this.total.broken += 1;
    const expected = `process with ${String(entries)} entries in the audit register`;
    const rest = { field: 'row', expected, found: 'process missing', isChainWhole: true };
    this.options.onBroken?.({ regionId, processId: id, difference: { place: 'missing', seq: 0, ...rest } });
  }

  async verify({ regionId, ids }: Page): Promise<void> {
    await this.unitOfWork.snapshot(systemPrincipal(regionId), async (tx) => {
      const [processes, deadlines, surroundings] = await Promise.all([
        this.store.processes(tx, ids),
        this.store.deadlines(tx, ids),
        this.surroundings.read(tx, ids),
      ]);
      const replays = new Map(
        processes.map((process) => [process.id as string, this.replayOf(regionId, process)]),
      );
      await this.definitions.need(
        tx,
        processes.map(({ definitionHash }) => definitionHash),
      );
      await this.replayAll(tx, ids, replays);
      for (const process of processes) {
        const rows = deadlines.filter(({ processId }) => processId === process.id);
        await this.finish(tx, process, surroundings(process, rows), replays.get(process.id));
      }
    });
    this.options.onProgress?.(this.total);
  }

  private regions(): Promise<readonly RegionId[]> {
    return this.unitOfWork.run(systemPrincipal(asId('system')), async (tx) => {
      const rows = await tx.query<{ region_id: string }>(`SELECT region_id FROM region ORDER BY region_id`);
      return rows.map((row) => asId<RegionId>(row.region_id));
    });
  }

  private replayOf(regionId: RegionId, process: ProcessView): Attempt {
    const definition = (hash: string) => this.definitions.find(hash);
    return { replay: new ProcessReplay({ regionId, process, definition }) };
  }

  private async replayAll(
    tx: Tx,
    ids: readonly string[],
    replays: ReadonlyMap<string, Attempt>,
  ): Promise<void> {
    const { eventsPerPage: size = EVENTS_PER_PAGE } = this.options;
    for (let after: LogCursor | undefined = { processId: FIRST_ID, seq: 0 }; after;) {
      const page: readonly OwnedEvent[] = await this.store.events(tx, ids, after, size);
      await this.definitions.need(
        tx,
        page.map(({ event }) => event.definitionHash),
      );
      for (const owned of page) attempt(replays.get(owned.processId), owned);
      for (const [id, difference] of await this.surroundings.received(tx, page)) {
        const attempted = replays.get(id);
        if (attempted) attempted.received ??= difference;
      }
      this.total.events += page.length;
      const last: OwnedEvent | undefined = page.at(-1);
      after = last && page.length === size ? { processId: last.processId, seq: last.event.seq } : undefined;
    }
  }

  private async finish(
    tx: Tx,
    process: ProcessView,
    surroundings: Surroundings,
    attempted: Attempt | undefined,
  ): Promise<void> {
    if (!attempted) return;
    const { replay, failure, received } = attempted;
    const { deadlines } = surroundings;
    let difference = failure ?? replay.finish(process, deadlines);
    if (difference?.place === 'deadline')
      difference = replay.finish(process, deadlines, await this.store.closedWithoutEntry(tx, process.id));
    difference ??= received ?? replay.finishAround(surroundings);
    this.total.processes += 1;
    if (!difference) return;
    this.total.broken += 1;
    const named =
      difference.place === 'definition'
        ? { ...difference, found: this.definitions.problem(difference.expected) }
        : difference;
    this.options.onBroken?.({ regionId: tx.regionId, processId: process.id, difference: named });
  }
}

/** A replay, with the entry at which it could not go on at all. */
interface Attempt {
  readonly replay: ProcessReplay;
  failure?: ReplayDifference;
  /** The first entry that no message brought, although it says so. */
  received?: ReplayDifference;
}

function attempt(attempted: Attempt | undefined, { event }: OwnedEvent): void {
  if (!attempted || attempted.failure) return;
  try {
    attempted.replay.take(event);
  } catch (error) {
    // A forged entry may be of any shape; it is named, and the run over all the others goes on.
    attempted.failure = {
      place: 'entry',
      seq: event.seq,
      field: 'replay',
      expected: 'an entry that can be replayed',
      found: error instanceof Error ? error.name : typeof error,
      isChainWhole: false,
    };
  }
}
