import type { PersonId } from '../../kernel/index.js';
import { newId, type Tx } from '../../platform/index.js';
import type { BirthPrecision, LanguageLevel, NameKind, PersonInput } from '../domain/case.js';

/** A person as it is shown to those who may know. */
export interface PersonView {
  readonly id: PersonId;
  readonly birthDate: string | null;
  readonly birthPrecision: BirthPrecision;
  readonly isDemonstration: boolean;
  readonly names: readonly {
    readonly kind: NameKind;
    readonly givenNames: string | null;
    readonly familyNames: string | null;
    readonly preferred: boolean;
  }[];
  readonly languages: readonly {
    readonly language: string;
    readonly level: LanguageLevel;
    readonly mediationNeeded: boolean;
  }[];
}

/** Writes a person with all names and languages. Persons of a demonstration region are marked as such. */
export async function insertPerson(tx: Tx, id: PersonId, person: PersonInput): Promise<void> {
  await tx.query(
    `INSERT INTO person (region_id, id, birth_date, birth_precision, is_demonstration)
     SELECT region_id, $2, $3, $4, is_demonstration FROM region WHERE region_id = $1`,
    [tx.regionId, id, person.birthDate ?? null, person.birthPrecision],
  );
  for (const name of person.names) {
    await tx.query(
      `INSERT INTO person_name (region_id, id, person_id, kind, given_names, family_names, preferred)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [
        tx.regionId,
        newId(),
        id,
        name.kind,
        name.givenNames ?? null,
        name.familyNames ?? null,
        name.preferred,
      ],
    );
  }
  for (const entry of person.languages) {
    await tx.query(
      `INSERT INTO person_language (region_id, person_id, language, level, mediation_needed)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [tx.regionId, id, entry.language, entry.level, entry.mediationNeeded],
    );
  }
}

/** Reads persons by id; unknown ids are left out, order is not defined. The caller has checked who may know. */
export async function findPersons(tx: Tx, ids: readonly PersonId[]): Promise<PersonView[]> {
  return tx.query<PersonView>(
    `SELECT p.id, p.birth_date::text AS "birthDate", p.birth_precision AS "birthPrecision",
            p.is_demonstration AS "isDemonstration",
            (SELECT coalesce(json_agg(json_build_object('kind', n.kind, 'givenNames', n.given_names,
                'familyNames', n.family_names, 'preferred', n.preferred) ORDER BY n.preferred DESC, n.id), '[]')
             FROM person_name n WHERE n.region_id = p.region_id AND n.person_id = p.id) AS names,
            (SELECT coalesce(json_agg(json_build_object('language', l.language, 'level', l.level,
                'mediationNeeded', l.mediation_needed) ORDER BY l.language), '[]')
             FROM person_language l WHERE l.region_id = p.region_id AND l.person_id = p.id) AS languages
     FROM person p WHERE p.region_id = $1 AND p.id = ANY($2::uuid[])`,
    [tx.regionId, ids],
  );
}
