import { asId, type ChainDifference, type ProcessId, type RegionId } from '../../kernel/index.js';
import { systemPrincipal, type UnitOfWork } from '../../platform/index.js';
import { ProcessStore } from '../persistence/process.store.js';
import { VerifyProcessLog } from './verify-process-log.js';

const PAGE = 500;
const ATTEMPTS = 3;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The first difference found in one process's log. */
export interface BrokenProcessLog {
  readonly regionId: RegionId;
  readonly processId: ProcessId;
  readonly difference: ChainDifference;
}

/** What was looked at, and what is wrong. */
export interface ProcessLogsVerification {
  readonly processes: number;
  readonly events: number;
  /** By region and process; empty when every log is whole. */
  readonly broken: readonly BrokenProcessLog[];
}

/** Recomputes the hash chains of all processes of all regions, one transaction per process; changes nothing. */
export async function verifyAllProcessLogs(unitOfWork: UnitOfWork): Promise<ProcessLogsVerification> {
  const verify = new VerifyProcessLog(new ProcessStore());
  const broken: BrokenProcessLog[] = [];
  let processes = 0;
  let events = 0;
  for (const regionId of await regionsOf(unitOfWork)) {
    for await (const processId of processesOf(unitOfWork, regionId)) {
      const verified = await verifySettled(() =>
        unitOfWork.run(systemPrincipal(regionId), (tx) => verify.run(tx, processId)),
      );
      processes += 1;
      if (verified.ok) events += verified.value.length;
      else broken.push({ regionId, processId, difference: verified.error });
    }
  }
  return { processes, events, broken };
}

/** A process that moves between two queries looks cut off for a moment; a real difference stays. */
async function verifySettled<T extends { readonly ok: boolean }>(once: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const verified = await once();
    if (verified.ok || attempt >= ATTEMPTS) return verified;
  }
}

function regionsOf(unitOfWork: UnitOfWork): Promise<readonly RegionId[]> {
  return unitOfWork.run(systemPrincipal(asId('system')), async (tx) => {
    const rows = await tx.query<{ region_id: string }>(`SELECT region_id FROM region ORDER BY region_id`);
    return rows.map((row) => asId<RegionId>(row.region_id));
  });
}

async function* processesOf(unitOfWork: UnitOfWork, regionId: RegionId): AsyncGenerator<ProcessId> {
  for (let after = FIRST_ID; ;) {
    const page = await unitOfWork.run(systemPrincipal(regionId), (tx) =>
      tx.query<{ id: string }>(
        `SELECT id FROM process WHERE region_id = $1 AND id > $2 ORDER BY id LIMIT ${PAGE}`,
        [regionId, after],
      ),
    );
    for (const { id } of page) yield asId<ProcessId>(id);
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = last.id;
  }
}
