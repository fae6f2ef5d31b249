import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../../audit/index.js';
import { AccessDenied, Clock, type Principal, type Tx } from '../../../platform/index.js';
import { ConferenceAssessment } from '../../application/assess-conference.js';
import type { BlockCode } from '../../domain/blocks.js';
import { findConference, listParticipants } from '../../persistence/conference.repository.js';
import { overviewOf, type ConferenceOverviewFigures, type CountedConference } from '../domain/overview.js';
import { overviewCsv } from '../domain/overview-csv.js';
import { stageOf } from '../domain/stages.js';
import {
  findOverviewProgramme,
  listForOverview,
  type OverviewProgramme,
  type OverviewRow,
} from '../persistence/overview.repository.js';
import { overviewRules } from './overview-rules.js';

/** A file that is handed out. */
export interface OverviewFile {
  readonly fileName: string;
  readonly content: string;
}

/** The project lead's view: how many conferences are how far, and what is in the way. Sums only. */
@Injectable()
export class ConferenceOverview {
  constructor(
    private readonly assessment: ConferenceAssessment,
    private readonly clock: Clock,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * Counts now, over all the time. Periods cannot be chosen: of two that differ by a day a single conference could be told.
   *
   * @param programmeId  `null`: the region.
   * @throws {AccessDenied} neither project lead of the region or the programme nor steering; or no such programme.
   */
  async figures(tx: Tx, programmeId: string | null): Promise<ConferenceOverviewFigures> {
    return this.count(tx, programmeId, await this.authorise(tx, programmeId));
  }

  /** The same as a table; that it left the system is in the access log. @throws {AccessDenied} as {@link figures}. */
  async file(tx: Tx, programmeId: string | null): Promise<OverviewFile> {
    const programme = await this.authorise(tx, programmeId);
    const figures = await this.count(tx, programmeId, programme);
    const object = programmeId === null ? {} : { objectId: programmeId };
    this.accessLog.exported(tx, { objectType: 'conferenceOverview', ...object });
    const asOf = this.clock.today().toString();
    const content = overviewCsv(figures, { scope: programme?.name ?? 'Region', asOf });
    return { fileName: `fallkonferenzen-${asOf}.csv`, content };
  }

  private async authorise(tx: Tx, programmeId: string | null): Promise<OverviewProgramme | undefined> {
    const programme = programmeId === null ? undefined : await findOverviewProgramme(tx, programmeId);
    if (programmeId !== null && !programme) throw new AccessDenied();
    if (!mayOversee(tx.principal, programme)) throw new AccessDenied();
    return programme;
  }

  private async count(
    tx: Tx,
    programmeId: string | null,
    programme: OverviewProgramme | undefined,
  ): Promise<ConferenceOverviewFigures> {
    const rows = await listForOverview(tx, programmeId, overviewRules.recordDue.deadline);
    const counted: CountedConference[] = [];
    for (const row of rows) counted.push(await this.counted(tx, row));
    return overviewOf(counted, {
      target: programme?.caseTarget ?? null,
      today: this.clock.today().toString(),
      smallest: overviewRules.smallestShown.count,
    });
  }

  private async counted(tx: Tx, row: OverviewRow): Promise<CountedConference> {
    const stage = stageOf(row.activeStates);
    const { kind, requestedOn, recordDueOn, recordApprovedOn } = row;
    const heldOn = stage === 'HELD' ? row.scheduledOn : null;
    const blocks = stage === 'BLOCKED' ? await this.blocks(tx, row) : [];
    return { kind, stage, requestedOn, heldOn, recordDueOn, recordApprovedOn, blocks };
  }

  /** What stands in the way of one that is blocked; of it only codes are counted. */
  private async blocks(tx: Tx, { id }: OverviewRow): Promise<readonly BlockCode[]> {
    return tx.exOfficio(async () => {
      const conference = await findConference(tx, id);
      if (!conference) return [];
      const participants = await listParticipants(tx, id);
      const blocks = await this.assessment.preventing(tx, conference, participants, 'SITTING');
      return [...new Set(blocks.map(({ code }) => code))];
    });
  }
}

/** Project lead of the region's coordination or of the programme, or a member of the steering group. */
function mayOversee(principal: Principal, programme: OverviewProgramme | undefined): boolean {
  if (principal.kind !== 'staff') return false;
  return principal.grants.some(({ role, unitType, unitId }) => {
    if (role === 'STEERING_MEMBER') return true;
    return role === 'PROJECT_LEAD' && (unitType === 'KIM_COORDINATION' || unitId === programme?.leadUnitId);
  });
}
