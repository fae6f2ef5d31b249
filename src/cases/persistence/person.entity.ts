import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Immigrant person; an unknown birth date is allowed, the precision says how much of it is known. */
@Entity('person')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'person_region_fk' })
@Check('person_birth_precision_known', `birth_precision IN ('DAY', 'MONTH', 'YEAR', 'UNKNOWN')`)
@Check('person_birth_consistent', `(birth_date_sealed IS NULL) = (birth_precision = 'UNKNOWN')`)
export class Person {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'person_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'person_pk' })
  id!: string;

  @Column({ type: 'bytea', name: 'birth_date_sealed', nullable: true })
  birthDateSealed!: Buffer | null;

  @Column({ type: 'text', name: 'birth_precision', default: 'UNKNOWN' })
  birthPrecision!: string;

  @Column({ type: 'boolean', name: 'is_demonstration', default: false })
  isDemonstration!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}

/** All names and spellings of a person, sealed; exactly one is preferred. */
@Entity('person_name')
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'person_name_person_fk' })
@Check('person_name_kind_known', `kind IN ('OFFICIAL', 'BIRTH', 'ALIAS', 'SPELLING')`)
@Check('person_name_not_empty', `num_nonnulls(given_names_sealed, family_names_sealed) > 0`)
@Index('person_name_preferred_unique', ['regionId', 'personId'], { unique: true, where: 'preferred' })
@Index('person_name_person_idx', ['regionId', 'personId'])
@Index('person_name_index_idx', ['regionId', 'nameIndex'])
export class PersonName {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'person_name_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'person_name_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'bytea', name: 'given_names_sealed', nullable: true })
  givenNamesSealed!: Buffer | null;

  @Column({ type: 'bytea', name: 'family_names_sealed', nullable: true })
  familyNamesSealed!: Buffer | null;

  @Column({ type: 'bytea', name: 'name_index', nullable: true })
  nameIndex!: Buffer | null;

  @Column({ type: 'boolean', default: false })
  preferred!: boolean;
}

/** Languages a person speaks, and whether mediation is needed when German is spoken. */
@Entity('person_language')
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'person_language_person_fk' })
@Check('person_language_tag', `language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'`)
@Check('person_language_level_known', `level IN ('NATIVE', 'FLUENT', 'BASIC')`)
export class PersonLanguage {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'person_language_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'person_id', primaryKeyConstraintName: 'person_language_pk' })
  personId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'person_language_pk' })
  language!: string;

  @Column({ type: 'text' })
  level!: string;

  @Column({ type: 'boolean', name: 'mediation_needed', default: false })
  mediationNeeded!: boolean;
}
