import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What becomes of one process in a migration. */
@Entity('workflow_migration_item')
@ForeignKey('WorkflowMigrationRow', ['regionId', 'migrationId'], ['regionId', 'id'], {
  name: 'workflow_migration_item_migration_fk',
})
@ForeignKey('ProcessRow', ['regionId', 'processId'], ['regionId', 'id'], {
  name: 'workflow_migration_item_process_fk',
})
@Check('workflow_migration_item_status_known', `status IN ('planned', 'done', 'refused', 'skipped')`)
@Check('workflow_migration_item_settled', `(status = 'planned') = (settled_at IS NULL)`)
@Check('workflow_migration_item_code', `(status IN ('refused', 'skipped')) = (code IS NOT NULL)`)
@Index('workflow_migration_item_status_idx', ['regionId', 'migrationId', 'status', 'processId'])
export class WorkflowMigrationItemRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'workflow_migration_item_pk' })
  regionId!: string;

  @PrimaryColumn({
    type: 'uuid',
    name: 'migration_id',
    primaryKeyConstraintName: 'workflow_migration_item_pk',
  })
  migrationId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'process_id', primaryKeyConstraintName: 'workflow_migration_item_pk' })
  processId!: string;

  @Column({ type: 'text' })
  status!: string;

  /** Why it was refused or skipped. */
  @Column({ type: 'text', nullable: true })
  code!: string | null;

  /** Reasons in sentences, without values of the process. */
  @Column({ type: 'jsonb', default: [] })
  problems!: unknown;

  /** Every deadline before and after. */
  @Column({ type: 'jsonb', default: [] })
  deadlines!: unknown;

  /** Revision of the process when the migration was asked for. */
  @Column({ type: 'integer', name: 'planned_revision' })
  plannedRevision!: number;

  @Column({ type: 'timestamptz', name: 'settled_at', nullable: true })
  settledAt!: Date | null;
}
