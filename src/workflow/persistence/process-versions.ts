import { Injectable } from '@nestjs/common';
import type { ProcessId, RegionId } from '../../kernel/index.js';
import { prepared, type Tx } from '../../platform/index.js';
import type { ProcessView } from '../domain/process.js';

/** Channel on which every node hears which processes have moved. */
export const PROCESS_CHANNEL = 'fallwerk_process';

/** Names a process among those of all regions; contains no space. */
export function processKey(regionId: RegionId, id: ProcessId): string {
  return `${regionId}/${id}`;
}

/** What changes whenever a process does: one that is taken out of the running ones keeps its revision. */
export function versionOf({ revision, status }: Pick<ProcessView, 'revision' | 'status'>): string {
  return `${revision}:${status}`;
}

/** Tells the other nodes about a process once the transaction has committed. */
export function announceProcess(tx: Tx, process: Pick<ProcessView, 'id' | 'revision' | 'status'>): void {
  tx.announce(PROCESS_CHANNEL, processKey(tx.regionId, process.id), versionOf(process));
}

const VERSIONS = prepared(
  'process_versions',
  `SELECT id, revision, status FROM process WHERE region_id = $1 AND id = ANY ($2::uuid[])`,
);

/** Reads how far processes are, without reading them. */
@Injectable()
export class ProcessVersions {
  /** Versions by key, as {@link versionOf} writes them; those of the transaction's region only. */
  async read(tx: Tx, ids: readonly ProcessId[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<Pick<ProcessView, 'id' | 'revision' | 'status'>>(VERSIONS, [
      tx.regionId,
      ids,
    ]);
    return new Map(rows.map((row) => [processKey(tx.regionId, row.id), versionOf(row)]));
  }
}
