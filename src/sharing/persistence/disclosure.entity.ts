import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One line of the register of disclosures: who told whom what about a person, on which basis. */
@Entity('disclosure')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'disclosure_case_fk' })
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'disclosure_person_fk' })
@ForeignKey('DataItem', ['regionId', 'itemId'], ['regionId', 'id'], { name: 'disclosure_item_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'fromUnitId'], ['regionId', 'id'], {
  name: 'disclosure_from_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'toUnitId'], ['regionId', 'id'], { name: 'disclosure_to_fk' })
@ForeignKey('Consent', ['regionId', 'consentId'], ['regionId', 'id'], { name: 'disclosure_consent_fk' })
@ForeignKey('Consent', ['regionId', 'releaseId'], ['regionId', 'id'], { name: 'disclosure_release_fk' })
@ForeignKey('StaffMember', ['regionId', 'decidedBy'], ['regionId', 'id'], { name: 'disclosure_decided_fk' })
@ForeignKey('StaffMember', ['regionId', 'answeredBy'], ['regionId', 'id'], { name: 'disclosure_answered_fk' })
@Check('disclosure_two_units', `from_unit_id <> to_unit_id`)
@Check('disclosure_channel_known', `channel IN ('SYSTEM', 'CONFERENCE', 'TASK', 'ORAL', 'PAPER')`)
@Check(
  'disclosure_effect_known',
  `effect IN ('DUTY', 'STATUTE', 'CONSENT', 'CONSENT_AND_RELEASE', 'ANON_ONLY', 'NEVER')`,
)
@Check('disclosure_never_has_no_basis', `effect <> 'NEVER' OR cardinality(basis) = 0`)
@Check(
  'disclosure_necessity_known',
  `necessity IN ('PURPOSE_OF_COLLECTION', 'TASK_OF_GIVER', 'TASK_OF_RECIPIENT')`,
)
@Check('disclosure_system_permitted', `channel <> 'SYSTEM' OR (effect <> 'NEVER' AND item_id IS NOT NULL)`)
@Check(
  'disclosure_end_reason_known',
  `basis_end_reason IN ('REVOKED', 'EXPIRED', 'SUPERSEDED', 'GROUND_ENDED', 'EXCLUSIONS_ADDED', 'NOT_NEEDED')`,
)
@Check('disclosure_end_reasoned', `(basis_ended_at IS NULL) = (basis_end_reason IS NULL)`)
@Check('disclosure_reminder_known', `answer_reminder IN ('DUE_SOON', 'OVERDUE')`)
@Check('disclosure_reminder_whole', `(answer_reminder IS NULL) = (reminded_at IS NULL)`)
@Check('disclosure_reminder_of_due', `answer_reminder IS NULL OR answer_due_on IS NOT NULL`)
@Check('disclosure_due_after_end', `answer_due_on IS NULL OR basis_ended_at IS NOT NULL`)
@Check('disclosure_answer_known', `answer IN ('ERASED', 'RESTRICTED', 'KEPT_ON_OWN_BASIS')`)
@Check('disclosure_answer_whole', `num_nonnulls(answer, answered_by, answered_at) IN (0, 3)`)
@Check('disclosure_answer_after_end', `answer IS NULL OR basis_ended_at IS NOT NULL`)
@Check(
  'disclosure_kept_has_norm',
  `(answer IS NOT DISTINCT FROM 'KEPT_ON_OWN_BASIS') = (answer_norm IS NOT NULL)`,
)
@Index('disclosure_case_idx', ['regionId', 'caseId', 'toUnitId'])
@Check('disclosure_contribution_of_conference', `contribution_id IS NULL OR channel = 'CONFERENCE'`)
@Index('disclosure_contribution_idx', ['regionId', 'contributionId'], {
  where: 'contribution_id IS NOT NULL',
})
@Index('disclosure_item_idx', ['regionId', 'itemId'])
@Index('disclosure_person_idx', ['regionId', 'personId'])
@Index('disclosure_consent_idx', ['regionId', 'consentId'], { where: 'consent_id IS NOT NULL' })
@Index('disclosure_release_idx', ['regionId', 'releaseId'], { where: 'release_id IS NOT NULL' })
@Index('disclosure_answer_due_idx', ['regionId', 'toUnitId', 'answerDueOn'], {
  where: 'answer_due_on IS NOT NULL AND answer IS NULL',
})
export class Disclosure {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'disclosure_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'disclosure_pk' })
  id!: string;

  /** The deliberate act it belongs to; a consent for one disclosure is used up by one act. */
  @Column({ type: 'uuid', name: 'act_id' })
  actId!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'item_id', nullable: true })
  itemId!: string | null;

  @Column({ type: 'text' })
  category!: string;

  @Column({ type: 'uuid', name: 'from_unit_id' })
  fromUnitId!: string;

  @Column({ type: 'uuid', name: 'to_unit_id' })
  toUnitId!: string;

  @Column({ type: 'text', name: 'recipient_function' })
  recipientFunction!: string;

  @Column({ type: 'text' })
  purpose!: string;

  @Column({ type: 'text' })
  channel!: string;

  /** Part of a conference record in which it was put down: the conference or one of its decisions. */
  @Column({ type: 'uuid', name: 'contribution_id', nullable: true })
  contributionId!: string | null;

  @Column({ type: 'text' })
  effect!: string;

  @Column({ type: 'smallint' })
  row!: number;

  @Column({ type: 'text', array: true })
  basis!: string[];

  @Column({ type: 'integer', name: 'table_version' })
  tableVersion!: number;

  @Column({ type: 'uuid', name: 'consent_id', nullable: true })
  consentId!: string | null;

  @Column({ type: 'uuid', name: 'release_id', nullable: true })
  releaseId!: string | null;

  @Column({ type: 'text', name: 'confirmed_conditions', array: true, default: () => "'{}'" })
  confirmedConditions!: string[];

  @Column({ type: 'text', nullable: true })
  necessity!: string | null;

  /** Who decided read what the declaration does not cover, and found the item outside of it. */
  @Column({ type: 'boolean', name: 'exclusions_considered', default: false })
  exclusionsConsidered!: boolean;

  @Column({ type: 'uuid', name: 'decided_by' })
  decidedBy!: string;

  @Column({ type: 'timestamptz', name: 'disclosed_at' })
  disclosedAt!: Date;

  @Column({ type: 'timestamptz', name: 'basis_ended_at', nullable: true })
  basisEndedAt!: Date | null;

  @Column({ type: 'text', name: 'basis_end_reason', nullable: true })
  basisEndReason!: string | null;

  @Column({ type: 'date', name: 'answer_due_on', nullable: true })
  answerDueOn!: string | null;

  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ type: 'text', name: 'answer_norm', nullable: true })
  answerNorm!: string | null;

  @Column({ type: 'uuid', name: 'answered_by', nullable: true })
  answeredBy!: string | null;

  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt!: Date | null;

  @Column({ type: 'text', name: 'answer_reminder', nullable: true })
  answerReminder!: string | null;

  @Column({ type: 'timestamptz', name: 'reminded_at', nullable: true })
  remindedAt!: Date | null;
}
