import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Kreis, kreisfreie Stadt or kreisangehörige Stadt. */
@Entity('municipality')
@Unique('municipality_name_unique', ['regionId', 'name'])
@Check('municipality_kind_known', `kind IN ('KREIS', 'KREISFREIE_STADT', 'KREISANGEHOERIGE_STADT')`)
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'municipality_region_fk' })
export class Municipality {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'municipality_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'municipality_pk' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: string;
}

/** Legal person or association. The controller is its unit, not the organisation. */
@Entity('organisation')
@Unique('organisation_name_unique', ['regionId', 'name'])
@Check('organisation_regime_known', `regime IN ('DSGVO', 'KDG', 'DSG_EKD')`)
@ForeignKey('Municipality', ['regionId', 'municipalityId'], ['regionId', 'id'], {
  name: 'organisation_municipality_fk',
})
export class Organisation {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'organisation_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'organisation_pk' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'uuid', name: 'municipality_id', nullable: true })
  municipalityId!: string | null;

  @Column({ type: 'text', default: 'DSGVO' })
  regime!: string;

  @Column({ type: 'boolean', name: 'is_demonstration', default: false })
  isDemonstration!: boolean;
}

/** Organisation unit: the controller (Art. 4 Nr. 7 DSGVO, § 67 Abs. 4 SGB X). */
@Entity('organisation_unit')
@Unique('organisation_unit_name_unique', ['regionId', 'organisationId', 'name'])
@Check('organisation_unit_type_format', `type ~ '^[A-Z][A-Z0-9_]+$'`)
@ForeignKey('Organisation', ['regionId', 'organisationId'], ['regionId', 'id'], {
  name: 'organisation_unit_organisation_fk',
})
export class OrganisationUnit {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'organisation_unit_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'organisation_unit_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'text', name: 'contact_function' })
  contactFunction!: string;

  @Column({ type: 'boolean', name: 'is_demonstration', default: false })
  isDemonstration!: boolean;
}
