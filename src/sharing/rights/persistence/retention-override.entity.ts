import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** How long a unit keeps one kind of record instead of the rule; append-only, the latest one in force counts. */
@Entity('retention_rule_override')
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'retention_rule_override_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'decidedBy'], ['regionId', 'id'], {
  name: 'retention_rule_override_decider_fk',
})
@Check('retention_rule_override_months_range', `months BETWEEN 1 AND 120`)
@Check('retention_rule_override_reasoned', `length(reason) BETWEEN 10 AND 1000`)
@Index('retention_rule_override_unit_idx', ['regionId', 'unitId', 'recordKind'])
export class RetentionRuleOverride {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'retention_rule_override_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'retention_rule_override_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'text', name: 'record_kind' })
  recordKind!: string;

  /** `null`: the rule counts again. */
  @Column({ type: 'smallint', nullable: true })
  months!: number | null;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'uuid', name: 'decided_by' })
  decidedBy!: string;

  @Column({ type: 'timestamptz', name: 'decided_at' })
  decidedAt!: Date;

  @Column({ type: 'date', name: 'valid_from' })
  validFrom!: string;
}
