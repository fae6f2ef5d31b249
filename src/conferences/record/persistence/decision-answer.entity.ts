import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** What a body with mandate said to a decision that was taken down for it; until then it is still to be confirmed. */
@Entity('conference_decision_answer')
@ForeignKey('ConferenceDecision', ['regionId', 'decisionId'], ['regionId', 'id'], {
  name: 'conference_decision_answer_decision_fk',
})
@ForeignKey('StaffMember', ['regionId', 'answeredBy'], ['regionId', 'id'], {
  name: 'conference_decision_answer_staff_fk',
})
@Check('conference_decision_answer_outcome_known', `outcome IN ('CONFIRMED', 'NOT_CONFIRMED')`)
@Check('conference_decision_answer_reasoned', `(outcome = 'NOT_CONFIRMED') = (reason IS NOT NULL)`)
@Check(
  'conference_decision_answer_reason_known',
  `reason IN ('NOT_COMPETENT', 'NO_MANDATE', 'LEGAL_BASIS_MISSING', 'NO_CAPACITY', 'OTHER')`,
)
export class ConferenceDecisionAnswer {
  @PrimaryColumn({
    type: 'text',
    name: 'region_id',
    primaryKeyConstraintName: 'conference_decision_answer_pk',
  })
  regionId!: string;

  @PrimaryColumn({
    type: 'uuid',
    name: 'decision_id',
    primaryKeyConstraintName: 'conference_decision_answer_pk',
  })
  decisionId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text' })
  outcome!: string;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'uuid', name: 'answered_by' })
  answeredBy!: string;

  @Column({ type: 'timestamptz', name: 'answered_at' })
  answeredAt!: Date;
}

/** Where the administrative act (Bescheid) is found that a body issued after its decision; the conference itself issues none. */
@Entity('conference_decision_reference')
@ForeignKey('ConferenceDecision', ['regionId', 'decisionId'], ['regionId', 'id'], {
  name: 'conference_decision_reference_decision_fk',
})
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], {
  name: 'conference_decision_reference_person_fk',
})
@ForeignKey('StaffMember', ['regionId', 'writtenBy'], ['regionId', 'id'], {
  name: 'conference_decision_reference_writer_fk',
})
@Check('conference_decision_reference_kept', `num_nonnulls(reference, reference_sealed) = 1`)
@Check('conference_decision_reference_until', `(notified_on IS NULL) = (remedy_until IS NULL)`)
@Check('conference_decision_reference_dates', `notified_on IS NULL OR notified_on >= issued_on`)
@Index('conference_decision_reference_decision_idx', ['regionId', 'decisionId'])
export class ConferenceDecisionReference {
  @PrimaryColumn({
    type: 'text',
    name: 'region_id',
    primaryKeyConstraintName: 'conference_decision_reference_pk',
  })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_decision_reference_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'decision_id' })
  decisionId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'text', nullable: true })
  reference!: string | null;

  @Column({ type: 'bytea', name: 'reference_sealed', nullable: true })
  referenceSealed!: Buffer | null;

  @Column({ type: 'date', name: 'issued_on' })
  issuedOn!: string;

  @Column({ type: 'date', name: 'notified_on', nullable: true })
  notifiedOn!: string | null;

  @Column({ type: 'text' })
  remedy!: string;

  @Column({ type: 'date', name: 'remedy_until', nullable: true })
  remedyUntil!: string | null;

  @Column({ type: 'uuid', name: 'written_by' })
  writtenBy!: string;

  @Column({ type: 'timestamptz', name: 'written_at' })
  writtenAt!: Date;
}

/** Which conference a review conference looks back at; each has at most one. */
@Entity('conference_review')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_review_conference_fk',
})
@ForeignKey('CaseConference', ['regionId', 'reviewedId'], ['regionId', 'id'], {
  name: 'conference_review_reviewed_fk',
})
@Unique('conference_review_once', ['regionId', 'reviewedId'])
@Check('conference_review_of_another', `conference_id <> reviewed_id`)
export class ConferenceReview {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_review_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'conference_id', primaryKeyConstraintName: 'conference_review_pk' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'reviewed_id' })
  reviewedId!: string;
}
