import { Injectable } from '@nestjs/common';
import { CASE_ROLES } from '../../../cases/index.js';
import { DirectoryReader } from '../../../directory/index.js';
import type { StaffId } from '../../../kernel/index.js';
import { Clock, type Principal, type Tx } from '../../../platform/index.js';
import { WorkflowEngine } from '../../../workflow/index.js';
import { ConferenceAccess } from '../../application/conference-access.js';
import { ConferenceService } from '../../application/conference-service.js';
import { namedFor } from '../../domain/conference.js';
import { EntriesRepository } from '../persistence/entries.repository.js';
import { leadsCase, listItems } from '../persistence/sitting.repository.js';
import { DeputySeat, type Heads } from './deputy-seat.js';
import { SittingDesk, type Desk, type Refusal, type SittingCommand } from './sitting-desk.js';

export interface AppointDeputyCommand extends SittingCommand {
  /** `null`: there is none any more. */
  readonly deputyId?: StaffId | null;
}

/** Names who may chair in the place of the chair, and hands the chair over. */
@Injectable()
export class ChangeChair {
  constructor(
    private readonly desk: SittingDesk,
    private readonly clock: Clock,
    private readonly directory: DirectoryReader,
    private readonly service: ConferenceService,
    private readonly entries: EntriesRepository,
    private readonly access: ConferenceAccess,
    private readonly engine: WorkflowEngine,
    private readonly seats: DeputySeat,
  ) {}

  /**
   * The chair names a deputy, who from then on may do what the chair does, in every case of the sitting that the actor
   * leads and the deputy may: invited, and their time taken. Errors: DEPUTY_NOT_POSSIBLE, DEPUTY_TAKEN.
   */
  appoint(principal: Principal, input: AppointDeputyCommand) {
    return this.desk.change('appointDeputyChair', principal, input, 'leads', (tx, desk) => {
      const { chairId } = desk.standing.conference;
      return this.inWholeSitting(tx, desk, { chairId, deputyId: input.deputyId ?? null });
    });
  }

  /**
   * The chair, or the deputy, makes the deputy the chair; who chaired is the deputy then. It holds for every case of the
   * sitting that is not over, that the actor leads and the deputy may chair; their time is taken. Errors: DEPUTY_NOT_POSSIBLE, DEPUTY_TAKEN.
   */
  handOver(principal: Principal, input: SittingCommand) {
    return this.desk.change('handOverChair', principal, input, 'leads', async (tx, desk) => {
      const { chairId, deputyId } = desk.standing.conference;
      if (deputyId === null) return 'DEPUTY_NOT_POSSIBLE';
      return this.inWholeSitting(tx, desk, { chairId: deputyId, deputyId: chairId });
    });
  }

  private async inWholeSitting(tx: Tx, desk: Desk, heads: Heads): Promise<Refusal> {
    if (!(await this.mayBoth(tx, desk, heads))) return 'DEPUTY_NOT_POSSIBLE';
    if (!(await this.seats.change(tx, desk.place.conferenceId, heads))) return 'DEPUTY_TAKEN';
    for (const item of await listItems(tx, desk.item.sittingId)) {
      if (item.id === desk.item.id || item.state === 'STOPPED' || item.state === 'ENDED') continue;
      const standing = await this.access.find(tx, item.conferenceId, tx.principal);
      if (!standing?.isChair && !standing?.isDeputy) continue;
      const { id: conferenceId, personId } = standing.conference;
      const { id: processId } = await this.service.process(tx, conferenceId);
      await this.engine.lock(tx, processId);
      const place = { itemId: item.id, conferenceId, personId };
      if (!(await this.mayBoth(tx, { standing, place }, heads))) continue;
      if (!(await this.seats.change(tx, conferenceId, heads))) continue;
      await this.desk.counted(tx, item, 'chairChanged');
    }
    return undefined;
  }

  /** Whether whoever is new may chair; who chairs already may. */
  private async mayBoth(tx: Tx, at: Pick<Desk, 'standing' | 'place'>, heads: Heads): Promise<boolean> {
    const { chairId } = at.standing.conference;
    for (const staffId of [heads.chairId, heads.deputyId]) {
      if (staffId !== null && staffId !== chairId && !(await this.mayChair(tx, at, staffId))) return false;
    }
    return heads.chairId !== heads.deputyId;
  }

  /**
   * Chairing is a role of its own: never with the case, the record or a body. Of a protected case only who works in a
   * body for which it was opened.
   */
  private async mayChair(
    tx: Tx,
    { standing, place }: Pick<Desk, 'standing' | 'place'>,
    staffId: StaffId,
  ): Promise<boolean> {
    const { conference, participants } = standing;
    if (staffId === conference.recorderId || participants.some((body) => namedFor(body).includes(staffId)))
      return false;
    const attendance = await this.entries.listAttendance(tx, place);
    if (attendance.some((row) => row.kind === 'BODY' && row.staffId === staffId)) return false;
    const roles = await this.directory.listRoles(tx, [staffId], this.clock.today().toString());
    if (!roles.some(({ role }) => role === 'MODERATOR')) return false;
    const leads = await tx.exOfficio(() => leadsCase(tx, conference.id, staffId));
    const openTo = await this.service.openTo(tx, conference);
    const knows = roles.some(({ unitId, role }) => openTo?.includes(unitId) && CASE_ROLES.includes(role));
    return !leads && (openTo === undefined || knows);
  }
}
