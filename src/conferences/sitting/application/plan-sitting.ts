import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import {
  err,
  ok,
  rejected,
  type ConferenceId,
  type DomainError,
  type Result,
} from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import { WorkflowEngine } from '../../../workflow/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { ConferenceService, legalDayOf } from '../../application/conference-service.js';
import { isScheduled } from '../domain/item-state.js';
import { sittingErrors } from '../domain/sitting.errors.js';
import { findItem, insertSitting, type NewItem } from '../persistence/sitting.repository.js';
import { announceSitting } from './sitting-announcements.js';

export interface PlanSittingCommand {
  readonly idempotencyKey: string;
  /** Conferences of one day that the actor chairs, in any order: their dates make the order. */
  readonly conferenceIds: readonly ConferenceId[];
}

/** Joins conferences of one day to one sitting, one after another, each with its own circle. */
@Injectable()
export class PlanSitting {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly engine: WorkflowEngine,
    private readonly audit: AuditLog,
  ) {}

  /**
   * @returns Id of the first conference. Errors: SITTING_NOT_POSSIBLE.
   * @throws {AccessDenied} the actor has nothing to do with one of them, or does not chair it.
   */
  execute(
    principal: Principal,
    input: PlanSittingCommand,
  ): Promise<Result<{ readonly conferenceId: ConferenceId }, DomainError>> {
    const command = { name: 'planSitting', principal, input };
    return this.commands.run(
      command,
      async (tx): Promise<Result<{ conferenceId: ConferenceId }, DomainError>> => {
        const items: NewItem[] = [];
        // In one order for all, so that two plans wait for each other instead of holding each other up.
        for (const id of [...input.conferenceIds].sort()) {
          const item = await this.itemOf(tx, id);
          if (!item) return err(rejected(sittingErrors, 'SITTING_NOT_POSSIBLE'));
          items.push(item);
        }
        const ordered = items.toSorted((a, b) => a.plannedStart.getTime() - b.plannedStart.getTime());
        const [first] = ordered;
        if (!first || !fitTogether(ordered)) return err(rejected(sittingErrors, 'SITTING_NOT_POSSIBLE'));
        await tx.exOfficio(() => insertSitting(tx, ordered, this.clock.now().toString()));
        for (const { conferenceId: objectId } of ordered) {
          await this.audit.record(tx, { action: 'SITTING_PLANNED', objectType: 'conference', objectId });
          announceSitting(tx, objectId, 'planned');
        }
        return ok({ conferenceId: first.conferenceId });
      },
    );
  }

  /** `undefined` when it has no date, is over, or belongs to a sitting already. */
  private async itemOf(tx: Tx, id: ConferenceId): Promise<NewItem | undefined> {
    const found = await this.access.get(tx, id);
    if (!found.isChair) throw new AccessDenied();
    const { id: processId } = await this.service.process(tx, id);
    const { activeStates } = await this.engine.lock(tx, processId);
    const { conference } = await this.access.get(tx, id);
    const known = await findItem(tx, id);
    const { startsAt, endsAt } = conference;
    const isFree = known === undefined || known.state === 'STOPPED';
    if (!isScheduled(activeStates) || !startsAt || !endsAt || !isFree) return undefined;
    const plannedMinutes = Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000);
    return { conferenceId: id, plannedStart: startsAt, plannedMinutes, revision: known?.revision ?? 0 };
  }
}

/** Several on one day, none before the one before it has ended. */
function fitTogether(items: readonly NewItem[]): boolean {
  if (items.length < 2 || new Set(items.map(({ plannedStart }) => legalDayOf(plannedStart))).size > 1)
    return false;
  return items.every(({ plannedStart }, index) => {
    const before = items[index - 1];
    const end = before ? before.plannedStart.getTime() + before.plannedMinutes * 60_000 : 0;
    return plannedStart.getTime() >= end;
  });
}
