import { asId, type ProcessId, type RegionId } from '../../kernel/index.js';
import { systemPrincipal, type Tx, type UnitOfWork } from '../../platform/index.js';
import type { ProcessDefinition } from '../domain/definition.js';
import { DeadlineStore } from '../persistence/deadline.store.js';
import { DefinitionRows } from '../persistence/definition.rows.js';
import { ProcessStore } from '../persistence/process.store.js';
import { processCourse, type ProcessCourse } from '../rendering/process-course.js';

/** The way of a process with the definition it runs on. */
export interface CourseOfProcess {
  readonly definition: ProcessDefinition;
  readonly course: ProcessCourse;
}

/**
 * Reads the way of one process for an operator; nothing is written.
 *
 * @param now Instant up to which open waits count, ISO 8601 in UTC.
 * @returns `undefined` when no region has such a process.
 */
export async function readProcessCourse(
  unitOfWork: UnitOfWork,
  id: ProcessId,
  now: string,
): Promise<CourseOfProcess | undefined> {
  for (const regionId of await regionsOf(unitOfWork)) {
    const found = await unitOfWork.snapshot(systemPrincipal(regionId), (tx) => read(tx, id, now));
    if (found) return found;
  }
  return undefined;
}

function regionsOf(unitOfWork: UnitOfWork): Promise<readonly RegionId[]> {
  return unitOfWork.run(systemPrincipal(asId('system')), async (tx) => {
    const rows = await tx.query<{ region_id: string }>(`SELECT region_id FROM region ORDER BY region_id`);
    return rows.map((row) => asId<RegionId>(row.region_id));
  });
}

async function read(tx: Tx, id: ProcessId, now: string): Promise<CourseOfProcess | undefined> {
  const processes = new ProcessStore();
  const process = await processes.find(tx, id);
  const row = process && (await new DefinitionRows().find(tx, process.definitionHash));
  if (!process || !row) return undefined;
  const events = await processes.events(tx, id, 0, process.revision);
  const deadlines = await new DeadlineStore().ofProcess(tx, id);
  const definition = row.document;
  return { definition, course: processCourse({ definition, process, events, deadlines, now }) };
}
