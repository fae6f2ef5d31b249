import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One activation; the last row of a key decides what new processes start with. */
@Entity('workflow_activation')
@ForeignKey('WorkflowDefinitionRow', ['hash'], ['hash'], { name: 'workflow_activation_definition_fk' })
@Index('workflow_activation_key_idx', ['key', 'id'])
export class WorkflowActivationRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'workflow_activation_pk' })
  id!: string;

  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'timestamptz', name: 'activated_at' })
  activatedAt!: Date;

  @Column({ type: 'uuid', name: 'activated_by' })
  activatedBy!: string;

  @Column({ type: 'text' })
  reason!: string;
}
