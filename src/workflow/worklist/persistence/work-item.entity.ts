import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** One stay of a process in a state that somebody must act on; written by `WorkItemStore`. */
@Entity('work_item')
@ForeignKey('ProcessRow', ['regionId', 'processId'], ['regionId', 'id'], { name: 'work_item_process_fk' })
@Unique('work_item_state_unique', ['regionId', 'processId', 'stateId', 'generation'])
@Check('work_item_status_known', `status IN ('open', 'claimed', 'closed')`)
@Check('work_item_closed', `(status = 'closed') = (closed_at IS NOT NULL)`)
@Check('work_item_claimed', `status <> 'claimed' OR (assignee_id IS NOT NULL AND unit_id IS NOT NULL)`)
@Index('work_item_due_idx', ['regionId', 'unitId', 'dueOn', 'id'], { where: `status <> 'closed'` })
@Index('work_item_waiting_idx', ['regionId', 'unitId', 'openedAt', 'id'], { where: `status <> 'closed'` })
@Index('work_item_shared_idx', ['regionId', 'owner', 'dueOn', 'id'], {
  where: `status <> 'closed' AND is_shared AND unit_id IS NULL`,
})
@Index('work_item_assignee_idx', ['regionId', 'assigneeId', 'dueOn', 'id'], { where: `status = 'claimed'` })
@Index('work_item_escalation_idx', ['regionId', 'nextEscalationOn', 'id'], {
  where: `next_escalation_on IS NOT NULL`,
})
export class WorkItemRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'work_item_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'work_item_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'process_id' })
  processId!: string;

  @Column({ type: 'text', name: 'subject_type' })
  subjectType!: string;

  @Column({ type: 'text', name: 'definition_key' })
  definitionKey!: string;

  @Column({ type: 'text', name: 'state_id' })
  stateId!: string;

  /** Which entry of the state it belongs to. */
  @Column({ type: 'integer' })
  generation!: number;

  /** Code of the body that must act. */
  @Column({ type: 'text' })
  owner!: string;

  /** Unit that must act; empty when nobody on the platform holds the code, or several do and none took it. */
  @Column({ type: 'uuid', name: 'unit_id', nullable: true })
  unitId!: string | null;

  /** Several units of the case hold the code. */
  @Column({ type: 'boolean', name: 'is_shared', default: false })
  isShared!: boolean;

  @Column({ type: 'text' })
  status!: string;

  /** Staff member who took it. */
  @Column({ type: 'uuid', name: 'assignee_id', nullable: true })
  assigneeId!: string | null;

  @Column({ type: 'date', name: 'due_on', default: '9999-12-31' })
  dueOn!: string;

  @Column({ type: 'timestamptz', name: 'opened_at' })
  openedAt!: Date;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  /** Type of the event that ended it. */
  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'smallint', name: 'escalation_level', default: 0 })
  escalationLevel!: number;

  /** Day on which a worker looks whether the next step of the chain is reached. */
  @Column({ type: 'date', name: 'next_escalation_on', nullable: true })
  nextEscalationOn!: string | null;

  @Column({ type: 'integer', default: 1 })
  revision!: number;
}
