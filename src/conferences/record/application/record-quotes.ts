import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/index.js';
import { BriefReader } from '../../briefs/application/brief-reader.js';
import { AnonymisedBriefRepository } from '../../briefs/persistence/anonymised-brief.repository.js';
import type { ConferenceRow } from '../../domain/conference.js';
import type { RecordText } from '../domain/record-check.js';
import { quotesIn, type KnownLine, type RecordQuote } from '../domain/record-quotes.js';

/** Finds what a record repeats from the brief. */
@Injectable()
export class RecordQuotes {
  constructor(
    private readonly briefs: BriefReader,
    private readonly anonymised: AnonymisedBriefRepository,
  ) {}

  /** Only among lines that the actor may read: anything else would confirm a guess. */
  async find(
    tx: Tx,
    conference: ConferenceRow,
    texts: readonly RecordText[],
  ): Promise<readonly RecordQuote[]> {
    return quotesIn(texts, await this.known(tx, conference));
  }

  private async known(tx: Tx, { id, mode }: ConferenceRow): Promise<readonly KnownLine[]> {
    if (mode === 'ANONYMISED') return this.released(tx, id);
    const brief = await this.briefs.find(tx, id);
    return (brief?.lines ?? []).flatMap((line) => (line.text === null ? [] : [{ ...line, text: line.text }]));
  }

  /** What was released for the room; who records it sits there. */
  private async released(tx: Tx, id: ConferenceRow['id']): Promise<readonly KnownLine[]> {
    return tx.exOfficio(async () => {
      const origin = await this.anonymised.origin(tx, id);
      if (!origin || (await this.anonymised.isReleased(tx, id)) !== true) return [];
      const lines = await this.anonymised.lines(tx, origin.anonymisedBriefId);
      return lines.map((line) => ({ ...line, restsOnId: null }));
    });
  }
}
