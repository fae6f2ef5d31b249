import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Einwilligung or Schweigepflichtentbindung: one discloser, one recipient, one purpose; its state is the process of definition consent or confidentiality-release. */
@Entity('consent')
@ForeignKey('OrganisationUnit', ['regionId', 'discloserUnitId'], ['regionId', 'id'], {
  name: 'consent_discloser_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'recipientUnitId'], ['regionId', 'id'], {
  name: 'consent_recipient_fk',
})
@ForeignKey('StaffMember', ['regionId', 'offeredBy'], ['regionId', 'id'], { name: 'consent_staff_fk' })
@ForeignKey('StaffMember', ['regionId', 'explainedBy'], ['regionId', 'id'], { name: 'consent_explainer_fk' })
@ForeignKey('StaffMember', ['regionId', 'recordedBy'], ['regionId', 'id'], { name: 'consent_recorder_fk' })
@ForeignKey('Consent', ['regionId', 'supersedesConsentId'], ['regionId', 'id'], {
  name: 'consent_supersedes_fk',
})
@Check('consent_kind_known', `kind IN ('CONSENT', 'CONFIDENTIALITY_RELEASE')`)
@Check('consent_one_way', `discloser_unit_id <> recipient_unit_id`)
@Check('consent_categories_not_empty', `cardinality(categories) BETWEEN 1 AND 10`)
@Check('consent_recurrence_known', `recurrence IN ('SINGLE', 'RECURRING')`)
@Check('consent_secret_bearer_of_release', `(kind = 'CONFIDENTIALITY_RELEASE') = (secret_bearer IS NOT NULL)`)
@Check(
  'consent_expiry_event_known',
  `expiry_event IN ('PURPOSE_ACHIEVED', 'REVIEW_CONFERENCE', 'DISCLOSURE_DONE')`,
)
@Check('consent_capacity_known', `capacity IN ('OF_AGE', 'MINOR_WITH_INSIGHT', 'REPRESENTED')`)
@Check('consent_text_hash_format', `text_hash ~ '^[0-9a-f]{64}$'`)
@Check('consent_giver_known', `given_by IN ('PERSON', 'ENTRUSTER')`)
@Check('consent_entruster_names_item', `given_by = 'PERSON' OR entrusted_item_id IS NOT NULL`)
@Check('consent_validity', `valid_until >= valid_from`)
@Check('consent_form_known', `form IN ('PAPER', 'ELECTRONIC', 'WITNESSED_ORAL')`)
@Check('consent_mediation_known', `mediation_level IN ('LAY', 'QUALIFIED', 'SWORN')`)
@Index('consent_case_idx', ['regionId', 'caseId'])
@Index('consent_recipient_idx', ['regionId', 'recipientUnitId'])
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'consent_case_fk' })
@ForeignKey('DataItem', ['regionId', 'entrustedItemId'], ['regionId', 'id'], {
  name: 'consent_entrusted_item_fk',
})
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'consent_person_fk' })
export class Consent {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'consent_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'consent_pk' })
  id!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'given_by', default: 'PERSON' })
  givenBy!: string;

  @Column({ type: 'uuid', name: 'entrusted_item_id', nullable: true })
  entrustedItemId!: string | null;

  @Column({ type: 'uuid', name: 'discloser_unit_id' })
  discloserUnitId!: string;

  @Column({ type: 'uuid', name: 'recipient_unit_id' })
  recipientUnitId!: string;

  @Column({ type: 'text', name: 'recipient_function' })
  recipientFunction!: string;

  @Column({ type: 'text', name: 'secret_bearer', nullable: true })
  secretBearer!: string | null;

  @Column({ type: 'text', array: true })
  categories!: string[];

  @Column({ type: 'bytea', name: 'exclusions_sealed', nullable: true })
  exclusionsSealed!: Buffer | null;

  @Column({ type: 'text', array: true })
  notices!: string[];

  @Column({ type: 'boolean', name: 'section87_warned', default: false })
  section87Warned!: boolean;

  @Column({ type: 'text' })
  purpose!: string;

  @Column({ type: 'text' })
  recurrence!: string;

  @Column({ type: 'date', name: 'valid_from' })
  validFrom!: string;

  @Column({ type: 'date', name: 'valid_until' })
  validUntil!: string;

  @Column({ type: 'text', name: 'expiry_event' })
  expiryEvent!: string;

  @Column({ type: 'text', name: 'text_version' })
  textVersion!: string;

  @Column({ type: 'text', name: 'text_hash' })
  textHash!: string;

  @Column({ type: 'text' })
  language!: string;

  @Column({ type: 'uuid', name: 'supersedes_consent_id', nullable: true })
  supersedesConsentId!: string | null;

  @Column({ type: 'uuid', name: 'offered_by', nullable: true })
  offeredBy!: string | null;

  @Column({ type: 'timestamptz', name: 'offered_at' })
  offeredAt!: Date;

  @Column({ type: 'uuid', name: 'explained_by', nullable: true })
  explainedBy!: string | null;

  @Column({ type: 'text', nullable: true })
  form!: string | null;

  @Column({ type: 'boolean', name: 'teach_back', nullable: true })
  teachBack!: boolean | null;

  @Column({ type: 'text', name: 'mediation_level', nullable: true })
  mediationLevel!: string | null;

  @Column({ type: 'boolean', name: 'copy_handed_over', nullable: true })
  copyHandedOver!: boolean | null;

  @Column({ type: 'text', nullable: true })
  capacity!: string | null;

  @Column({ type: 'bytea', name: 'place_sealed', nullable: true })
  placeSealed!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'given_at', nullable: true })
  givenAt!: Date | null;

  @Column({ type: 'bytea', name: 'circumstances_sealed', nullable: true })
  circumstancesSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'recorded_by', nullable: true })
  recordedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'confirmed_at', nullable: true })
  confirmedAt!: Date | null;
}
