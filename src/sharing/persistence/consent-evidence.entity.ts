import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Scan or signature that proves a declaration, sealed with the key of the person. */
@Entity('consent_evidence')
@ForeignKey('Consent', ['regionId', 'consentId'], ['regionId', 'id'], { name: 'consent_evidence_consent_fk' })
@ForeignKey('StaffMember', ['regionId', 'uploadedBy'], ['regionId', 'id'], {
  name: 'consent_evidence_staff_fk',
})
@Check('consent_evidence_media_type_known', `media_type IN ('application/pdf', 'image/png', 'image/jpeg')`)
@Check('consent_evidence_size', `bytes BETWEEN 1 AND 5242880`)
@Check('consent_evidence_hash_format', `sha256 ~ '^[0-9a-f]{64}$'`)
@Index('consent_evidence_consent_idx', ['regionId', 'consentId', 'uploadedAt'])
export class ConsentEvidence {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'consent_evidence_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'consent_evidence_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'consent_id' })
  consentId!: string;

  @Column({ type: 'text', name: 'media_type' })
  mediaType!: string;

  @Column({ type: 'integer' })
  bytes!: number;

  @Column({ type: 'text' })
  sha256!: string;

  @Column({ type: 'bytea', name: 'content_sealed' })
  contentSealed!: Buffer;

  @Column({ type: 'uuid', name: 'uploaded_by' })
  uploadedBy!: string;

  @Column({ type: 'timestamptz', name: 'uploaded_at' })
  uploadedAt!: Date;
}
