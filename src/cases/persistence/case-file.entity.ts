import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Case of one person under a mandate; the number is random and says nothing about how many there are. */
@Entity('case_file')
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'case_file_person_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'leadUnitId'], ['regionId', 'id'], {
  name: 'case_file_lead_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'leadStaffId'], ['regionId', 'id'], {
  name: 'case_file_lead_staff_fk',
})
@Unique('case_file_number_unique', ['regionId', 'number'])
@Check('case_file_intensity_known', `intensity IN ('BRIEF', 'COUNSELLING', 'CASE_MANAGEMENT')`)
@Check('case_file_compartment_known', `compartment IN ('NONE', 'UNIT', 'COUNSELLOR')`)
@Index('case_file_person_idx', ['regionId', 'personId'])
export class CaseFile {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_file_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'case_file_pk' })
  id!: string;

  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'lead_unit_id' })
  leadUnitId!: string;

  @Column({ type: 'uuid', name: 'lead_staff_id' })
  leadStaffId!: string;

  @Column({ type: 'text' })
  intensity!: string;

  @Column({ type: 'bytea', name: 'concern_sealed', nullable: true })
  concernSealed!: Buffer | null;

  @Column({ type: 'date', name: 'opened_on' })
  openedOn!: string;

  @Column({ type: 'text', default: 'NONE' })
  compartment!: string;

  /** `null` while somebody leads it. */
  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}

/** Which unit takes part in a case and when; intervals, so history shows who it was then. */
@Entity('case_participation')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'case_participation_case_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'case_participation_unit_fk',
})
@Check('case_participation_relation_known', `relation IN ('LEAD', 'PARTICIPANT')`)
@Check('case_participation_period', `ended_at IS NULL OR ended_at >= started_at`)
@Index('case_participation_open_unique', ['regionId', 'caseId', 'unitId'], {
  unique: true,
  where: 'ended_at IS NULL',
})
@Index('case_participation_unit_idx', ['regionId', 'unitId', 'caseId'])
export class CaseParticipation {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_participation_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'case_participation_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'text' })
  relation!: string;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
