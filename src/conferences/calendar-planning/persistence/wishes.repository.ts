import type { ConferenceId, PersonId } from '../../../kernel/index.js';
import type { PersonVault, Tx } from '../../../platform/index.js';
import { parseWishes, type PlanningWishes } from '../domain/wishes.js';

const place = (personId: PersonId): string => `person_planning_wish.wishes_sealed:${personId}`;

/** Seals what a person wishes, in place of what they wished before. @throws {AccessDenied} the person was erased. */
export async function writeWishes(
  tx: Tx,
  vault: PersonVault,
  personId: PersonId,
  wishes: PlanningWishes,
  at: string,
): Promise<void> {
  const text = JSON.stringify(wishes);
  const [sealed] = await vault.seal(tx, personId, [{ text, place: place(personId) }]);
  await tx.query(
    `INSERT INTO person_planning_wish (region_id, person_id, wishes_sealed, changed_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT ON CONSTRAINT person_planning_wish_pk
       DO UPDATE SET wishes_sealed = excluded.wishes_sealed, changed_at = excluded.changed_at`,
    [tx.regionId, personId, sealed, at],
  );
}

/** What a person wishes; `undefined` when they said nothing or were erased. */
export async function readWishes(
  tx: Tx,
  vault: PersonVault,
  personId: PersonId,
): Promise<PlanningWishes | undefined> {
  const [row] = await tx.query<{ sealed: Buffer }>(
    `SELECT wishes_sealed AS sealed FROM person_planning_wish WHERE region_id = $1 AND person_id = $2`,
    [tx.regionId, personId],
  );
  if (!row) return undefined;
  const [text] = await vault.open(tx, [{ personId, sealed: row.sealed, place: place(personId) }]);
  return text === undefined ? undefined : parseWishes(text);
}

/** Languages in which a person needs interpreting. */
export async function mediatedLanguages(tx: Tx, personId: PersonId): Promise<readonly string[]> {
  const rows = await tx.query<{ language: string }>(
    `SELECT language FROM person_language WHERE region_id = $1 AND person_id = $2 AND mediation_needed
     ORDER BY CASE level WHEN 'NATIVE' THEN 0 WHEN 'FLUENT' THEN 1 ELSE 2 END, language`,
    [tx.regionId, personId],
  );
  // A tag may name a region or a script; interpreters are found by language and variety.
  return rows.map(({ language }) => language.split('-')[0] ?? language);
}

/** Conferences with a date ahead that name a person: whether an interpreter is needed may have changed. */
export async function conferencesAhead(
  tx: Tx,
  personId: PersonId,
  at: string,
): Promise<readonly ConferenceId[]> {
  const rows = await tx.exOfficio(() =>
    tx.query<{ id: ConferenceId }>(
      `SELECT id FROM case_conference WHERE region_id = $1 AND person_id = $2 AND mode = 'IDENTIFIED' AND starts_at > $3
       ORDER BY id`,
      [tx.regionId, personId, at],
    ),
  );
  return rows.map(({ id }) => id);
}
