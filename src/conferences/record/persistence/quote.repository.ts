import { Injectable } from '@nestjs/common';
import { keepTexts, newId, PersonVault, readTexts, type KeptText, type Tx } from '../../../platform/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import type { RecordQuote } from '../domain/record-quotes.js';

type OfConference = Pick<ConferenceRow, 'id' | 'personId'>;

const place = (id: string): string => `conference_record_quote.words_sealed:${id}`;

/** Lines of the brief that stand in a record, with their kind. Access is checked by the caller. */
@Injectable()
export class QuoteRepository {
  constructor(private readonly vault: PersonVault) {}

  /** Writes what a record quotes; nothing of it is changed later. */
  async insert(tx: Tx, conference: OfConference, quotes: readonly RecordQuote[]): Promise<void> {
    const rows = quotes.map((quote) => ({ ...quote, id: newId<string>() }));
    const kept = await keepTexts(
      this.vault,
      tx,
      conference.personId,
      rows.map(({ id, words }) => ({ text: words, place: place(id) })),
    );
    for (const [index, { id, target, lineId, kind, isGrounded }] of rows.entries()) {
      await tx.query(
        `INSERT INTO conference_record_quote (region_id, id, conference_id, person_id, target, line_id, kind,
           is_grounded, position, words, words_sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          tx.regionId,
          id,
          conference.id,
          conference.personId,
          target,
          lineId,
          kind,
          isGrounded,
          index + 1,
          kept[index]?.plain,
          kept[index]?.sealed,
        ],
      );
    }
  }

  /** What the record of a conference quotes, in its order, opened at once. */
  async list(tx: Tx, { id, personId }: OfConference): Promise<readonly RecordQuote[]> {
    const rows = await tx.query<Omit<RecordQuote, 'words'> & { readonly id: string } & KeptText>(
      `SELECT id, target, line_id AS "lineId", kind, is_grounded AS "isGrounded", words AS plain, words_sealed AS sealed
       FROM conference_record_quote WHERE region_id = $1 AND conference_id = $2 ORDER BY position`,
      [tx.regionId, id],
    );
    const values = rows.map((row) => ({ ...row, personId, place: place(row.id) }));
    const words = await readTexts(this.vault, tx, values);
    return rows.map(({ target, lineId, kind, isGrounded }, index) => ({
      target,
      lineId,
      kind,
      isGrounded,
      words: words[index] ?? null,
    }));
  }
}
