import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Fallkonferenz; its state is the process of definition case-conference, its number is random and not the case number. */
@Entity('case_conference')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'case_conference_case_fk' })
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'case_conference_person_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'convenerUnitId'], ['regionId', 'id'], {
  name: 'case_conference_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'convenerStaffId'], ['regionId', 'id'], {
  name: 'case_conference_convener_fk',
})
@ForeignKey('StaffMember', ['regionId', 'chairId'], ['regionId', 'id'], { name: 'case_conference_chair_fk' })
@ForeignKey('StaffMember', ['regionId', 'recorderId'], ['regionId', 'id'], {
  name: 'case_conference_recorder_fk',
})
@ForeignKey('StaffMember', ['regionId', 'deputyId'], ['regionId', 'id'], {
  name: 'case_conference_deputy_fk',
})
@Check(
  'case_conference_short_notice_known',
  `short_notice_ground IN ('ALL_AGREED', 'PERSON_WISHES', 'DEADLINE')`,
)
@Check('case_conference_deputy_other', `deputy_id <> chair_id AND deputy_id <> recorder_id`)
@ForeignKey('Room', ['regionId', 'roomId'], ['regionId', 'id'], { name: 'case_conference_room_fk' })
@Unique('case_conference_number_unique', ['regionId', 'number'])
@Check(
  'case_conference_kind_known',
  `kind IN ('INTEGRATION_IDENTIFIED', 'LEARNING_ANONYMISED', 'LEGAL_SPHERE_TRANSITION', 'REVIEW', 'URGENT', 'PEER_ANONYMISED', 'STATUTORY_EXTERNAL', 'PLANNING')`,
)
@Check('case_conference_mode_known', `mode IN ('ANONYMISED', 'IDENTIFIED')`)
@Check('case_conference_identified_reason', `mode = 'ANONYMISED' OR identified_reason_sealed IS NOT NULL`)
@Check('case_conference_identified_case', `mode = 'ANONYMISED' OR case_id IS NOT NULL`)
@Check('case_conference_person_of_case', `(case_id IS NULL) = (person_id IS NULL)`)
@Check(
  'case_conference_question_kept',
  `(guiding_question IS NULL) = (person_id IS NOT NULL) AND (guiding_question_sealed IS NULL) = (person_id IS NULL)`,
)
@Check('case_conference_requested_by_known', `requested_by_kind IN ('STAFF', 'PERSON')`)
@Check(
  'case_conference_urgent_basis_known',
  `urgent_basis IN ('VITAL_INTERESTS', 'CHILD_PROTECTION', 'CONSENT')`,
)
@Check(
  'case_conference_urgent_reasoned',
  `(kind = 'URGENT') = (urgent_basis IS NOT NULL) AND (urgent_basis IS NULL) = (urgent_reason_sealed IS NULL)`,
)
@Check('case_conference_proposer_other', `proposed_by_unit_id <> convener_unit_id`)
@ForeignKey('OrganisationUnit', ['regionId', 'proposedByUnitId'], ['regionId', 'id'], {
  name: 'case_conference_proposer_fk',
})
@Check('case_conference_two_heads', `chair_id <> recorder_id`)
@Check('case_conference_slot', `starts_at < ends_at`)
@Index('case_conference_case_idx', ['regionId', 'caseId'])
@Index('case_conference_start_idx', ['regionId', 'startsAt'])
@Index('case_conference_programme_idx', ['regionId', 'programmeId'])
@ForeignKey('Programme', ['regionId', 'programmeId'], ['regionId', 'id'], {
  name: 'case_conference_programme_fk',
})
export class CaseConference {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_conference_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'case_conference_pk' })
  id!: string;

  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  /** Whose key seals the texts; without a case `null`. */
  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  mode!: string;

  @Column({ type: 'bytea', name: 'identified_reason_sealed', nullable: true })
  identifiedReasonSealed!: Buffer | null;

  @Column({
    type: 'text',
    name: 'guiding_question',
    nullable: true,
    comment:
      'Only without a case: checked for identifiers, about nobody; with a case it is sealed with the key of the person, named or not',
  })
  guidingQuestion!: string | null;

  @Column({ type: 'bytea', name: 'guiding_question_sealed', nullable: true })
  guidingQuestionSealed!: Buffer | null;

  @Column({ type: 'text' })
  trigger!: string;

  @Column({ type: 'text' })
  topic!: string;

  @Column({ type: 'uuid', name: 'programme_id', nullable: true })
  programmeId!: string | null;

  @Column({ type: 'uuid', name: 'convener_unit_id' })
  convenerUnitId!: string;

  @Column({ type: 'uuid', name: 'convener_staff_id', nullable: true })
  convenerStaffId!: string | null;

  @Column({ type: 'text', name: 'requested_by_kind' })
  requestedByKind!: string;

  @Column({ type: 'text', name: 'urgent_basis', nullable: true })
  urgentBasis!: string | null;

  @Column({ type: 'bytea', name: 'urgent_reason_sealed', nullable: true })
  urgentReasonSealed!: Buffer | null;

  /** Body that proposed it to the convener. */
  @Column({ type: 'uuid', name: 'proposed_by_unit_id', nullable: true })
  proposedByUnitId!: string | null;

  /** Held as a consultation: nothing is decided. */
  @Column({ type: 'boolean', name: 'is_consultation', default: false })
  isConsultation!: boolean;

  /** Why people were invited late. */
  @Column({ type: 'text', name: 'short_notice_ground', nullable: true })
  shortNoticeGround!: string | null;

  @Column({ type: 'uuid', name: 'chair_id', nullable: true })
  chairId!: string | null;

  @Column({ type: 'uuid', name: 'recorder_id', nullable: true })
  recorderId!: string | null;

  /** May chair in the place of the chair. */
  @Column({ type: 'uuid', name: 'deputy_id', nullable: true })
  deputyId!: string | null;

  @Column({ type: 'uuid', name: 'room_id', nullable: true })
  roomId!: string | null;

  @Column({ type: 'timestamptz', name: 'starts_at', nullable: true })
  startsAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  @Column({ type: 'date', name: 'review_on', nullable: true })
  reviewOn!: string | null;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;
}

/** Body that takes part, and the data categories it would have to learn. */
@Entity('conference_participation')
@Check(
  'conference_participation_further',
  `further_staff_ids = '{}' OR (staff_id IS NOT NULL AND NOT staff_id = ANY (further_staff_ids))`,
)
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_participation_conference_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'conference_participation_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], {
  name: 'conference_participation_staff_fk',
})
@Index('conference_participation_unit_idx', ['regionId', 'unitId'])
export class ConferenceParticipation {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_participation_pk' })
  regionId!: string;

  @PrimaryColumn({
    type: 'uuid',
    name: 'conference_id',
    primaryKeyConstraintName: 'conference_participation_pk',
  })
  conferenceId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'unit_id', primaryKeyConstraintName: 'conference_participation_pk' })
  unitId!: string;

  @Column({ type: 'uuid', name: 'staff_id', nullable: true })
  staffId!: string | null;

  /** Who comes for it besides, where it has more than one seat. */
  @Column({ type: 'uuid', array: true, name: 'further_staff_ids', default: '{}' })
  furtherStaffIds!: string[];

  @Column({ type: 'text', array: true, name: 'needed_categories' })
  neededCategories!: string[];

  /** Whether it may take on tasks; `null` while it has not said. */
  @Column({ type: 'boolean', nullable: true })
  mandate!: boolean | null;

  /** The guiding question cannot be answered without it. */
  @Column({ type: 'boolean', name: 'is_essential', default: false })
  isEssential!: boolean;

  /** When it left the circle; it takes part no more. */
  @Column({ type: 'timestamptz', name: 'excluded_at', nullable: true })
  excludedAt!: Date | null;

  @Column({ type: 'boolean', nullable: true })
  attended!: boolean | null;
}

/** Staff member or room taken for a time; the exclusion makes double booking impossible. */
@Entity('conference_booking')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_booking_conference_fk',
})
@ForeignKey('DateProposalSlot', ['regionId', 'slotId'], ['regionId', 'id'], {
  name: 'conference_booking_slot_fk',
})
@Check('conference_booking_kind_known', `resource_kind IN ('STAFF', 'ROOM', 'INTERPRETER')`)
@Check('conference_booking_hold', `(slot_id IS NULL) = (hold_until IS NULL)`)
@Index('conference_booking_hold_idx', ['regionId', 'holdUntil'], {
  where: 'released_at IS NULL AND hold_until IS NOT NULL',
})
@Check(
  'conference_booking_bounded',
  `NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)`,
)
@Exclusion(
  'conference_booking_no_overlap',
  `USING gist (region_id WITH =, resource_id WITH =, during WITH &&) WHERE (released_at IS NULL)`,
)
@Index('conference_booking_conference_idx', ['regionId', 'conferenceId'])
export class ConferenceBooking {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_booking_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_booking_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text', name: 'resource_kind' })
  resourceKind!: string;

  @Column({ type: 'uuid', name: 'resource_id' })
  resourceId!: string;

  /** Buffers before and after included. */
  @Column({ type: 'tstzrange' })
  during!: string;

  /** Proposed date it is held for; `null` for a date that is fixed. */
  @Column({ type: 'uuid', name: 'slot_id', nullable: true })
  slotId!: string | null;

  @Column({ type: 'timestamptz', name: 'hold_until', nullable: true })
  holdUntil!: Date | null;

  @Column({ type: 'timestamptz', name: 'released_at', nullable: true })
  releasedAt!: Date | null;
}
