import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader } from '../../directory/index.js';
import type { ConferenceId, Result, UnitId } from '../../kernel/index.js';
import { Clock, LEGAL_TIME_ZONE, PersonVault, type Tx } from '../../platform/index.js';
import {
  CaseRelations,
  SharingService,
  type SharingBlock,
  type SharingCategory,
} from '../../sharing/index.js';
import {
  systemActor,
  WorkflowEngine,
  type EngineRefusal,
  type ProcessActor,
  type ProcessView,
} from '../../workflow/index.js';
import { ofSharing, type ConferenceBlock } from '../domain/blocks.js';
import { isEnforcement, URGENT_BASES } from '../domain/conference-kinds.js';
import type { ConferenceBlocked, ConferenceParticipant, ConferenceRow } from '../domain/conference.js';
import { conferenceErrors } from '../domain/conference.errors.js';
import { SittingStops } from '../sitting/application/sitting-stops.js';
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
    private readonly sittings: SittingStops,
    private readonly directory: DirectoryReader,
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
    conference: Pick<ConferenceRow, 'caseId' | 'mode' | 'convenerUnitId' | 'urgentBasis'>,
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
    conference: Pick<ConferenceRow, 'caseId' | 'mode' | 'convenerUnitId' | 'urgentBasis'>,
    participants: readonly {
      readonly unitId: UnitId;
      readonly neededCategories: readonly SharingCategory[];
    }[],
  ): Promise<readonly SharingBlock[]> {
    const { caseId, mode, convenerUnitId, urgentBasis } = conference;
    const leadUnitId = caseId === null ? null : ((await this.relations.leadUnit(tx, caseId)) ?? null);
    const intended = {
      caseId,
      mode,
      fromUnitId: convenerUnitId,
      leadUnitId,
      participants: participants.map(({ unitId, neededCategories }) => ({
        unitId,
        categories: neededCategories,
      })),
      days,
    };
    const blocks = await this.sharing.conferenceBlocks(tx, intended);
    const purpose = urgentBasis === null ? 'CONF' : URGENT_BASES[urgentBasis].purpose;
    if (purpose === 'CONF' || blocks.length === 0) return blocks;
    // Danger opens more; what it does not open may still be opened by the person.
    const inDanger = await this.sharing.conferenceBlocks(tx, { ...intended, purpose });
    const helpers = await this.mayHelp(tx, conference, participants);
    return blocks.filter(
      ({ unitId, fromUnitId, category }) =>
        !helpers.includes(unitId) ||
        inDanger.some(
          (block) =>
            block.unitId === unitId && block.fromUnitId === fromUnitId && block.category === category,
        ),
    );
  }

  /**
   * Bodies to which danger opens what consent would: not police or prosecution, with whom nobody confers here, and of a
   * protected case only those to which it was opened.
   */
  private async mayHelp(
    tx: Tx,
    conference: Pick<ConferenceRow, 'caseId' | 'mode' | 'convenerUnitId'>,
    participants: readonly { readonly unitId: UnitId }[],
  ): Promise<readonly UnitId[]> {
    const openTo = await this.openTo(tx, conference);
    const ids = [conference.convenerUnitId, ...participants.map(({ unitId }) => unitId)];
    const units = await this.directory.findUnits(tx, ids);
    return units.flatMap(({ id, type }) =>
      isEnforcement(type) || (openTo && !openTo.includes(id)) ? [] : [id],
    );
  }

  /** The blocks as a refusal, those of data sharing as they came from the table. */
  blocked(found: readonly (ConferenceBlock | SharingBlock)[]): ConferenceBlocked {
    const code = 'CONFERENCE_BLOCKED';
    const blocks = found.map((block) => ('severity' in block ? block : ofSharing(block)));
    return { kind: 'ConferenceBlocked', code, message: conferenceErrors[code].de, blocks };
  }

  /** Starts the process of a new conference; its consents are checked at once, or it waits for the convener. */
  async begin(
    tx: Tx,
    conference: ConferenceRow,
    actor: ProcessActor,
    first: 'CHECK_CONSENTS' | 'PROPOSED' = 'CHECK_CONSENTS',
  ): Promise<Result<ProcessView, EngineRefusal>> {
    const at = this.clock.now();
    const started = await this.engine.start(tx, {
      key: 'case-conference',
      subject: { type: 'conference', id: conference.id },
      // The log of an anonymised conference must not lead to the case.
      caseId: conference.mode === 'IDENTIFIED' ? conference.caseId : null,
      context: { mode: conference.mode, urgentBasis: conference.urgentBasis },
      at,
      actor,
    });
    if (!started.ok) return started;
    return this.engine.send(tx, {
      processId: started.value.id,
      event: { type: first },
      at,
      actor: first === 'PROPOSED' ? systemActor : actor,
    });
  }

  /** Sends an event to the process of a conference and notes it; sitting and invitations follow in the same transaction. */
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
    await this.sittings.follow(tx, id, sent.value.activeStates);
    await this.invitations.follow(tx, id, event.type, sent.value.activeStates);
    return sent;
  }

  /** The same, which from now on waits for this transaction: whoever moves it next sees what was changed here. */
  async hold(tx: Tx, id: ConferenceId): Promise<ProcessView> {
    const { id: processId } = await this.process(tx, id);
    return this.engine.lock(tx, processId);
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
