import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { asId, type CaseId, type TaskId } from '../../kernel/index.js';
import { hasRole, unitsOf, type Principal, type StaffRole, type Tx } from '../../platform/index.js';
import { CaseRelations, processActor } from '../../sharing/index.js';
import { WorkflowRegistry, type FactsSubject, type SubjectAccess } from '../../workflow/index.js';
import { TaskBook, type TaskParties } from './task-book.js';
import { TaskFlags } from './task-flags.js';
import { TaskReminders } from './task-reminders.js';

/** Who may answer for a unit: accept, refuse, finish a task. */
const ANSWERING: readonly StaffRole[] = ['CASEWORKER', 'CASE_MANAGER', 'UNIT_LEAD'];

/** Binds the definition `task` to tasks, and `case` processes to the relations of a case. */
@Injectable()
export class TaskProcess implements OnModuleInit {
  constructor(
    private readonly registry: WorkflowRegistry,
    private readonly relations: CaseRelations,
    private readonly tasks: TaskBook,
    private readonly audit: AuditLog,
    private readonly flags: TaskFlags,
    private readonly reminders: TaskReminders,
  ) {}

  onModuleInit(): void {
    this.registry.registerSubjectAccess('task', (tx, principal, process) =>
      this.access(tx, principal, process),
    );
    this.registry.openToEvents('task');
    this.note(
      'remindTask',
      'TASK_REMINDED',
      'Zuständige erinnern, auch per Mail',
      'Remind those responsible, by mail too',
      (tx, id, cause) => this.reminders.remind(tx, id, cause),
    );
    this.note(
      'escalateTask',
      'TASK_ESCALATED',
      'Leitung der Stelle einschalten, auch per Mail',
      'Escalate to the unit head, by mail too',
      (tx, id) => this.reminders.escalate(tx, id),
    );
    this.note(
      'flagTaskFinding',
      'TASK_FLAGGED',
      'Anonymen Befund „Aufgabe bleibt liegen“ festhalten',
      'Record the anonymous finding “task not done”',
      (tx, id) => this.flag(tx, id),
    );
  }

  /** Escalations are steps of the register; work lists show the state they lead to. */
  private note(
    effect: string,
    action: string,
    de: string,
    en: string,
    follow?: (tx: Tx, id: TaskId, cause: string) => Promise<void>,
  ): void {
    this.registry.registerEffect(effect, {
      label: { de, en },
      run: async (tx, { process, event }) => {
        await this.audit.record(tx, {
          action,
          objectType: 'task',
          objectId: process.subject.id,
          ...(process.caseId === null ? {} : { caseId: process.caseId }),
        });
        await follow?.(tx, asId<TaskId>(process.subject.id), event.type);
      },
    });
  }

  /** What the person holds is an offer: it never leads to a finding. */
  private async flag(tx: Tx, id: TaskId): Promise<void> {
    const task = await tx.exOfficio(() => this.tasks.find(tx, id));
    if (!task?.unitId || task.heldByPerson) return;
    await this.flags.flagged(tx, { unitId: task.unitId, createdByUnitId: task.createdByUnitId });
  }

  private async access(tx: Tx, principal: Principal, process: FactsSubject): Promise<SubjectAccess> {
    const task = await this.tasks.find(tx, asId<TaskId>(process.subject.id));
    if (!task) return { mayRead: false, codes: [] };
    const relation =
      task.caseId === null ? undefined : await this.relations.find(tx, asId<CaseId>(task.caseId));
    if (task.caseId !== null && (await this.relations.isClosedTo(tx, asId<CaseId>(task.caseId))))
      return { mayRead: false, codes: [] };
    const codes = [
      ...this.holderCodes(principal, task),
      ...(relation?.isLead ? ['CASE_LEAD'] : []),
      ...(relation?.isClient && task.heldByPerson ? ['ASSIGNEE', 'CLIENT'] : []),
    ];
    const actor = processActor(principal, unitsOf(principal, ...ANSWERING), codes);
    return {
      mayRead: codes.length > 0 || relation?.isClient === true,
      codes: codes.length > 0 ? actor.codes : [],
      knowsCase: relation !== undefined,
    };
  }

  private holderCodes(principal: Principal, task: TaskParties): readonly string[] {
    const { unitId, createdByUnitId } = task;
    const units = unitsOf(principal, ...ANSWERING);
    return [
      ...(unitId !== null && units.includes(unitId) ? ['ASSIGNEE'] : []),
      ...(unitId !== null && hasRole(principal, ['UNIT_LEAD'], unitId) ? ['UNIT_HEAD'] : []),
      ...(createdByUnitId !== null && units.includes(createdByUnitId) ? ['ASSIGNER'] : []),
    ];
  }
}
