import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Deadline of an entered state; all dates are calendar dates in Europe/Berlin. */
@Entity('deadline')
@ForeignKey('ProcessRow', ['regionId', 'processId'], ['regionId', 'id'], { name: 'deadline_process_fk' })
@Check('deadline_status_known', `status IN ('open', 'fired', 'cancelled')`)
@Check('deadline_closed_at', `(status = 'open') = (closed_at IS NULL)`)
@Index('deadline_open_unique', ['regionId', 'processId', 'eventType', 'stateId'], {
  unique: true,
  where: `status = 'open'`,
})
@Index('deadline_process_idx', ['regionId', 'processId', 'status'])
@Index('deadline_due_idx', ['regionId', 'firesOn', 'id'], { where: `status = 'open'` })
@Index('deadline_warn_idx', ['regionId', 'nextWarnOn'], { where: `next_warn_on IS NOT NULL` })
export class DeadlineRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'deadline_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'deadline_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'process_id' })
  processId!: string;

  /** Name of the delay in the definition. */
  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text', name: 'state_id' })
  stateId!: string;

  @Column({ type: 'text', name: 'event_type' })
  eventType!: string;

  /** Which entry of the state this deadline belongs to; an older one no longer moves anything. */
  @Column({ type: 'integer' })
  generation!: number;

  @Column({ type: 'date', name: 'starts_on' })
  startsOn!: string;

  @Column({ type: 'date', name: 'nominal_end_on' })
  nominalEndOn!: string;

  @Column({ type: 'date', name: 'ends_on' })
  endsOn!: string;

  @Column({ type: 'date', name: 'internal_due_on', nullable: true })
  internalDueOn!: string | null;

  @Column({ type: 'date', name: 'fires_on' })
  firesOn!: string;

  @Column({ type: 'date', name: 'warn_on', array: true, default: [] })
  warnOn!: string[];

  /** Earliest warning that was not given yet. */
  @Column({ type: 'date', name: 'next_warn_on', nullable: true })
  nextWarnOn!: string | null;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'text' })
  label!: string;

  @Column({ type: 'text', name: 'legal_basis', nullable: true })
  legalBasis!: string | null;

  @Column({ type: 'text' })
  explanation!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}
