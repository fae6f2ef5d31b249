import { Injectable } from '@nestjs/common';
import type { ConferenceId } from '../../../kernel/index.js';
import { keepTexts, PersonVault, readTexts, type KeptText, type Tx } from '../../../platform/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import type { Attributes } from '../domain/anonymity-rules.js';
import type { BriefLine, BriefVersion } from '../domain/brief.js';

/** Conference a brief belongs to, and the person with whose key its texts are sealed. */
type OfConference = Pick<ConferenceRow, 'id' | 'personId'>;

/** A line with its own words; `null`: it has none, or the person was erased. */
export interface WordedLine extends BriefLine {
  readonly text: string | null;
}

/** A version with what it reveals of the person. */
export interface BriefRow extends BriefVersion {
  readonly attributes: Attributes;
}

const linePlace = (id: string): string => `case_brief_line.text_sealed:${id}`;
const attributesPlace = (id: string): string => `case_brief.attributes_sealed:${id}`;

const VERSION = `SELECT b.id, b.version, b.author_id AS "authorId", b.written_at AS "writtenAt", b.sent_at AS "sentAt",
         b.attributes AS plain, b.attributes_sealed AS sealed FROM case_brief b`;

const LINE = `l.id, l.section, l.kind, l.source, l.category, l.item_id AS "itemId", l.rests_on_id AS "restsOnId",
         l.written_by AS "writtenBy", l.text AS plain, l.text_sealed AS sealed`;

/** Briefs and their lines. Access is checked by the caller; the database shows bodies what was sent to them alone. */
@Injectable()
export class BriefRepository {
  constructor(private readonly vault: PersonVault) {}

  /** Writes a version; whoever writes the same number beside it is refused by the database. */
  async insertVersion(
    tx: Tx,
    conference: OfConference,
    brief: BriefRow,
    lineIds: readonly string[],
  ): Promise<void> {
    const text = JSON.stringify(brief.attributes);
    const [kept] = await keepTexts(this.vault, tx, conference.personId, [
      { text, place: attributesPlace(brief.id) },
    ]);
    await tx.query(
      `INSERT INTO case_brief (region_id, id, conference_id, version, author_id, attributes, attributes_sealed, written_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.regionId,
        brief.id,
        conference.id,
        brief.version,
        brief.authorId,
        kept?.plain,
        kept?.sealed,
        brief.writtenAt,
      ],
    );
    await tx.query(
      `INSERT INTO case_brief_content (region_id, brief_id, position, line_id)
       SELECT $1, $2, position, line_id FROM unnest($3::uuid[]) WITH ORDINALITY AS given (line_id, position)`,
      [tx.regionId, brief.id, lineIds],
    );
  }

  /** Writes new lines; grounds before the opinions that rest on them. */
  async insertLines(tx: Tx, conference: OfConference, lines: readonly WordedLine[], at: Date): Promise<void> {
    const kept = await keepTexts(
      this.vault,
      tx,
      conference.personId,
      lines.map(({ id, text }) => ({ text, place: linePlace(id) })),
    );
    const grounds = new Map(lines.map((line, index) => [line, kept[index]]));
    for (const line of lines.toSorted(
      (one, other) => Number(one.restsOnId !== null) - Number(other.restsOnId !== null),
    )) {
      await tx.query(
        `INSERT INTO case_brief_line (region_id, id, conference_id, section, kind, source, category, item_id,
           rests_on_id, text, text_sealed, written_by, written_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
        [
          tx.regionId,
          line.id,
          conference.id,
          line.section,
          line.kind,
          line.source,
          line.category,
          line.itemId,
          line.restsOnId,
          grounds.get(line)?.plain,
          grounds.get(line)?.sealed,
          line.writtenBy,
          at,
        ],
      );
    }
  }

  /** The latest version the actor may know of. @param onlySent Of those that were sent. */
  async latest(tx: Tx, conference: OfConference, onlySent = false): Promise<BriefRow | undefined> {
    const [row] = await tx.query<BriefVersion & KeptText>(
      `${VERSION} WHERE b.region_id = $1 AND b.conference_id = $2 AND ($3 = false OR b.sent_at IS NOT NULL)
       ORDER BY b.version DESC LIMIT 1`,
      [tx.regionId, conference.id, onlySent],
    );
    if (!row) return undefined;
    const { plain, sealed, ...version } = row;
    const value = { plain, sealed, personId: conference.personId, place: attributesPlace(row.id) };
    const [text] = await readTexts(this.vault, tx, [value]);
    return { ...version, attributes: text == null ? {} : (JSON.parse(text) as Attributes) };
  }

  /** Lines of a version that the actor may know of, in their order, opened at once. */
  async lines(tx: Tx, { personId }: OfConference, briefId: string): Promise<readonly WordedLine[]> {
    return this.worded(
      tx,
      personId,
      await tx.query<BriefLine & KeptText>(
        `SELECT ${LINE} FROM case_brief_content b
         JOIN case_brief_line l ON l.region_id = b.region_id AND l.id = b.line_id
         WHERE b.region_id = $1 AND b.brief_id = $2 ORDER BY l.section, b.position`,
        [tx.regionId, briefId],
      ),
    );
  }

  /** Identifiers of all lines ever written for a conference, without order. */
  async lineIds(tx: Tx, conferenceId: ConferenceId): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM case_brief_line WHERE region_id = $1 AND conference_id = $2`,
      [tx.regionId, conferenceId],
    );
    return rows.map(({ id }) => id);
  }

  /** Marks a version as sent; it stays so. */
  markSent(tx: Tx, briefId: string, at: Date): void {
    tx.post(`UPDATE case_brief SET sent_at = $3 WHERE region_id = $1 AND id = $2 AND sent_at IS NULL`, [
      tx.regionId,
      briefId,
      at,
    ]);
  }

  /** Holds the brief of a conference until the transaction ends, so that no version slips in beside. */
  hold(tx: Tx, id: ConferenceId): void {
    tx.post(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`brief:${tx.regionId}:${id}`]);
  }

  private async worded(
    tx: Tx,
    personId: ConferenceRow['personId'],
    rows: readonly (BriefLine & KeptText)[],
  ): Promise<readonly WordedLine[]> {
    const values = rows.map(({ id, plain, sealed }) => ({ plain, sealed, personId, place: linePlace(id) }));
    const texts = await readTexts(this.vault, tx, values);
    return rows.map(({ plain: _plain, sealed: _sealed, ...line }, index) => ({
      ...line,
      text: texts[index] ?? null,
    }));
  }
}
