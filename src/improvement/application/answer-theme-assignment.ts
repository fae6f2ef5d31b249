import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { asId, err, ok, rejected, type UnitId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../platform/index.js';
import { WorkflowEngine, type ProcessActor } from '../../workflow/index.js';
import { improvementErrors } from '../domain/improvement.errors.js';
import type { AssignmentAnswer, RefusalReason, ThemeAssignmentView, ThemeRecord } from '../domain/theme.js';
import {
  declareGenerative,
  findTheme,
  themeOfAssignment,
  writeAnswer,
} from '../persistence/theme.repository.js';
import { structureActor, structureStaff } from './structure-access.js';

export interface AnswerThemeAssignmentCommand {
  readonly idempotencyKey: string;
  readonly assignmentId: string;
  readonly answer: AssignmentAnswer;
  /** With a refusal, and only then. */
  readonly refusalReason?: RefusalReason | null;
  readonly comment?: string | null;
  /** The group takes the theme as one of general weight, whatever its number of findings. */
  readonly declaresGenerative?: boolean | null;
}

/** A working group takes a theme, or says why not. */
@Injectable()
export class AnswerThemeAssignment {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly engine: WorkflowEngine,
  ) {}

  /**
   * @returns Id of the theme. Errors: REFUSAL_REASON_MISSING, ASSIGNMENT_NOT_OPEN, and those of the engine.
   * @throws {AccessDenied} no such offer, or the actor does not speak for the unit that leads the group.
   */
  async execute(principal: Principal, input: AnswerThemeAssignmentCommand) {
    return this.commands.run({ name: 'answerThemeAssignment', principal, input }, async (tx) => {
      const { theme, assignment } = await this.load(tx, input.assignmentId);
      const actor = structureActor(principal, { groupLeadUnitId: assignment.leadUnitId }, ['GROUP_LEAD']);
      if ((input.answer === 'REFUSED') !== Boolean(input.refusalReason)) {
        return err(rejected(improvementErrors, 'REFUSAL_REASON_MISSING'));
      }
      const isOpen =
        theme.assignments.at(-1)?.id === assignment.id && (await this.write(tx, principal, input));
      if (!isOpen) return err(rejected(improvementErrors, 'ASSIGNMENT_NOT_OPEN'));
      const moved = await this.move(tx, theme, actor, input);
      if (!moved.ok) return moved;
      if (input.answer === 'ACCEPTED' && input.declaresGenerative) await declareGenerative(tx, theme.id);
      await this.audit.record(tx, {
        action: input.answer === 'ACCEPTED' ? 'THEME_ACCEPTED' : 'THEME_REFUSED',
        objectType: 'theme',
        objectId: theme.id,
        unitId: asId<UnitId>(assignment.leadUnitId),
        details: { assignmentId: assignment.id, refusalReason: input.refusalReason ?? null },
      });
      return ok({ themeId: theme.id });
    });
  }

  private async load(
    tx: Tx,
    assignmentId: string,
  ): Promise<{ readonly theme: ThemeRecord; readonly assignment: ThemeAssignmentView }> {
    const themeId = await themeOfAssignment(tx, assignmentId);
    const theme = themeId && (await findTheme(tx, themeId));
    const assignment = theme?.assignments.find(({ id }) => id === assignmentId);
    if (!theme || !assignment) throw new AccessDenied();
    return { theme, assignment };
  }

  private async write(tx: Tx, principal: Principal, input: AnswerThemeAssignmentCommand): Promise<boolean> {
    return writeAnswer(tx, {
      assignmentId: input.assignmentId,
      answer: input.answer,
      refusalReason: input.refusalReason ?? null,
      comment: input.comment ?? null,
      answeredBy: structureStaff(principal).staffId,
      answeredAt: this.clock.now().toString(),
    });
  }

  private async move(tx: Tx, theme: ThemeRecord, actor: ProcessActor, input: AnswerThemeAssignmentCommand) {
    const event =
      input.answer === 'ACCEPTED'
        ? { type: 'THEME_ACCEPTED' }
        : { type: 'THEME_REFUSED', payload: { reason: input.refusalReason ?? 'OTHER' } };
    return this.engine.send(tx, { processId: theme.processId, event, actor, at: this.clock.now() });
  }
}
