import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DirectoryReader } from '../../directory/index.js';
import type { TaskId } from '../../kernel/index.js';
import { Clock, type Tx } from '../../platform/index.js';
import { DisclosureEffects, identityCategory, SharingService, type EndedBasis } from '../../sharing/index.js';
import { systemActor, WorkflowEngine } from '../../workflow/index.js';

/** Lets tasks rest that a unit was given on a basis that ended. They are not deleted; the giver resumes them. */
@Injectable()
export class TaskSuspension implements OnModuleInit {
  constructor(
    private readonly effects: DisclosureEffects,
    private readonly engine: WorkflowEngine,
    private readonly directory: DirectoryReader,
    private readonly sharing: SharingService,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.effects.subscribe((tx, ended) => this.suspend(tx, ended));
  }

  /**
   * All tasks of the case that the discloser gave the recipient, when something disclosed to it lost its basis or it may
   * no longer know whom the case is about. An offer nobody accepted is overtaken.
   */
  private async suspend(tx: Tx, ended: EndedBasis): Promise<void> {
    if (ended.disclosures === 0 && (await this.mayKnowPerson(tx, ended))) return;
    const tasks = await tx.query<{ readonly id: TaskId }>(
      `SELECT id FROM task WHERE region_id = $1 AND case_id = $2 AND unit_id = $3 AND created_by_unit_id = $4
       ORDER BY id`,
      [tx.regionId, ended.caseId, ended.toUnitId, ended.fromUnitId],
    );
    for (const { id } of tasks) await this.suspendTask(tx, id);
  }

  private async suspendTask(tx: Tx, id: TaskId): Promise<void> {
    const [process] = await this.engine.findBySubject(tx, 'task', id);
    if (process?.status !== 'active' || process.activeStates.includes('task.suspended')) return;
    const isAccepted = process.activeStates.some((state) => state.startsWith('task.active.'));
    const sent = await this.engine.send(tx, {
      processId: process.id,
      event: { type: isAccepted ? 'TASK_SUSPENDED' : 'TASK_OVERTAKEN', payload: { reason: 'CONSENT_ENDED' } },
      actor: systemActor,
      at: this.clock.now(),
    });
    if (!sent.ok) throw new Error(`Task could not follow a basis that ended: ${sent.error.code}`);
  }

  private async mayKnowPerson(tx: Tx, { caseId, fromUnitId, toUnitId }: EndedBasis): Promise<boolean> {
    const [giver] = await this.directory.findUnits(tx, [fromUnitId]);
    if (!giver) return false;
    const category = identityCategory(giver.type);
    return this.sharing.isPermitted(tx, { caseId, fromUnitId, toUnitId, category, purpose: 'CONF' });
  }
}
