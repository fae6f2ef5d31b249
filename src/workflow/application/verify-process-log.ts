import { Injectable } from '@nestjs/common';
import {
  CHAIN_START,
  err,
  ok,
  verifyChain,
  type ChainDifference,
  type ProcessId,
  type Result,
} from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import { ProcessStore } from '../persistence/process.store.js';
import { hashedContent } from './event-record.js';

const PAGE = 500;

/** Recomputes the hash chain of a process's event log and compares its end with the head kept beside the state; page by page. */
@Injectable()
export class VerifyProcessLog {
  constructor(private readonly processes: ProcessStore) {}

  /**
   * @param pageSize Entries in memory at a time.
   * @returns Number of entries; or the first entry that was changed, removed, inserted or moved (`index` from 0).
   * @throws {AccessDenied} the region has no such process.
   */
  async run(
    tx: Tx,
    id: ProcessId,
    pageSize = PAGE,
  ): Promise<Result<{ readonly length: number }, ChainDifference>> {
    const process = await this.processes.find(tx, id);
    if (!process) throw new AccessDenied();
    let [head, length, seq] = [CHAIN_START, 0, 0];
    for (let hasMore = true; hasMore;) {
      const page = await this.processes.events(tx, id, seq, pageSize);
      hasMore = page.length === pageSize;
      const chain = page.map((event) => ({ entry: hashedContent(tx.regionId, id, event), hash: event.hash }));
      const verified = verifyChain(
        chain,
        hasMore ? { after: head } : { after: head, head: process.chainHead },
      );
      if (!verified.ok) return err({ ...verified.error, index: length + verified.error.index });
      head = verified.value.head;
      length += page.length;
      seq = page.at(-1)?.seq ?? seq;
    }
    return ok({ length, head });
  }
}
