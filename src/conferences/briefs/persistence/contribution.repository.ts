import { Injectable } from '@nestjs/common';
import type { ConferenceId, StaffId, UnitId } from '../../../kernel/index.js';
import { keepTexts, PersonVault, readTexts, type Tx } from '../../../platform/index.js';
import type { ConferenceRow } from '../../domain/conference.js';
import type { ContributionRow } from '../domain/contribution.js';

type OfConference = Pick<ConferenceRow, 'id' | 'personId'>;

/** A contribution with its words; `null` once the person was erased. */
export interface ContributionTexts extends ContributionRow {
  readonly text: string | null;
  /** Why the person is not to read it. */
  readonly withholdReason: string | null;
}

interface Sealed extends Omit<ContributionRow, 'withholding'> {
  readonly text: string | null;
  readonly textSealed: Buffer | null;
  readonly reason: string | null;
  readonly reasonSealed: Buffer | null;
  readonly decision: 'CONFIRMED' | 'REJECTED' | null;
}

const textPlace = (id: string): string => `conference_contribution.text_sealed:${id}`;
const reasonPlace = (id: string): string => `conference_contribution.withhold_reason_sealed:${id}`;

/** Contributions of bodies. Access is checked by the caller. */
@Injectable()
export class ContributionRepository {
  constructor(private readonly vault: PersonVault) {}

  /** Writes a version; the same number twice is refused by the database. */
  async insert(
    tx: Tx,
    conference: OfConference,
    given: Omit<ContributionRow, 'withholding' | 'conferenceId'> & {
      readonly text: string;
      readonly withholdReason: string | null;
    },
  ): Promise<void> {
    const [text, reason] = await keepTexts(this.vault, tx, conference.personId, [
      { text: given.text, place: textPlace(given.id) },
      { text: given.withholdReason, place: reasonPlace(given.id) },
    ]);
    await tx.query(
      `INSERT INTO conference_contribution (region_id, id, conference_id, unit_id, version, categories, text,
         text_sealed, written_by, written_at, withhold_reason, withhold_reason_sealed)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        tx.regionId,
        given.id,
        conference.id,
        given.unitId,
        given.version,
        given.categories,
        text?.plain,
        text?.sealed,
        given.writtenBy,
        given.writtenAt,
        reason?.plain,
        reason?.sealed,
      ],
    );
  }

  /** The last version of each body that the actor may know of, by unit, opened at once. */
  async latest(tx: Tx, { id, personId }: OfConference): Promise<readonly ContributionTexts[]> {
    const rows = await tx.query<Sealed>(
      `SELECT DISTINCT ON (c.unit_id) c.id, c.conference_id AS "conferenceId", c.unit_id AS "unitId", c.version,
              c.categories, c.text, c.text_sealed AS "textSealed", c.written_by AS "writtenBy",
              c.written_at AS "writtenAt", c.withhold_reason AS reason, c.withhold_reason_sealed AS "reasonSealed",
              c.withhold_decision AS decision
       FROM conference_contribution c WHERE c.region_id = $1 AND c.conference_id = $2
       ORDER BY c.unit_id, c.version DESC`,
      [tx.regionId, id],
    );
    const texts = await readTexts(
      this.vault,
      tx,
      rows.flatMap((row) => [
        { personId, plain: row.text, sealed: row.textSealed, place: textPlace(row.id) },
        { personId, plain: row.reason, sealed: row.reasonSealed, place: reasonPlace(row.id) },
      ]),
    );
    return rows.map(({ textSealed: _text, reasonSealed, reason, decision, ...row }, index) => {
      const isAsked = reason !== null || reasonSealed !== null;
      return {
        ...row,
        text: texts[index * 2] ?? null,
        withholdReason: texts[index * 2 + 1] ?? null,
        withholding: decision ?? (isAsked ? 'OPEN' : 'NONE'),
      };
    });
  }

  /** Identifiers of all versions of a conference, without order. */
  async ids(tx: Tx, conferenceId: ConferenceId): Promise<readonly string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM conference_contribution WHERE region_id = $1 AND conference_id = $2`,
      [tx.regionId, conferenceId],
    );
    return rows.map(({ id }) => id);
  }

  /** Conferences that sit between two days, both calendar dates included. */
  async sittingBetween(tx: Tx, from: string, until: string): Promise<readonly ConferenceId[]> {
    const rows = await tx.query<{ id: ConferenceId }>(
      `SELECT id FROM case_conference WHERE region_id = $1
         AND (starts_at AT TIME ZONE 'Europe/Berlin')::date BETWEEN $2::date AND $3::date ORDER BY starts_at, id`,
      [tx.regionId, from, until],
    );
    return rows.map(({ id }) => id);
  }

  /** Units that contributed to a conference, whoever asks. */
  async contributed(tx: Tx, conferenceId: ConferenceId): Promise<readonly UnitId[]> {
    const rows = await tx.query<{ unitId: UnitId }>(
      `SELECT DISTINCT unit_id AS "unitId" FROM conference_contribution WHERE region_id = $1 AND conference_id = $2`,
      [tx.regionId, conferenceId],
    );
    return rows.map(({ unitId }) => unitId);
  }

  /** Bodies whose invitation was declined: by the unit, or by who comes for it. */
  async declined(tx: Tx, conferenceId: ConferenceId): Promise<readonly UnitId[]> {
    const rows = await tx.query<{ unitId: UnitId }>(
      `SELECT DISTINCT p.unit_id AS "unitId" FROM conference_participation p
       JOIN conference_invitee i ON i.region_id = p.region_id AND i.conference_id = p.conference_id
        AND i.answer = 'DECLINED' AND NOT i.removed
        AND ((i.holder_kind = 'UNIT' AND i.holder_id = p.unit_id)
             OR (i.holder_kind = 'STAFF' AND i.holder_id = p.staff_id))
       WHERE p.region_id = $1 AND p.conference_id = $2`,
      [tx.regionId, conferenceId],
    );
    return rows.map(({ unitId }) => unitId);
  }

  /** Writes what the second person decided; once. */
  decide(tx: Tx, id: string, decision: 'CONFIRMED' | 'REJECTED', by: StaffId, at: Date): void {
    tx.post(
      `UPDATE conference_contribution SET withhold_decision = $3, withhold_decided_by = $4, withhold_decided_at = $5
       WHERE region_id = $1 AND id = $2 AND withhold_decision IS NULL`,
      [tx.regionId, id, decision, by, at],
    );
  }

  /** Holds the contributions of a conference until the transaction ends. */
  hold(tx: Tx, id: ConferenceId): void {
    tx.post(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`contribution:${tx.regionId}:${id}`]);
  }
}
