import { Injectable } from '@nestjs/common';
import { rejected, type ConferenceId, type RequestRejected, type UnitId } from '../../../kernel/index.js';
import { Clock, type Tx } from '../../../platform/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import { agendaOf } from '../domain/agenda.js';
import { mayEnd } from '../domain/item-rules.js';
import { bodiesThatWereThere } from '../domain/room.js';
import { sittingErrors } from '../domain/sitting.errors.js';
import type { EntryPlace } from '../domain/sitting.js';
import { EntriesRepository } from '../persistence/entries.repository.js';
import { PersonPartRepository } from '../persistence/person-part.repository.js';
import { endOpen, findItem, moveItem } from '../persistence/sitting.repository.js';
import { agendaRules } from './agenda-rules.js';
import { SittingDesk } from './sitting-desk.js';

/** What the record and findings have to do with the sitting. */
@Injectable()
export class SittingRules {
  constructor(
    private readonly clock: Clock,
    private readonly desk: SittingDesk,
    private readonly parts: PersonPartRepository,
    private readonly entries: EntriesRepository,
  ) {}

  /**
   * Before the record of a conference is written: a sitting that was kept live ends by its own rules; one that was not
   * kept live is recorded in one go.
   *
   * @param attendedUnitIds Bodies that were there, as the record says; the convening unit may be left out.
   * @returns PERSON_SPEAKS_FIRST or READ_BACK_MISSING when it may not end yet, RECORD_ATTENDANCE_DIFFERS when other
   *   bodies were in the room than the record says.
   */
  async beforeRecord(
    tx: Tx,
    conference: Pick<ConferenceRow, 'id' | 'personId' | 'kind' | 'mode' | 'convenerUnitId'>,
    attendedUnitIds: readonly UnitId[],
  ): Promise<RequestRejected | undefined> {
    const item = await findItem(tx, conference.id);
    if (!item || item.startedAt === null || item.state === 'STOPPED') return undefined;
    const place: EntryPlace = {
      itemId: item.id,
      conferenceId: conference.id,
      personId: conference.personId,
    };
    const there = bodiesThatWereThere(await this.entries.listAttendance(tx, place));
    if (!sameBodies(there, attendedUnitIds, conference.convenerUnitId))
      return rejected(sittingErrors, 'RECORD_ATTENDANCE_DIFFERS');
    if (item.state === 'ENDED') return undefined;
    const speaksFirst = agendaOf(agendaRules, conference)?.personSpeaksFirst ?? true;
    const refusal = mayEnd(await this.parts.find(tx, place), speaksFirst);
    if (refusal) return rejected(sittingErrors, refusal);
    const at = this.clock.now().toString();
    await endOpen(tx, item.id, at);
    await moveItem(tx, item.id, 'ENDED', { endedAt: at });
    await this.desk.counted(tx, item, 'endSittingItem');
    return undefined;
  }

  /** A finding was reported out of a conference: the question for one is answered. Without a sitting nothing happens. */
  async findingReported(tx: Tx, conferenceId: ConferenceId): Promise<void> {
    await tx.exOfficio(async () => {
      const item = await findItem(tx, conferenceId);
      if (!item || item.state === 'STOPPED') return;
      await this.parts.countFinding(tx, { itemId: item.id, conferenceId, personId: null });
      await this.desk.counted(tx, item, 'findingReported');
    });
  }
}

/** Whether both name the same bodies, the convening one left aside: it is there with the chair. */
function sameBodies(kept: readonly UnitId[], said: readonly UnitId[], convenerUnitId: UnitId): boolean {
  const others = (units: readonly UnitId[]): readonly UnitId[] =>
    [...new Set(units)].filter((unitId) => unitId !== convenerUnitId).toSorted();
  return others(kept).join() === others(said).join();
}
