import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CaseId, ConferenceId, PersonId, StaffId, UnitId } from '../../../kernel/index.js';
import { keepTexts, PersonVault, type Tx } from '../../../platform/index.js';
import type { ItemKind } from '../../../sharing/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import type { BriefSection } from '../domain/brief.js';

/** Line of a released brief without names. */
export interface AnonymisedLine {
  readonly id: string;
  readonly section: BriefSection;
  readonly kind: ItemKind;
  readonly text: string;
}

/** Released brief without names. */
export interface AnonymisedBriefRow {
  readonly id: string;
  /** Own random number; leads to nothing else. */
  readonly number: string;
  /** What it tells of the person, in German words. */
  readonly attributes: readonly string[];
  /** Calendar date. */
  readonly releasedOn: string;
}

/** Answer to the question whether a body in the room works with the person. */
export type RoomAnswer = 'NO' | 'NOT_RECOGNISABLE';

/** Where a release comes from; kept at the releasing unit. */
export interface ReleaseOrigin {
  readonly anonymisedBriefId: string;
  readonly number: string;
  readonly briefId: string;
  readonly contentHash: string;
  readonly releasedBy: StaffId;
  readonly releasedOn: string;
}

/** What is written when a brief is released. */
export interface NewRelease {
  readonly conference: Pick<ConferenceRow, 'id' | 'personId'>;
  readonly briefId: string;
  readonly number: string;
  readonly attributes: readonly string[];
  readonly lines: readonly Omit<AnonymisedLine, 'id'>[];
  readonly contentHash: string;
  /** Bodies in the room. */
  readonly circle: readonly UnitId[];
  readonly roomAnswer: RoomAnswer;
  readonly roomReason: string | null;
  readonly releasedBy: StaffId;
  readonly releasedOn: string;
}

const BRIEF = `SELECT a.id, a.number, a.attributes, a.released_on::text AS "releasedOn" FROM anonymised_brief a`;

/** Briefs without names. Identifiers are random and carry no time, so that nothing tells which was written when. */
@Injectable()
export class AnonymisedBriefRepository {
  constructor(private readonly vault: PersonVault) {}

  /** Writes a release, its lines in random order. */
  async insert(tx: Tx, release: NewRelease): Promise<void> {
    const id = randomUUID();
    await tx.query(
      `INSERT INTO anonymised_brief (region_id, id, number, attributes, released_on) VALUES ($1, $2, $3, $4, $5)`,
      [tx.regionId, id, release.number, release.attributes, release.releasedOn],
    );
    const lines = release.lines
      .map((line) => ({ ...line, id: randomUUID() }))
      .toSorted((one, other) => (one.id < other.id ? -1 : 1));
    await tx.query(
      `INSERT INTO anonymised_brief_line (region_id, id, anonymised_brief_id, section, kind, text)
       SELECT $1, line.id, $2, line.section, line.kind, line.text
       FROM jsonb_to_recordset($3::jsonb) AS line (id uuid, section smallint, kind text, text text)`,
      [tx.regionId, id, JSON.stringify(lines)],
    );
    await this.insertOrigin(tx, id, release);
  }

  private async insertOrigin(tx: Tx, id: string, release: NewRelease): Promise<void> {
    const { conference } = release;
    const [reason] = await keepTexts(this.vault, tx, conference.personId, [
      { text: release.roomReason, place: `anonymised_brief_origin.room_reason_sealed:${id}` },
    ]);
    await tx.query(
      `INSERT INTO anonymised_brief_origin (region_id, anonymised_brief_id, conference_id, brief_id, content_hash,
         circle, room_answer, room_reason, room_reason_sealed, released_by, released_on)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        tx.regionId,
        id,
        conference.id,
        release.briefId,
        release.contentHash,
        release.circle,
        release.roomAnswer,
        reason?.plain,
        reason?.sealed,
        release.releasedBy,
        release.releasedOn,
      ],
    );
  }

  /** Ends the release of a conference; without one nothing happens. */
  async withdraw(tx: Tx, conferenceId: ConferenceId, on: string): Promise<void> {
    await tx.query(
      `UPDATE anonymised_brief_origin SET withdrawn_on = $3
       WHERE region_id = $1 AND conference_id = $2 AND withdrawn_on IS NULL`,
      [tx.regionId, conferenceId, on],
    );
  }

  /** Destroys what leads from briefs without names to a person who was erased; the briefs stay. */
  async forgetOrigins(tx: Tx, personId: PersonId): Promise<void> {
    await tx.query(
      `DELETE FROM anonymised_brief_origin o USING case_conference c
       WHERE o.region_id = $1 AND c.region_id = o.region_id AND c.id = o.conference_id AND c.person_id = $2`,
      [tx.regionId, personId],
    );
  }

  /** The open release of a conference, for the unit that released it. */
  async origin(tx: Tx, conferenceId: ConferenceId): Promise<ReleaseOrigin | undefined> {
    const [row] = await tx.query<ReleaseOrigin>(
      `SELECT o.anonymised_brief_id AS "anonymisedBriefId", a.number, o.brief_id AS "briefId",
              o.content_hash AS "contentHash", o.released_by AS "releasedBy", o.released_on::text AS "releasedOn"
       FROM anonymised_brief_origin o
       JOIN anonymised_brief a ON a.region_id = o.region_id AND a.id = o.anonymised_brief_id
       WHERE o.region_id = $1 AND o.conference_id = $2 AND o.withdrawn_on IS NULL`,
      [tx.regionId, conferenceId],
    );
    return row;
  }

  /**
   * Whether the latest version of a brief is released, for the bodies that take part now, and every item it was worded
   * from still stands; `null` when there is no brief.
   */
  async isReleased(tx: Tx, conferenceId: ConferenceId): Promise<boolean | null> {
    const [row] = await tx.query<{ released: boolean }>(
      `SELECT EXISTS (SELECT FROM anonymised_brief_origin o WHERE o.region_id = b.region_id AND o.brief_id = b.id
                        AND release_stands(o.region_id, o.anonymised_brief_id)) AS released
       FROM case_brief b WHERE b.region_id = $1 AND b.conference_id = $2 ORDER BY b.version DESC LIMIT 1`,
      [tx.regionId, conferenceId],
    );
    return row?.released ?? null;
  }

  /** Units that were told something in a case, as far as the actor sees the register; `inBrief`: lines of a brief. */
  async toldUnits(
    tx: Tx,
    caseId: CaseId,
  ): Promise<readonly { readonly unitId: UnitId; readonly inBrief: boolean }[]> {
    return tx.query<{ unitId: UnitId; inBrief: boolean }>(
      `SELECT d.to_unit_id AS "unitId", bool_or(l.id IS NOT NULL) AS "inBrief" FROM disclosure d
       LEFT JOIN case_brief_line l ON l.region_id = d.region_id AND l.id = d.contribution_id
       WHERE d.region_id = $1 AND d.case_id = $2 GROUP BY d.to_unit_id`,
      [tx.regionId, caseId],
    );
  }

  /** Released briefs that the actor may read; the order is random and stays. At most 200. */
  async list(tx: Tx): Promise<readonly AnonymisedBriefRow[]> {
    return tx.query<AnonymisedBriefRow>(`${BRIEF} WHERE a.region_id = $1 ORDER BY a.id LIMIT 200`, [
      tx.regionId,
    ]);
  }

  /** Conferences for which briefs were released, whoever asks: for a decision alone. */
  async conferencesOf(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, ConferenceId>> {
    if (ids.length === 0) return new Map();
    const rows = await tx.exOfficio(() =>
      tx.query<{ id: string; conferenceId: ConferenceId }>(
        `SELECT anonymised_brief_id AS id, conference_id AS "conferenceId" FROM anonymised_brief_origin o
         WHERE o.region_id = $1 AND o.anonymised_brief_id = ANY($2::uuid[])
           AND release_stands(o.region_id, o.anonymised_brief_id)`,
        [tx.regionId, ids],
      ),
    );
    return new Map(rows.map(({ id, conferenceId }) => [id, conferenceId]));
  }

  /** One of them by its number. */
  async find(tx: Tx, number: string): Promise<AnonymisedBriefRow | undefined> {
    const [row] = await tx.query<AnonymisedBriefRow>(`${BRIEF} WHERE a.region_id = $1 AND a.number = $2`, [
      tx.regionId,
      number,
    ]);
    return row;
  }

  /** Its lines by section, within a section in random order. */
  async lines(tx: Tx, id: string): Promise<readonly AnonymisedLine[]> {
    return tx.query<AnonymisedLine>(
      `SELECT id, section, kind, text FROM anonymised_brief_line
       WHERE region_id = $1 AND anonymised_brief_id = $2 ORDER BY section, id`,
      [tx.regionId, id],
    );
  }
}
