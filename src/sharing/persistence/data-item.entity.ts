import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One item of data about a person; its text is encrypted with the key of the person. */
@Entity('data_item')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'data_item_case_fk' })
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'data_item_person_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'controllerUnitId'], ['regionId', 'id'], {
  name: 'data_item_controller_fk',
})
@ForeignKey('StaffMember', ['regionId', 'recordedBy'], ['regionId', 'id'], { name: 'data_item_staff_fk' })
@ForeignKey('DataItem', ['regionId', 'originItemId'], ['regionId', 'id'], { name: 'data_item_origin_fk' })
@ForeignKey('DataItem', ['regionId', 'correctedByItemId'], ['regionId', 'id'], {
  name: 'data_item_corrected_fk',
})
@Check('data_item_category_format', `category ~ '^[A-Z][A-Z_]+$'`)
@Check('data_item_regime_known', `regime IN ('DSGVO', 'KDG', 'DSG_EKD', 'SOCIAL_DATA')`)
@Check('data_item_secrecy_known', `secrecy_origin IN ('PROFESSIONAL', 'EXPERT_OPINION', 'ENTRUSTED')`)
@Check('data_item_secrecy_plain', `NOT (carried_no_secrecy AND secrecy_origin IS NOT NULL)`)
@Check(
  'data_item_origin_stated',
  `source <> 'OTHER_BODY' OR origin_item_id IS NOT NULL OR secrecy_origin IS NOT NULL OR carried_no_secrecy`,
)
@Check('data_item_entrusted_known', `entrusted_by IN ('PERSON', 'CHILD', 'RELATIVE', 'OTHER')`)
@Check('data_item_entrusted_named', `(secrecy_origin = 'ENTRUSTED') = (entrusted_by IS NOT NULL)`)
@Check(
  'data_item_source_known',
  `source IN ('PERSON', 'DOCUMENT', 'OWN_OBSERVATION', 'OTHER_BODY', 'THIRD_PARTY')`,
)
@Check('data_item_kind_known', `kind IN ('FACT', 'OBSERVATION', 'STATEMENT', 'ALLEGATION', 'OPINION')`)
@Check('data_item_not_own_origin', `origin_item_id <> id AND corrected_by_item_id <> id`)
@ForeignKey('StaffMember', ['regionId', 'releasedBy'], ['regionId', 'id'], { name: 'data_item_released_fk' })
@Check('data_item_release_whole', `(released_to_person_at IS NULL) = (released_by IS NULL)`)
@Check('data_item_release_of_entrusted', `released_to_person_at IS NULL OR entrusted_by <> 'PERSON'`)
@Check('data_item_release_reasoned', `release_reason_sealed IS NULL OR released_to_person_at IS NOT NULL`)
@Check('data_item_dispute_dated', `dispute_sealed IS NULL OR disputed_at IS NOT NULL`)
@Check('data_item_erased_is_empty', `(erased_at IS NULL) = (text_sealed IS NOT NULL)`)
@Index('data_item_case_idx', ['regionId', 'caseId', 'controllerUnitId'])
@Index('data_item_person_idx', ['regionId', 'personId'])
@Index('data_item_origin_idx', ['regionId', 'originItemId'])
export class DataItem {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'data_item_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'data_item_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'controller_unit_id' })
  controllerUnitId!: string;

  @Column({ type: 'text' })
  category!: string;

  @Column({ type: 'text' })
  regime!: string;

  @Column({ type: 'text', name: 'secrecy_origin', nullable: true })
  secrecyOrigin!: string | null;

  @Column({ type: 'text', name: 'entrusted_by', nullable: true })
  entrustedBy!: string | null;

  @Column({ type: 'boolean', name: 'carried_no_secrecy', default: false })
  carriedNoSecrecy!: boolean;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'bytea', name: 'text_sealed', nullable: true })
  textSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'origin_item_id', nullable: true })
  originItemId!: string | null;

  @Column({ type: 'uuid', name: 'recorded_by' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;

  @Column({ type: 'timestamptz', name: 'disputed_at', nullable: true })
  disputedAt!: Date | null;

  @Column({ type: 'bytea', name: 'dispute_sealed', nullable: true })
  disputeSealed!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'restricted_at', nullable: true })
  restrictedAt!: Date | null;

  @Column({ type: 'uuid', name: 'corrected_by_item_id', nullable: true })
  correctedByItemId!: string | null;

  @Column({ type: 'timestamptz', name: 'erased_at', nullable: true })
  erasedAt!: Date | null;

  /** The person may read what somebody else entrusted about them. */
  @Column({ type: 'timestamptz', name: 'released_to_person_at', nullable: true })
  releasedToPersonAt!: Date | null;

  @Column({ type: 'uuid', name: 'released_by', nullable: true })
  releasedBy!: string | null;

  @Column({ type: 'bytea', name: 'release_reason_sealed', nullable: true })
  releaseReasonSealed!: Buffer | null;
}
