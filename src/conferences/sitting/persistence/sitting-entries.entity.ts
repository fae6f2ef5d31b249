import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** How the person takes part in an item; their words are sealed. */
@Entity('sitting_person_part')
@Check(
  'sitting_person_part_form_known',
  `form IN ('PRESENT', 'VIDEO', 'COMPANION_SPEAKS', 'WRITTEN', 'NOT_AT_ALL')`,
)
@Check('sitting_person_part_turn_known', `turn IN ('SPOKEN', 'COMPANION', 'WRITTEN', 'DECLINED')`)
@Check('sitting_person_part_turn_at', `(turn IS NULL) = (turn_at IS NULL)`)
@Check('sitting_person_part_read_back_known', `read_back IN ('CONFIRMED', 'DISSENTED', 'NOT_THERE')`)
@Check(
  'sitting_person_part_read_back_by',
  `read_back_by IN ('PERSON', 'STAFF') AND (read_back IS NULL) = (read_back_by IS NULL) AND (read_back IS NULL) = (read_back_at IS NULL)`,
)
@Check('sitting_person_part_after_turn', `read_back IS NULL OR turn IS NOT NULL`)
@Check('sitting_person_part_dissent', `read_back IS NOT DISTINCT FROM 'DISSENTED' OR dissent_sealed IS NULL`)
@ForeignKey('SittingItem', ['regionId', 'itemId'], ['regionId', 'id'], {
  name: 'sitting_person_part_item_fk',
})
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'sitting_person_part_conference_fk',
})
export class SittingPersonPart {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'sitting_person_part_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'item_id', primaryKeyConstraintName: 'sitting_person_part_pk' })
  itemId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text', nullable: true })
  form!: string | null;

  @Column({ type: 'text', nullable: true })
  turn!: string | null;

  @Column({ type: 'timestamptz', name: 'turn_at', nullable: true })
  turnAt!: Date | null;

  @Column({ type: 'text', name: 'read_back', nullable: true })
  readBack!: string | null;

  @Column({ type: 'timestamptz', name: 'read_back_at', nullable: true })
  readBackAt!: Date | null;

  @Column({ type: 'text', name: 'read_back_by', nullable: true })
  readBackBy!: string | null;

  @Column({ type: 'bytea', name: 'dissent_sealed', nullable: true })
  dissentSealed!: Buffer | null;

  @Column({ type: 'boolean', name: 'no_finding', default: false })
  noFinding!: boolean;

  @Column({ type: 'smallint', default: 0 })
  findings!: number;
}

/** Who is there as what, or excused themself. */
@Entity('sitting_attendance')
@Check('sitting_attendance_kind_known', `kind IN ('BODY', 'CHAIR', 'RECORDER', 'INTERPRETER', 'COMPANION')`)
@Check(
  'sitting_attendance_presence_known',
  `presence IN ('PRESENT', 'VIDEO', 'APOLOGISED', 'ABSENT', 'LEFT')`,
)
@Check('sitting_attendance_level_known', `level IN ('LAY', 'QUALIFIED', 'SWORN')`)
@Check('sitting_attendance_body', `kind <> 'BODY' OR (unit_id IS NOT NULL AND staff_id IS NOT NULL)`)
@Check(
  'sitting_attendance_interpreter',
  `kind <> 'INTERPRETER' OR (language IS NOT NULL AND level IS NOT NULL)`,
)
@Check(
  'sitting_attendance_companion',
  `kind = 'COMPANION' OR num_nonnulls(name_sealed, refused_because_sealed) = 0`,
)
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'sitting_attendance_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], {
  name: 'sitting_attendance_staff_fk',
})
@ForeignKey('StaffMember', ['regionId', 'recordedBy'], ['regionId', 'id'], {
  name: 'sitting_attendance_recorded_by_fk',
})
@ForeignKey('SittingItem', ['regionId', 'itemId'], ['regionId', 'id'], { name: 'sitting_attendance_item_fk' })
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'sitting_attendance_conference_fk',
})
@Index('sitting_attendance_staff_once', ['regionId', 'itemId', 'staffId'], {
  unique: true,
  where: `staff_id IS NOT NULL`,
})
@Index('sitting_attendance_item_idx', ['regionId', 'itemId'])
export class SittingAttendance {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'sitting_attendance_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sitting_attendance_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'item_id' })
  itemId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'uuid', name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column({ type: 'uuid', name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column({ type: 'text', name: 'job_function', nullable: true })
  jobFunction!: string | null;

  @Column({ type: 'boolean' })
  mandate!: boolean;

  @Column({ type: 'text' })
  presence!: string;

  @Column({ type: 'timestamptz', name: 'undertaking_at', nullable: true })
  undertakingAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  language!: string | null;

  @Column({ type: 'text', nullable: true })
  level!: string | null;

  @Column({ type: 'text', name: 'pool_number', nullable: true })
  poolNumber!: string | null;

  @Column({ type: 'bytea', name: 'name_sealed', nullable: true })
  nameSealed!: Buffer | null;

  @Column({ type: 'bytea', name: 'refused_because_sealed', nullable: true })
  refusedBecauseSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'recorded_by' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;
}

/** What is dealt with before the person joins. */
@Entity('sitting_sealed_entry')
@Check('sitting_sealed_entry_access_known', `access IN ('UNDECIDED', 'GRANTED', 'WITHHELD')`)
@Check(
  'sitting_sealed_entry_decided',
  `(access = 'UNDECIDED') = (decided_by IS NULL) AND (decided_by IS NULL) = (decided_at IS NULL)`,
)
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'sitting_sealed_entry_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'enteredBy'], ['regionId', 'id'], {
  name: 'sitting_sealed_entry_entered_by_fk',
})
@ForeignKey('StaffMember', ['regionId', 'decidedBy'], ['regionId', 'id'], {
  name: 'sitting_sealed_entry_decided_by_fk',
})
@ForeignKey('SittingItem', ['regionId', 'itemId'], ['regionId', 'id'], {
  name: 'sitting_sealed_entry_item_fk',
})
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'sitting_sealed_entry_conference_fk',
})
@Index('sitting_sealed_entry_item_idx', ['regionId', 'itemId'])
export class SittingSealedEntry {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'sitting_sealed_entry_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sitting_sealed_entry_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'item_id' })
  itemId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'bytea', name: 'text_sealed' })
  textSealed!: Buffer;

  @Column({ type: 'bytea', name: 'reason_sealed' })
  reasonSealed!: Buffer;

  @Column({ type: 'text', default: 'UNDECIDED' })
  access!: string;

  @Column({ type: 'uuid', name: 'entered_by' })
  enteredBy!: string;

  @Column({ type: 'timestamptz', name: 'entered_at' })
  enteredAt!: Date;

  @Column({ type: 'uuid', name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}

/** What a body says to the result; append-only. */
@Entity('body_position')
@Check('body_position_known', `position IN ('AGREES', 'AGREES_IF', 'DISAGREES', 'NOT_COMPETENT')`)
@Check(
  'body_position_words',
  `num_nonnulls(words, words_sealed) = CASE WHEN position IN ('AGREES_IF', 'DISAGREES') THEN 1 ELSE 0 END`,
)
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], { name: 'body_position_unit_fk' })
@ForeignKey('StaffMember', ['regionId', 'takenBy'], ['regionId', 'id'], { name: 'body_position_taken_by_fk' })
@ForeignKey('SittingItem', ['regionId', 'itemId'], ['regionId', 'id'], { name: 'body_position_item_fk' })
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'body_position_conference_fk',
})
@Index('body_position_item_idx', ['regionId', 'itemId', 'unitId'])
export class BodyPosition {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'body_position_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'body_position_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'item_id' })
  itemId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'text' })
  position!: string;

  @Column({ type: 'text', nullable: true })
  words!: string | null;

  @Column({ type: 'bytea', name: 'words_sealed', nullable: true })
  wordsSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'taken_by' })
  takenBy!: string;

  @Column({ type: 'timestamptz', name: 'taken_at' })
  takenAt!: Date;

  @Column({ type: 'integer' })
  revision!: number;
}

/** Condition under which a body agreed to a decision. */
@Entity('decision_condition')
@Index('decision_condition_conference_idx', ['regionId', 'conferenceId'])
@ForeignKey('ConferenceDecision', ['regionId', 'decisionId'], ['regionId', 'id'], {
  name: 'decision_condition_decision_fk',
})
@ForeignKey('BodyPosition', ['regionId', 'positionId'], ['regionId', 'id'], {
  name: 'decision_condition_position_fk',
})
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'decision_condition_conference_fk',
})
export class DecisionCondition {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'decision_condition_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'decision_id', primaryKeyConstraintName: 'decision_condition_pk' })
  decisionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'position_id', primaryKeyConstraintName: 'decision_condition_pk' })
  positionId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;
}
