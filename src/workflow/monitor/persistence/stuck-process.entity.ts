import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A process that could not move, and why. */
@Entity('stuck_process')
@ForeignKey('ProcessRow', ['regionId', 'processId'], ['regionId', 'id'], { name: 'stuck_process_process_fk' })
@Check('stuck_process_healed', `healed_at IS NULL OR healed_at >= seen_at`)
@Index('stuck_process_open_unique', ['regionId', 'processId', 'cause'], {
  unique: true,
  where: `healed_at IS NULL`,
})
@Index('stuck_process_since_idx', ['regionId', 'since', 'id'], { where: `healed_at IS NULL` })
export class StuckProcessRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'stuck_process_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'stuck_process_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'process_id' })
  processId!: string;

  @Column({ type: 'text' })
  cause!: string;

  /** Since when it cannot move. */
  @Column({ type: 'timestamptz' })
  since!: Date;

  @Column({ type: 'timestamptz', name: 'seen_at' })
  seenAt!: Date;

  @Column({ type: 'timestamptz', name: 'healed_at', nullable: true })
  healedAt!: Date | null;
}

/** When a region was last looked at. */
@Entity('process_watch')
export class ProcessWatchRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'process_watch_pk' })
  regionId!: string;

  @Column({ type: 'timestamptz', name: 'looked_at' })
  lookedAt!: Date;
}
