import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Model programme of a region with its target number of cases. */
@Entity('programme')
@ForeignKey('OrganisationUnit', ['regionId', 'leadUnitId'], ['regionId', 'id'], {
  name: 'programme_lead_unit_fk',
})
@Unique('programme_name_unique', ['regionId', 'name'])
@Check('programme_case_target_range', `case_target BETWEEN 1 AND 10000`)
export class Programme {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'programme_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'programme_pk' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  purpose!: string;

  @Column({ type: 'uuid', name: 'lead_unit_id' })
  leadUnitId!: string;

  @Column({ type: 'smallint', name: 'case_target' })
  caseTarget!: number;

  @Column({ type: 'date', name: 'starts_on' })
  startsOn!: string;

  @Column({ type: 'date', name: 'ends_on', nullable: true })
  endsOn!: string | null;

  @Column({ type: 'boolean', name: 'is_demonstration', default: false })
  isDemonstration!: boolean;
}

/** Case studies of a programme; the group serves the spread over groups and is shown in sums only. */
@Entity('programme_case')
@ForeignKey('Programme', ['regionId', 'programmeId'], ['regionId', 'id'], {
  name: 'programme_case_programme_fk',
})
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'programme_case_case_fk' })
@Check(
  'programme_case_group_known',
  `case_group IN ('UNACCOMPANIED_MINOR', 'TOLERATED', 'ASYLUM_PROCEDURE', 'RECOGNISED', 'EU_CITIZEN', 'OTHER_THIRD_COUNTRY', 'NOT_NAMED')`,
)
export class ProgrammeCase {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'programme_case_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'programme_id', primaryKeyConstraintName: 'programme_case_pk' })
  programmeId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'case_id', primaryKeyConstraintName: 'programme_case_pk' })
  caseId!: string;

  @Column({ type: 'text', name: 'case_group' })
  caseGroup!: string;

  @Column({ type: 'timestamptz', name: 'added_at' })
  addedAt!: Date;
}

/** Anonymised finding; the link to its origin is readable inside the origin unit only. */
@Entity('finding')
@ForeignKey('Programme', ['regionId', 'programmeId'], ['regionId', 'id'], { name: 'finding_programme_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'originUnitId'], ['regionId', 'id'], { name: 'finding_unit_fk' })
@ForeignKey('StaffMember', ['regionId', 'authorId'], ['regionId', 'id'], { name: 'finding_author_fk' })
@ForeignKey('StaffMember', ['regionId', 'releasedBy'], ['regionId', 'id'], { name: 'finding_releaser_fk' })
@Check(
  'finding_kind_known',
  `kind IN ('GAP', 'DOUBLE_WORK', 'WAITING', 'CONTRADICTION', 'UNREADABLE_LETTER', 'MISSING_OFFER', 'ACCESS_BARRIER', 'DISCRIMINATION', 'GOOD_PRACTICE')`,
)
@Check('finding_severity_range', `severity BETWEEN 1 AND 3`)
@Check('finding_quarter_format', `quarter ~ '^[0-9]{4}-Q[1-4]$'`)
@Check('finding_origin_known', `origin_kind IN ('CASE', 'CONFERENCE', 'INTERVIEW', 'FREE')`)
@Check('finding_origin_complete', `(origin_kind = 'FREE') = (origin_id IS NULL)`)
@Check('finding_release_complete', `(released_by IS NULL) = (released_at IS NULL)`)
@Check('finding_two_people', `released_by <> author_id`)
@Check('finding_written_whole', `author_id IS NULL OR life_area IS NOT NULL`)
@Check('finding_text_length', `length(text) BETWEEN 10 AND 1000`)
@Index('finding_programme_idx', ['regionId', 'programmeId'])
export class Finding {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'finding_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'finding_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'programme_id', nullable: true })
  programmeId!: string | null;

  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', name: 'life_area', nullable: true })
  lifeArea!: string | null;

  @Column({ type: 'text', array: true, name: 'body_types' })
  bodyTypes!: string[];

  @Column({ type: 'smallint' })
  severity!: number;

  @Column({ type: 'text' })
  quarter!: string;

  @Column({ type: 'text', name: 'origin_kind' })
  originKind!: string;

  @Column({ type: 'uuid', name: 'origin_id', nullable: true })
  originId!: string | null;

  @Column({ type: 'uuid', name: 'origin_unit_id' })
  originUnitId!: string;

  /** Nobody for what the platform reported by itself. */
  @Column({ type: 'uuid', name: 'author_id', nullable: true })
  authorId!: string | null;

  @Column({ type: 'timestamptz', name: 'reported_at' })
  reportedAt!: Date;

  @Column({ type: 'uuid', name: 'released_by', nullable: true })
  releasedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'released_at', nullable: true })
  releasedAt!: Date | null;
}

/** Structural problem behind several findings; its state is the process of definition theme. */
@Entity('theme')
@ForeignKey('Programme', ['regionId', 'programmeId'], ['regionId', 'id'], { name: 'theme_programme_fk' })
@Unique('theme_title_unique', ['regionId', 'title'])
export class Theme {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'theme_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'theme_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'programme_id', nullable: true })
  programmeId!: string | null;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  description!: string;

  @Column({ type: 'boolean', name: 'is_generative', default: false })
  isGenerative!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}

/** Findings merged into a theme. */
@Entity('theme_finding')
@ForeignKey('Theme', ['regionId', 'themeId'], ['regionId', 'id'], { name: 'theme_finding_theme_fk' })
@ForeignKey('Finding', ['regionId', 'findingId'], ['regionId', 'id'], { name: 'theme_finding_finding_fk' })
export class ThemeFinding {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'theme_finding_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'theme_id', primaryKeyConstraintName: 'theme_finding_pk' })
  themeId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'finding_id', primaryKeyConstraintName: 'theme_finding_pk' })
  findingId!: string;
}
