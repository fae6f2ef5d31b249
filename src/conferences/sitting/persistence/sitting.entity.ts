import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Meeting in which conferences follow each other. */
@Entity('sitting')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'sitting_region_fk' })
export class Sitting {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'sitting_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sitting_pk' })
  id!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

/** Conference within a sitting. */
@Entity('sitting_item')
@ForeignKey('Sitting', ['regionId', 'sittingId'], ['regionId', 'id'], { name: 'sitting_item_sitting_fk' })
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'sitting_item_conference_fk',
})
@Check('sitting_item_state_known', `state IN ('PLANNED', 'RUNNING', 'PAUSED', 'STOPPED', 'ENDED')`)
@Check('sitting_item_minutes', `planned_minutes BETWEEN 1 AND 1440`)
@Check('sitting_item_begun', `state NOT IN ('RUNNING', 'PAUSED', 'ENDED') OR started_at IS NOT NULL`)
@Check('sitting_item_over', `(state IN ('STOPPED', 'ENDED')) = (ended_at IS NOT NULL)`)
@Index('sitting_item_one_open', ['regionId', 'conferenceId'], { unique: true, where: `state <> 'STOPPED'` })
@Index('sitting_item_one_running', ['regionId', 'sittingId'], {
  unique: true,
  where: `state IN ('RUNNING', 'PAUSED')`,
})
@Index('sitting_item_conference_idx', ['regionId', 'conferenceId'])
@Index('sitting_item_sitting_idx', ['regionId', 'sittingId', 'plannedStart'])
export class SittingItem {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'sitting_item_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sitting_item_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'sitting_id' })
  sittingId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'timestamptz', name: 'planned_start' })
  plannedStart!: Date;

  @Column({ type: 'smallint', name: 'planned_minutes' })
  plannedMinutes!: number;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'timestamptz', name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  revision!: number;
}

/** Time box of an item as it was in force when the item began. */
@Entity('sitting_box')
@Unique('sitting_box_key_unique', ['regionId', 'itemId', 'key'])
@Check('sitting_box_seconds', `least_seconds BETWEEN 0 AND planned_seconds`)
@ForeignKey('SittingItem', ['regionId', 'itemId'], ['regionId', 'id'], { name: 'sitting_box_item_fk' })
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'sitting_box_conference_fk',
})
export class SittingBox {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'sitting_box_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'item_id', primaryKeyConstraintName: 'sitting_box_pk' })
  itemId!: string;

  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'sitting_box_pk' })
  position!: number;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  label!: string;

  @Column({ type: 'text', nullable: true })
  holds!: string | null;

  @Column({ type: 'integer', name: 'planned_seconds' })
  plannedSeconds!: number;

  @Column({ type: 'integer', name: 'least_seconds' })
  leastSeconds!: number;

  @Column({ type: 'smallint', name: 'gives_at', nullable: true })
  givesAt!: number | null;

  @Column({ type: 'timestamptz', name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}

/** Interruption of an item. */
@Entity('sitting_pause')
@Check('sitting_pause_reason_known', `reason IN ('BREAK_OF_PERSON', 'BREAK', 'RECOGNISED')`)
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], { name: 'sitting_pause_staff_fk' })
@ForeignKey('SittingItem', ['regionId', 'itemId'], ['regionId', 'id'], { name: 'sitting_pause_item_fk' })
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'sitting_pause_conference_fk',
})
@Index('sitting_pause_one_open', ['regionId', 'itemId'], { unique: true, where: `ended_at IS NULL` })
@Index('sitting_pause_item_idx', ['regionId', 'itemId'])
export class SittingPause {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'sitting_pause_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'sitting_pause_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'item_id' })
  itemId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'uuid', name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column({ type: 'timestamptz', name: 'began_at' })
  beganAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
