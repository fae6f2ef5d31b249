import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Why a request was declined: one of the permitted grounds with its norm, in words, and when the person was heard. */
@Entity('conference_decline')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_decline_conference_fk',
})
@ForeignKey('StaffMember', ['regionId', 'declinedBy'], ['regionId', 'id'], {
  name: 'conference_decline_staff_fk',
})
@Check(
  'conference_decline_ground_known',
  `ground IN ('CONSENT_MISSING', 'CLARIFIABLE_IN_WRITING', 'DISPROPORTIONATE')`,
)
@Check('conference_decline_reasoned', `(reasons IS NULL) <> (reasons_sealed IS NULL)`)
export class ConferenceDecline {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_decline_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'conference_id', primaryKeyConstraintName: 'conference_decline_pk' })
  conferenceId!: string;

  @Column({ type: 'text' })
  ground!: string;

  @Column({ type: 'text' })
  norm!: string;

  @Column({ type: 'text', nullable: true })
  reasons!: string | null;

  @Column({ type: 'bytea', name: 'reasons_sealed', nullable: true })
  reasonsSealed!: Buffer | null;

  @Column({ type: 'date', name: 'person_heard_on', nullable: true })
  personHeardOn!: string | null;

  @Column({ type: 'uuid', name: 'declined_by' })
  declinedBy!: string;

  @Column({ type: 'timestamptz', name: 'declined_at' })
  declinedAt!: Date;
}

/** Declared conflict of interest or risk for the person: who is out, never why. */
@Entity('conference_conflict')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_conflict_conference_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'conference_conflict_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], {
  name: 'conference_conflict_staff_fk',
})
@Check(
  'conference_conflict_declared_as_known',
  `declared_as IN ('CONVENER', 'CHAIR', 'PERSON', 'BODY', 'OFFICER')`,
)
@Index('conference_conflict_conference_idx', ['regionId', 'conferenceId'])
export class ConferenceConflict {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_conflict_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_conflict_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'uuid', name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column({ type: 'text', name: 'declared_as' })
  declaredAs!: string;

  @Column({ type: 'uuid', name: 'declared_by_account' })
  declaredByAccount!: string;

  @Column({ type: 'timestamptz', name: 'declared_at' })
  declaredAt!: Date;

  @Column({ type: 'timestamptz', name: 'withdrawn_at', nullable: true })
  withdrawnAt!: Date | null;
}

/** Quorum of a region, each with the day from which it holds and what it rests on. */
@Entity('conference_rule')
@ForeignKey('StaffMember', ['regionId', 'decidedBy'], ['regionId', 'id'], {
  name: 'conference_rule_staff_fk',
})
@Check('conference_rule_bodies', `quorum_bodies BETWEEN 2 AND 15`)
@Check('conference_rule_percent', `quorum_mandate_percent BETWEEN 0 AND 100`)
@Index('conference_rule_valid_idx', ['regionId', 'validFrom'])
export class ConferenceRule {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_rule_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_rule_pk' })
  id!: string;

  @Column({ type: 'smallint', name: 'quorum_bodies' })
  quorumBodies!: number;

  @Column({ type: 'smallint', name: 'quorum_mandate_percent' })
  quorumMandatePercent!: number;

  @Column({ type: 'text' })
  basis!: string;

  @Column({ type: 'date', name: 'valid_from' })
  validFrom!: string;

  @Column({ type: 'uuid', name: 'decided_by' })
  decidedBy!: string;

  @Column({ type: 'timestamptz', name: 'decided_at' })
  decidedAt!: Date;
}

/** Conference of other law, held by the authority that the statute names; only the link is kept. */
@Entity('statutory_conference')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'statutory_conference_case_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'authorityUnitId'], ['regionId', 'id'], {
  name: 'statutory_conference_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'linkedBy'], ['regionId', 'id'], {
  name: 'statutory_conference_staff_fk',
})
@Check('statutory_conference_statute_known', `statute IN ('TEILHABEPLAN', 'GESAMTPLAN', 'HILFEPLAN')`)
@Index('statutory_conference_case_idx', ['regionId', 'caseId'])
export class StatutoryConference {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'statutory_conference_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'statutory_conference_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'text' })
  statute!: string;

  @Column({ type: 'text' })
  norm!: string;

  @Column({ type: 'uuid', name: 'authority_unit_id' })
  authorityUnitId!: string;

  @Column({ type: 'date', name: 'planned_on', nullable: true })
  plannedOn!: string | null;

  @Column({ type: 'uuid', name: 'linked_by' })
  linkedBy!: string;

  @Column({ type: 'timestamptz', name: 'linked_at' })
  linkedAt!: Date;
}
