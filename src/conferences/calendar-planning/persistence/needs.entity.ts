import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What a conference needs of its date: length, form, room, buffers, days. */
@Entity('conference_planning')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_planning_conference_fk',
})
@Check('conference_planning_duration', `duration_minutes BETWEEN 15 AND 240`)
@Check('conference_planning_format_known', `format IN ('IN_PERSON', 'EITHER', 'VIDEO')`)
@Check(
  'conference_planning_buffers',
  `buffer_before_minutes BETWEEN 0 AND 120 AND buffer_after_minutes BETWEEN 0 AND 120`,
)
@Check('conference_planning_level_known', `interpreter_level IN ('LAY', 'QUALIFIED', 'SWORN')`)
@Check('conference_planning_dates', `earliest_on <= latest_on`)
export class ConferencePlanning {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_planning_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'conference_id', primaryKeyConstraintName: 'conference_planning_pk' })
  conferenceId!: string;

  @Column({ type: 'smallint', name: 'duration_minutes' })
  durationMinutes!: number;

  @Column({ type: 'text' })
  format!: string;

  @Column({ type: 'boolean', name: 'needs_step_free' })
  needsStepFree!: boolean;

  @Column({ type: 'boolean', name: 'needs_hearing_loop' })
  needsHearingLoop!: boolean;

  @Column({ type: 'boolean', name: 'needs_video' })
  needsVideo!: boolean;

  @Column({ type: 'smallint', name: 'buffer_before_minutes' })
  bufferBeforeMinutes!: number;

  @Column({ type: 'smallint', name: 'buffer_after_minutes' })
  bufferAfterMinutes!: number;

  @Column({ type: 'text', name: 'interpreter_level', nullable: true })
  interpreterLevel!: string | null;

  @Column({ type: 'date', name: 'earliest_on', nullable: true })
  earliestOn!: string | null;

  @Column({ type: 'date', name: 'latest_on', nullable: true })
  latestOn!: string | null;
}

/** How many come for a body, whether it has to be there, and with mandate. */
@Entity('conference_unit_seat')
@ForeignKey(
  'ConferenceParticipation',
  ['regionId', 'conferenceId', 'unitId'],
  ['regionId', 'conferenceId', 'unitId'],
  { name: 'conference_unit_seat_participation_fk', onDelete: 'CASCADE' },
)
@Check('conference_unit_seat_range', `seats BETWEEN 1 AND 5`)
export class ConferenceUnitSeat {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_unit_seat_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'conference_id', primaryKeyConstraintName: 'conference_unit_seat_pk' })
  conferenceId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'unit_id', primaryKeyConstraintName: 'conference_unit_seat_pk' })
  unitId!: string;

  @Column({ type: 'smallint' })
  seats!: number;

  @Column({ type: 'boolean', name: 'is_required' })
  isRequired!: boolean;

  @Column({ type: 'boolean', name: 'needs_mandate' })
  needsMandate!: boolean;
}

/** Who may come for a body: the regular ones first, then their substitutes. */
@Entity('conference_unit_candidate')
@ForeignKey(
  'ConferenceUnitSeat',
  ['regionId', 'conferenceId', 'unitId'],
  ['regionId', 'conferenceId', 'unitId'],
  { name: 'conference_unit_candidate_seat_fk', onDelete: 'CASCADE' },
)
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], {
  name: 'conference_unit_candidate_staff_fk',
})
export class ConferenceUnitCandidate {
  @PrimaryColumn({
    type: 'text',
    name: 'region_id',
    primaryKeyConstraintName: 'conference_unit_candidate_pk',
  })
  regionId!: string;

  @PrimaryColumn({
    type: 'uuid',
    name: 'conference_id',
    primaryKeyConstraintName: 'conference_unit_candidate_pk',
  })
  conferenceId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'unit_id', primaryKeyConstraintName: 'conference_unit_candidate_pk' })
  unitId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'staff_id', primaryKeyConstraintName: 'conference_unit_candidate_pk' })
  staffId!: string;

  @Column({ type: 'smallint' })
  rank!: number;
}
