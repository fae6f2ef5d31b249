import { Injectable } from '@nestjs/common';
import { Clock, type Tx } from '../../../platform/index.js';
import type { ConferenceParticipant, ConferenceRow } from '../../domain/conference.js';
import { correctionsSettled, whoAgrees } from '../domain/agreement.js';
import { AgreementRepository } from '../persistence/agreement.repository.js';
import { UnneededLines } from './unneeded-lines.js';

/** What stands between a record and its approval, as facts of the definition `case-conference`. */
@Injectable()
export class RecordFacts {
  constructor(
    private readonly clock: Clock,
    private readonly agreements: AgreementRepository,
    private readonly unneeded: UnneededLines,
  ) {}

  /** Looked up ex officio by the caller: they must not depend on who asks. */
  async of(
    tx: Tx,
    conference: ConferenceRow,
    participants: readonly ConferenceParticipant[],
  ): Promise<Readonly<Record<'recordSubmitted' | 'correctionsSettled' | 'unneededPurged', boolean>>> {
    const state = await this.agreements.stateOf(tx, conference.id);
    const today = this.clock.today().toString();
    return {
      recordSubmitted: state.until !== null,
      correctionsSettled: correctionsSettled(state, whoAgrees(conference, participants), today),
      unneededPurged: state.until !== null && (await this.unneeded.isDone(tx, conference)),
    };
  }
}
