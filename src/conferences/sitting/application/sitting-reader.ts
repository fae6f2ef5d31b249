import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../../audit/index.js';
import type { ConferenceId } from '../../../kernel/index.js';
import { AccessDenied, Clock, type Tx } from '../../../platform/index.js';
import {
  caseToNote,
  ConferenceAccess,
  type ConferenceStanding,
} from '../../application/conference-access.js';
import { ConferenceService } from '../../application/conference-service.js';
import { agendaOf, boxesOf } from '../domain/agenda.js';
import { isInSession, isScheduled, itemStateOf } from '../domain/item-state.js';
import { bodiesInRoom, inRoom, withoutUndertaking } from '../domain/room.js';
import { expectItems, retime, type ExpectedItem, type Timing } from '../domain/retime.js';
import type { BoxRow, EntryPlace, ItemRow, PauseRow } from '../domain/sitting.js';
import { tellingsOf } from '../domain/tellings.js';
import { EntriesRepository } from '../persistence/entries.repository.js';
import { PersonPartRepository } from '../persistence/person-part.repository.js';
import { findItem, listBoxes, listItems, listPauses } from '../persistence/sitting.repository.js';
import { agendaRules } from './agenda-rules.js';
import type { ItemContent, ItemView, SittingView } from './sitting-view.js';

/** How much of an item somebody sees. */
type Sight = 'ALL' | 'ROOM' | 'AGENDA' | 'TIMES';

/** An item in time, with what is stored of it. */
interface Timed {
  readonly item: ItemRow;
  readonly boxes: readonly BoxRow[];
  readonly pauses: readonly PauseRow[];
  readonly timing: Timing | undefined;
}

/**
 * Reads sittings. Of a case one has nothing to do with one sees that there is another, and its times. A body sees its
 * case as long as it is cleared, and what is said once it is in the room.
 */
@Injectable()
export class SittingReader {
  constructor(
    private readonly clock: Clock,
    private readonly access: ConferenceAccess,
    private readonly service: ConferenceService,
    private readonly entries: EntriesRepository,
    private readonly parts: PersonPartRepository,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * The sitting in which a conference is held; one that belongs to none is a sitting of its own.
   *
   * @throws {AccessDenied} not there, the actor has nothing to do with it, is not cleared any more, or the kind is not held.
   */
  async get(tx: Tx, id: ConferenceId): Promise<SittingView> {
    const standing = await this.access.get(tx, id);
    const sight = await this.sightOf(tx, standing);
    if (!sight) throw new AccessDenied();
    const last = await findItem(tx, id);
    const isHistory = last?.state === 'STOPPED' && (last.startedAt === null || (await this.awaits(tx, id)));
    const own = isHistory ? undefined : last;
    const rows = own
      ? (await listItems(tx, own.sittingId)).filter(wasOrIsToBe)
      : [itemOfItsOwn(standing, last?.revision ?? 0)];
    const now = new Date(this.clock.now().epochMilliseconds);
    const timed: Timed[] = [];
    // Times of the others are those of the sitting; nothing else of them is shown without a sight of their own.
    for (const item of rows) timed.push(await tx.exOfficio(() => this.timed(tx, item, now)));
    const expected = expectItems(timed.map(plannedOf), now);
    const items: ItemView[] = [];
    for (const [index, one] of timed.entries()) {
      const times = expected[index];
      if (!times) continue;
      const isOwn = one.item.conferenceId === id;
      const other = isOwn ? { standing, sight } : await this.lookBeside(tx, one.item.conferenceId);
      items.push(await this.viewOf(tx, one, times, isOwn ? { standing, sight } : other));
    }
    return { id: own?.sittingId ?? null, conferenceId: id, items };
  }

  /** What was stopped is history once the conference has a date again. */
  private async awaits(tx: Tx, id: ConferenceId): Promise<boolean> {
    const { activeStates } = await this.service.process(tx, id);
    return isScheduled(activeStates) || isInSession(activeStates);
  }

  private async lookBeside(
    tx: Tx,
    id: ConferenceId,
  ): Promise<{ readonly standing: ConferenceStanding; readonly sight: Sight } | undefined> {
    const standing = await this.access.find(tx, id, tx.principal);
    const sight = standing && (await this.sightOf(tx, standing));
    return standing && sight ? { standing, sight } : undefined;
  }

  private async timed(tx: Tx, stored: ItemRow, now: Date): Promise<Timed> {
    const { activeStates } = await this.service.process(tx, stored.conferenceId);
    const item = { ...stored, state: itemStateOf(stored, activeStates) };
    if (item.startedAt === null) return { item, boxes: [], pauses: [], timing: undefined };
    const boxes = await listBoxes(tx, item.id);
    const pauses = await listPauses(tx, item.id);
    const agenda = { begin: item.startedAt, plannedSeconds: item.plannedMinutes * 60, boxes, pauses };
    return { item, boxes, pauses, timing: retime(agenda, item.endedAt ?? now) };
  }

  /**
   * Convening side and person always see all. Chair, deputy and recorder do while the conference may be held and
   * has not ended; else they see where it stands. A body sees nothing any more without a basis, or once the conference is blocked.
   */
  private async sightOf(tx: Tx, standing: ConferenceStanding): Promise<Sight | undefined> {
    if (standing.isConvener || standing.isCaseLead || standing.isClient) return 'ALL';
    const { conference, participants, unitIds } = standing;
    const { activeStates, status } = await this.service.process(tx, conference.id);
    const isBlocked = activeStates.includes('case-conference.blocked');
    const blocks = isBlocked ? [] : await this.service.blocksToday(tx, conference, participants);
    if (standing.isChair || standing.isDeputy || standing.isRecorder)
      return isBlocked || status !== 'active' || blocks.length > 0 ? 'TIMES' : 'ALL';
    if (isBlocked) return undefined;
    const cleared = unitIds.filter((unitId) => blocks.every((block) => block.unitId !== unitId));
    if (cleared.length === 0) return undefined;
    const item = await findItem(tx, conference.id);
    if (!item) return 'AGENDA';
    const place = { itemId: item.id, conferenceId: conference.id, personId: conference.personId };
    const there = bodiesInRoom(await this.entries.listAttendance(tx, place), cleared);
    return there.length > 0 ? 'ROOM' : 'AGENDA';
  }

  private async viewOf(
    tx: Tx,
    { item, boxes, pauses, timing }: Timed,
    times: ExpectedItem,
    seen: { readonly standing: ConferenceStanding; readonly sight: Sight } | undefined,
  ): Promise<ItemView> {
    if (!seen) return { isOther: true, ...times };
    const { standing, sight } = seen;
    const { conference } = standing;
    const leads = standing.isChair || standing.isDeputy;
    const rule = agendaOf(agendaRules, conference);
    const open = pauses.find(({ endedAt }) => endedAt === null);
    const head = {
      isOther: false as const,
      ...times,
      conferenceId: conference.id,
      number: conference.number,
      topic: conference.topic,
      state: item.state,
      revision: item.revision,
      leads,
    };
    if (sight === 'TIMES') return { ...head, agenda: [], tellings: [], pause: null, content: null };
    const shown = timing ? boxes : rule ? boxesOf(rule) : [];
    const plan = {
      begin: times.startsAt,
      plannedSeconds: item.plannedMinutes * 60,
      boxes: shown,
      pauses: [],
    };
    const timed = timing ?? retime(plan, times.startsAt);
    const isLive = item.state === 'RUNNING' || item.state === 'PAUSED';
    return {
      ...head,
      agenda: shown.map((box, index) => ({ ...box, ...timed.boxes[index] })),
      elapsedSeconds: timing ? timed.elapsedSeconds : 0,
      endsAt: timed.endsAt,
      tellings: isLive && leads ? tellingsOf(shown, timed) : [],
      pause: open ? { reason: open.reason, since: open.beganAt } : null,
      recognised: pauses.filter(({ reason }) => reason === 'RECOGNISED').length,
      content: sight === 'AGENDA' ? null : await this.contentOf(tx, item, standing, rule?.personSpeaksFirst),
    };
  }

  private async contentOf(
    tx: Tx,
    item: ItemRow,
    standing: ConferenceStanding,
    speaksFirst = false,
  ): Promise<ItemContent> {
    const { conference, participants } = standing;
    const place: EntryPlace = {
      itemId: item.id,
      conferenceId: conference.id,
      personId: conference.personId,
    };
    const { isClient, isRecorder, isChair, isDeputy } = standing;
    const enters = isChair || isDeputy || isRecorder;
    const isInside = enters || isClient || standing.isConvener || standing.isCaseLead;
    this.note(tx, standing);
    const attendance = await this.entries.listAttendance(tx, place);
    const circle = [conference.convenerUnitId, ...participants.map(({ unitId }) => unitId)];
    const part = await this.parts.find(tx, place);
    const sealed = isClient || enters ? await this.entries.listSealed(tx, place) : [];
    const positions = await this.entries.listPositions(tx, place);
    return {
      attendance: isInside ? attendance : attendance.map(withoutWords),
      room: inRoom(attendance, circle).map(({ id }) => id),
      outside: enters ? withoutUndertaking(attendance).map(({ id }) => id) : [],
      person: isInside ? part : { ...part, dissent: null },
      positions,
      unheard: enters
        ? bodiesInRoom(attendance, circle).filter((unitId) =>
            positions.every((said) => said.unitId !== unitId),
          )
        : [],
      sealed: isClient ? sealed.filter(({ access }) => access === 'GRANTED') : sealed,
      personSpeaksFirst: speaksFirst,
    };
  }

  private note(tx: Tx, standing: ConferenceStanding): void {
    const { conference, isOfConvenerUnit, unitIds } = standing;
    const { id: objectId, convenerUnitId } = conference;
    if (conference.caseId === null) return;
    const unitId = isOfConvenerUnit ? convenerUnitId : unitIds[0];
    const of = caseToNote(standing);
    this.accessLog.read(tx, { objectType: 'conference', objectId, unitId, ...of }, !isOfConvenerUnit);
  }
}

/** Of a companion a body learns that there is one. */
function withoutWords(row: ItemContent['attendance'][number]): ItemContent['attendance'][number] {
  return { ...row, name: null, refusedBecause: row.refusedBecause === null ? null : '' };
}

/** An item that was given up before it began is no part of the sitting. */
function wasOrIsToBe({ state, startedAt }: ItemRow): boolean {
  return state !== 'STOPPED' || startedAt !== null;
}

/** A conference without a sitting is a sitting of one, of which nothing is stored yet. */
function itemOfItsOwn({ conference }: ConferenceStanding, revision: number): ItemRow {
  const { id, startsAt, endsAt } = conference;
  if (!startsAt || !endsAt) throw new AccessDenied();
  return {
    id,
    sittingId: id,
    conferenceId: id,
    plannedStart: startsAt,
    plannedMinutes: Math.round((endsAt.getTime() - startsAt.getTime()) / 60_000),
    state: 'PLANNED',
    startedAt: null,
    endedAt: null,
    revision,
  };
}

function plannedOf({ item, timing }: Timed) {
  const { plannedStart, plannedMinutes, startedAt, endedAt } = item;
  return { plannedStart, plannedMinutes, startedAt, endsAt: endedAt ?? timing?.endsAt ?? null };
}
