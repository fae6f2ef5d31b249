import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import type { ConferenceId, Result, UnitId } from '../../kernel/index.js';
import { Clock, LEGAL_TIME_ZONE, PersonVault, type Tx } from '../../platform/index.js';
import {
  CaseRelations,
  SharingService,
  type SharingBlock,
  type SharingCategory,
} from '../../sharing/index.js';
import {
  WorkflowEngine,
  type EngineRefusal,
  type ProcessActor,
  type ProcessView,
} from '../../workflow/index.js';
import type { ConferenceBlocked, ConferenceParticipant, ConferenceRow } from '../domain/conference.js';
import { conferenceErrors } from '../domain/conference.errors.js';
import { Invitations } from '../invitations/application/invitations.js';
import { insertConference, type NewConference } from '../persistence/conference.repository.js';

/** What the use cases of conferences have in common: blocks, and moving the process. */
@Injectable()
export class ConferenceService {
  constructor(
    private readonly sharing: SharingService,
    private readonly relations: CaseRelations,
    private readonly engine: WorkflowEngine,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly vault: PersonVault,
    private readonly invitations: Invitations,
  ) {}

  /** Writes a request. */
  async register(tx: Tx, conference: NewConference): Promise<void> {
    await insertConference(tx, this.vault, conference);
  }

  /**
   * What keeps the conference from being scheduled or held on account of data sharing; empty when nothing does.
   * Looked at today and on the day of the sitting: preparing it discloses already now.
   */
  async blocks(
    tx: Tx,
    conference: ConferenceRow,
    participants: readonly ConferenceParticipant[],
  ): Promise<readonly SharingBlock[]> {
    const today = this.clock.today().toString();
    const planned = conference.startsAt && legalDayOf(conference.startsAt);
    const days = planned && planned > today ? [today, planned] : [today];
    return this.blocksOn(tx, days, conference, participants);
  }

  /** What may not be shown today, whenever the sitting is. */
  async blocksToday(
    tx: Tx,
    conference: ConferenceRow,
    participants: readonly ConferenceParticipant[],
  ): Promise<readonly SharingBlock[]> {
    return this.blocksOn(tx, [this.clock.today().toString()], conference, participants);
  }

  /** Whether the convening unit itself may know today whom a conference with names is about. */
  async convenerMayKnow(
    tx: Tx,
    conference: Pick<ConferenceRow, 'caseId' | 'mode' | 'convenerUnitId'>,
  ): Promise<boolean> {
    return (await this.blocksOn(tx, [this.clock.today().toString()], conference, [])).length === 0;
  }

  /**
   * Units that take part in a protected case and may therefore hear its name; `undefined` when a conference names none:
   * then anybody may be invited.
   */
  async openTo(
    tx: Tx,
    { caseId, mode }: Pick<ConferenceRow, 'caseId' | 'mode'>,
  ): Promise<readonly UnitId[] | undefined> {
    if (caseId === null || mode === 'ANONYMISED' || !(await this.relations.isProtected(tx, caseId)))
      return undefined;
    return this.relations.participatingUnits(tx, caseId);
  }

  private async blocksOn(
    tx: Tx,
    days: readonly string[],
    { caseId, mode, convenerUnitId }: Pick<ConferenceRow, 'caseId' | 'mode' | 'convenerUnitId'>,
    participants: readonly {
      readonly unitId: UnitId;
      readonly neededCategories: readonly SharingCategory[];
    }[],
  ): Promise<readonly SharingBlock[]> {
    const leadUnitId = caseId === null ? null : ((await this.relations.leadUnit(tx, caseId)) ?? null);
    return this.sharing.conferenceBlocks(tx, {
      caseId,
      mode,
      fromUnitId: convenerUnitId,
      leadUnitId,
      participants: participants.map(({ unitId, neededCategories }) => ({
        unitId,
        categories: neededCategories,
      })),
      days,
    });
  }

  /** The blocks as a refusal. */
  blocked(blocks: readonly SharingBlock[]): ConferenceBlocked {
    const code = 'CONFERENCE_BLOCKED';
    return { kind: 'ConferenceBlocked', code, message: conferenceErrors[code].de, blocks };
  }

  /** Starts the process of a new conference and has its consents checked. */
  async begin(
    tx: Tx,
    conference: ConferenceRow,
    actor: ProcessActor,
  ): Promise<Result<ProcessView, EngineRefusal>> {
    const at = this.clock.now();
    const started = await this.engine.start(tx, {
      key: 'case-conference',
      subject: { type: 'conference', id: conference.id },
      // The log of an anonymised conference must not lead to the case.
      caseId: conference.mode === 'IDENTIFIED' ? conference.caseId : null,
      context: { mode: conference.mode },
      at,
      actor,
    });
    if (!started.ok) return started;
    return this.engine.send(tx, {
      processId: started.value.id,
      event: { type: 'CHECK_CONSENTS' },
      at,
      actor,
    });
  }

  /** Sends an event to the process of a conference and notes it; invitations follow in the same transaction. */
  async send(
    tx: Tx,
    id: ConferenceId,
    event: { readonly type: string; readonly payload?: Readonly<Record<string, string>> },
    actor: ProcessActor,
    expectedRevision?: number,
  ): Promise<Result<ProcessView, EngineRefusal>> {
    const process = await this.process(tx, id);
    const sent = await this.engine.send(tx, {
      processId: process.id,
      event,
      actor,
      at: this.clock.now(),
      ...(expectedRevision === undefined ? {} : { expectedRevision }),
    });
    if (!sent.ok) return sent;
    await this.audit.record(tx, { action: event.type, objectType: 'conference', objectId: id });
    await this.invitations.follow(tx, id, event.type);
    return sent;
  }

  /** The process of a conference. */
  async process(tx: Tx, id: ConferenceId): Promise<ProcessView> {
    const [process] = await this.engine.findBySubject(tx, 'conference', id);
    if (!process) throw new Error('Conference without process');
    return process;
  }
}

/** Calendar date in Germany of an instant. */
export function legalDayOf(instant: Date): string {
  return instant.toLocaleDateString('sv-SE', { timeZone: LEGAL_TIME_ZONE });
}
