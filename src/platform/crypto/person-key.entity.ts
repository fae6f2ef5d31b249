import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Key of one person, wrapped by a master key; after an erasure only the row remains, as its proof. */
@Entity('person_key')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'person_key_region_fk' })
@Check('person_key_destroyed_or_kept', `(wrapped IS NULL) = (destroyed_at IS NOT NULL)`)
export class PersonKey {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'person_key_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'person_id', primaryKeyConstraintName: 'person_key_pk' })
  personId!: string;

  @Column({ type: 'bytea', nullable: true })
  wrapped!: Buffer | null;

  @Column({ type: 'text', name: 'master_key_id' })
  masterKeyId!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'destroyed_at', nullable: true })
  destroyedAt!: Date | null;
}

/** How far the withdrawal list of a region is carried out in this database. */
@Entity('withdrawal_epoch')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'withdrawal_epoch_region_fk' })
@Check('withdrawal_epoch_head_format', `head ~ '^[0-9a-f]{64}$'`)
export class WithdrawalEpoch {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'withdrawal_epoch_pk' })
  regionId!: string;

  @Column({ type: 'integer' })
  epoch!: number;

  @Column({ type: 'text' })
  head!: string;
}

/** What was withdrawn for good, as the list outside of the database has it: identifiers only. */
@Entity('withdrawal')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'withdrawal_region_fk' })
@Unique('withdrawal_epoch_unique', ['regionId', 'epoch'])
@Check(
  'withdrawal_kind_known',
  `kind IN ('ERASED', 'CONSENT_REVOKED', 'ITEM_ERASED', 'ITEM_RESTRICTED', 'OBJECTED')`,
)
export class WithdrawalRecord {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'withdrawal_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'withdrawal_pk' })
  id!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'uuid', name: 'subject_id' })
  subjectId!: string;

  @Column({ type: 'jsonb' })
  details!: Readonly<Record<string, string>>;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'integer', nullable: true })
  epoch!: number | null;
}
