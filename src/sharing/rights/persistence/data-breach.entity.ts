import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Breach of the protection of personal data; facts, effects, measures, without content of cases. */
@Entity('data_breach')
@ForeignKey('OrganisationUnit', ['regionId', 'controllerUnitId'], ['regionId', 'id'], {
  name: 'data_breach_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'recordedBy'], ['regionId', 'id'], { name: 'data_breach_staff_fk' })
@Check(
  'data_breach_kinds_known',
  `cardinality(kinds) > 0 AND kinds <@ ARRAY['CONFIDENTIALITY', 'INTEGRITY', 'AVAILABILITY']`,
)
@Check('data_breach_risk_known', `risk IN ('NONE', 'RISK', 'HIGH')`)
@Check('data_breach_way_known', `told_way IN ('DIRECTLY', 'PUBLICLY', 'EXEMPT')`)
@Check('data_breach_72_hours', `report_due_at = noticed_at + interval '72 hours'`)
@Check(
  'data_breach_delay_reasoned',
  `reported_at IS NULL OR reported_at <= report_due_at OR delay_reason IS NOT NULL`,
)
@Check('data_breach_persons_not_negative', `persons_estimated >= 0`)
@Index('data_breach_unit_idx', ['regionId', 'controllerUnitId', 'noticedAt'])
export class DataBreach {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'data_breach_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'data_breach_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'controller_unit_id' })
  controllerUnitId!: string;

  @Column({ type: 'text', array: true })
  kinds!: string[];

  @Column({ type: 'text', array: true })
  categories!: string[];

  @Column({ type: 'timestamptz', name: 'noticed_at' })
  noticedAt!: Date;

  @Column({ type: 'timestamptz', name: 'report_due_at' })
  reportDueAt!: Date;

  @Column({ type: 'text' })
  facts!: string;

  @Column({ type: 'integer', name: 'persons_estimated' })
  personsEstimated!: number;

  @Column({ type: 'uuid', name: 'recorded_by' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;

  @Column({ type: 'text', nullable: true })
  risk!: string | null;

  @Column({ type: 'text', nullable: true })
  effects!: string | null;

  @Column({ type: 'text', nullable: true })
  measures!: string | null;

  @Column({ type: 'timestamptz', name: 'reported_at', nullable: true })
  reportedAt!: Date | null;

  @Column({ type: 'text', name: 'authority_reference', nullable: true })
  authorityReference!: string | null;

  @Column({ type: 'text', name: 'delay_reason', nullable: true })
  delayReason!: string | null;

  @Column({ type: 'timestamptz', name: 'told_at', nullable: true })
  toldAt!: Date | null;

  @Column({ type: 'text', name: 'told_way', nullable: true })
  toldWay!: string | null;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}

/** Person a breach concerns; the identifier only. */
@Entity('data_breach_person')
@ForeignKey('DataBreach', ['regionId', 'breachId'], ['regionId', 'id'], {
  name: 'data_breach_person_breach_fk',
})
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'data_breach_person_person_fk' })
@Index('data_breach_person_idx', ['regionId', 'personId'])
export class DataBreachPerson {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'data_breach_person_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'breach_id', primaryKeyConstraintName: 'data_breach_person_pk' })
  breachId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'person_id', primaryKeyConstraintName: 'data_breach_person_pk' })
  personId!: string;
}
