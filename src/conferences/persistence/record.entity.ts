import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Protokoll: result, not a transcript. */
@Entity('conference_record')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_record_conference_fk',
})
@ForeignKey('StaffMember', ['regionId', 'recordedBy'], ['regionId', 'id'], {
  name: 'conference_record_recorder_fk',
})
@ForeignKey('StaffMember', ['regionId', 'approvedBy'], ['regionId', 'id'], {
  name: 'conference_record_approver_fk',
})
@Unique('conference_record_one', ['regionId', 'conferenceId'])
@Check('conference_record_absence_explained', `person_present OR person_absent_reason IS NOT NULL`)
@Check('conference_record_interpreter_known', `interpreter_level IN ('LAY', 'QUALIFIED', 'SWORN')`)
@Check('conference_record_approval', `(approved_by IS NULL) = (approved_at IS NULL)`)
export class ConferenceRecord {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_record_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_record_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text' })
  result!: string;

  @Column({ type: 'text', name: 'persons_view' })
  personsView!: string;

  @Column({ type: 'boolean', name: 'person_present' })
  personPresent!: boolean;

  @Column({ type: 'text', name: 'person_absent_reason', nullable: true })
  personAbsentReason!: string | null;

  @Column({ type: 'text', name: 'resources_named' })
  resourcesNamed!: string;

  @Column({ type: 'text', nullable: true })
  dissent!: string | null;

  @Column({ type: 'boolean', name: 'confidentiality_reminded' })
  confidentialityReminded!: boolean;

  @Column({ type: 'text', name: 'interpreter_level', nullable: true })
  interpreterLevel!: string | null;

  @Column({ type: 'uuid', name: 'recorded_by' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;

  @Column({ type: 'uuid', name: 'approved_by', nullable: true })
  approvedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'approved_at', nullable: true })
  approvedAt!: Date | null;
}

/** What a body decided in its own competence, or what was agreed; never an administrative act. */
@Entity('conference_decision')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_decision_conference_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'conference_decision_unit_fk',
})
@Check(
  'conference_decision_kind_known',
  `kind IN ('DECISION_OF_BODY', 'AGREEMENT', 'RECOMMENDATION', 'REQUEST_TO_STEERING')`,
)
@Check('conference_decision_body_named', `kind <> 'DECISION_OF_BODY' OR unit_id IS NOT NULL`)
@Index('conference_decision_conference_idx', ['regionId', 'conferenceId', 'position'])
export class ConferenceDecision {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_decision_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_decision_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'uuid', name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'smallint' })
  position!: number;
}
