import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One line of the register of what was done. */
@Entity('audit_event')
@Check('audit_event_actor_kind_known', `actor_kind IN ('staff', 'person', 'system')`)
@Check('audit_event_action_format', `action ~ '^[A-Z][A-Z_]+$'`)
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'audit_event_region_fk' })
@Index('audit_event_object_idx', ['regionId', 'objectType', 'objectId', 'at'])
@Index('audit_event_case_idx', ['regionId', 'caseId', 'at'])
@Index('audit_event_tx_idx', ['regionId', 'txId', 'id'])
export class AuditEvent {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'audit_event_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'audit_event_pk' })
  id!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text', name: 'actor_kind' })
  actorKind!: string;

  @Column({ type: 'uuid', name: 'account_id' })
  accountId!: string;

  @Column({ type: 'uuid', name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text', name: 'object_type' })
  objectType!: string;

  @Column({ type: 'uuid', name: 'object_id' })
  objectId!: string;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  @Column({ type: 'text', name: 'legal_basis', nullable: true })
  legalBasis!: string | null;

  @Column({ type: 'jsonb', default: {} })
  details!: Readonly<Record<string, unknown>>;

  // Without its casts, as TypeORM reads it back.
  @Column({ type: 'bigint', name: 'tx_id', default: () => '((pg_current_xact_id()))' })
  txId!: string;
}
