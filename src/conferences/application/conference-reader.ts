import { Injectable } from '@nestjs/common';
import { CASE_ROLES, TaskBook, type TaskView } from '../../cases/index.js';
import type { CaseId, ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import { AccessDenied, unitsOf, type Tx } from '../../platform/index.js';
import { CaseRelations, type SharingBlock } from '../../sharing/index.js';
import {
  BLOCKED,
  type ConferenceKind,
  type ConferenceMode,
  type ConferenceParticipant,
  type ConferenceRow,
} from '../domain/conference.js';
import { listConferencesOfCase, listConferencesOfStaff } from '../persistence/conference.repository.js';
import {
  findRecord,
  listDecisions,
  type DecisionView,
  type RecordView,
} from '../persistence/record.repository.js';
import { ConferenceAccess, type ConferenceStanding } from './conference-access.js';
import { ConferenceService } from './conference-service.js';
import { DECISION_ORIGIN } from './record-conference.js';

/** A conference as far as the reader may know it. */
export interface ConferenceView {
  readonly id: ConferenceId;
  readonly number: string;
  readonly kind: ConferenceKind;
  readonly mode: ConferenceMode;
  readonly topic: string;
  readonly convenerUnitId: UnitId;
  readonly chairId: StaffId | null;
  readonly recorderId: StaffId | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly reviewOn: string | null;
  readonly requestedAt: Date;
  /** `null` for those who are not cleared to know it. */
  readonly guidingQuestion: string | null;
  /** `null` for all but the convening side and the person. */
  readonly caseId: CaseId | null;
}

/** Reads conferences. Invitations show number and topic; more only to those who need and may know it. */
@Injectable()
export class ConferenceReader {
  constructor(
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly relations: CaseRelations,
    private readonly tasks: TaskBook,
  ) {}

  /** @throws {AccessDenied} not there, or the actor has nothing to do with it. */
  async get(tx: Tx, id: ConferenceId): Promise<ConferenceView> {
    const standing = await this.access.get(tx, id);
    return this.view(tx, standing);
  }

  /** Conferences of a case: all for its lead and the person, for others those their unit convenes. */
  async listOfCase(tx: Tx, caseId: CaseId): Promise<readonly ConferenceView[]> {
    const relation = await this.relations.get(tx, caseId);
    const views = [];
    for (const row of await listConferencesOfCase(tx, caseId)) {
      const seesAll = relation.isClient || relation.isLead;
      if (!seesAll && !relation.unitIds.includes(row.convenerUnitId)) continue;
      views.push(await this.get(tx, row.id));
    }
    return views;
  }

  /** Conferences that concern the staff member, newest request first. */
  async listOwn(
    tx: Tx,
    limit: number,
    after: { readonly sortKey: string | number; readonly id: string } | undefined,
  ): Promise<readonly ConferenceView[]> {
    const { principal } = tx;
    if (principal.kind !== 'staff') throw new AccessDenied();
    const unitIds = [
      ...unitsOf(principal, ...CASE_ROLES),
      ...unitsOf(principal, 'PROJECT_LEAD', 'MODERATOR'),
    ];
    const { staffId } = principal;
    const views: ConferenceView[] = [];
    for (let position = after; ;) {
      const rows = await listConferencesOfStaff(tx, { staffId, unitIds, limit, after: position });
      for (const row of rows) {
        const standing = await this.access.find(tx, row.id, principal);
        if (standing) views.push(await this.view(tx, standing));
        if (views.length === limit) return views;
      }
      const last = rows.at(-1);
      if (!last || rows.length < limit) return views;
      position = { sortKey: last.requestedAt.toISOString(), id: last.id };
    }
  }

  /** Bodies that take part. What each would have to learn is shown to the convening side and the person. */
  async participants(tx: Tx, id: ConferenceId): Promise<readonly ConferenceParticipant[]> {
    const standing = await this.access.get(tx, id);
    if (await this.isInside(tx, standing)) return standing.participants;
    return standing.participants.map((body) => ({ ...body, neededCategories: [] }));
  }

  /** What blocks it, for the convening side and the person; empty for others. */
  async blocks(tx: Tx, id: ConferenceId): Promise<readonly SharingBlock[]> {
    const standing = await this.access.get(tx, id);
    const inside = await this.isInside(tx, standing);
    return inside ? this.service.blocks(tx, standing.conference, standing.participants) : [];
  }

  /**
   * The record: whole for convening side and person, for chair and recorder as long as they work on it. Other bodies receive an extract once it is
   * approved, as long as they are cleared.
   */
  async record(tx: Tx, id: ConferenceId): Promise<RecordView | null> {
    const standing = await this.access.get(tx, id);
    const record = await findRecord(tx, id);
    if (!record) return null;
    if (await this.isInside(tx, standing)) return record;
    if (record.approvedAt === null || !(await this.isCleared(tx, standing))) return null;
    // Extract of a body: the common result, nothing the person said.
    return { ...record, personsView: '', resourcesNamed: '', personAbsentReason: null, dissent: null };
  }

  /**
   * Decisions: all for the inside; for a body, once the record is approved, its own, and the common ones while it is
   * cleared.
   */
  async decisions(tx: Tx, id: ConferenceId): Promise<readonly DecisionView[]> {
    const standing = await this.access.get(tx, id);
    const decisions = await listDecisions(tx, id);
    if (await this.isInside(tx, standing)) return decisions;
    if (!(await findRecord(tx, id))?.approvedAt) return [];
    const cleared = await this.isCleared(tx, standing);
    return decisions.filter(({ unitId }) => (unitId === null ? cleared : standing.unitIds.includes(unitId)));
  }

  /** Tasks that came from a decision, as far as they are the reader's own or the reader is inside. */
  async tasksOf(tx: Tx, id: ConferenceId, decisionId: string): Promise<readonly TaskView[]> {
    const standing = await this.access.get(tx, id);
    const tasks = await this.tasks.listByOrigin(tx, DECISION_ORIGIN, [decisionId]);
    if (await this.isInside(tx, standing)) return tasks;
    return tasks.filter((task) => task.unitId !== null && standing.unitIds.includes(task.unitId));
  }

  private async view(tx: Tx, standing: ConferenceStanding): Promise<ConferenceView> {
    const { conference } = standing;
    const inside = await this.isInside(tx, standing);
    const cleared = inside || (await this.isCleared(tx, standing));
    const mayKnowCase = standing.isClient || standing.isCaseLead || standing.isOfConvenerUnit;
    return {
      ...pick(conference),
      guidingQuestion: cleared ? conference.guidingQuestion : null,
      caseId: mayKnowCase ? conference.caseId : null,
    };
  }

  /**
   * Convening side and person always. Chair and recorder come from bodies of their own and work for the conference only
   * while it may be held and has not ended; otherwise they see what an invitation carries.
   */
  private async isInside(tx: Tx, standing: ConferenceStanding): Promise<boolean> {
    if (standing.isConvener || standing.isCaseLead || standing.isClient) return true;
    if (!standing.isChair && !standing.isRecorder) return false;
    const { conference, participants } = standing;
    const { status, activeStates } = await this.service.process(tx, conference.id);
    if (status !== 'active' || activeStates.includes(BLOCKED)) return false;
    return (await this.service.blocksToday(tx, conference, participants)).length === 0;
  }

  /** A body is cleared when nothing it would have to learn is blocked. */
  private async isCleared(tx: Tx, standing: ConferenceStanding): Promise<boolean> {
    const blocks = await this.service.blocksToday(tx, standing.conference, standing.participants);
    return standing.unitIds.some((unitId) => blocks.every((block) => block.unitId !== unitId));
  }
}

function pick(row: ConferenceRow): Omit<ConferenceView, 'guidingQuestion' | 'caseId'> {
  const { id, number, kind, mode, topic, convenerUnitId, chairId, recorderId, startsAt, endsAt, reviewOn } =
    row;
  const { requestedAt } = row;
  return {
    id,
    number,
    kind,
    mode,
    topic,
    convenerUnitId,
    chairId,
    recorderId,
    startsAt,
    endsAt,
    reviewOn,
    requestedAt,
  };
}
