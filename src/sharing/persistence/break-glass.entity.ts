import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Emergency access of one staff member to read one case. */
@Entity('break_glass')
@ForeignKey('OrganisationUnit', ['regionId', 'controllingUnitId'], ['regionId', 'id'], {
  name: 'break_glass_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'requestedBy'], ['regionId', 'id'], {
  name: 'break_glass_requester_fk',
})
@ForeignKey('StaffMember', ['regionId', 'decidedBy'], ['regionId', 'id'], { name: 'break_glass_decider_fk' })
@ForeignKey('StaffMember', ['regionId', 'reviewedBy'], ['regionId', 'id'], {
  name: 'break_glass_reviewer_fk',
})
@Check('break_glass_reason_known', `reason IN ('DANGER', 'PERSON_ASKED', 'LEGAL_DUTY', 'FAULT')`)
@Check('break_glass_four_eyes', `decided_by <> requested_by AND reviewed_by <> requested_by`)
@Check('break_glass_decided', `(decided_by IS NULL) = (decided_at IS NULL)`)
@Check('break_glass_four_hours', `ends_at IS NULL OR ends_at <= decided_at + interval '4 hours'`)
@Index('break_glass_open_idx', ['regionId', 'requestedBy', 'caseId', 'endsAt'])
@Index('break_glass_unit_idx', ['regionId', 'controllingUnitId', 'requestedAt', 'id'])
export class BreakGlassRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'break_glass_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'break_glass_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'controlling_unit_id', nullable: true })
  controllingUnitId!: string | null;

  @Column({ type: 'uuid', name: 'requested_by' })
  requestedBy!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'bytea', name: 'reference_sealed', nullable: true })
  referenceSealed!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'uuid', name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'uuid', name: 'reviewed_by', nullable: true })
  reviewedBy!: string | null;
}
