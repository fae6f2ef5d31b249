import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../audit/index.js';
import { CASE_ROLES, TaskBook, type TaskView } from '../../cases/index.js';
import type { CaseId, ConferenceId, StaffId, UnitId } from '../../kernel/index.js';
import { AccessDenied, PersonVault, unitsOf, type Tx } from '../../platform/index.js';
import { CaseRelations } from '../../sharing/index.js';
import type { BlockCode, ConferenceBlock } from '../domain/blocks.js';
import {
  BLOCKED,
  type ConferenceKind,
  type ConferenceMode,
  type ConferenceParticipant,
  type ConferenceRow,
} from '../domain/conference.js';
import {
  listConferencesOfCase,
  listConferencesOfStaff,
  readQuestions,
} from '../persistence/conference.repository.js';
import type { ShortNoticeGround } from '../domain/short-notice.js';
import { findRecordProgress } from '../persistence/record-progress.js';
import { RecordRepository, type DecisionView, type RecordView } from '../persistence/record.repository.js';
import { ConferenceAssessment } from './assess-conference.js';
import { caseToNote, ConferenceAccess, type ConferenceStanding } from './conference-access.js';
import { ConferenceService } from './conference-service.js';
import { RecordMasks, type Masked } from './record-masks.js';
import { DECISION_ORIGIN } from './record-conference.js';

/** A conference as far as the reader may know it. */
export interface ConferenceView {
  readonly id: ConferenceId;
  readonly number: string;
  readonly kind: ConferenceKind;
  readonly mode: ConferenceMode;
  readonly isConsultation: boolean;
  readonly topic: string;
  readonly convenerUnitId: UnitId;
  readonly chairId: StaffId | null;
  readonly recorderId: StaffId | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly reviewOn: string | null;
  readonly shortNoticeGround: ShortNoticeGround | null;
  readonly requestedAt: Date;
  /** `null` for those who are not cleared to know it, and once the person was erased. */
  readonly guidingQuestion: string | null;
  /** `null` for all but the convening side and the person. */
  readonly caseId: CaseId | null;
}

/** Blocks of its own that a body may know: it can do something about them, and they say nothing of the person. */
const OWN_BLOCKS: readonly BlockCode[] = ['UNDERTAKING_MISSING', 'MANDATE_MISSING', 'CONTRIBUTION_MISSING'];

/** Reads conferences. Invitations show number and topic; more only to those who need and may know it. */
@Injectable()
export class ConferenceReader {
  constructor(
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly relations: CaseRelations,
    private readonly tasks: TaskBook,
    private readonly records: RecordRepository,
    private readonly masks: RecordMasks,
    private readonly vault: PersonVault,
    private readonly accessLog: AccessLog,
    private readonly assessment: ConferenceAssessment,
  ) {}

  /** @throws {AccessDenied} not there, or the actor has nothing to do with it. */
  async get(tx: Tx, id: ConferenceId): Promise<ConferenceView> {
    const [view] = await this.views(tx, [await this.access.get(tx, id)]);
    if (!view) throw new Error('Conference vanished inside a transaction');
    return view;
  }

  /** Conferences of a case: all for its lead and the person, for others those their unit convenes. */
  async listOfCase(tx: Tx, caseId: CaseId): Promise<readonly ConferenceView[]> {
    const relation = await this.relations.get(tx, caseId);
    const standings = [];
    for (const row of await listConferencesOfCase(tx, caseId)) {
      const seesAll = relation.isClient || relation.isLead;
      if (!seesAll && !relation.unitIds.includes(row.convenerUnitId)) continue;
      standings.push(await this.access.get(tx, row.id));
    }
    return this.views(tx, standings);
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
    const standings: ConferenceStanding[] = [];
    for (let position = after; ;) {
      const rows = await listConferencesOfStaff(tx, { staffId, unitIds, limit, after: position });
      for (const row of rows) {
        const standing = await this.access.find(tx, row.id, principal);
        if (standing) standings.push(standing);
        if (standings.length === limit) return this.views(tx, standings);
      }
      const last = rows.at(-1);
      if (!last || rows.length < limit) return this.views(tx, standings);
      position = { sortKey: last.requestedAt.toISOString(), id: last.id };
    }
  }

  /** Bodies that take part. What each would have to learn is shown to the convening side and the person. */
  async participants(tx: Tx, id: ConferenceId): Promise<readonly ConferenceParticipant[]> {
    const standing = await this.access.get(tx, id);
    if (await this.isInside(tx, standing)) return standing.participants;
    return standing.participants.map((body) => ({ ...body, neededCategories: [] }));
  }

  /**
   * What stands in its way: everything for the convening side, chair and recorder. The person gets it in plain words.
   * A body learns of its own what it can cure itself, and never what the person did or did not consent to. Of one that
   * has ended the person is told of nothing in its way: nobody is asked for a consent it no longer needs.
   */
  async blocks(tx: Tx, id: ConferenceId): Promise<readonly ConferenceBlock[]> {
    const standing = await this.access.get(tx, id);
    if (standing.isClient && (await this.service.process(tx, id)).status !== 'active') return [];
    const blocks = await this.assessment.blocks(tx, standing.conference, standing.participants);
    if (standing.isClient) return blocks.map((block) => ({ ...block, sentence: block.plain }));
    if (await this.isInside(tx, standing)) return blocks;
    return blocks.filter(
      ({ code, unitId }) => OWN_BLOCKS.includes(code) && unitId !== null && standing.unitIds.includes(unitId),
    );
  }

  /**
   * The record: whole for convening side and person, for chair and recorder as long as they work on it. Other bodies
   * receive an extract once it is submitted for corrections, as long as they are cleared. What a body was told is masked for it when the
   * basis ended.
   */
  async record(tx: Tx, id: ConferenceId): Promise<Masked<RecordView> | null> {
    const standing = await this.access.get(tx, id);
    const isInside = await this.isInside(tx, standing);
    if (!isInside && (!(await this.isSubmitted(tx, id)) || !(await this.isCleared(tx, standing))))
      return null;
    const record = await this.records.find(tx, standing.conference);
    if (!record) return null;
    this.note(tx, standing, 'conferenceRecord');
    const masked = await this.masks.ofRecord(tx, standing, record);
    if (isInside) return masked;
    // Extract of a body: the common result, nothing the person said.
    return { ...masked, personsView: null, resourcesNamed: null, personAbsentReason: null, dissent: null };
  }

  /**
   * Decisions: all for the inside; for a body, once the record is submitted, its own, and the common ones while it is
   * cleared. Masked like the record.
   */
  async decisions(tx: Tx, id: ConferenceId): Promise<readonly Masked<DecisionView>[]> {
    const standing = await this.access.get(tx, id);
    const { conference } = standing;
    const isInside = await this.isInside(tx, standing);
    if (!isInside && !(await this.isSubmitted(tx, id))) return [];
    const decisions = await this.records.listDecisions(tx, conference);
    if (decisions.length > 0) this.note(tx, standing, 'conferenceRecord');
    if (isInside) return this.masks.ofDecisions(tx, standing, decisions);
    const cleared = await this.isCleared(tx, standing);
    const shown = decisions.filter(({ unitId }) =>
      unitId === null ? cleared : standing.unitIds.includes(unitId),
    );
    return this.masks.ofDecisions(tx, standing, shown);
  }

  /** Tasks that came from a decision, as far as they are the reader's own or the reader is inside. */
  async tasksOf(tx: Tx, id: ConferenceId, decisionId: string): Promise<readonly TaskView[]> {
    const standing = await this.access.get(tx, id);
    const tasks = await this.tasks.listByOrigin(tx, DECISION_ORIGIN, [decisionId]);
    if (await this.isInside(tx, standing)) return tasks;
    return tasks.filter((task) => task.unitId !== null && standing.unitIds.includes(task.unitId));
  }

  /** Views in the order of the standings; the questions that may be known are opened at once. */
  private async views(tx: Tx, standings: readonly ConferenceStanding[]): Promise<ConferenceView[]> {
    const cleared: ConferenceId[] = [];
    for (const standing of standings) {
      if ((await this.isInside(tx, standing)) || (await this.isCleared(tx, standing)))
        cleared.push(standing.conference.id);
    }
    const questions = await readQuestions(tx, this.vault, cleared);
    for (const standing of standings)
      if (questions.get(standing.conference.id)) this.note(tx, standing, 'conference');
    return standings.map(({ conference, isClient, isCaseLead, isOfConvenerUnit, knowsCase }) => ({
      ...pick(conference),
      guidingQuestion: questions.get(conference.id) ?? null,
      caseId: isClient || isCaseLead || (isOfConvenerUnit && knowsCase) ? conference.caseId : null,
    }));
  }

  /** A look at what concerns a known case; for others than the convening unit the line commits with it. */
  private note(tx: Tx, standing: ConferenceStanding, objectType: string): void {
    const { conference, isOfConvenerUnit, unitIds } = standing;
    const { id: objectId, convenerUnitId } = conference;
    if (conference.caseId === null) return;
    const unitId = isOfConvenerUnit ? convenerUnitId : unitIds[0];
    const of = caseToNote(standing);
    this.accessLog.read(tx, { objectType, objectId, unitId, ...of }, !isOfConvenerUnit);
  }

  private async isSubmitted(tx: Tx, id: ConferenceId): Promise<boolean> {
    return (await findRecordProgress(tx, id))?.submittedAt != null;
  }

  /**
   * Convening side and person always. Chair and recorder come from bodies of their own and work for the conference only
   * while it may be held and has not ended; otherwise they see what an invitation carries.
   */
  private async isInside(tx: Tx, standing: ConferenceStanding): Promise<boolean> {
    if (standing.isConvener || standing.isCaseLead || standing.isClient) return true;
    if (!standing.isChair && !standing.isDeputy && !standing.isRecorder) return false;
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
  const { requestedAt, isConsultation, shortNoticeGround } = row;
  return {
    id,
    number,
    kind,
    mode,
    isConsultation,
    topic,
    convenerUnitId,
    chairId,
    recorderId,
    startsAt,
    endsAt,
    reviewOn,
    shortNoticeGround,
    requestedAt,
  };
}
