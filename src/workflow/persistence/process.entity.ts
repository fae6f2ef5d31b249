import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Current state of one process; written by hand-written SQL in `ProcessStore`. */
@Entity('process')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'process_region_fk' })
@ForeignKey('WorkflowDefinitionRow', ['definitionHash'], ['hash'], { name: 'process_definition_fk' })
@Check('process_status_known', `status IN ('active', 'done', 'cancelled', 'quarantined')`)
@ForeignKey('ProcessRow', ['regionId', 'parentProcessId'], ['regionId', 'id'], { name: 'process_parent_fk' })
@ForeignKey('ProcessRow', ['regionId', 'previousProcessId'], ['regionId', 'id'], {
  name: 'process_previous_fk',
})
@Check('process_cancel_reason', `(status = 'cancelled') = (cancel_reason IS NOT NULL)`)
@Check('process_episode', `episode >= 1 AND (episode > 1) = (previous_process_id IS NOT NULL)`)
@Index('process_correlation_idx', ['regionId', 'definitionKey', 'correlation'], {
  where: `correlation IS NOT NULL`,
})
@Index('process_previous_unique', ['regionId', 'previousProcessId'], {
  unique: true,
  where: `previous_process_id IS NOT NULL`,
})
@Check('process_quarantine_reason', `(status = 'quarantined') = (quarantine_reason IS NOT NULL)`)
@Check('process_subject_type_format', `subject_type ~ '^[a-z][a-z0-9-]*$'`)
@Index('process_subject_idx', ['regionId', 'subjectType', 'subjectId'])
@Index('process_case_idx', ['regionId', 'caseId'])
@Index('process_definition_idx', ['regionId', 'definitionKey', 'status'])
export class ProcessRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'process_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'process_pk' })
  id!: string;

  @Column({ type: 'text', name: 'definition_key' })
  definitionKey!: string;

  @Column({ type: 'text', name: 'definition_hash' })
  definitionHash!: string;

  @Column({ type: 'text', name: 'subject_type' })
  subjectType!: string;

  @Column({ type: 'uuid', name: 'subject_id' })
  subjectId!: string;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  /** `json`, because XState reads the order of parallel regions from the order of keys. */
  @Column({ type: 'json', name: 'state_value' })
  stateValue!: unknown;

  @Column({ type: 'text', name: 'active_states', array: true })
  activeStates!: string[];

  /** Per state id: `generation` (how often it was entered) and `at` (instant of the last entry). */
  @Column({ type: 'jsonb', name: 'state_entries', default: {} })
  stateEntries!: unknown;

  @Column({ type: 'jsonb', default: {} })
  context!: unknown;

  @Column({ type: 'json', name: 'history_value', default: {} })
  historyValue!: unknown;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'text', name: 'quarantine_reason', nullable: true })
  quarantineReason!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  output!: unknown;

  /** Number of events so far; equals `seq` of the last event. */
  @Column({ type: 'integer' })
  revision!: number;

  /** Hash of the last event: a log cut off at its end is noticed. */
  @Column({ type: 'text', name: 'chain_head' })
  chainHead!: string;

  @Column({ type: 'text', name: 'waiting_for', array: true, default: [] })
  waitingFor!: string[];

  @Column({ type: 'timestamptz', name: 'waiting_since' })
  waitingSince!: Date;

  @Column({ type: 'timestamptz', name: 'started_at' })
  startedAt!: Date;

  @Column({ type: 'timestamptz', name: 'ended_at', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'text', name: 'cancel_reason', nullable: true })
  cancelReason!: string | null;

  /** By what messages find it beside its id; empty: by its id only; `null`: its definition takes no messages. */
  @Column({ type: 'text', nullable: true })
  correlation!: string | null;

  @Column({ type: 'uuid', name: 'parent_process_id', nullable: true })
  parentProcessId!: string | null;

  /** Whether it ever started a sub-process. */
  @Column({ type: 'boolean', name: 'has_children', default: false })
  hasChildren!: boolean;

  /** The ended process that this one takes up again. */
  @Column({ type: 'uuid', name: 'previous_process_id', nullable: true })
  previousProcessId!: string | null;

  @Column({ type: 'integer', default: 1 })
  episode!: number;
}
