import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors } from '../../directory/index.js';
import { err, ok, rejected, type ThemeId, type UnitId, type WorkingGroupId } from '../../kernel/index.js';
import { Clock, CommandRunner, newId, type Principal, type Tx } from '../../platform/index.js';
import { improvementErrors } from '../domain/improvement.errors.js';
import { seatsOf, type FilledSeat, type SeatHolder } from '../domain/working-group.js';
import { findTheme } from '../persistence/theme.repository.js';
import { insertWorkingGroup } from '../persistence/working-group.repository.js';
import { structureActor } from './structure-access.js';

export interface FoundWorkingGroupCommand {
  readonly idempotencyKey: string;
  readonly name: string;
  readonly mandate: string;
  readonly leadUnitId: UnitId;
  /** Theme it is founded from; absent for a group that exists already and is only registered. */
  readonly foundedFromThemeId?: ThemeId | null;
  /** Day of founding; today when left out. */
  readonly foundedOn?: string | null;
  readonly members: readonly { readonly unitId: UnitId; readonly seat: FilledSeat }[];
}

/** Registers a working group: one that is founded from a theme, or one that exists already. */
@Injectable()
export class FoundWorkingGroup {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly directory: DirectoryReader,
  ) {}

  /**
   * @returns Id of the group. Errors: WORKING_GROUP_SEAT_TWICE, UNIT_UNKNOWN, THEME_UNKNOWN, WORKING_GROUP_NAME_TAKEN.
   * @throws {AccessDenied} the actor is neither coordination nor steering group.
   */
  async execute(principal: Principal, input: FoundWorkingGroupCommand) {
    return this.commands.run({ name: 'foundWorkingGroup', principal, input }, async (tx) => {
      const theme = input.foundedFromThemeId ? await findTheme(tx, input.foundedFromThemeId) : undefined;
      const relation = { programmeLeadUnitId: theme?.programmeLeadUnitId ?? null };
      const actor = structureActor(principal, relation, ['COORDINATION', 'STEERING']);
      if (input.foundedFromThemeId && !theme) return err(rejected(improvementErrors, 'THEME_UNKNOWN'));
      const seats = seatsOf(input.leadUnitId, input.members);
      if (!seats) return err(rejected(improvementErrors, 'WORKING_GROUP_SEAT_TWICE'));
      const units = await this.directory.findUnits(
        tx,
        seats.map(({ unitId }) => unitId),
      );
      if (units.length < seats.length) return err(rejected(directoryErrors, 'UNIT_UNKNOWN'));
      const workingGroupId = await this.insert(tx, input, seats);
      if (!workingGroupId) return err(rejected(improvementErrors, 'WORKING_GROUP_NAME_TAKEN'));
      await this.audit.record(tx, {
        action: theme ? 'WORKING_GROUP_FOUNDED' : 'WORKING_GROUP_REGISTERED',
        objectType: 'working-group',
        objectId: workingGroupId,
        ...(actor.unitId ? { unitId: actor.unitId as UnitId } : {}),
      });
      return ok({ workingGroupId });
    });
  }

  private async insert(
    tx: Tx,
    input: FoundWorkingGroupCommand,
    members: readonly SeatHolder[],
  ): Promise<WorkingGroupId | undefined> {
    const id = newId<WorkingGroupId>(this.clock.now());
    const isNew = await insertWorkingGroup(tx, {
      id,
      name: input.name,
      mandate: input.mandate,
      leadUnitId: input.leadUnitId,
      foundedOn: input.foundedOn ?? this.clock.today().toString(),
      foundedFromThemeId: input.foundedFromThemeId ?? null,
      members,
    });
    return isNew ? id : undefined;
  }
}
