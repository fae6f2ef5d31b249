import { Injectable } from '@nestjs/common';
import type { ProcessId } from '../../kernel/index.js';
import { AccessDenied, UnitOfWork, type Principal, type Tx } from '../../platform/index.js';
import type { ProcessView } from '../domain/process.js';
import { ProcessLinkStore } from '../persistence/process-link.store.js';
import { ProcessQueries, type ProcessDetails } from './process-queries.js';
import { WorkflowEngine } from './workflow-engine.js';

/** Reads what a process hangs together with. Relatives that are not for the reader are left out, without a trace. */
@Injectable()
export class ProcessRelatives {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly engine: WorkflowEngine,
    private readonly links: ProcessLinkStore,
    private readonly queries: ProcessQueries,
  ) {}

  /** The ended process that this one takes up again. */
  async previousEpisode(principal: Principal, id: ProcessId): Promise<ProcessDetails | undefined> {
    return this.one(principal, id, (_tx, process) => process.previousProcessId);
  }

  /** The process that takes this one up again. */
  async nextEpisode(principal: Principal, id: ProcessId): Promise<ProcessDetails | undefined> {
    return this.one(principal, id, (tx, process) => this.links.nextEpisodeOf(tx, process.id));
  }

  /** The process that started this one as its sub-process. */
  async parent(principal: Principal, id: ProcessId): Promise<ProcessDetails | undefined> {
    return this.one(principal, id, (_tx, process) => process.parentProcessId);
  }

  /** Sub-processes, in the order in which they were started. */
  async children(principal: Principal, id: ProcessId): Promise<readonly ProcessDetails[]> {
    await this.queries.get(principal, id);
    const ids = await this.unitOfWork.run(principal, async (tx) => this.links.childrenOf(tx, id));
    const all = await Promise.all(ids.map(({ processId }) => this.readable(principal, processId)));
    return all.filter((details) => details !== undefined);
  }

  private async one(
    principal: Principal,
    id: ProcessId,
    relative: (
      tx: Tx,
      process: ProcessView,
    ) => ProcessId | null | undefined | Promise<ProcessId | null | undefined>,
  ): Promise<ProcessDetails | undefined> {
    const found = await this.unitOfWork.run(principal, async (tx) =>
      relative(tx, await this.engine.get(tx, id)),
    );
    return found ? this.readable(principal, found) : undefined;
  }

  private async readable(principal: Principal, id: ProcessId): Promise<ProcessDetails | undefined> {
    try {
      return await this.queries.get(principal, id);
    } catch (error) {
      if (error instanceof AccessDenied) return undefined;
      throw error;
    }
  }
}
