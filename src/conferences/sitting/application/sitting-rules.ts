import { Injectable } from '@nestjs/common';
import { rejected, type ConferenceId, type RequestRejected } from '../../../kernel/index.js';
import { Clock, type Tx } from '../../../platform/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import { agendaOf } from '../domain/agenda.js';
import { mayEnd } from '../domain/item-rules.js';
import { sittingErrors } from '../domain/sitting.errors.js';
import type { EntryPlace } from '../domain/sitting.js';
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
  ) {}

  /**
   * Before the record of a conference is written: a sitting that was kept live ends by its own rules; one that was not
   * kept live is recorded in one go.
   *
   * @returns PERSON_SPEAKS_FIRST or READ_BACK_MISSING when it may not end yet.
   */
  async beforeRecord(
    tx: Tx,
    conference: Pick<ConferenceRow, 'id' | 'personId' | 'kind' | 'mode'>,
  ): Promise<RequestRejected | undefined> {
    const item = await findItem(tx, conference.id);
    if (!item || (item.state !== 'RUNNING' && item.state !== 'PAUSED')) return undefined;
    const place: EntryPlace = {
      itemId: item.id,
      conferenceId: conference.id,
      personId: conference.personId,
    };
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
