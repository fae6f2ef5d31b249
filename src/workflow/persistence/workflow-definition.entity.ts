import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Deployed definition; the row never changes. */
@Entity('workflow_definition')
@Check('workflow_definition_hash_format', `hash ~ '^[0-9a-f]{64}$'`)
@Check('workflow_definition_key_format', `key ~ '^[a-z][a-z0-9-]*$'`)
@Check('workflow_definition_version_positive', `version >= 1`)
@Index('workflow_definition_key_idx', ['key', 'version'])
export class WorkflowDefinitionRow {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'workflow_definition_pk' })
  hash!: string;

  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text', name: 'law_version' })
  lawVersion!: string;

  @Column({ type: 'json' })
  document!: unknown;

  @Column({ type: 'timestamptz', name: 'deployed_at' })
  deployedAt!: Date;

  @Column({ type: 'uuid', name: 'deployed_by' })
  deployedBy!: string;
}
