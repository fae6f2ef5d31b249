import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** End of an episode of a case, with its reason; reopening begins the next episode. */
@Entity('case_closure')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'case_closure_case_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'leadUnitId'], ['regionId', 'id'], {
  name: 'case_closure_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'closedBy'], ['regionId', 'id'], { name: 'case_closure_closer_fk' })
@ForeignKey('StaffMember', ['regionId', 'reopenedBy'], ['regionId', 'id'], {
  name: 'case_closure_reopener_fk',
})
@Unique('case_closure_episode_unique', ['regionId', 'caseId', 'episode'])
@Check('case_closure_reason_format', `reason ~ '^[A-Z][A-Z_]{2,39}$'`)
@Check('case_closure_reopened_whole', `num_nonnulls(reopened_by, reopened_at) IN (0, 2)`)
@Check('case_closure_order', `reopened_at >= closed_at`)
@Index('case_closure_open_unique', ['regionId', 'caseId'], { unique: true, where: 'reopened_at IS NULL' })
@Index('case_closure_unit_idx', ['regionId', 'leadUnitId', 'closedAt', 'id'])
export class CaseClosureRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_closure_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'case_closure_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  /** 1 for the first time the case was worked on. */
  @Column({ type: 'integer' })
  episode!: number;

  @Column({ type: 'uuid', name: 'lead_unit_id' })
  leadUnitId!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'uuid', name: 'closed_by' })
  closedBy!: string;

  @Column({ type: 'timestamptz', name: 'closed_at' })
  closedAt!: Date;

  @Column({ type: 'uuid', name: 'reopened_by', nullable: true })
  reopenedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'reopened_at', nullable: true })
  reopenedAt!: Date | null;
}

/** A participating unit is asked to lead a case; silence never means acceptance. */
@Entity('case_lead_offer')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'case_lead_offer_case_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'fromUnitId'], ['regionId', 'id'], {
  name: 'case_lead_offer_from_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'toUnitId'], ['regionId', 'id'], {
  name: 'case_lead_offer_to_fk',
})
@ForeignKey('StaffMember', ['regionId', 'offeredBy'], ['regionId', 'id'], {
  name: 'case_lead_offer_offerer_fk',
})
@ForeignKey('StaffMember', ['regionId', 'decidedBy'], ['regionId', 'id'], {
  name: 'case_lead_offer_decider_fk',
})
@Check('case_lead_offer_decision_known', `decision IN ('ACCEPTED', 'REFUSED', 'WITHDRAWN')`)
@Check('case_lead_offer_decided_whole', `num_nonnulls(decision, decided_by, decided_at) IN (0, 3)`)
@Check('case_lead_offer_other_unit', `to_unit_id <> from_unit_id`)
@Index('case_lead_offer_open_unique', ['regionId', 'caseId'], { unique: true, where: 'decision IS NULL' })
@Index('case_lead_offer_case_idx', ['regionId', 'caseId'])
export class CaseLeadOfferRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_lead_offer_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'case_lead_offer_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'from_unit_id' })
  fromUnitId!: string;

  @Column({ type: 'uuid', name: 'to_unit_id' })
  toUnitId!: string;

  @Column({ type: 'boolean', name: 'former_lead_stays' })
  formerLeadStays!: boolean;

  @Column({ type: 'uuid', name: 'offered_by' })
  offeredBy!: string;

  @Column({ type: 'timestamptz', name: 'offered_at' })
  offeredAt!: Date;

  @Column({ type: 'text', nullable: true })
  decision!: string | null;

  @Column({ type: 'uuid', name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'decided_at', nullable: true })
  decidedAt!: Date | null;
}
