import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '../../../platform/index.js';
import type { ConferenceParticipant, ConferenceRow } from '../../domain/conference.js';
import { correctionsSettled, whoAgrees } from '../domain/agreement.js';
import { ConferenceService } from '../../application/conference-service.js';
import { AgreementRepository } from '../persistence/agreement.repository.js';
import { UnneededLines } from './unneeded-lines.js';

/** What stands between a record and its approval, as facts of the definition `case-conference`. */
@Injectable()
export class RecordFacts {
  constructor(
    private readonly clock: Clock,
    private readonly agreements: AgreementRepository,
    private readonly unneeded: UnneededLines,
    private readonly service: ConferenceService,
  ) {}

  /** Looked up ex officio by the caller: they must not depend on who asks. */
  async of(
    tx: Tx,
    conference: ConferenceRow,
    participants: readonly ConferenceParticipant[],
  ): Promise<Readonly<Record<'recordSubmitted' | 'correctionsSettled' | 'unneededPurged', boolean>>> {
    const state = await this.agreements.stateOf(tx, conference.id);
    const today = this.clock.today().toString();
    const isAnswerable =
      state.openCorrections === 0 || (await this.isAnswerable(tx, conference, participants));
    return {
      recordSubmitted: state.until !== null,
      correctionsSettled: correctionsSettled(state, whoAgrees(conference, participants), today, isAnswerable),
      unneededPurged: state.until !== null && (await this.unneeded.isDone(tx, conference)),
    };
  }

  /** Chair and recorder may still read the record, and the words of the person are still there. */
  private async isAnswerable(
    tx: Tx,
    conference: ConferenceRow,
    participants: readonly ConferenceParticipant[],
  ): Promise<boolean> {
    if ((await this.service.blocksToday(tx, conference, participants)).length > 0) return false;
    const corrections = await this.agreements.listCorrections(tx, conference);
    return corrections.every(({ outcome, wish }) => outcome !== null || wish !== null);
  }
}
