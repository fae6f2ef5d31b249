import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Error of a record that a participant or the person reported, and what became of it. */
@Entity('conference_correction')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_correction_conference_fk',
})
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], {
  name: 'conference_correction_person_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'conference_correction_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'raisedBy'], ['regionId', 'id'], {
  name: 'conference_correction_raiser_fk',
})
@ForeignKey('ConferenceDecision', ['regionId', 'decisionId'], ['regionId', 'id'], {
  name: 'conference_correction_decision_fk',
})
@ForeignKey('StaffMember', ['regionId', 'answeredBy'], ['regionId', 'id'], {
  name: 'conference_correction_answerer_fk',
})
@Check('conference_correction_raised_as_known', `raised_as IN ('BODY', 'PERSON', 'CHAIR', 'RECORDER')`)
@Check('conference_correction_of_body', `(raised_as = 'BODY') = (unit_id IS NOT NULL)`)
@Check(
  'conference_correction_target_known',
  `target IN ('RESULT', 'PERSONS_VIEW', 'PERSON_ABSENT_REASON', 'RESOURCES_NAMED', 'DISSENT', 'DECISION')`,
)
@Check('conference_correction_decision_named', `(target = 'DECISION') = (decision_id IS NOT NULL)`)
@Check('conference_correction_wish_kept', `num_nonnulls(wish, wish_sealed) = 1`)
@Check('conference_correction_outcome_known', `outcome IN ('ACCEPTED', 'REJECTED')`)
@Check(
  'conference_correction_answer_whole',
  `(outcome IS NOT NULL)::int = num_nonnulls(answer, answer_sealed) AND num_nonnulls(outcome, answered_by, answered_at) IN (0, 3) AND (outcome IS NOT DISTINCT FROM 'ACCEPTED') = (num_nonnulls(new_text, new_text_sealed) = 1)`,
)
@Index('conference_correction_conference_idx', ['regionId', 'conferenceId', 'raisedAt'])
export class ConferenceCorrection {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_correction_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_correction_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'uuid', name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column({ type: 'text', name: 'raised_as' })
  raisedAs!: string;

  @Column({ type: 'uuid', name: 'raised_by', nullable: true })
  raisedBy!: string | null;

  @Column({ type: 'text' })
  target!: string;

  @Column({ type: 'uuid', name: 'decision_id', nullable: true })
  decisionId!: string | null;

  @Column({ type: 'text', nullable: true })
  wish!: string | null;

  @Column({ type: 'bytea', name: 'wish_sealed', nullable: true })
  wishSealed!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'raised_at' })
  raisedAt!: Date;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ type: 'bytea', name: 'answer_sealed', nullable: true })
  answerSealed!: Buffer | null;

  @Column({ type: 'text', name: 'new_text', nullable: true })
  newText!: string | null;

  @Column({ type: 'bytea', name: 'new_text_sealed', nullable: true })
  newTextSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'answered_by', nullable: true })
  answeredBy!: string | null;

  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt!: Date | null;
}

/** Who has nothing to correct in a record, before the time for it is over; without unit the person. */
@Entity('conference_record_agreement')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_record_agreement_conference_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'conference_record_agreement_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'givenBy'], ['regionId', 'id'], {
  name: 'conference_record_agreement_giver_fk',
})
@Unique('conference_record_agreement_once', ['regionId', 'conferenceId', 'unitId'])
@Index('conference_record_agreement_person', ['regionId', 'conferenceId'], {
  unique: true,
  where: 'unit_id IS NULL',
})
export class ConferenceRecordAgreement {
  @PrimaryColumn({
    type: 'text',
    name: 'region_id',
    primaryKeyConstraintName: 'conference_record_agreement_pk',
  })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_record_agreement_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column({ type: 'uuid', name: 'given_by', nullable: true })
  givenBy!: string | null;

  @Column({ type: 'timestamptz', name: 'given_at' })
  givenAt!: Date;
}

/** Look through what was disclosed for a conference, before its record is approved (§ 23 Abs. 2 S. 2 SGB IX). */
@Entity('conference_purge')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_purge_conference_fk',
})
@ForeignKey('StaffMember', ['regionId', 'doneBy'], ['regionId', 'id'], { name: 'conference_purge_staff_fk' })
@Index('conference_purge_conference_idx', ['regionId', 'conferenceId'])
export class ConferencePurge {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_purge_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_purge_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'done_by' })
  doneBy!: string;

  @Column({ type: 'timestamptz', name: 'done_at' })
  doneAt!: Date;
}

/** What became of one disclosed line or item; says nothing of its content. */
@Entity('conference_purge_line')
@ForeignKey('ConferencePurge', ['regionId', 'purgeId'], ['regionId', 'id'], {
  name: 'conference_purge_line_purge_fk',
})
@Check('conference_purge_line_outcome_known', `outcome IN ('PURGED', 'KEPT')`)
@Check('conference_purge_line_reasoned', `(outcome = 'KEPT') = (kept_for IS NOT NULL)`)
@Check('conference_purge_line_reason_known', `kept_for IN ('TASK', 'DECISION', 'LEGAL_DUTY')`)
export class ConferencePurgeLine {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_purge_line_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'purge_id', primaryKeyConstraintName: 'conference_purge_line_pk' })
  purgeId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'conference_purge_line_pk' })
  source!: string;

  @PrimaryColumn({ type: 'uuid', name: 'line_id', primaryKeyConstraintName: 'conference_purge_line_pk' })
  lineId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text' })
  outcome!: string;

  @Column({ type: 'text', name: 'kept_for', nullable: true })
  keptFor!: string | null;
}

/** Nachtrag: what has to be set right in an approved record, which itself stays. */
@Entity('conference_addendum')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_addendum_conference_fk',
})
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'conference_addendum_person_fk' })
@ForeignKey('StaffMember', ['regionId', 'writtenBy'], ['regionId', 'id'], {
  name: 'conference_addendum_writer_fk',
})
@Check('conference_addendum_words_kept', `num_nonnulls(words, words_sealed) = 1`)
@Index('conference_addendum_conference_idx', ['regionId', 'conferenceId', 'writtenAt'])
export class ConferenceAddendum {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_addendum_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_addendum_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'text', nullable: true })
  words!: string | null;

  @Column({ type: 'bytea', name: 'words_sealed', nullable: true })
  wordsSealed!: Buffer | null;

  /** Bodies whose extract it belongs to. */
  @Column({ type: 'uuid', name: 'concerned_unit_ids', array: true, default: [] })
  concernedUnitIds!: string[];

  @Column({ type: 'uuid', name: 'written_by' })
  writtenBy!: string;

  @Column({ type: 'timestamptz', name: 'written_at' })
  writtenAt!: Date;
}
