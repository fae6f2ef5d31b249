import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Request of a person to one controller about their data. */
@Entity('data_subject_request')
@ForeignKey('OrganisationUnit', ['regionId', 'controllerUnitId'], ['regionId', 'id'], {
  name: 'data_subject_request_unit_fk',
})
@ForeignKey('DataItem', ['regionId', 'itemId'], ['regionId', 'id'], { name: 'data_subject_request_item_fk' })
@ForeignKey('StaffMember', ['regionId', 'recordedBy'], ['regionId', 'id'], {
  name: 'data_subject_request_recorder_fk',
})
@ForeignKey('StaffMember', ['regionId', 'answeredBy'], ['regionId', 'id'], {
  name: 'data_subject_request_answerer_fk',
})
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'data_subject_request_case_fk' })
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], {
  name: 'data_subject_request_person_fk',
})
@Check(
  'data_subject_request_kind_known',
  `kind IN ('ACCESS', 'RECTIFICATION', 'RESTRICTION', 'ERASURE', 'PORTABILITY', 'OBJECTION')`,
)
@Check('data_subject_request_channel_known', `channel IN ('PORTAL', 'ORAL', 'LETTER', 'EMAIL')`)
@Check('data_subject_request_item_named', `kind <> 'RECTIFICATION' OR item_id IS NOT NULL`)
@Check('data_subject_request_outcome_known', `outcome IN ('GRANTED', 'PARTLY', 'REFUSED')`)
@Check('data_subject_request_answer_whole', `num_nonnulls(outcome, answered_by, answered_at) IN (0, 3)`)
@Check('data_subject_request_refusal_reasoned', `outcome <> 'REFUSED' OR refusal_norm IS NOT NULL`)
@Index('data_subject_request_case_idx', ['regionId', 'caseId', 'kind'])
@Index('data_subject_request_person_idx', ['regionId', 'personId'])
@Index('data_subject_request_unit_idx', ['regionId', 'controllerUnitId', 'receivedOn'])
export class DataSubjectRequest {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'data_subject_request_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'data_subject_request_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'submission_id' })
  submissionId!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'controller_unit_id' })
  controllerUnitId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'uuid', name: 'item_id', nullable: true })
  itemId!: string | null;

  @Column({ type: 'text' })
  channel!: string;

  @Column({ type: 'date', name: 'received_on' })
  receivedOn!: string;

  @Column({ type: 'bytea', name: 'words_sealed', nullable: true })
  wordsSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;

  @Column({ type: 'bytea', name: 'extension_sealed', nullable: true })
  extensionSealed!: Buffer | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'bytea', name: 'answer_sealed', nullable: true })
  answerSealed!: Buffer | null;

  @Column({ type: 'text', name: 'refusal_norm', nullable: true })
  refusalNorm!: string | null;

  @Column({ type: 'bytea', name: 'report_sealed', nullable: true })
  reportSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'answered_by', nullable: true })
  answeredBy!: string | null;

  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt!: Date | null;
}
