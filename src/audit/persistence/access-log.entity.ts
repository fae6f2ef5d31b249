import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Line of the access log: who read or searched what. */
@Entity('access_log')
@Check('access_log_kind_known', `kind IN ('READ', 'SEARCH', 'EXPORT', 'REFUSED')`)
@Check('access_log_purpose_format', `purpose ~ '^[A-Z][A-Z_]+$'`)
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'access_log_region_fk' })
@Index('access_log_case_idx', ['regionId', 'caseId', 'at'])
@Index('access_log_unit_idx', ['regionId', 'unitId', 'at'])
@Index('access_log_at_idx', ['regionId', 'at'])
export class AccessLogLine {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'access_log_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'access_log_pk' })
  id!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'uuid', name: 'account_id' })
  accountId!: string;

  @Column({ type: 'uuid', name: 'staff_id' })
  staffId!: string;

  @Column({ type: 'uuid', name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', name: 'object_type' })
  objectType!: string;

  @Column({ type: 'uuid', name: 'object_id', nullable: true })
  objectId!: string | null;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'text' })
  purpose!: string;
}
