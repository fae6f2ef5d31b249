import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/index.js';
import { OralDisclosures } from '../../sharing/index.js';
import type { DecisionView, RecordView } from '../persistence/record.repository.js';
import type { ConferenceStanding } from './conference-access.js';

/** A part of a record as somebody may read it. */
export type Masked<Part> = Part & {
  /** Something in it was told the reader's body on a basis that ended. */
  readonly isMasked: boolean;
};

/** Masks what bodies learned in a sitting once its basis ended; the record itself stays as it is. */
@Injectable()
export class RecordMasks {
  constructor(private readonly oral: OralDisclosures) {}

  /** The record, without the common result where that is masked. */
  async ofRecord(tx: Tx, standing: ConferenceStanding, record: RecordView): Promise<Masked<RecordView>> {
    const { id } = standing.conference;
    const isMasked = (await this.ended(tx, standing, [id])).has(id);
    return { ...record, isMasked, result: isMasked ? null : record.result };
  }

  /** The decisions, masked ones without their wording. */
  async ofDecisions(
    tx: Tx,
    standing: ConferenceStanding,
    decisions: readonly DecisionView[],
  ): Promise<readonly Masked<DecisionView>[]> {
    const ended = await this.ended(
      tx,
      standing,
      decisions.map(({ id }) => id),
    );
    return decisions.map((decision) => {
      const isMasked = ended.has(decision.id);
      return { ...decision, isMasked, text: isMasked ? null : decision.text };
    });
  }

  private async ended(
    tx: Tx,
    { conference: { caseId }, unitIds }: ConferenceStanding,
    contributionIds: readonly string[],
  ): Promise<ReadonlySet<string>> {
    if (caseId === null || unitIds.length === 0 || contributionIds.length === 0) return new Set();
    return this.oral.endedFor(tx, caseId, unitIds, contributionIds);
  }
}
