import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** How a sub-process hangs on the process that started it; never changed. */
@Entity('process_child')
@ForeignKey('ProcessRow', ['regionId', 'processId'], ['regionId', 'id'], { name: 'process_child_process_fk' })
@ForeignKey('ProcessRow', ['regionId', 'parentProcessId'], ['regionId', 'id'], {
  name: 'process_child_parent_fk',
})
@Check('process_child_on_parent_end_known', `on_parent_end IN ('cancel', 'keep')`)
@Check('process_child_depth', `depth >= 1`)
@Index('process_child_parent_idx', ['regionId', 'parentProcessId', 'number'])
export class ProcessChildRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'process_child_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'process_id', primaryKeyConstraintName: 'process_child_pk' })
  processId!: string;

  /** Order of starting. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  number!: string;

  @Column({ type: 'uuid', name: 'parent_process_id' })
  parentProcessId!: string;

  /** Name within the parent. */
  @Column({ type: 'text' })
  key!: string;

  /** State of the parent with which it ends; `null`: with the parent. */
  @Column({ type: 'text', name: 'state_id', nullable: true })
  stateId!: string | null;

  @Column({ type: 'text', name: 'on_done', nullable: true })
  onDone!: string | null;

  @Column({ type: 'text', name: 'on_cancelled', nullable: true })
  onCancelled!: string | null;

  @Column({ type: 'text', name: 'on_parent_end' })
  onParentEnd!: string;

  /** 1 below a process that nobody started as a sub-process. */
  @Column({ type: 'integer' })
  depth!: number;
}
