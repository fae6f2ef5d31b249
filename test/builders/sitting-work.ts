import { ChangeChair } from '../../src/conferences/sitting/application/change-chair.js';
import { EnterWords } from '../../src/conferences/sitting/application/enter-words.js';
import {
  KeepAttendance,
  type RecordAttendanceCommand,
  type RecordHelperCommand,
} from '../../src/conferences/sitting/application/keep-attendance.js';
import { PersonsPart } from '../../src/conferences/sitting/application/persons-part.js';
import { PlanSitting } from '../../src/conferences/sitting/application/plan-sitting.js';
import { RunItem } from '../../src/conferences/sitting/application/run-item.js';
import type {
  SittingAnswer,
  SittingCommand,
} from '../../src/conferences/sitting/application/sitting-desk.js';
import { SittingReader } from '../../src/conferences/sitting/application/sitting-reader.js';
import type { OwnItem, SittingView } from '../../src/conferences/sitting/application/sitting-view.js';
import type { Position } from '../../src/conferences/sitting/domain/sitting.js';
import type { ConferenceId } from '../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../src/platform/index.js';
import { valueOf } from '../support/results.js';
import { key } from './case-work.js';
import { ConferenceWork } from './conference-work.js';
import { staffId, unit, type StaffKey, type UnitKey } from './region.js';

/** A command about an item, at the revision that the actor sees. */
type Command<T extends SittingCommand> = Partial<T> & Omit<T, keyof SittingCommand>;

/** What people of the test region do in sittings, through the use cases themselves. */
export class SittingWork extends ConferenceWork {
  private async actor(by: Principal | StaffKey): Promise<Principal> {
    return typeof by === 'string' ? this.test.staff(by) : by;
  }

  /** The sitting as somebody sees it. */
  async see(id: ConferenceId, by: Principal | StaffKey = 'moderation'): Promise<SittingView> {
    const actor = await this.actor(by);
    return this.test.get(UnitOfWork).run(actor, (tx) => this.test.get(SittingReader).get(tx, id));
  }

  /** The item of a conference as somebody sees it. */
  async itemOf(id: ConferenceId, by: Principal | StaffKey = 'moderation'): Promise<OwnItem> {
    const { items } = await this.see(id, by);
    const item = items.find((one): one is OwnItem => !one.isOther && one.conferenceId === id);
    if (!item) throw new Error('The item is hidden');
    return item;
  }

  /** Revision that holds, whoever asks. */
  async revisionOf(id: ConferenceId): Promise<number> {
    const rows = await this.test.rows<{ revision: number }>(
      `SELECT revision FROM sitting_item WHERE conference_id = $1 ORDER BY (state = 'STOPPED') LIMIT 1`,
      [id],
    );
    return rows[0]?.revision ?? 0;
  }

  /** Joins conferences to one sitting. */
  async plan(ids: readonly ConferenceId[], by: StaffKey = 'moderation') {
    const input = { idempotencyKey: key(), conferenceIds: ids };
    return this.test.get(PlanSitting).execute(await this.actor(by), input);
  }

  /** A step without content. */
  async move(
    what: 'start' | 'resume' | 'recognised' | 'end',
    id: ConferenceId,
    by: Principal | StaffKey = 'moderation',
    more: Partial<SittingCommand> = {},
  ): Promise<SittingAnswer> {
    return this.test.get(RunItem)[what](await this.actor(by), await this.command(id, more));
  }

  /** Goes on to a box. */
  async enterBox(id: ConferenceId, boxKey: string, by: StaffKey = 'moderation') {
    return this.test.get(RunItem).enter(await this.actor(by), { ...(await this.command(id)), boxKey });
  }

  /** Takes a break. */
  async pause(
    id: ConferenceId,
    reason: 'BREAK' | 'BREAK_OF_PERSON',
    by: Principal | StaffKey = 'moderation',
  ) {
    return this.test.get(RunItem).pause(await this.actor(by), { ...(await this.command(id)), reason });
  }

  /** Enters somebody of a body as present, with mandate and bound to secrecy. */
  async attends(
    id: ConferenceId,
    body: UnitKey | null,
    who: StaffKey,
    more: Partial<RecordAttendanceCommand> = {},
    by: StaffKey = 'moderation',
  ): Promise<SittingAnswer> {
    return this.test.get(KeepAttendance).staff(await this.actor(by), {
      ...(await this.command(id)),
      unitId: body === null ? null : unit(body),
      attendeeId: staffId(who),
      jobFunction: 'Sachbearbeitung',
      mandate: true,
      presence: 'PRESENT',
      undertaking: true,
      ...more,
    });
  }

  /** Enters an interpreter or a companion. */
  async helps(
    id: ConferenceId,
    more: Command<RecordHelperCommand> | Pick<RecordHelperCommand, 'helper'>,
    by: StaffKey = 'moderation',
  ): Promise<SittingAnswer> {
    return this.test.get(KeepAttendance).helper(await this.actor(by), {
      presence: 'PRESENT',
      undertaking: true,
      isRefused: false,
      ...more,
      ...(await this.command(id)),
    });
  }

  /** Everybody of the usual conference is there: recorder, advice centre, Jobcenter, Sozialamt. */
  async gather(id: ConferenceId): Promise<void> {
    valueOf(await this.attends(id, null, 'protokoll'));
    valueOf(await this.attends(id, 'beratung', 'lead'));
    valueOf(await this.attends(id, 'jobcenter', 'jobcenter'));
    valueOf(await this.attends(id, 'sozialamt', 'sozialamt'));
  }

  /** The item of the usual date runs, everybody is there. */
  async begin(id: ConferenceId): Promise<void> {
    this.test.clock.setDay('2026-05-20', '10:00');
    await this.gather(id);
    valueOf(await this.move('start', id));
  }

  /** The person’s part. */
  get part(): PersonsPart {
    return this.test.get(PersonsPart);
  }

  /** The person had their turn. */
  async speaks(id: ConferenceId, by: StaffKey = 'moderation'): Promise<SittingAnswer> {
    return this.part.turn(await this.actor(by), { ...(await this.command(id)), turn: 'SPOKEN' });
  }

  /** The summary was read back. */
  async readBack(
    id: ConferenceId,
    words: string | null = null,
    by: Principal | StaffKey = 'moderation',
  ): Promise<SittingAnswer> {
    const answer = words === null ? 'CONFIRMED' : 'DISSENTED';
    return this.part.readBack(await this.actor(by), { ...(await this.command(id)), answer, words });
  }

  /** A body says what it thinks of the result. */
  async says(
    id: ConferenceId,
    body: UnitKey,
    position: Position,
    words: string | null = null,
    by: StaffKey = 'protokoll',
    more: Partial<SittingCommand> = {},
  ): Promise<SittingAnswer> {
    const command = await this.command(id, more);
    const said = { unitId: unit(body), position, words };
    return this.test.get(EnterWords).position(await this.actor(by), { ...command, ...said });
  }

  /** Something is entered into the sealed part. */
  async seals(id: ConferenceId, text: string, by: StaffKey = 'moderation'): Promise<SittingAnswer> {
    const entry = { unitId: unit('jobcenter'), text, reason: 'Betrifft eine dritte Person.' };
    return this.test.get(EnterWords).seal(await this.actor(by), { ...(await this.command(id)), ...entry });
  }

  /** The chair names a deputy. */
  async appoint(id: ConferenceId, deputy: StaffKey | null, by: StaffKey = 'moderation') {
    const deputyId = deputy === null ? null : staffId(deputy);
    return this.test
      .get(ChangeChair)
      .appoint(await this.actor(by), { ...(await this.command(id)), deputyId });
  }

  /** What every command carries. */
  async command(id: ConferenceId, more: Partial<SittingCommand> = {}): Promise<SittingCommand> {
    const expectedRevision = more.expectedRevision ?? (await this.revisionOf(id));
    return { idempotencyKey: key(), conferenceId: id, ...more, expectedRevision };
  }
}
