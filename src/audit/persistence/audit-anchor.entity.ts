import { Check, Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Signed statement of a day about the hash chain of a region. */
@Entity('audit_anchor')
@ForeignKey('AuditLink', ['regionId', 'position'], ['regionId', 'position'], { name: 'audit_anchor_link_fk' })
@Check('audit_anchor_number_positive', `number >= 1`)
export class AuditAnchor {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'audit_anchor_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'integer', primaryKeyConstraintName: 'audit_anchor_pk' })
  number!: number;

  @Column({ type: 'date' })
  day!: string;

  @Column({ type: 'bigint' })
  position!: string;

  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'text' })
  previous!: string;

  @Column({ type: 'timestamptz', name: 'signed_at' })
  signedAt!: Date;

  @Column({ type: 'text', name: 'key_id' })
  keyId!: string;

  @Column({ type: 'text' })
  signature!: string;
}
