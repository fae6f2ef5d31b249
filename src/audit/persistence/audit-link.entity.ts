import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Place of a line of the register in the hash chain of its region. */
@Entity('audit_link')
@Unique('audit_link_event_unique', ['regionId', 'eventId'])
@ForeignKey('AuditEvent', ['regionId', 'eventId'], ['regionId', 'id'], { name: 'audit_link_event_fk' })
@Check('audit_link_position_positive', `position >= 1`)
@Check('audit_link_hash_format', `hash ~ '^[0-9a-f]{64}$' AND prev_hash ~ '^[0-9a-f]{64}$'`)
export class AuditLink {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'audit_link_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'bigint', primaryKeyConstraintName: 'audit_link_pk' })
  position!: string;

  @Column({ type: 'uuid', name: 'event_id' })
  eventId!: string;

  @Column({ type: 'text', name: 'prev_hash' })
  prevHash!: string;

  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'timestamptz', name: 'sealed_at' })
  sealedAt!: Date;
}
