import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import {
  err,
  ok,
  rejected,
  type ConferenceId,
  type DomainError,
  type Result,
  type StaffId,
} from '../../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, type Principal, type Tx } from '../../../platform/index.js';
import { WorkflowEngine } from '../../../workflow/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { ConferenceService } from '../../application/conference-service.js';
import { agendaOf, type AgendaRule } from '../domain/agenda.js';
import { isInSession, isScheduled } from '../domain/item-state.js';
import { sittingErrors, type SittingErrorCode } from '../domain/sitting.errors.js';
import type { EntryPlace, ItemRow, SittingConflict } from '../domain/sitting.js';
import { countRevision, findItem, insertSitting } from '../persistence/sitting.repository.js';
import { agendaRules } from './agenda-rules.js';
import { announceSitting } from './sitting-announcements.js';
import { SittingStops } from './sitting-stops.js';

/** A command about the item of a conference. */
export interface SittingCommand {
  readonly idempotencyKey: string;
  readonly conferenceId: ConferenceId;
  /** Revision of the item that the user has seen; 0 before anything was entered. */
  readonly expectedRevision: number;
}

/** What a command has before it: the item, held until the transaction ends. */
export interface Desk {
  readonly standing: ConferenceStanding;
  readonly item: ItemRow;
  readonly place: EntryPlace;
  readonly agenda: AgendaRule;
  /** The conference has a date and waits, or sits. */
  readonly isOpen: boolean;
  /** The conference sits and the item runs, not paused. */
  readonly isRunning: boolean;
  readonly isInSession: boolean;
  /** Chairs, or may in their place. */
  readonly leads: boolean;
  /** Leads or takes the record. */
  readonly enters: boolean;
  /** Leads, or is the person. */
  readonly leadsOrIsPerson: boolean;
  /** Leads or takes the record, or is the person. */
  readonly entersOrIsPerson: boolean;
  readonly staffId: StaffId | null;
  /** Instant, ISO 8601. */
  readonly at: string;
}

/** Who may give a command. */
export type Needed = 'leads' | 'enters' | 'leadsOrIsPerson' | 'entersOrIsPerson' | 'anybody';

/** Why a command was refused; a bare code is one of sittings. */
export type Refusal = SittingErrorCode | DomainError | undefined;

/** Answer of every command about an item. */
export type SittingAnswer = Result<{ readonly conferenceId: ConferenceId }, DomainError>;

/**
 * What the commands of a sitting have in common. Commands about one conference follow each other: the process is held
 * first, so that what a revocation stopped takes no further entry, and whoever comes second hears of the newer state.
 */
@Injectable()
export class SittingDesk {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly engine: WorkflowEngine,
    private readonly audit: AuditLog,
    private readonly stops: SittingStops,
  ) {}

  /**
   * Changes an item.
   *
   * @returns Id of the conference. Errors: SITTING_CHANGED with the newer revision, SITTING_NOT_RUNNING, and what `work`
   *   refuses with.
   * @throws {AccessDenied} the actor has nothing to do with the conference, or not in that role.
   */
  change(
    name: string,
    principal: Principal,
    input: SittingCommand,
    needed: Needed,
    work: (tx: Tx, desk: Desk) => Promise<Refusal>,
  ): Promise<SittingAnswer> {
    return this.commands.run({ name, principal, input }, async (tx): Promise<SittingAnswer> => {
      const desk = await this.prepare(tx, principal, input.conferenceId);
      if (needed !== 'anybody' && !desk[needed]) throw new AccessDenied();
      if (desk.item.revision !== input.expectedRevision) return err(conflict(desk.item));
      if (!desk.isOpen) return err(rejected(sittingErrors, 'SITTING_NOT_RUNNING'));
      const refusal = await work(tx, desk);
      if (refusal !== undefined)
        return err(typeof refusal === 'string' ? rejected(sittingErrors, refusal) : refusal);
      await this.counted(tx, desk.item, name);
      return ok({ conferenceId: input.conferenceId });
    });
  }

  /** An entry was made: counts it, notes it under the name of its command, tells the nodes. */
  async counted(tx: Tx, item: Pick<ItemRow, 'id' | 'conferenceId'>, action: string): Promise<void> {
    const revision = await countRevision(tx, item.id);
    const code = action.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    await this.audit.record(tx, { action: code, objectType: 'conference', objectId: item.conferenceId });
    announceSitting(tx, item.conferenceId, `r${revision}`);
  }

  /** Holds the conference and its item; without one it is a sitting of its own. */
  private async prepare(tx: Tx, principal: Principal, id: ConferenceId): Promise<Desk> {
    const found = await this.access.get(tx, id);
    const { id: processId } = await this.service.process(tx, id);
    const { activeStates } = await this.engine.lock(tx, processId);
    // What was read before the wait may have changed with it.
    const standing = (await this.access.find(tx, id, principal)) ?? found;
    const { conference } = standing;
    const agenda = agendaOf(agendaRules, conference);
    if (!agenda) throw new AccessDenied();
    const at = this.clock.now().toString();
    await this.stops.settle(tx, id, activeStates);
    const leads = standing.isChair || standing.isDeputy;
    const sits = isInSession(activeStates);
    const awaits = sits || isScheduled(activeStates);
    const last = await findItem(tx, id);
    // What was stopped is history: with a new date the conference has an item of its own again.
    const item =
      last && (last.state !== 'STOPPED' || !awaits)
        ? last
        : await this.ofItsOwn(tx, standing, at, last?.revision ?? 0);
    return {
      standing,
      item,
      place: { itemId: item.id, conferenceId: id, personId: conference.personId },
      agenda,
      isOpen: awaits && item.state !== 'STOPPED' && item.state !== 'ENDED',
      isRunning: sits && item.state === 'RUNNING',
      isInSession: sits,
      leads,
      enters: leads || standing.isRecorder,
      leadsOrIsPerson: leads || standing.isClient,
      entersOrIsPerson: leads || standing.isRecorder || standing.isClient,
      staffId: principal.kind === 'staff' ? principal.staffId : null,
      at,
    };
  }

  private async ofItsOwn(
    tx: Tx,
    { conference }: ConferenceStanding,
    at: string,
    revision: number,
  ): Promise<ItemRow> {
    const { id, startsAt, endsAt } = conference;
    const plannedStart = startsAt ?? new Date(at);
    const minutes = startsAt && endsAt ? Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000) : 60;
    const item = await tx.exOfficio(async () => {
      await insertSitting(tx, [{ conferenceId: id, plannedStart, plannedMinutes: minutes, revision }], at);
      return findItem(tx, id);
    });
    if (!item) throw new Error('Item vanished inside a transaction');
    return item;
  }
}

function conflict({ revision, conferenceId }: ItemRow): SittingConflict {
  const code = 'SITTING_CHANGED';
  const message = sittingErrors[code].de;
  return { kind: 'SittingConflict', code, message, actualRevision: revision, conferenceId };
}
