import { newId, type Tx } from '../../../platform/index.js';
import type { InterpreterGender, InterpreterLevel } from '../domain/resource.js';

/** A language with its variety, empty where none matters. */
export interface SpokenLanguage {
  readonly language: string;
  readonly variety: string;
}

/** Interpreter of the pool. */
export interface InterpreterRow {
  readonly id: string;
  readonly poolNumber: string;
  readonly level: InterpreterLevel;
  readonly gender: InterpreterGender | null;
  /** Last day, calendar date; `null` while they work. */
  readonly endedOn: string | null;
  readonly languages: readonly SpokenLanguage[];
}

const INTERPRETER = `
  SELECT i.id, i.pool_number AS "poolNumber", i.level, i.gender, i.ended_on::text AS "endedOn",
         coalesce((SELECT json_agg(json_build_object('language', l.language, 'variety', l.variety)
                                   ORDER BY l.language, l.variety)
                   FROM interpreter_language l WHERE l.region_id = i.region_id AND l.interpreter_id = i.id), '[]') AS languages
  FROM interpreter i`;

/** Those who work on a day or later, by number; at most 500. */
export async function listInterpreters(tx: Tx, on: string): Promise<InterpreterRow[]> {
  return tx.query<InterpreterRow>(
    `${INTERPRETER} WHERE i.region_id = $1 AND (i.ended_on IS NULL OR i.ended_on >= $2) ORDER BY i.pool_number LIMIT 500`,
    [tx.regionId, on],
  );
}

/** Whether an interpreter is in the pool and works on a day. */
export async function interpreterWorks(tx: Tx, id: string, on: string): Promise<boolean> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM interpreter WHERE region_id = $1 AND id = $2 AND (ended_on IS NULL OR ended_on >= $3)`,
    [tx.regionId, id, on],
  );
  return rows.length > 0;
}

/** Writes an interpreter, known by their number, with exactly these languages. @returns Its identifier. */
export async function writeInterpreter(tx: Tx, entry: Omit<InterpreterRow, 'id'>): Promise<string> {
  const [row] = await tx.query<{ id: string }>(
    `INSERT INTO interpreter (region_id, id, pool_number, level, gender, ended_on) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT ON CONSTRAINT interpreter_number_unique
       DO UPDATE SET level = excluded.level, gender = excluded.gender, ended_on = excluded.ended_on RETURNING id`,
    [tx.regionId, newId(), entry.poolNumber, entry.level, entry.gender, entry.endedOn],
  );
  const id = row?.id ?? '';
  await tx.query(`DELETE FROM interpreter_language WHERE region_id = $1 AND interpreter_id = $2`, [
    tx.regionId,
    id,
  ]);
  await tx.query(
    `INSERT INTO interpreter_language (region_id, interpreter_id, language, variety)
     SELECT $1, $2, l.language, l.variety FROM unnest($3::text[], $4::text[]) AS l (language, variety)`,
    [
      tx.regionId,
      id,
      entry.languages.map(({ language }) => language),
      entry.languages.map(({ variety }) => variety),
    ],
  );
  return id;
}

/** Level of who is booked for a conference, fixed dates only; `null` when nobody is. */
export async function bookedLevel(tx: Tx, conferenceId: string): Promise<InterpreterLevel | null> {
  const [row] = await tx.query<{ level: InterpreterLevel }>(
    `SELECT i.level FROM conference_booking b
     JOIN interpreter i ON i.region_id = b.region_id AND i.id = b.resource_id
     WHERE b.region_id = $1 AND b.conference_id = $2 AND b.resource_kind = 'INTERPRETER' AND b.released_at IS NULL
       AND b.slot_id IS NULL`,
    [tx.regionId, conferenceId],
  );
  return row?.level ?? null;
}
