import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Migration of the running processes of one version to another. */
@Entity('workflow_migration')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'workflow_migration_region_fk' })
@ForeignKey('WorkflowDefinitionRow', ['fromHash'], ['hash'], { name: 'workflow_migration_from_fk' })
@ForeignKey('WorkflowDefinitionRow', ['toHash'], ['hash'], { name: 'workflow_migration_to_fk' })
@Check(
  'workflow_migration_status_known',
  `status IN ('proposed', 'running', 'paused', 'completed', 'cancelled')`,
)
@Check('workflow_migration_reason_given', `length(btrim(reason)) >= 10`)
@Check('workflow_migration_versions_differ', `from_hash <> to_hash`)
@Check('workflow_migration_second_person', `approved_by IS NULL OR approved_by <> requested_by`)
@Check('workflow_migration_finished', `(status IN ('completed', 'cancelled')) = (finished_at IS NOT NULL)`)
@Index('workflow_migration_open_unique', ['regionId', 'fromHash'], {
  unique: true,
  where: `status IN ('proposed', 'running', 'paused')`,
})
export class WorkflowMigrationRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'workflow_migration_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'workflow_migration_pk' })
  id!: string;

  @Column({ type: 'text', name: 'definition_key' })
  definitionKey!: string;

  @Column({ type: 'text', name: 'from_hash' })
  fromHash!: string;

  @Column({ type: 'text', name: 'to_hash' })
  toHash!: string;

  @Column({ type: 'json' })
  mapping!: unknown;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'uuid', name: 'requested_by' })
  requestedBy!: string;

  /** Who sat at the command line; empty for accounts. */
  @Column({ type: 'text', nullable: true })
  operator!: string | null;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  /** The second person; empty when the platform itself asked for it. */
  @Column({ type: 'uuid', name: 'approved_by', nullable: true })
  approvedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'approved_at', nullable: true })
  approvedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  /** The run that works on it; another one takes over when the lease ends. */
  @Column({ type: 'uuid', name: 'lease_holder', nullable: true })
  leaseHolder!: string | null;

  @Column({ type: 'timestamptz', name: 'lease_until', nullable: true })
  leaseUntil!: Date | null;
}
