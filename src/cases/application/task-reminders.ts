import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DirectoryReader } from '../../directory/index.js';
import { asId, type StaffId, type TaskId, type UnitId } from '../../kernel/index.js';
import {
  Clock,
  MailOutbox,
  MailWriters,
  type MailRecipient,
  type MailReference,
  type OutgoingMail,
  type StaffRole,
  type Tx,
} from '../../platform/index.js';
import { WorkflowEngine } from '../../workflow/index.js';
import { taskNumber } from '../domain/task-number.js';
import { acceptedBy } from '../persistence/task-acceptance.query.js';
import { TaskBook, type TaskParties } from './task-book.js';

const TASK_MAIL = 'task';
/** Beginning of the event by which the time for an answer ends. */
const ANSWER_ENDED = 'xstate.after.ANSWER_5WD.';
const OFFERED = ['task.offered', 'task.unanswered'];

/** Why a mail about a task goes out; its place in the version of the mail. */
const REASONS = ['ANSWER_MISSING', 'OVERDUE', 'WITH_HEAD'] as const;
type Reason = (typeof REASONS)[number];

/** States in which a reason still holds when the mail leaves. */
const HOLDS: Readonly<Record<Reason, readonly string[]>> = {
  ANSWER_MISSING: ['task.unanswered'],
  OVERDUE: ['task.unanswered', 'task.active.due.reminded'],
  WITH_HEAD: ['task.unanswered', 'task.active.due.escalated', 'task.active.due.flagged'],
};

/** Roles that answer for the tasks of their unit. */
const ANSWERING: readonly StaffRole[] = ['CASEWORKER', 'CASE_MANAGER', 'UNIT_LEAD'];

/**
 * Mails about tasks that are left lying: unit and number, nothing of what is to be done or for whom.
 *
 * Nobody has accepted an offer by saying nothing: about such a one the unit is reminded and its head asked as about an offer.
 * What the person holds is never reminded of.
 */
@Injectable()
export class TaskReminders implements OnModuleInit {
  constructor(
    private readonly clock: Clock,
    private readonly tasks: TaskBook,
    private readonly engine: WorkflowEngine,
    private readonly directory: DirectoryReader,
    private readonly outbox: MailOutbox,
    private readonly writers: MailWriters,
  ) {}

  onModuleInit(): void {
    this.writers.register(TASK_MAIL, (tx, mail, address) => this.write(tx, mail, address));
  }

  /** Reminds who is responsible: of an answer that is missing, or of a task that is overdue. */
  async remind(tx: Tx, id: TaskId, cause: string): Promise<void> {
    await this.post(tx, id, cause.startsWith(ANSWER_ENDED) ? 'ANSWER_MISSING' : 'OVERDUE');
  }

  /** Asks the head of the unit. */
  async escalate(tx: Tx, id: TaskId): Promise<void> {
    await this.post(tx, id, 'WITH_HEAD');
  }

  private async post(tx: Tx, id: TaskId, reason: Reason): Promise<void> {
    await tx.exOfficio(async () => {
      const task = await this.tasks.find(tx, id);
      if (!task?.unitId) return;
      const recipients = await this.recipientsOf(tx, task, task.unitId, reason);
      const version = versionOf((await this.stateOf(tx, task)).dueOn, reason);
      await this.outbox.post(
        tx,
        recipients.map((recipient) => ({
          subjectKind: TASK_MAIL,
          subjectId: id,
          recipient,
          method: 'REQUEST',
          version,
        })),
      );
    });
  }

  /** Heads of the unit; before that the person responsible. Where there is nobody, the unit itself. */
  private async recipientsOf(
    tx: Tx,
    task: TaskParties,
    unitId: UnitId,
    reason: Reason,
  ): Promise<readonly MailRecipient[]> {
    const staffIds =
      reason === 'WITH_HEAD'
        ? await this.staffOf(tx, unitId, ['UNIT_LEAD'])
        : await this.responsible(tx, task.id, unitId);
    if (staffIds.length === 0) return [{ kind: 'UNIT', id: unitId }];
    return staffIds.map((id) => ({ kind: 'STAFF', id }));
  }

  /** Who accepted it and still works there; nobody before it was accepted. */
  private async responsible(tx: Tx, id: TaskId, unitId: UnitId): Promise<readonly StaffId[]> {
    const by = await acceptedBy(tx, id);
    if (by === undefined) return [];
    return (await this.staffOf(tx, unitId, ANSWERING)).filter((staffId) => staffId === by);
  }

  private async staffOf(tx: Tx, unitId: UnitId, roles: readonly StaffRole[]): Promise<readonly StaffId[]> {
    const today = this.clock.today().toString();
    const staff = await this.directory.listStaffOfUnit(tx, unitId, today);
    const held = await this.directory.listRoles(
      tx,
      staff.map(({ id }) => id),
      today,
    );
    const ids = held.filter((one) => one.unitId === unitId && roles.includes(one.role));
    return [...new Set(ids.map(({ staffId }) => staffId))];
  }

  /** States of a task that has not ended, and the day on which it is due now. */
  private async stateOf(tx: Tx, { id, dueOn }: TaskParties) {
    const [process] = await this.engine.findBySubject(tx, 'task', id);
    const moved = process?.context['dueOn'];
    return {
      states: process?.status === 'active' ? process.activeStates : [],
      dueOn: typeof moved === 'string' ? moved : dueOn,
    };
  }

  /** `undefined` once it was answered, done or moved, or the recipient is not the one to ask any more. */
  private async write(tx: Tx, mail: MailReference, address: string): Promise<OutgoingMail | undefined> {
    const id = asId<TaskId>(mail.subjectId);
    const task = await this.tasks.find(tx, id);
    const reason = REASONS[mail.version % 10];
    if (!task?.unitId || reason === undefined) return undefined;
    const { dueOn, states } = await this.stateOf(tx, task);
    if (versionOf(dueOn, reason) !== mail.version) return undefined;
    if (!states.some((state) => HOLDS[reason].includes(state))) return undefined;
    const recipients = await this.recipientsOf(tx, task, task.unitId, reason);
    if (!recipients.some(({ kind, id: one }) => kind === mail.recipient.kind && one === mail.recipient.id))
      return undefined;
    const [unit] = await this.directory.findUnits(tx, [task.unitId]);
    if (!unit) return undefined;
    const isOffered = states.some((state) => OFFERED.includes(state));
    return { to: address, ...wordsOf(taskNumber(id), unit.name, reason, isOffered) };
  }
}

/** Another due date is another reminder, the same the same. */
function versionOf(dueOn: string, reason: Reason): number {
  return Number(dueOn.replaceAll('-', '')) * 10 + REASONS.indexOf(reason);
}

function wordsOf(
  number: string,
  unitName: string,
  reason: Reason,
  isOffered: boolean,
): Pick<OutgoingMail, 'subject' | 'text'> {
  const waits = isOffered
    ? 'Sie ist angeboten und nicht angenommen: Ihre Stelle hat noch nicht geantwortet. Schweigen gilt nicht als Zusage.'
    : 'Sie ist angenommen und überfällig.';
  const subject = {
    ANSWER_MISSING: `Aufgabe ${number}: Antwort fehlt`,
    OVERDUE: isOffered ? `Aufgabe ${number}: Antwort fehlt` : `Aufgabe ${number}: überfällig`,
    WITH_HEAD: `Aufgabe ${number}: bei der Leitung der Stelle`,
  }[reason];
  return {
    subject,
    text: [
      'Guten Tag,',
      '',
      `bei ${unitName} liegt die Aufgabe ${number}. ${waits}`,
      reason === 'WITH_HEAD'
        ? 'Bitte sorgen Sie als Leitung dafür, dass Ihre Stelle antwortet oder die Aufgabe erledigt.'
        : 'Bitte antworten Sie in Fallwerk, nicht auf diese Mail.',
      '',
      'Diese Mail enthält keine Angaben zur Person.',
    ].join('\n'),
  };
}
