import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What somebody, or the escalation chain, did with a work item. */
@Entity('work_item_step')
@ForeignKey('WorkItemRow', ['regionId', 'workItemId'], ['regionId', 'id'], { name: 'work_item_step_item_fk' })
@Check('work_item_step_kind_known', `kind IN ('CLAIMED', 'RELEASED', 'DELEGATED', 'REASSIGNED', 'ESCALATED')`)
@Check('work_item_step_escalation', `(kind = 'ESCALATED') = (level IS NOT NULL AND to_code IS NOT NULL)`)
@Index('work_item_step_item_idx', ['regionId', 'workItemId', 'at'])
export class WorkItemStepRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'work_item_step_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'work_item_step_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'work_item_id' })
  workItemId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  /** Account. */
  @Column({ type: 'uuid', name: 'actor_id' })
  actorId!: string;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'uuid', name: 'to_staff_id', nullable: true })
  toStaffId!: string | null;

  @Column({ type: 'uuid', name: 'to_unit_id', nullable: true })
  toUnitId!: string | null;

  /** Whom an escalation goes to. */
  @Column({ type: 'text', name: 'to_code', nullable: true })
  toCode!: string | null;

  @Column({ type: 'smallint', nullable: true })
  level!: number | null;
}
