import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Staff beside the case lead for whom a case of the compartment COUNSELLOR exists. */
@Entity('case_counsellor')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'case_counsellor_case_fk' })
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], { name: 'case_counsellor_staff_fk' })
@ForeignKey('StaffMember', ['regionId', 'namedBy'], ['regionId', 'id'], { name: 'case_counsellor_namer_fk' })
export class CaseCounsellor {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_counsellor_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'case_id', primaryKeyConstraintName: 'case_counsellor_pk' })
  caseId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'staff_id', primaryKeyConstraintName: 'case_counsellor_pk' })
  staffId!: string;

  @Column({ type: 'uuid', name: 'named_by' })
  namedBy!: string;

  @Column({ type: 'timestamptz', name: 'named_at' })
  namedAt!: Date;
}

/** Opening of a protected case to one unit: warning, consent, and the decision of a second person. */
@Entity('compartment_opening')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'compartment_opening_case_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'toUnitId'], ['regionId', 'id'], {
  name: 'compartment_opening_unit_fk',
})
@ForeignKey('Consent', ['regionId', 'consentId'], ['regionId', 'id'], {
  name: 'compartment_opening_consent_fk',
})
@ForeignKey('StaffMember', ['regionId', 'requestedBy'], ['regionId', 'id'], {
  name: 'compartment_opening_requester_fk',
})
@ForeignKey('StaffMember', ['regionId', 'decidedBy'], ['regionId', 'id'], {
  name: 'compartment_opening_decider_fk',
})
@Check('compartment_opening_decision_known', `decision IN ('RELEASED', 'REFUSED')`)
@Check('compartment_opening_decided_whole', `num_nonnulls(decided_by, decided_at, decision) IN (0, 3)`)
@Check('compartment_opening_four_eyes', `decided_by <> requested_by`)
@Index('compartment_opening_pending_unique', ['regionId', 'caseId', 'toUnitId'], {
  unique: true,
  where: 'decision IS NULL',
})
@Index('compartment_opening_case_idx', ['regionId', 'caseId'])
export class CompartmentOpeningRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'compartment_opening_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'compartment_opening_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'to_unit_id' })
  toUnitId!: string;

  @Column({ type: 'uuid', name: 'consent_id' })
  consentId!: string;

  @Column({ type: 'text', name: 'warning_version', nullable: true })
  warningVersion!: string | null;

  @Column({ type: 'uuid', name: 'requested_by' })
  requestedBy!: string;

  @Column({ type: 'timestamptz', name: 'requested_at' })
  requestedAt!: Date;

  @Column({ type: 'uuid', name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'decided_at', nullable: true })
  decidedAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  decision!: string | null;
}

/** How often a unit referred somebody without recording anything: a number per month. */
@Entity('unrecorded_referral')
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'unrecorded_referral_unit_fk',
})
@Check('unrecorded_referral_month_first', `extract(day FROM month) = 1`)
@Check('unrecorded_referral_counted', `count > 0`)
export class UnrecordedReferral {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'unrecorded_referral_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'unit_id', primaryKeyConstraintName: 'unrecorded_referral_pk' })
  unitId!: string;

  @PrimaryColumn({ type: 'date', primaryKeyConstraintName: 'unrecorded_referral_pk' })
  month!: string;

  @Column({ type: 'integer' })
  count!: number;
}
