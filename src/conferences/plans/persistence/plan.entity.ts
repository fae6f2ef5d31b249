import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Planning of many conferences of a unit at once: a proposal, it books nothing. */
@Entity('conference_plan')
@ForeignKey('OrganisationUnit', ['regionId', 'convenerUnitId'], ['regionId', 'id'], {
  name: 'conference_plan_unit_fk',
})
@ForeignKey('Programme', ['regionId', 'programmeId'], ['regionId', 'id'], {
  name: 'conference_plan_programme_fk',
})
@ForeignKey('ConferencePlan', ['regionId', 'previousPlanId'], ['regionId', 'id'], {
  name: 'conference_plan_previous_fk',
})
@ForeignKey('StaffMember', ['regionId', 'requestedBy'], ['regionId', 'id'], {
  name: 'conference_plan_requester_fk',
})
@Check('conference_plan_status_known', `status IN ('QUEUED', 'RUNNING', 'FINISHED', 'CANCELLED', 'FAILED')`)
@Check(
  'conference_plan_finished',
  `(status IN ('FINISHED', 'CANCELLED', 'FAILED')) = (finished_at IS NOT NULL)`,
)
@Check('conference_plan_failure', `(status = 'FAILED') = (failure_code IS NOT NULL)`)
@Check('conference_plan_part', `part BETWEEN 0 AND 1`)
@Check('conference_plan_scored', `num_nonnulls(score_hard, score_medium, score_soft, costs) IN (0, 4)`)
@Index('conference_plan_unit_idx', ['regionId', 'convenerUnitId', 'requestedAt'])
@Index('conference_plan_open_unique', ['regionId', 'convenerUnitId', 'requestedBy'], {
  unique: true,
  where: `status IN ('QUEUED', 'RUNNING')`,
})
export class ConferencePlan {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_plan_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_plan_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'convener_unit_id' })
  convenerUnitId!: string;

  @Column({ type: 'uuid', name: 'programme_id', nullable: true })
  programmeId!: string | null;

  @Column({ type: 'uuid', name: 'previous_plan_id', nullable: true })
  previousPlanId!: string | null;

  @Column({ type: 'jsonb' })
  settings!: unknown;

  @Column({ type: 'uuid', name: 'requested_by' })
  requestedBy!: string;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'text', default: 'QUEUED' })
  status!: string;

  @Column({ type: 'text', name: 'failure_code', nullable: true })
  failureCode!: string | null;

  @Column({ type: 'smallint', default: 0 })
  attempts!: number;

  @Column({ type: 'real', default: 0 })
  part!: number;

  @Column({ type: 'bigint', default: 0 })
  moves!: string;

  @Column({ type: 'integer', name: 'score_hard', nullable: true })
  scoreHard!: number | null;

  @Column({ type: 'integer', name: 'score_medium', nullable: true })
  scoreMedium!: number | null;

  @Column({ type: 'integer', name: 'score_soft', nullable: true })
  scoreSoft!: number | null;

  /** Costs per constraint: sums, nothing about anybody. */
  @Column({ type: 'jsonb', nullable: true })
  costs!: unknown;

  /** What is proved of the best plan: state and bounds, nothing about anybody. */
  @Column({ type: 'jsonb', nullable: true })
  proof!: unknown;

  @Column({ type: 'timestamptz', name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'reported_at', nullable: true })
  reportedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  /** The run that works on it; another one takes over when the lease ends. */
  @Column({ type: 'uuid', name: 'lease_holder', nullable: true })
  leaseHolder!: string | null;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;
}

/** Where a plan has a conference, and what became of it when the plan was accepted. */
@Entity('conference_plan_entry')
@ForeignKey('ConferencePlan', ['regionId', 'planId'], ['regionId', 'id'], {
  name: 'conference_plan_entry_plan_fk',
})
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_plan_entry_conference_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'convenerUnitId'], ['regionId', 'id'], {
  name: 'conference_plan_entry_unit_fk',
})
@ForeignKey('Room', ['regionId', 'roomId'], ['regionId', 'id'], { name: 'conference_plan_entry_room_fk' })
@ForeignKey('StaffMember', ['regionId', 'chairId'], ['regionId', 'id'], {
  name: 'conference_plan_entry_chair_fk',
})
@ForeignKey('StaffMember', ['regionId', 'recorderId'], ['regionId', 'id'], {
  name: 'conference_plan_entry_recorder_fk',
})
@ForeignKey('Interpreter', ['regionId', 'interpreterId'], ['regionId', 'id'], {
  name: 'conference_plan_entry_interpreter_fk',
})
@Check('conference_plan_entry_placed', `num_nonnulls(starts_at, ends_at, chair_id, recorder_id) IN (0, 4)`)
@Check('conference_plan_entry_slot', `starts_at < ends_at`)
@Check('conference_plan_entry_accepted', `accepted_at IS NULL OR (starts_at IS NOT NULL AND refusal IS NULL)`)
@Index('conference_plan_entry_conference_idx', ['regionId', 'conferenceId'])
export class ConferencePlanEntry {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_plan_entry_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'plan_id', primaryKeyConstraintName: 'conference_plan_entry_pk' })
  planId!: string;

  @PrimaryColumn({
    type: 'uuid',
    name: 'conference_id',
    primaryKeyConstraintName: 'conference_plan_entry_pk',
  })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'convener_unit_id' })
  convenerUnitId!: string;

  @Column({ type: 'timestamptz', name: 'starts_at', nullable: true })
  startsAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  @Column({ type: 'uuid', name: 'room_id', nullable: true })
  roomId!: string | null;

  @Column({ type: 'uuid', name: 'chair_id', nullable: true })
  chairId!: string | null;

  @Column({ type: 'uuid', name: 'recorder_id', nullable: true })
  recorderId!: string | null;

  /** Who comes for which body: identifiers. */
  @Column({ type: 'jsonb', default: [] })
  attendees!: unknown;

  @Column({ type: 'uuid', name: 'interpreter_id', nullable: true })
  interpreterId!: string | null;

  /** Names of hard conditions that it breaks where it lies. */
  @Column({ type: 'text', array: true, default: [] })
  problems!: string[];

  @Column({ type: 'timestamptz', name: 'accepted_at', nullable: true })
  acceptedAt!: Date | null;

  /** Code of why it no longer fitted. */
  @Column({ type: 'text', nullable: true })
  refusal!: string | null;
}
