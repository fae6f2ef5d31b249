import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../audit/index.js';
import type { PersonId, RegionId, UnitId } from '../../kernel/index.js';
import { newId, PersonVault, prepared, searchForm, type SealedValue, type Tx } from '../../platform/index.js';
import { existsInUnit } from './compartment.sql.js';
import type {
  BirthPrecision,
  LanguageLevel,
  NameKind,
  PersonInput,
  PersonNameInput,
} from '../domain/case.js';

/** A person as it is shown to those who may know; of an erased one only the identifier remains. */
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

/** Who is looked for: a name in any spelling of accents and case, with the birth date as far as it is known. */
export interface PersonSearch {
  readonly givenNames: string | null;
  readonly familyNames: string | null;
  /** Calendar date as it was entered; `null`: entered as unknown. */
  readonly birthDate: string | null;
}

interface PersonRow extends Omit<PersonView, 'names' | 'birthDate'> {
  readonly birthDateSealed: Buffer | null;
}

interface NameRow {
  readonly id: string;
  readonly personId: PersonId;
  readonly kind: NameKind;
  readonly givenNames: Buffer | null;
  readonly familyNames: Buffer | null;
  readonly preferred: boolean;
}

/** One person, as on every page, is planned once; how many others are asked for is planned for anew every time. */
const byOneOrMany = (name: string, text: (wanted: string) => string) => ({
  one: prepared(`${name}_one`, text('$2::uuid')),
  many: prepared(name, text('ANY($2::uuid[])')),
});

const PERSONS = byOneOrMany(
  'persons_by_id',
  (wanted) => `
  SELECT p.id, p.birth_date_sealed AS "birthDateSealed", p.birth_precision AS "birthPrecision",
         p.is_demonstration AS "isDemonstration",
         (SELECT coalesce(json_agg(json_build_object('language', l.language, 'level', l.level,
             'mediationNeeded', l.mediation_needed) ORDER BY l.language), '[]')
          FROM person_language l WHERE l.region_id = p.region_id AND l.person_id = p.id) AS languages
  FROM person p WHERE p.region_id = $1 AND p.id = ${wanted}`,
);

const NAMES = byOneOrMany(
  'names_of_persons',
  (wanted) => `
  SELECT id, person_id AS "personId", kind, given_names_sealed AS "givenNames",
         family_names_sealed AS "familyNames", preferred
  FROM person_name WHERE region_id = $1 AND person_id = ${wanted} ORDER BY preferred DESC, id`,
);

const placeOf = {
  birthDate: (id: string) => `person.birth_date_sealed:${id}`,
  givenNames: (id: string) => `person_name.given_names_sealed:${id}`,
  familyNames: (id: string) => `person_name.family_names_sealed:${id}`,
};

/** Persons, with names and birth date sealed. Who may know is checked by the caller. */
@Injectable()
export class PersonRepository {
  constructor(
    private readonly vault: PersonVault,
    private readonly accessLog: AccessLog,
  ) {}

  /** Writes a person with all names and languages. Persons of a demonstration region are marked as such. */
  async insert(tx: Tx, id: PersonId, person: PersonInput): Promise<void> {
    const birthDate = person.birthDate ?? null;
    tx.post(
      `INSERT INTO person (region_id, id, birth_date_sealed, birth_precision, is_demonstration)
       SELECT region_id, $2, $3, $4, is_demonstration FROM region WHERE region_id = $1`,
      [tx.regionId, id, await this.seal(tx, id, birthDate, placeOf.birthDate(id)), person.birthPrecision],
    );
    for (const name of person.names) await this.insertName(tx, id, name, birthDate);
    for (const entry of person.languages) {
      await tx.query(
        `INSERT INTO person_language (region_id, person_id, language, level, mediation_needed)
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
        [tx.regionId, id, entry.language, entry.level, entry.mediationNeeded],
      );
    }
  }

  /** Reads persons by id; unknown ids are left out, order is not defined. One query opens all their keys. */
  async find(tx: Tx, ids: readonly PersonId[]): Promise<PersonView[]> {
    const [way, wanted] = ids.length === 1 ? (['one', ids[0]] as const) : (['many', ids] as const);
    const [persons, names] = await Promise.all([
      tx.query<PersonRow>(PERSONS[way], [tx.regionId, wanted]),
      tx.query<NameRow>(NAMES[way], [tx.regionId, wanted]),
    ]);
    const opened = await this.open(tx, persons, names);
    return persons.map(({ birthDateSealed, ...person }) => {
      const birthDate = opened(birthDateSealed);
      return {
        ...person,
        birthDate,
        birthPrecision: birthDate === null ? 'UNKNOWN' : person.birthPrecision,
        names: names
          .filter(({ personId }) => personId === person.id)
          .map(({ kind, preferred, givenNames, familyNames }) => ({
            kind,
            preferred,
            givenNames: opened(givenNames),
            familyNames: opened(familyNames),
          }))
          .filter(({ givenNames, familyNames }) => givenNames !== null || familyNames !== null),
      };
    });
  }

  /**
   * Persons of this name and birth date whose case one of these units leads now; given and family name may be swapped.
   * Nothing outside of these units is found, so nothing about it is told.
   */
  async findByName(tx: Tx, leadUnitIds: readonly UnitId[], search: PersonSearch): Promise<PersonId[]> {
    const staffId = tx.principal.kind === 'staff' ? tx.principal.staffId : null;
    for (const unitId of leadUnitIds)
      this.accessLog.searched(tx, { objectType: 'persons', unitId, purpose: 'INTAKE' });
    const rows = await tx.query<{ personId: PersonId }>(
      `SELECT DISTINCT n.person_id AS "personId" FROM person_name n
       JOIN case_file c ON c.region_id = n.region_id AND c.person_id = n.person_id
       WHERE n.region_id = $1 AND n.name_index = $2 AND c.lead_unit_id = ANY($3::uuid[])
         AND ${existsInUnit('c', 'c.lead_unit_id', '$4')}
       ORDER BY n.person_id`,
      [tx.regionId, this.indexOf(tx.regionId, search, search.birthDate), leadUnitIds, staffId],
    );
    return rows.map(({ personId }) => personId);
  }

  /** Takes an erased person's fingerprints away, which could confirm a guess, and what languages they speak. */
  async forget(tx: Tx, personId: PersonId): Promise<void> {
    const whose = [tx.regionId, personId];
    await tx.exOfficio(async () => {
      await tx.query(
        `UPDATE person_name SET name_index = NULL WHERE region_id = $1 AND person_id = $2`,
        whose,
      );
      await tx.query(`DELETE FROM person_language WHERE region_id = $1 AND person_id = $2`, whose);
    });
  }

  private async insertName(tx: Tx, personId: PersonId, name: PersonNameInput, birthDate: string | null) {
    const id = newId<string>();
    await tx.query(
      `INSERT INTO person_name (region_id, id, person_id, kind, given_names_sealed, family_names_sealed, name_index,
                                preferred)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        tx.regionId,
        id,
        personId,
        name.kind,
        await this.seal(tx, personId, name.givenNames, placeOf.givenNames(id)),
        await this.seal(tx, personId, name.familyNames, placeOf.familyNames(id)),
        this.indexOf(tx.regionId, name, birthDate),
        name.preferred,
      ],
    );
  }

  private async seal(tx: Tx, personId: PersonId, text: string | null | undefined, place: string) {
    if (text == null) return null;
    const [sealed] = await this.vault.seal(tx, personId, [{ text, place }]);
    return sealed ?? null;
  }

  /** Opens everything at once; the function answers `null` for what is empty or erased. */
  private async open(tx: Tx, persons: readonly PersonRow[], names: readonly NameRow[]) {
    const values: SealedValue[] = [];
    const add = (personId: PersonId, sealed: Buffer | null, place: string) => {
      if (sealed) values.push({ personId, sealed, place });
    };
    for (const { id, birthDateSealed } of persons) add(id, birthDateSealed, placeOf.birthDate(id));
    for (const { id, personId, givenNames, familyNames } of names) {
      add(personId, givenNames, placeOf.givenNames(id));
      add(personId, familyNames, placeOf.familyNames(id));
    }
    const texts = await this.vault.open(tx, values);
    const bySealed = new Map(values.map(({ sealed }, index) => [sealed, texts[index]]));
    return (sealed: Buffer | null): string | null => (sealed && bySealed.get(sealed)) ?? null;
  }

  private indexOf(
    regionId: RegionId,
    { givenNames, familyNames }: Pick<PersonNameInput, 'givenNames' | 'familyNames'>,
    birthDate: string | null,
  ): Buffer {
    const name = [givenNames ?? '', familyNames ?? ''].map(searchForm).sort();
    return this.vault.blindIndex(regionId, 'person_name.name_index', [...name, birthDate ?? '']);
  }
}
