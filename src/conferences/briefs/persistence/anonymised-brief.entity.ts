import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Falldarstellung without names as it was released; nothing in it leads to the case. */
@Entity('anonymised_brief')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'anonymised_brief_region_fk' })
@Unique('anonymised_brief_number_unique', ['regionId', 'number'])
export class AnonymisedBrief {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'anonymised_brief_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'anonymised_brief_pk' })
  id!: string;

  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'text', array: true })
  attributes!: string[];

  @Column({ type: 'date', name: 'released_on' })
  releasedOn!: string;
}

/** Line of a released Falldarstellung without names. */
@Entity('anonymised_brief_line')
@ForeignKey('AnonymisedBrief', ['regionId', 'anonymisedBriefId'], ['regionId', 'id'], {
  name: 'anonymised_brief_line_brief_fk',
})
@Check('anonymised_brief_line_section_range', `section BETWEEN 3 AND 10`)
@Check(
  'anonymised_brief_line_kind_known',
  `kind IN ('FACT', 'OBSERVATION', 'STATEMENT', 'ALLEGATION', 'OPINION')`,
)
@Index('anonymised_brief_line_brief_idx', ['regionId', 'anonymisedBriefId'])
export class AnonymisedBriefLine {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'anonymised_brief_line_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'anonymised_brief_line_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'anonymised_brief_id' })
  anonymisedBriefId!: string;

  @Column({ type: 'smallint' })
  section!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  text!: string;
}

/** Where a released Falldarstellung without names comes from; for the releasing unit alone. */
@Entity('anonymised_brief_origin')
@ForeignKey('AnonymisedBrief', ['regionId', 'anonymisedBriefId'], ['regionId', 'id'], {
  name: 'anonymised_brief_origin_brief_fk',
})
@ForeignKey('CaseBrief', ['regionId', 'briefId'], ['regionId', 'id'], {
  name: 'anonymised_brief_origin_version_fk',
})
@ForeignKey('CaseConference', ['regionId', 'conferenceId'], ['regionId', 'id'], {
  name: 'anonymised_brief_origin_conference_fk',
})
@ForeignKey('StaffMember', ['regionId', 'releasedBy'], ['regionId', 'id'], {
  name: 'anonymised_brief_origin_staff_fk',
})
@Check('anonymised_brief_origin_hash_format', `content_hash ~ '^[0-9a-f]{64}$'`)
@Check('anonymised_brief_origin_answer_known', `room_answer IN ('NO', 'NOT_RECOGNISABLE')`)
@Check(
  'anonymised_brief_origin_reasoned',
  `num_nonnulls(room_reason, room_reason_sealed) = CASE room_answer WHEN 'NO' THEN 0 ELSE 1 END`,
)
@Index('anonymised_brief_origin_one_open', ['regionId', 'conferenceId'], {
  unique: true,
  where: 'withdrawn_on IS NULL',
})
export class AnonymisedBriefOrigin {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'anonymised_brief_origin_pk' })
  regionId!: string;

  @PrimaryColumn({
    type: 'uuid',
    name: 'anonymised_brief_id',
    primaryKeyConstraintName: 'anonymised_brief_origin_pk',
  })
  anonymisedBriefId!: string;

  @Column({ type: 'uuid', name: 'conference_id' })
  conferenceId!: string;

  @Column({ type: 'uuid', name: 'brief_id' })
  briefId!: string;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  /** Bodies in the room when it was released; one more voids the release. */
  @Column({ type: 'uuid', array: true })
  circle!: string[];

  @Column({ type: 'text', name: 'room_answer' })
  roomAnswer!: string;

  @Column({ type: 'text', name: 'room_reason', nullable: true })
  roomReason!: string | null;

  @Column({ type: 'bytea', name: 'room_reason_sealed', nullable: true })
  roomReasonSealed!: Buffer | null;

  @Column({ type: 'uuid', name: 'released_by' })
  releasedBy!: string;

  @Column({ type: 'date', name: 'released_on' })
  releasedOn!: string;

  @Column({ type: 'date', name: 'withdrawn_on', nullable: true })
  withdrawnOn!: string | null;
}

/** Coarse attributes of a case by which is counted how many share them. */
@Entity('case_profile')
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'case_profile_case_fk' })
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'case_profile_person_fk' })
@ForeignKey('StaffMember', ['regionId', 'recordedBy'], ['regionId', 'id'], { name: 'case_profile_staff_fk' })
export class CaseProfile {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'case_profile_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'case_id', primaryKeyConstraintName: 'case_profile_pk' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'bytea', name: 'profile_sealed' })
  profileSealed!: Buffer;

  @Column({ type: 'bytea', array: true })
  fingerprints!: Buffer[];

  @Column({ type: 'uuid', name: 'recorded_by' })
  recordedBy!: string;

  @Column({ type: 'timestamptz', name: 'recorded_at' })
  recordedAt!: Date;
}

/** Thresholds of anonymity that a region decided; the last one counts. */
@Entity('anonymity_setting')
@ForeignKey('StaffMember', ['regionId', 'setBy'], ['regionId', 'id'], { name: 'anonymity_setting_staff_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], {
  name: 'anonymity_setting_unit_fk',
})
@Check('anonymity_setting_range', `k BETWEEN 2 AND 1000 AND min_residents BETWEEN 1 AND 1000000`)
export class AnonymitySetting {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'anonymity_setting_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'anonymity_setting_pk' })
  id!: string;

  @Column({ type: 'smallint' })
  k!: number;

  @Column({ type: 'integer', name: 'min_residents' })
  minResidents!: number;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'uuid', name: 'set_by' })
  setBy!: string;

  @Column({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'timestamptz', name: 'set_at' })
  setAt!: Date;
}

/** How many residents of a region have a nationality. */
@Entity('nationality_residents')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'nationality_residents_region_fk' })
@Check('nationality_residents_code', `nationality ~ '^[A-Z]{2}$'`)
@Check('nationality_residents_range', `residents >= 0`)
export class NationalityResidents {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'nationality_residents_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'nationality_residents_pk' })
  nationality!: string;

  @Column({ type: 'integer' })
  residents!: number;

  @Column({ type: 'date', name: 'as_of' })
  asOf!: string;

  @Column({ type: 'text' })
  source!: string;
}
