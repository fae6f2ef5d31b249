import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type ThemeId, type WorkingGroupId } from '../../kernel/index.js';
import {
  Clock,
  CommandRunner,
  newId,
  type Principal,
  type StaffPrincipal,
  type Tx,
} from '../../platform/index.js';
import { WorkflowEngine } from '../../workflow/index.js';
import { improvementErrors } from '../domain/improvement.errors.js';
import { answerDueOn } from '../domain/theme.js';
import type { WorkingGroupView } from '../domain/working-group.js';
import { findTheme, insertAssignment } from '../persistence/theme.repository.js';
import { findWorkingGroups } from '../persistence/working-group.repository.js';
import { structureActor, structureStaff } from './structure-access.js';

export interface AssignThemeCommand {
  readonly idempotencyKey: string;
  readonly themeId: ThemeId;
  readonly workingGroupId: WorkingGroupId;
  readonly reason: string;
  /** Which existing groups were considered and why none takes it; needed before a new group does. */
  readonly existingGroupsConsidered?: string | null;
}

/** Offers a theme to a working group, which answers within a set time. */
@Injectable()
export class AssignTheme {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly engine: WorkflowEngine,
  ) {}

  /**
   * A group founded from this very theme is a new one: the definition lets it through only when existing groups were
   * considered, by the given sentence or by an earlier refusal.
   *
   * @returns Id of the theme. Errors: THEME_UNKNOWN, WORKING_GROUP_UNKNOWN, and those of the engine.
   * @throws {AccessDenied} the actor is neither coordination nor steering group.
   */
  async execute(principal: Principal, input: AssignThemeCommand) {
    return this.commands.run({ name: 'assignTheme', principal, input }, async (tx) => {
      const theme = await findTheme(tx, input.themeId);
      const relation = { programmeLeadUnitId: theme?.programmeLeadUnitId ?? null };
      const actor = structureActor(principal, relation, ['COORDINATION', 'STEERING']);
      if (!theme) return err(rejected(improvementErrors, 'THEME_UNKNOWN'));
      const [group] = await findWorkingGroups(tx, [input.workingGroupId]);
      if (!group) return err(rejected(improvementErrors, 'WORKING_GROUP_UNKNOWN'));
      const dueOn = answerDueOn(this.clock.today()).toString();
      const groupIsNew = group.foundedFromThemeId === theme.id;
      await this.insert(tx, structureStaff(principal), input, group, dueOn);
      const moved = await this.engine.send(tx, {
        processId: theme.processId,
        event: {
          type: 'THEME_ASSIGNED',
          payload: { assigneeKind: groupIsNew ? 'NEW_GROUP' : 'EXISTING_GROUP', answerDueOn: dueOn },
        },
        actor,
        at: this.clock.now(),
      });
      if (!moved.ok) return moved;
      await this.audit.record(tx, {
        action: 'THEME_ASSIGNED',
        objectType: 'theme',
        objectId: theme.id,
        details: { workingGroupId: group.id, groupIsNew },
      });
      return ok({ themeId: theme.id });
    });
  }

  /** Written first: the guards of the definition look at it. A refusal takes it back with the command. */
  private async insert(
    tx: Tx,
    staff: StaffPrincipal,
    input: AssignThemeCommand,
    group: WorkingGroupView,
    dueOn: string,
  ): Promise<void> {
    const at = this.clock.now();
    await insertAssignment(tx, {
      id: newId(at),
      themeId: input.themeId,
      workingGroupId: group.id,
      groupIsNew: group.foundedFromThemeId === input.themeId,
      reason: input.reason,
      existingGroupsConsidered: input.existingGroupsConsidered ?? null,
      assignedBy: staff.staffId,
      assignedAt: at.toString(),
      answerDueOn: dueOn,
    });
  }
}
