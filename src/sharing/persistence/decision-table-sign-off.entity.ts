import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Which content of which version of the decision table a data protection officer signed off; append-only. */
@Entity('decision_table_sign_off')
@Unique('decision_table_sign_off_once', ['regionId', 'version', 'hash'])
@ForeignKey('StaffMember', ['regionId', 'signedBy'], ['regionId', 'id'], {
  name: 'decision_table_sign_off_staff_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'decision_table_sign_off_unit_fk',
})
@Check('decision_table_sign_off_hash_format', `hash ~ '^[0-9a-f]{64}$'`)
@Check('decision_table_sign_off_version_positive', `version > 0`)
export class DecisionTableSignOff {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'decision_table_sign_off_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'decision_table_sign_off_pk' })
  id!: string;

  @Column({ type: 'integer' })
  version!: number;

  /** SHA-256 over the canonical JSON of the table. */
  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'uuid', name: 'signed_by' })
  signedBy!: string;

  /** Unit for which the officer signed. */
  @Column({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'timestamptz', name: 'signed_at' })
  signedAt!: Date;
}
