import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { UnitId } from '../../../kernel/index.js';
import type { Tx } from '../../../platform/index.js';
import { ConferenceFacts, type ConferenceSubject } from '../../application/conference-facts.js';
import { DefaultFacts } from '../../application/default-facts.js';
import { absentBodies, interpretersIn, mandatesOf, withoutUndertaking } from '../domain/room.js';
import type { AttendanceRow, ItemRow } from '../domain/sitting.js';
import { EntriesRepository } from '../persistence/entries.repository.js';
import { findItem, listPauses } from '../persistence/sitting.repository.js';

/** Tells the blocks what is known from the sitting: who is there, with what mandate, bound to secrecy, recognised. */
@Injectable()
export class SittingFacts implements OnModuleInit {
  constructor(
    private readonly facts: ConferenceFacts,
    private readonly defaults: DefaultFacts,
    private readonly entries: EntriesRepository,
  ) {}

  onModuleInit(): void {
    this.facts.register('undertakingsMissing', async (tx, subject) =>
      withoutUndertaking(await this.attendance(tx, subject)).flatMap(({ kind, unitId, staffId }) =>
        kind === 'BODY' && unitId !== null ? [{ unitId, staffId }] : [],
      ),
    );
    this.facts.register('absentUnits', async (tx, subject) =>
      absentBodies(await this.attendance(tx, subject)),
    );
    this.facts.register('interpretersPresent', async (tx, subject) =>
      interpretersIn(await this.attendance(tx, subject)),
    );
    this.facts.register(
      'mandates',
      async (tx, subject) =>
        new Map([
          ...(await this.defaults.mandates(tx, subject)),
          ...mandatesOf(await this.attendance(tx, subject)),
          // Chair and recorder give no body a mandate that it said it has not.
          ...subject.participants.flatMap(({ unitId, mandate }): [UnitId, boolean][] =>
            mandate === false ? [[unitId, false]] : [],
          ),
        ]),
    );
    this.facts.register('recognised', async (tx, subject) => {
      const item = await this.openItem(tx, subject);
      if (!item) return false;
      const pauses = await listPauses(tx, item.id);
      return pauses.some(({ reason, endedAt }) => reason === 'RECOGNISED' && endedAt === null);
    });
  }

  private async attendance(tx: Tx, subject: ConferenceSubject): Promise<readonly AttendanceRow[]> {
    const item = await this.openItem(tx, subject);
    if (!item) return [];
    const { id: conferenceId, personId } = subject.conference;
    return this.entries.listAttendance(tx, { itemId: item.id, conferenceId, personId });
  }

  /** What was stopped says nothing of the next date. */
  private async openItem(tx: Tx, { conference }: ConferenceSubject): Promise<ItemRow | undefined> {
    const item = await findItem(tx, conference.id);
    return item?.state === 'STOPPED' ? undefined : item;
  }
}
