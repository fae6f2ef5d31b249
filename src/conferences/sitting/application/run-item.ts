import { Injectable } from '@nestjs/common';
import { AccessDenied, type Principal, type Tx } from '../../../platform/index.js';
import { ConductConference } from '../../application/conduct-conference.js';
import { ConferenceFacts } from '../../application/conference-facts.js';
import { ConferenceService } from '../../application/conference-service.js';
import { boxesOf } from '../domain/agenda.js';
import { mayEnd, mayEnter } from '../domain/item-rules.js';
import { inRoom } from '../domain/room.js';
import type { PauseReason } from '../domain/sitting.js';
import { EntriesRepository } from '../persistence/entries.repository.js';
import { PersonPartRepository } from '../persistence/person-part.repository.js';
import {
  beginPause,
  endOpen,
  endPause,
  enterBox,
  insertBoxes,
  listBoxes,
  listItems,
  moveItem,
} from '../persistence/sitting.repository.js';
import { SittingDesk, type Desk, type Refusal, type SittingCommand } from './sitting-desk.js';
import { SittingStops } from './sitting-stops.js';

export interface EnterBoxCommand extends SittingCommand {
  readonly boxKey: string;
}

export interface PauseCommand extends SittingCommand {
  readonly reason: Exclude<PauseReason, 'RECOGNISED'>;
}

/** Runs the item of a sitting: begin, boxes, breaks, end. */
@Injectable()
export class RunItem {
  constructor(
    private readonly desk: SittingDesk,
    private readonly conduct: ConductConference,
    private readonly service: ConferenceService,
    private readonly stops: SittingStops,
    private readonly entries: EntriesRepository,
    private readonly parts: PersonPartRepository,
    private readonly facts: ConferenceFacts,
  ) {}

  /**
   * The chair begins the item: the blocks are looked at once more, the conference opens, its first box begins. A
   * conference that was opened already goes on with its agenda.
   *
   * Errors: SITTING_ALREADY_BEGUN, SITTING_RECORDER_MISSING, SITTING_INTERPRETER_MISSING, SITTING_OTHER_ITEM_RUNS, CONFERENCE_BLOCKED, the engine’s.
   */
  start(principal: Principal, input: SittingCommand) {
    return this.desk.change('startSittingItem', principal, input, 'leads', async (tx, desk) => {
      const { item, place, agenda, at, standing } = desk;
      if (item.state !== 'PLANNED') return 'SITTING_ALREADY_BEGUN';
      const missing = await this.missingIn(tx, desk);
      if (missing) return missing;
      if (await this.otherRuns(tx, desk)) return 'SITTING_OTHER_ITEM_RUNS';
      if (!desk.isInSession) {
        const opened = await this.conduct.openWithin(tx, standing);
        if (!opened.ok) return opened.error;
      }
      const boxes = boxesOf(agenda);
      await insertBoxes(tx, place, boxes);
      await moveItem(tx, item.id, 'RUNNING', { startedAt: at });
      const [first] = boxes;
      if (first) await enterBox(tx, item.id, first.key, at);
      return undefined;
    });
  }

  /** The chair goes on to a box. Errors: AGENDA_BOX_NOT_POSSIBLE, PERSON_SPEAKS_FIRST, SITTING_NOT_RUNNING. */
  enter(principal: Principal, input: EnterBoxCommand) {
    return this.desk.change('enterSittingBox', principal, input, 'leads', async (tx, desk) => {
      if (!desk.isRunning) return 'SITTING_NOT_RUNNING';
      const part = await this.parts.find(tx, desk.place);
      const boxes = await listBoxes(tx, desk.item.id);
      const refusal = mayEnter(boxes, input.boxKey, part, desk.agenda.personSpeaksFirst);
      if (refusal) return refusal;
      await enterBox(tx, desk.item.id, input.boxKey, desk.at);
      return undefined;
    });
  }

  /** A break, for the person whenever they ask for one. Errors: SITTING_NOT_RUNNING. */
  pause(principal: Principal, input: PauseCommand) {
    return this.desk.change('pauseSitting', principal, input, 'leadsOrIsPerson', async (tx, desk) => {
      const { reason } = input;
      if (!desk.leads && reason !== 'BREAK_OF_PERSON') throw new AccessDenied();
      return this.interrupt(tx, desk, reason);
    });
  }

  /**
   * Somebody in the room recognised whom an anonymised case is about: the item pauses. That it happened and who said so
   * is recorded, nothing else.
   *
   * Errors: RECOGNISED_ONLY_ANONYMISED, SITTING_NOT_RUNNING.
   */
  recognised(principal: Principal, input: SittingCommand) {
    return this.desk.change('reportRecognised', principal, input, 'anybody', async (tx, desk) => {
      if (desk.standing.conference.mode !== 'ANONYMISED') return 'RECOGNISED_ONLY_ANONYMISED';
      return this.interrupt(tx, desk, 'RECOGNISED');
    });
  }

  /** The chair goes on after an interruption. Errors: SITTING_NOT_RUNNING. */
  resume(principal: Principal, input: SittingCommand) {
    return this.desk.change('resumeSitting', principal, input, 'leads', async (tx, desk) => {
      if (!desk.isInSession || desk.item.state !== 'PAUSED') return 'SITTING_NOT_RUNNING';
      await endPause(tx, desk.item.id, desk.at);
      await moveItem(tx, desk.item.id, 'RUNNING');
      return undefined;
    });
  }

  /**
   * The chair ends the item; the recorder writes the record then.
   *
   * Errors: PERSON_SPEAKS_FIRST, READ_BACK_MISSING, SITTING_NOT_RUNNING.
   */
  end(principal: Principal, input: SittingCommand) {
    return this.desk.change('endSittingItem', principal, input, 'leads', async (tx, desk) => {
      if (!desk.isRunning) return 'SITTING_NOT_RUNNING';
      const refusal = mayEnd(await this.parts.find(tx, desk.place), desk.agenda.personSpeaksFirst);
      if (refusal) return refusal;
      await endOpen(tx, desk.item.id, desk.at);
      await moveItem(tx, desk.item.id, 'ENDED', { endedAt: desk.at });
      return undefined;
    });
  }

  private async interrupt(tx: Tx, desk: Desk, reason: PauseReason): Promise<Refusal> {
    if (!desk.isRunning) return 'SITTING_NOT_RUNNING';
    await tx.exOfficio(async () => {
      await beginPause(tx, desk.place, { reason, staffId: desk.staffId, at: desk.at });
      await moveItem(tx, desk.item.id, 'PAUSED');
    });
    return undefined;
  }

  /** Recorder, and whoever interprets for a person who needs it and is there. */
  private async missingIn(tx: Tx, { place, standing }: Desk): Promise<Refusal> {
    const { conference, participants } = standing;
    const there = inRoom(await this.entries.listAttendance(tx, place), []);
    const isRecorded = there.some(
      ({ kind, staffId }) => kind === 'RECORDER' && staffId === conference.recorderId,
    );
    if (!isRecorded) return 'SITTING_RECORDER_MISSING';
    const interpreting = await this.facts.find('interpreter', tx, { conference, participants });
    if (interpreting?.needed !== true || there.some(({ kind }) => kind === 'INTERPRETER')) return undefined;
    const { form } = await this.parts.find(tx, place);
    return form === 'WRITTEN' || form === 'NOT_AT_ALL' ? undefined : 'SITTING_INTERPRETER_MISSING';
  }

  /** Another case of the sitting is still being talked about; who sits in it must not hear this one. */
  private async otherRuns(tx: Tx, { item }: Desk): Promise<boolean> {
    return tx.exOfficio(async () => {
      for (const other of await listItems(tx, item.sittingId)) {
        if (other.id === item.id || (other.state !== 'RUNNING' && other.state !== 'PAUSED')) continue;
        const { activeStates } = await this.service.process(tx, other.conferenceId);
        if (!(await this.stops.settle(tx, other.conferenceId, activeStates))) return true;
      }
      return false;
    });
  }
}
