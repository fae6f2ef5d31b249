import { Injectable } from '@nestjs/common';
import {
  CHAIN_START,
  verifyChain,
  type ChainDifference,
  type ProcessId,
  type Result,
} from '../../kernel/index.js';
import { AccessDenied, type Tx } from '../../platform/index.js';
import type { ChainedEvent } from '../domain/process.js';
import { ProcessStore } from '../persistence/process.store.js';
import { hashedContent } from './event-record.js';

const PAGE = 500;

/** Recomputes the hash chain of a process's event log and compares its end with the head kept beside the state. */
@Injectable()
export class VerifyProcessLog {
  constructor(private readonly processes: ProcessStore) {}

  /**
   * @returns Number of entries; or the first entry that was changed, removed, inserted or moved (`index` from 0).
   * @throws {AccessDenied} the region has no such process.
   */
  async run(tx: Tx, id: ProcessId): Promise<Result<{ readonly length: number }, ChainDifference>> {
    const process = await this.processes.find(tx, id);
    if (!process) throw new AccessDenied();
    const entries: ChainedEvent[] = [];
    for (;;) {
      const page = await this.processes.events(tx, id, entries.at(-1)?.seq ?? 0, PAGE);
      entries.push(...page);
      if (page.length < PAGE) break;
    }
    const chain = entries.map((event) => ({
      entry: hashedContent(tx.regionId, id, event),
      hash: event.hash,
    }));
    return verifyChain(chain, { after: CHAIN_START, head: process.chainHead });
  }
}
