import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One activation or retirement; the last row of a key decides what new processes start with. */
@Entity('workflow_activation')
@ForeignKey('WorkflowDefinitionRow', ['hash'], ['hash'], { name: 'workflow_activation_definition_fk' })
@Check('workflow_activation_origin_known', `origin IN ('deployment', 'operator')`)
@Check('workflow_activation_operator', `(origin = 'operator') = (operator IS NOT NULL)`)
@Check('workflow_activation_retired_by_operator', `hash IS NOT NULL OR origin = 'operator'`)
@Check('workflow_activation_reason_given', `length(btrim(reason)) BETWEEN 1 AND 500`)
@Index('workflow_activation_key_idx', ['key', 'id'])
export class WorkflowActivationRow {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'workflow_activation_pk' })
  id!: string;

  @Column({ type: 'text' })
  key!: string;

  /** `null`: retired, no process starts any more. */
  @Column({ type: 'text', nullable: true })
  hash!: string | null;

  @Column({ type: 'text' })
  origin!: 'deployment' | 'operator';

  @Column({ type: 'timestamptz', name: 'activated_at' })
  activatedAt!: Date;

  @Column({ type: 'uuid', name: 'activated_by' })
  activatedBy!: string;

  /** Name of the person who decided it; `null` for a deployment. */
  @Column({ type: 'text', nullable: true })
  operator!: string | null;

  @Column({ type: 'text' })
  reason!: string;
}
