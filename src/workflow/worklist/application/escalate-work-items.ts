import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { asId, type RegionId } from '../../../kernel/index.js';
import { Clock, systemPrincipal, UnitOfWork, type Tx } from '../../../platform/index.js';
import { DefinitionStore } from '../../application/definition-store.js';
import { escalationOf, escalationOutlook } from '../domain/escalation.js';
import { insertStep } from '../persistence/work-item-step.rows.js';
import { WorkItemStore, type EscalationCandidate } from '../persistence/work-item.store.js';

/** What one run did. */
export interface EscalatedWorkItems {
  /** Steps of chains that were taken. */
  readonly raised: number;
}

/** Items per transaction. */
const BATCH = 100;

/**
 * Takes the due steps of the escalation chains of overdue work items, oldest first.
 *
 * A step is a row of the item's history, from which people are told, and a line of the register. It never moves a
 * process and never ends a right. Any number of workers may run it at once.
 */
@Injectable()
export class EscalateWorkItems {
  private readonly logger = new Logger(EscalateWorkItems.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly store: WorkItemStore,
    private readonly definitions: DefinitionStore,
    private readonly auditLog: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** @param stopping Ends the run after the batch in hand. */
  async run(stopping?: AbortSignal): Promise<EscalatedWorkItems> {
    let raised = 0;
    for (const regionId of await this.regions()) {
      for (;;) {
        if (stopping?.aborted) return { raised };
        const batch = await this.batch(regionId);
        raised += batch.raised;
        if (batch.looked < BATCH) break;
      }
    }
    if (raised > 0) this.logger.log({ message: 'Work items escalated', count: raised });
    return { raised };
  }

  private async regions(): Promise<readonly RegionId[]> {
    return this.unitOfWork.run(systemPrincipal(asId('system')), async (tx) => {
      const rows = await tx.query<{ region_id: string }>(`SELECT region_id FROM region ORDER BY region_id`);
      return rows.map((row) => asId<RegionId>(row.region_id));
    });
  }

  private async batch(regionId: RegionId): Promise<{ readonly looked: number; readonly raised: number }> {
    return this.unitOfWork.run(systemPrincipal(regionId), async (tx) => {
      const today = this.clock.today().toString();
      const items = await this.store.takeEscalations(tx, today, BATCH);
      let raised = 0;
      for (const item of items) raised += await this.raise(tx, item, today);
      return { looked: items.length, raised };
    });
  }

  /** Takes the reached steps of one item; after a standstill several. @returns How many. */
  private async raise(tx: Tx, item: EscalationCandidate, today: string): Promise<number> {
    const compiled = await this.definitions.compiled(tx, item.definitionHash);
    const chain = escalationOf(compiled?.chart, item.stateId);
    const { reached, nextOn } = escalationOutlook(chain, item.level, item.dueOn, today);
    for (const [index, step] of reached.entries()) {
      const level = item.level + index + 1;
      insertStep(
        tx,
        {
          workItemId: item.id,
          kind: 'ESCALATED',
          level,
          toCode: step.to,
          toUnitId: item.unitId,
          toStaffId: step.to === 'ASSIGNEE' ? item.assigneeId : null,
        },
        this.clock.now(),
      );
      this.auditLog.post(tx, {
        action: 'WORK_ITEM_ESCALATED',
        objectType: 'workItem',
        objectId: item.id,
        ...(item.caseId === null ? {} : { caseId: asId(item.caseId) }),
        ...(item.unitId === null ? {} : { unitId: item.unitId }),
        details: { processId: item.processId, level, to: step.to, dueOn: item.dueOn },
      });
    }
    this.store.setEscalation(tx, item.id, item.level + reached.length, nextOn);
    return reached.length;
  }
}
