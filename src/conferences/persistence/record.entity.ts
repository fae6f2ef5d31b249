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
@Check(
  'conference_record_absence_explained',
  `person_present OR num_nonnulls(person_absent_reason, person_absent_reason_sealed) = 1`,
)
@Check('conference_record_result_kept', `num_nonnulls(result, result_sealed) = 1`)
@Check(
  'conference_record_one_way',
  `num_nonnulls(result, persons_view, person_absent_reason, resources_named, dissent) = 0 OR num_nonnulls(result_sealed, persons_view_sealed, person_absent_reason_sealed, resources_named_sealed, dissent_sealed) = 0`,
)
@Check('conference_record_interpreter_known', `interpreter_level IN ('LAY', 'QUALIFIED', 'SWORN')`)
@Check('conference_record_approval', `(approved_by IS NULL) = (approved_at IS NULL)`)
@Check('conference_record_submission', `(submitted_at IS NULL) = (corrections_until IS NULL)`)
@Check('conference_record_submitted_first', `approved_at IS NULL OR submitted_at IS NOT NULL`)
@Check('conference_record_unread_approved', `approved_at IS NOT NULL OR NOT approved_unread`)
@Check(
  'conference_record_unresolved',
  `corrections_unresolved = 0 OR (corrections_unresolved > 0 AND approved_at IS NOT NULL)`,
)
export class ConferenceRecord {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_record_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_record_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text', nullable: true })
  result!: string | null;

  @Column({ type: 'bytea', name: 'result_sealed', nullable: true })
  resultSealed!: Buffer | null;

  @Column({ type: 'text', name: 'persons_view', nullable: true })
  personsView!: string | null;

  @Column({ type: 'bytea', name: 'persons_view_sealed', nullable: true })
  personsViewSealed!: Buffer | null;

  @Column({ type: 'boolean', name: 'person_present' })
  personPresent!: boolean;

  @Column({ type: 'text', name: 'person_absent_reason', nullable: true })
  personAbsentReason!: string | null;

  @Column({ type: 'bytea', name: 'person_absent_reason_sealed', nullable: true })
  personAbsentReasonSealed!: Buffer | null;

  @Column({ type: 'text', name: 'resources_named', nullable: true })
  resourcesNamed!: string | null;

  @Column({ type: 'bytea', name: 'resources_named_sealed', nullable: true })
  resourcesNamedSealed!: Buffer | null;

  @Column({ type: 'text', nullable: true })
  dissent!: string | null;

  @Column({ type: 'bytea', name: 'dissent_sealed', nullable: true })
  dissentSealed!: Buffer | null;

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

  @Column({ type: 'timestamptz', name: 'submitted_at', nullable: true })
  submittedAt!: Date | null;

  /** Last day on which errors may be reported. */
  @Column({ type: 'date', name: 'corrections_until', nullable: true })
  correctionsUntil!: string | null;

  @Column({ type: 'text', name: 'interpreter_language', nullable: true })
  interpreterLanguage!: string | null;

  @Column({ type: 'boolean', name: 'companion_present', default: false })
  companionPresent!: boolean;

  /** Chair and recorder could not read it any more when it was approved. */
  @Column({ type: 'boolean', name: 'approved_unread', default: false })
  approvedUnread!: boolean;

  /** Corrections that nobody could answer before it was approved. */
  @Column({ type: 'integer', name: 'corrections_unresolved', default: 0 })
  correctionsUnresolved!: number;
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
@Check('conference_decision_text_kept', `num_nonnulls(text, text_sealed) = 1`)
@Check('conference_decision_status_known', `status IN ('TAKEN', 'TO_BE_CONFIRMED')`)
@Check('conference_decision_confirmed_by_body', `status = 'TAKEN' OR kind = 'DECISION_OF_BODY'`)
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

  @Column({ type: 'text', nullable: true })
  text!: string | null;

  @Column({ type: 'bytea', name: 'text_sealed', nullable: true })
  textSealed!: Buffer | null;

  @Column({ type: 'smallint' })
  position!: number;

  /** Of a body: taken by somebody with mandate, or still to be confirmed by one. */
  @Column({ type: 'text', default: 'TAKEN' })
  status!: string;
}
