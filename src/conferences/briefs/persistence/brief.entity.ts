import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Version of a Falldarstellung; its lines are immutable rows. */
@Entity('case_brief')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'case_brief_conference_fk',
})
@ForeignKey('StaffMember', ['regionId', 'authorId'], ['regionId', 'id'], { name: 'case_brief_author_fk' })
@Unique('case_brief_version_unique', ['regionId', 'conferenceId', 'version'])
@Check('case_brief_version_positive', `version > 0`)
@Check('case_brief_attributes_kept', `num_nonnulls(attributes, attributes_sealed) = 1`)
export class CaseBrief {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_brief_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'case_brief_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'uuid', name: 'author_id' })
  authorId!: string;

  @Column({ type: 'text', nullable: true })
  attributes!: string | null;

  @Column({ type: 'bytea', name: 'attributes_sealed', nullable: true })
  attributesSealed!: Buffer | null;

  @Column({ type: 'timestamptz', name: 'written_at' })
  writtenAt!: Date;

  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}

/** Line of a Falldarstellung; what comes from an item is read from the item. */
@Entity('case_brief_line')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'case_brief_line_conference_fk',
})
@ForeignKey('DataItem', ['regionId', 'itemId'], ['regionId', 'id'], { name: 'case_brief_line_item_fk' })
@ForeignKey('CaseBriefLine', ['regionId', 'restsOnId'], ['regionId', 'id'], {
  name: 'case_brief_line_ground_fk',
})
@ForeignKey('StaffMember', ['regionId', 'writtenBy'], ['regionId', 'id'], {
  name: 'case_brief_line_staff_fk',
})
@Check('case_brief_line_section_range', `section BETWEEN 3 AND 10`)
@Check('case_brief_line_kind_known', `kind IN ('FACT', 'OBSERVATION', 'STATEMENT', 'ALLEGATION', 'OPINION')`)
@Check('case_brief_line_category_format', `category ~ '^[A-Z][A-Z_]+$'`)
@Check('case_brief_line_opinion_grounded', `kind <> 'OPINION' OR rests_on_id IS NOT NULL`)
@Check(
  'case_brief_line_kept',
  `num_nonnulls(text, text_sealed) <= 1 AND num_nonnulls(text, text_sealed, item_id) > 0`,
)
@Index('case_brief_line_conference_idx', ['regionId', 'conferenceId'])
export class CaseBriefLine {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_brief_line_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'case_brief_line_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'smallint' })
  section!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text' })
  category!: string;

  @Column({ type: 'uuid', name: 'item_id', nullable: true })
  itemId!: string | null;

  @Column({ type: 'uuid', name: 'rests_on_id', nullable: true })
  restsOnId!: string | null;

  @Column({ type: 'text', nullable: true })
  text!: string | null;

  @Column({ type: 'bytea', name: 'text_sealed', nullable: true })
  textSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'written_by' })
  writtenBy!: string;

  @Column({ type: 'timestamptz', name: 'written_at' })
  writtenAt!: Date;
}

/** Which lines a version of a Falldarstellung has, in their order. */
@Entity('case_brief_content')
@ForeignKey('CaseBrief', ['regionId', 'briefId'], ['regionId', 'id'], { name: 'case_brief_content_brief_fk' })
@ForeignKey('CaseBriefLine', ['regionId', 'lineId'], ['regionId', 'id'], {
  name: 'case_brief_content_line_fk',
})
@Unique('case_brief_content_once', ['regionId', 'briefId', 'lineId'])
@Check('case_brief_content_position_positive', `position > 0`)
@Index('case_brief_content_line_idx', ['regionId', 'lineId'])
export class CaseBriefContent {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_brief_content_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'brief_id', primaryKeyConstraintName: 'case_brief_content_pk' })
  briefId!: string;

  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'case_brief_content_pk' })
  position!: number;

  @Column({ type: 'uuid', name: 'line_id' })
  lineId!: string;
}

/** Short written contribution of a body to a conference; the last version counts. */
@Entity('conference_contribution')
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'conference_contribution_conference_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'conference_contribution_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'writtenBy'], ['regionId', 'id'], {
  name: 'conference_contribution_author_fk',
})
@ForeignKey('StaffMember', ['regionId', 'withholdDecidedBy'], ['regionId', 'id'], {
  name: 'conference_contribution_second_fk',
})
@Unique('conference_contribution_version_unique', ['regionId', 'conferenceId', 'unitId', 'version'])
@Check('conference_contribution_version_positive', `version > 0`)
@Check('conference_contribution_kept', `num_nonnulls(text, text_sealed) = 1`)
@Check('conference_contribution_reason_once', `num_nonnulls(withhold_reason, withhold_reason_sealed) <= 1`)
@Check('conference_contribution_decision_known', `withhold_decision IN ('CONFIRMED', 'REJECTED')`)
@Check(
  'conference_contribution_decision_whole',
  `num_nonnulls(withhold_decision, withhold_decided_by, withhold_decided_at) IN (0, 3)`,
)
@Check(
  'conference_contribution_decision_of_wish',
  `withhold_decision IS NULL OR num_nonnulls(withhold_reason, withhold_reason_sealed) = 1`,
)
@Check('conference_contribution_second_person', `withhold_decided_by <> written_by`)
export class ConferenceContribution {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'conference_contribution_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'conference_contribution_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text', array: true })
  categories!: string[];

  @Column({ type: 'text', nullable: true })
  text!: string | null;

  @Column({ type: 'bytea', name: 'text_sealed', nullable: true })
  textSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'written_by' })
  writtenBy!: string;

  @Column({ type: 'timestamptz', name: 'written_at' })
  writtenAt!: Date;

  @Column({ type: 'text', name: 'withhold_reason', nullable: true })
  withholdReason!: string | null;

  @Column({ type: 'bytea', name: 'withhold_reason_sealed', nullable: true })
  withholdReasonSealed!: Buffer | null;

  @Column({ type: 'text', name: 'withhold_decision', nullable: true })
  withholdDecision!: string | null;

  @Column({ type: 'uuid', name: 'withhold_decided_by', nullable: true })
  withholdDecidedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'withhold_decided_at', nullable: true })
  withholdDecidedAt!: Date | null;
}
