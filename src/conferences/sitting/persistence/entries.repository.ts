import { Injectable } from '@nestjs/common';
import type { StaffId, UnitId } from '../../../kernel/index.js';
import { keepTexts, newId, PersonVault, readTexts, type KeptText, type Tx } from '../../../platform/index.js';
import type {
  AttendanceRow,
  EntryPlace,
  Position,
  PositionRow,
  SealedAccess,
  SealedEntryRow,
} from '../domain/sitting.js';

/** Place of a sealed text of an entry; `column` without its ending. */
const placeOf = (column: string, id: string): string => `${column}_sealed:${id}`;

/** Who entered something, and when. */
export interface Entered {
  readonly staffId: StaffId;
  /** Instant, ISO 8601. */
  readonly at: string;
}

/** Somebody who attends, as entered. */
export type Attendance = Omit<AttendanceRow, 'undertakingAt' | 'id'> & {
  /** Instant of the undertaking, ISO 8601; `null`: there is none. */
  readonly undertakingAt: string | null;
};

type AttendanceStored = Omit<AttendanceRow, 'name' | 'refusedBecause'> & {
  readonly nameSealed: Buffer | null;
  readonly refusedSealed: Buffer | null;
};

/** What is entered in a sitting. Texts are sealed with the key of the person; access is checked by the caller. */
@Injectable()
export class EntriesRepository {
  constructor(private readonly vault: PersonVault) {}

  /** Enters somebody; who of the staff is in already is written anew. */
  async attend(tx: Tx, place: EntryPlace, row: Attendance, by: Entered): Promise<void> {
    const known = row.staffId === null ? undefined : await this.attendanceOf(tx, place, row.staffId);
    if (known !== undefined) return this.change(tx, known, row, by);
    const id = newId<string>();
    const [name, refused] = await keepTexts(this.vault, tx, place.personId, [
      { text: row.name, place: placeOf('sitting_attendance.name', id) },
      { text: row.refusedBecause, place: placeOf('sitting_attendance.refused_because', id) },
    ]);
    await tx.query(
      `INSERT INTO sitting_attendance (region_id, id, item_id, conference_id, kind, unit_id, staff_id, job_function,
         mandate, presence, undertaking_at, language, level, pool_number, name_sealed, refused_because_sealed,
         recorded_by, recorded_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        tx.regionId,
        id,
        place.itemId,
        place.conferenceId,
        row.kind,
        row.unitId,
        row.staffId,
        row.jobFunction,
        row.mandate,
        row.presence,
        row.undertakingAt,
        row.language,
        row.level,
        row.poolNumber,
        name?.sealed,
        refused?.sealed,
        by.staffId,
        by.at,
      ],
    );
  }

  /** Who attends, in the order in which they were entered. */
  async listAttendance(tx: Tx, { itemId, personId }: EntryPlace): Promise<AttendanceRow[]> {
    const rows = await tx.query<AttendanceStored>(
      `SELECT id, kind, unit_id AS "unitId", staff_id AS "staffId", job_function AS "jobFunction", mandate, presence,
              undertaking_at AS "undertakingAt", language, level, pool_number AS "poolNumber",
              name_sealed AS "nameSealed", refused_because_sealed AS "refusedSealed"
       FROM sitting_attendance WHERE region_id = $1 AND item_id = $2 ORDER BY id`,
      [tx.regionId, itemId],
    );
    const texts = await readTexts(
      this.vault,
      tx,
      rows.flatMap(({ id, nameSealed, refusedSealed }) => [
        { personId, plain: null, sealed: nameSealed, place: placeOf('sitting_attendance.name', id) },
        {
          personId,
          plain: null,
          sealed: refusedSealed,
          place: placeOf('sitting_attendance.refused_because', id),
        },
      ]),
    );
    return rows.map(({ nameSealed: _name, refusedSealed, ...row }, index) => ({
      ...row,
      name: texts[2 * index] ?? null,
      // That somebody was refused stays when the words are gone.
      refusedBecause: texts[2 * index + 1] ?? (refusedSealed === null ? null : ''),
    }));
  }

  /** Enters something into the sealed part. */
  async seal(
    tx: Tx,
    place: EntryPlace & { readonly personId: NonNullable<EntryPlace['personId']> },
    entry: { readonly unitId: UnitId; readonly text: string; readonly reason: string },
    by: Entered,
  ): Promise<void> {
    const id = newId<string>();
    const [text, reason] = await this.vault.seal(tx, place.personId, [
      { text: entry.text, place: placeOf('sitting_sealed_entry.text', id) },
      { text: entry.reason, place: placeOf('sitting_sealed_entry.reason', id) },
    ]);
    await tx.query(
      `INSERT INTO sitting_sealed_entry (region_id, id, item_id, conference_id, unit_id, text_sealed, reason_sealed,
         entered_by, entered_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [tx.regionId, id, place.itemId, place.conferenceId, entry.unitId, text, reason, by.staffId, by.at],
    );
  }

  /** Decides whether the person may read an entry. @returns Whether there was one. */
  async decideAccess(
    tx: Tx,
    { itemId }: EntryPlace,
    entryId: string,
    access: Exclude<SealedAccess, 'UNDECIDED'>,
    by: Entered,
  ): Promise<boolean> {
    const rows = await tx.query<{ id: string }>(
      `UPDATE sitting_sealed_entry SET access = $4, decided_by = $5, decided_at = $6
       WHERE region_id = $1 AND item_id = $2 AND id = $3 RETURNING id`,
      [tx.regionId, itemId, entryId, access, by.staffId, by.at],
    );
    return rows.length === 1;
  }

  /** The sealed part, in the order of entry. */
  async listSealed(tx: Tx, { itemId, personId }: EntryPlace): Promise<SealedEntryRow[]> {
    const rows = await tx.query<
      Omit<SealedEntryRow, 'text' | 'reason'> & { readonly textSealed: Buffer; readonly reasonSealed: Buffer }
    >(
      `SELECT id, unit_id AS "unitId", access, entered_at AS "enteredAt", text_sealed AS "textSealed",
              reason_sealed AS "reasonSealed"
       FROM sitting_sealed_entry WHERE region_id = $1 AND item_id = $2 ORDER BY entered_at, id`,
      [tx.regionId, itemId],
    );
    const texts = await readTexts(
      this.vault,
      tx,
      rows.flatMap(({ id, textSealed, reasonSealed }) => [
        { personId, plain: null, sealed: textSealed, place: placeOf('sitting_sealed_entry.text', id) },
        { personId, plain: null, sealed: reasonSealed, place: placeOf('sitting_sealed_entry.reason', id) },
      ]),
    );
    return rows.map(({ textSealed: _text, reasonSealed: _reason, ...row }, index) => ({
      ...row,
      text: texts[2 * index] ?? null,
      reason: texts[2 * index + 1] ?? null,
    }));
  }

  /** Enters what a body says; what it said before stays. */
  async takePosition(
    tx: Tx,
    place: EntryPlace,
    said: { readonly unitId: UnitId; readonly position: Position; readonly words: string | null },
    by: Entered & { readonly revision: number },
  ): Promise<void> {
    const id = newId<string>();
    const [words] = await keepTexts(this.vault, tx, place.personId, [
      { text: said.words, place: placeOf('body_position.words', id) },
    ]);
    await tx.query(
      `INSERT INTO body_position (region_id, id, item_id, conference_id, unit_id, position, words, words_sealed,
         taken_by, taken_at, revision)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        tx.regionId,
        id,
        place.itemId,
        place.conferenceId,
        said.unitId,
        said.position,
        words?.plain,
        words?.sealed,
        by.staffId,
        by.at,
        by.revision,
      ],
    );
  }

  /** What bodies said, in the order in which they said it. */
  async listPositions(tx: Tx, { itemId, personId }: EntryPlace): Promise<PositionRow[]> {
    const rows = await tx.query<Omit<PositionRow, 'words' | 'isCurrent'> & KeptText>(
      `SELECT id, unit_id AS "unitId", position, taken_at AS "takenAt", words AS plain, words_sealed AS sealed
       FROM body_position WHERE region_id = $1 AND item_id = $2 ORDER BY revision, taken_at, id`,
      [tx.regionId, itemId],
    );
    const values = rows.map((row) => ({ ...row, personId, place: placeOf('body_position.words', row.id) }));
    const words = await readTexts(this.vault, tx, values);
    const newest = new Map(rows.map(({ unitId, id }) => [unitId, id]));
    return rows.map(({ id, unitId, position, takenAt }, index) => ({
      id,
      unitId,
      position,
      takenAt,
      words: words[index] ?? null,
      isCurrent: newest.get(unitId) === id,
    }));
  }

  private async attendanceOf(tx: Tx, { itemId }: EntryPlace, staffId: StaffId): Promise<string | undefined> {
    const [row] = await tx.query<{ id: string }>(
      `SELECT id FROM sitting_attendance WHERE region_id = $1 AND item_id = $2 AND staff_id = $3`,
      [tx.regionId, itemId, staffId],
    );
    return row?.id;
  }

  private async change(tx: Tx, id: string, row: Attendance, by: Entered): Promise<void> {
    await tx.query(
      `UPDATE sitting_attendance SET job_function = $3, mandate = $4, presence = $5, undertaking_at = $6,
         language = $7, level = $8, pool_number = $9, recorded_by = $10, recorded_at = $11
       WHERE region_id = $1 AND id = $2`,
      [
        tx.regionId,
        id,
        row.jobFunction,
        row.mandate,
        row.presence,
        row.undertakingAt,
        row.language,
        row.level,
        row.poolNumber,
        by.staffId,
        by.at,
      ],
    );
  }
}
