import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Secret link under which a staff member's calendar program reads their conferences. */
@Entity('calendar_feed')
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], { name: 'calendar_feed_staff_fk' })
@Unique('calendar_feed_token_unique', ['regionId', 'tokenHash'])
@Check('calendar_feed_token_format', `octet_length(token_hash) = 32`)
@Index('calendar_feed_staff_idx', ['regionId', 'staffId'])
export class CalendarFeed {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'calendar_feed_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'calendar_feed_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'staff_id' })
  staffId!: string;

  @Column({ type: 'bytea', name: 'token_hash' })
  tokenHash!: Buffer;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'revoked_at', nullable: true })
  revokedAt!: Date | null;
}

/** Calendar of a staff member elsewhere; user and password are sealed with the key of the installation. */
@Entity('caldav_account')
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], { name: 'caldav_account_staff_fk' })
export class CaldavAccount {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'caldav_account_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'staff_id', primaryKeyConstraintName: 'caldav_account_pk' })
  staffId!: string;

  @Column({ type: 'text', name: 'server_url' })
  serverUrl!: string;

  @Column({ type: 'bytea', name: 'credentials_sealed' })
  credentialsSealed!: Buffer;

  @Column({ type: 'timestamptz', name: 'read_at', nullable: true })
  readAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  problem!: string | null;
}

/** When a staff member is busy according to their own calendar: times, never titles. */
@Entity('staff_busy_time')
@ForeignKey('CaldavAccount', ['regionId', 'staffId'], ['regionId', 'staffId'], {
  name: 'staff_busy_time_account_fk',
  onDelete: 'CASCADE',
})
@Check('staff_busy_time_order', `starts_at < ends_at`)
@Index('staff_busy_time_idx', ['regionId', 'staffId', 'startsAt'])
export class StaffBusyTime {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'staff_busy_time_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'staff_busy_time_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'staff_id' })
  staffId!: string;

  @Column({ type: 'timestamptz', name: 'starts_at' })
  startsAt!: Date;

  @Column({ type: 'timestamptz', name: 'ends_at' })
  endsAt!: Date;
}
