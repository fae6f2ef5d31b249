import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** One event of a process, chained to the one before it. */
@Entity('process_event')
@ForeignKey('ProcessRow', ['regionId', 'processId'], ['regionId', 'id'], { name: 'process_event_process_fk' })
@Unique('process_event_id_unique', ['regionId', 'id'])
@Check('process_event_actor_kind_known', `actor_kind IN ('staff', 'person', 'system')`)
@Check('process_event_seq_positive', `seq >= 1`)
@Index('process_event_at_idx', ['regionId', 'at'])
export class ProcessEventRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'process_event_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'process_id', primaryKeyConstraintName: 'process_event_pk' })
  processId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'process_event_pk' })
  seq!: number;

  @Column({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'jsonb', default: {} })
  payload!: unknown;

  @Column({ type: 'text', name: 'actor_kind' })
  actorKind!: string;

  @Column({ type: 'uuid', name: 'actor_id' })
  actorId!: string;

  @Column({ type: 'uuid', name: 'actor_unit_id', nullable: true })
  actorUnitId!: string | null;

  /** Owner or relation code under which the event was admitted. */
  @Column({ type: 'text', name: 'actor_code' })
  actorCode!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text', name: 'from_states', array: true })
  fromStates!: string[];

  @Column({ type: 'text', name: 'to_states', array: true })
  toStates!: string[];

  @Column({ type: 'jsonb' })
  microsteps!: unknown;

  @Column({ type: 'jsonb' })
  guards!: unknown;

  @Column({ type: 'text', name: 'legal_basis', array: true })
  legalBasis!: string[];

  /** Owner codes that must act after the event: what waiting time is booked on. */
  @Column({ type: 'text', name: 'waiting_for', array: true })
  waitingFor!: string[];

  @Column({ type: 'text', name: 'definition_hash' })
  definitionHash!: string;

  @Column({ type: 'text', name: 'prev_hash' })
  prevHash!: string;

  @Column({ type: 'text' })
  hash!: string;
}
