import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Arbeitsgruppe; a group founded from a theme keeps the link to it. */
@Entity('working_group')
@ForeignKey('OrganisationUnit', ['regionId', 'leadUnitId'], ['regionId', 'id'], {
  name: 'working_group_lead_unit_fk',
})
@ForeignKey('Theme', ['regionId', 'foundedFromThemeId'], ['regionId', 'id'], {
  name: 'working_group_theme_fk',
})
@Unique('working_group_name_unique', ['regionId', 'name'])
export class WorkingGroup {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'working_group_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'working_group_pk' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  mandate!: string;

  @Column({ type: 'uuid', name: 'lead_unit_id' })
  leadUnitId!: string;

  @Column({ type: 'date', name: 'founded_on' })
  foundedOn!: string;

  @Column({ type: 'uuid', name: 'founded_from_theme_id', nullable: true })
  foundedFromThemeId!: string | null;
}

/** Unit with a seat in a working group. */
@Entity('working_group_member')
@ForeignKey('WorkingGroup', ['regionId', 'workingGroupId'], ['regionId', 'id'], {
  name: 'working_group_member_group_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'working_group_member_unit_fk',
})
@Check('working_group_member_seat_known', `seat IN ('LEAD', 'MEMBER', 'SELF_REPRESENTATION')`)
export class WorkingGroupMember {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'working_group_member_pk' })
  regionId!: string;

  @PrimaryColumn({
    type: 'uuid',
    name: 'working_group_id',
    primaryKeyConstraintName: 'working_group_member_pk',
  })
  workingGroupId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'unit_id', primaryKeyConstraintName: 'working_group_member_pk' })
  unitId!: string;

  @Column({ type: 'text' })
  seat!: string;
}

/** Theme offered to a working group; every offer stays on record. */
@Entity('theme_assignment')
@ForeignKey('Theme', ['regionId', 'themeId'], ['regionId', 'id'], { name: 'theme_assignment_theme_fk' })
@ForeignKey('WorkingGroup', ['regionId', 'workingGroupId'], ['regionId', 'id'], {
  name: 'theme_assignment_group_fk',
})
@ForeignKey('StaffMember', ['regionId', 'assignedBy'], ['regionId', 'id'], {
  name: 'theme_assignment_staff_fk',
})
@ForeignKey('StaffMember', ['regionId', 'answeredBy'], ['regionId', 'id'], {
  name: 'theme_assignment_answerer_fk',
})
@Check('theme_assignment_answer_known', `answer IN ('ACCEPTED', 'REFUSED')`)
@Check('theme_assignment_answer_complete', `num_nonnulls(answer, answered_by, answered_at) IN (0, 3)`)
@Check(
  'theme_assignment_refusal_known',
  `refusal_reason IN ('NOT_OUR_MANDATE', 'NO_CAPACITY', 'ALREADY_IN_WORK', 'OTHER')`,
)
@Check(
  'theme_assignment_refusal_reasoned',
  `(answer IS NOT DISTINCT FROM 'REFUSED') = (refusal_reason IS NOT NULL)`,
)
@Index('theme_assignment_theme_idx', ['regionId', 'themeId', 'assignedAt'])
@Index('theme_assignment_group_idx', ['regionId', 'workingGroupId', 'assignedAt'])
export class ThemeAssignment {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'theme_assignment_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'theme_assignment_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'theme_id' })
  themeId!: string;

  @Column({ type: 'uuid', name: 'working_group_id' })
  workingGroupId!: string;

  @Column({ type: 'boolean', name: 'group_is_new' })
  groupIsNew!: boolean;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'uuid', name: 'assigned_by' })
  assignedBy!: string;

  @Column({ type: 'timestamptz', name: 'assigned_at' })
  assignedAt!: Date;

  /** Why no existing group takes the theme; demanded before a new group does. */
  @Column({ type: 'text', name: 'existing_groups_considered', nullable: true })
  existingGroupsConsidered!: string | null;

  @Column({ type: 'date', name: 'answer_due_on' })
  answerDueOn!: string;

  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ type: 'text', name: 'refusal_reason', nullable: true })
  refusalReason!: string | null;

  @Column({ type: 'text', name: 'answer_comment', nullable: true })
  answerComment!: string | null;

  @Column({ type: 'uuid', name: 'answered_by', nullable: true })
  answeredBy!: string | null;

  @Column({ type: 'timestamptz', name: 'answered_at', nullable: true })
  answeredAt!: Date | null;
}

/** Agreed structural measure with owner, date and indicator; its state is the process of definition measure. */
@Entity('measure')
@ForeignKey('Theme', ['regionId', 'themeId'], ['regionId', 'id'], { name: 'measure_theme_fk' })
@ForeignKey('WorkingGroup', ['regionId', 'workingGroupId'], ['regionId', 'id'], { name: 'measure_group_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'ownerUnitId'], ['regionId', 'id'], { name: 'measure_owner_fk' })
@Check('measure_dates', `review_on >= due_on`)
@Index('measure_theme_idx', ['regionId', 'themeId'])
@Index('measure_owner_idx', ['regionId', 'ownerUnitId', 'dueOn'])
export class Measure {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'measure_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'measure_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'theme_id' })
  themeId!: string;

  @Column({ type: 'uuid', name: 'working_group_id' })
  workingGroupId!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'uuid', name: 'owner_unit_id' })
  ownerUnitId!: string;

  @Column({ type: 'date', name: 'due_on' })
  dueOn!: string;

  @Column({ type: 'date', name: 'review_on' })
  reviewOn!: string;

  @Column({ type: 'text' })
  indicator!: string;

  @Column({ type: 'text', name: 'indicator_baseline' })
  indicatorBaseline!: string;

  @Column({ type: 'text', name: 'indicator_target' })
  indicatorTarget!: string;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
