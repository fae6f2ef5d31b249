import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Proof of an erasure: when, by whom, what kind, how, on which norm; no content. */
@Entity('erasure_proof')
@ForeignKey('OrganisationUnit', ['regionId', 'controllerUnitId'], ['regionId', 'id'], {
  name: 'erasure_proof_unit_fk',
})
@ForeignKey('DataSubjectRequest', ['regionId', 'requestId'], ['regionId', 'id'], {
  name: 'erasure_proof_request_fk',
})
@Check(
  'erasure_proof_method_known',
  `method IN ('TEXT_REMOVED', 'KEY_DESTROYED', 'ROWS_DELETED', 'FIELDS_EMPTIED')`,
)
@Check('erasure_proof_records_positive', `records > 0`)
@Index('erasure_proof_request_idx', ['regionId', 'requestId'])
export class ErasureProof {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'erasure_proof_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'erasure_proof_pk' })
  id!: string;

  @Column({ type: 'text', name: 'record_kind' })
  recordKind!: string;

  @Column({ type: 'uuid', name: 'record_id', nullable: true })
  recordId!: string | null;

  @Column({ type: 'integer' })
  records!: number;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'uuid', name: 'controller_unit_id', nullable: true })
  controllerUnitId!: string | null;

  @Column({ type: 'text', nullable: true })
  category!: string | null;

  @Column({ type: 'text' })
  method!: string;

  @Column({ type: 'text' })
  norm!: string;

  @Column({ type: 'uuid', name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column({ type: 'uuid', name: 'erased_by' })
  erasedBy!: string;

  @Column({ type: 'timestamptz', name: 'erased_at' })
  erasedAt!: Date;
}
