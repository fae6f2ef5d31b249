import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Einstiegsinterview with separate consent for the own case and for anonymised case analysis. */
@Entity('entry_interview')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'entry_interview_case_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'controllerUnitId'], ['regionId', 'id'], {
  name: 'entry_interview_unit_fk',
})
@ForeignKey('StaffMember', ['regionId', 'recordedBy'], ['regionId', 'id'], {
  name: 'entry_interview_staff_fk',
})
@Check('entry_interview_mediation_known', `mediation_level IN ('LAY', 'QUALIFIED', 'SWORN')`)
@Index('entry_interview_case_idx', ['regionId', 'caseId'])
export class EntryInterview {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'entry_interview_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'entry_interview_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'controller_unit_id' })
  controllerUnitId!: string;

  @Column({ type: 'date', name: 'held_on' })
  heldOn!: string;

  @Column({ type: 'text' })
  language!: string;

  @Column({ type: 'text', name: 'mediation_level', nullable: true })
  mediationLevel!: string | null;

  @Column({ type: 'boolean', name: 'use_for_own_case' })
  useForOwnCase!: boolean;

  @Column({ type: 'boolean', name: 'use_anonymised' })
  useAnonymised!: boolean;

  @Column({ type: 'uuid', name: 'recorded_by' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;
}

/** Answer in the words and language of the person, with translation. */
@Entity('interview_answer')
@ForeignKey('EntryInterview', ['regionId', 'interviewId'], ['regionId', 'id'], {
  name: 'interview_answer_interview_fk',
})
@Check(
  'interview_answer_question_known',
  `question IN ('PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS')`,
)
@Check(
  'interview_answer_life_area_known',
  `life_area IN ('LEGAL_STATUS', 'LANGUAGE', 'WORK', 'EDUCATION', 'HOUSING', 'SUBSISTENCE', 'HEALTH', 'FAMILY', 'MOBILITY', 'DISCRIMINATION', 'SOCIAL_NETWORK', 'DIGITAL_ACCESS', 'SAFETY')`,
)
@Check('interview_answer_quotable_known', `quotable IN ('YES', 'NO', 'ANONYMISED')`)
@Index('interview_answer_interview_idx', ['regionId', 'interviewId'])
export class InterviewAnswer {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'interview_answer_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'interview_answer_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'interview_id' })
  interviewId!: string;

  @Column({ type: 'text' })
  question!: string;

  @Column({ type: 'bytea', name: 'original_sealed' })
  originalSealed!: Buffer;

  @Column({ type: 'bytea', name: 'translation_sealed', nullable: true })
  translationSealed!: Buffer | null;

  @Column({ type: 'text', name: 'life_area', nullable: true })
  lifeArea!: string | null;

  @Column({ type: 'text' })
  quotable!: string;
}

/** Need or resource of a person in one life area; what it says is a data item of the unit that recorded it. */
@Entity('life_area_entry')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'life_area_entry_case_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'controllerUnitId'], ['regionId', 'id'], {
  name: 'life_area_entry_unit_fk',
})
@ForeignKey('DataItem', ['regionId', 'itemId'], ['regionId', 'id'], { name: 'life_area_entry_item_fk' })
@Check('life_area_entry_kind_known', `kind IN ('NEED', 'RESOURCE')`)
@Check(
  'life_area_entry_area_known',
  `life_area IN ('LEGAL_STATUS', 'LANGUAGE', 'WORK', 'EDUCATION', 'HOUSING', 'SUBSISTENCE', 'HEALTH', 'FAMILY', 'MOBILITY', 'DISCRIMINATION', 'SOCIAL_NETWORK', 'DIGITAL_ACCESS', 'SAFETY')`,
)
@Check('life_area_entry_priority_range', `priority BETWEEN 1 AND 5`)
@Index('life_area_entry_case_idx', ['regionId', 'caseId', 'controllerUnitId'])
@Index('life_area_entry_item_idx', ['regionId', 'itemId'])
export class LifeAreaEntry {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'life_area_entry_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'life_area_entry_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'controller_unit_id' })
  controllerUnitId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', name: 'life_area' })
  lifeArea!: string;

  @Column({ type: 'uuid', name: 'item_id' })
  itemId!: string;

  @Column({ type: 'smallint', nullable: true })
  priority!: number | null;
}

/** Agreed step of a unit or of the person; its state is the process of definition task. */
@Entity('task')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'task_case_fk' })
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'task_person_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], { name: 'task_unit_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'createdByUnitId'], ['regionId', 'id'], {
  name: 'task_created_by_unit_fk',
})
@Check('task_one_holder', `(unit_id IS NOT NULL) <> held_by_person`)
@Check('task_person_of_case', `(case_id IS NULL) = (person_id IS NULL)`)
@Check(
  'task_title_kept',
  `(title IS NULL) = (person_id IS NOT NULL) AND (title_sealed IS NULL) = (person_id IS NULL)`,
)
@Check('task_title_length', `length(title) BETWEEN 3 AND 200`)
@Index('task_unit_idx', ['regionId', 'unitId', 'dueOn'])
@Index('task_case_idx', ['regionId', 'caseId'])
@Index('task_origin_idx', ['regionId', 'originType', 'originId'])
export class Task {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'task_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'task_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id', nullable: true })
  caseId!: string | null;

  /** Whose key seals the title; of a task without a case `null`. */
  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({
    type: 'text',
    nullable: true,
    comment:
      'Only of a task without a case, about nobody; of any other it is sealed with the key of the person',
  })
  title!: string | null;

  @Column({ type: 'bytea', name: 'title_sealed', nullable: true })
  titleSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'unit_id', nullable: true })
  unitId!: string | null;

  @Column({ type: 'boolean', name: 'held_by_person', default: false })
  heldByPerson!: boolean;

  @Column({ type: 'date', name: 'due_on' })
  dueOn!: string;

  @Column({ type: 'text', name: 'origin_type' })
  originType!: string;

  @Column({ type: 'uuid', name: 'origin_id' })
  originId!: string;

  @Column({ type: 'uuid', name: 'created_by_unit_id', nullable: true })
  createdByUnitId!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at' })
  createdAt!: Date;
}
