import { asId } from '../../kernel/index.js';
import { systemPrincipal, type UnitOfWork } from '../../platform/index.js';
import { recordedEntries } from './persistence/recorded-courses.query.js';
import type { RecordedEntry } from './recorded.js';

/** What the event log says about the processes of a key, for an operator; nothing is written. */
export async function readRecordedEntries(
  unitOfWork: UnitOfWork,
  key: string,
): Promise<readonly RecordedEntry[]> {
  return unitOfWork.snapshot(systemPrincipal(asId('system')), (tx) => recordedEntries(tx, key));
}
