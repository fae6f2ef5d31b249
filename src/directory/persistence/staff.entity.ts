import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Person who works for one or more units. */
@Entity('staff_member')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'staff_member_region_fk' })
export class StaffMember {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'staff_member_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'staff_member_pk' })
  id!: string;

  @Column({ type: 'text', name: 'display_name' })
  displayName!: string;

  @Column({ type: 'text', name: 'job_function' })
  jobFunction!: string;

  @Column({ type: 'boolean', name: 'is_demonstration', default: false })
  isDemonstration!: boolean;
}

/** Role of a staff member in a unit for a time. Rows are ended, never deleted. */
@Entity('staff_role')
@Unique('staff_role_unique', ['regionId', 'staffId', 'unitId', 'role', 'validFrom'])
@Check(
  'staff_role_known',
  `role IN ('CASEWORKER', 'CASE_MANAGER', 'UNIT_LEAD', 'PROJECT_LEAD', 'MODERATOR', 'RECORDER', 'WORKING_GROUP_MEMBER', 'STEERING_MEMBER', 'DATA_PROTECTION_OFFICER', 'SYSTEM_ADMIN')`,
)
@Check('staff_role_period', `valid_until IS NULL OR valid_until >= valid_from`)
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], { name: 'staff_role_staff_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'unitId'], ['regionId', 'id'], { name: 'staff_role_unit_fk' })
@Index('staff_role_unit_idx', ['regionId', 'unitId'])
export class StaffRoleEntry {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'staff_role_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'staff_role_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'staff_id' })
  staffId!: string;

  @Column({ type: 'uuid', name: 'unit_id' })
  unitId!: string;

  @Column({ type: 'text' })
  role!: string;

  @Column({ type: 'boolean', default: false })
  mandate!: boolean;

  @Column({ type: 'date', name: 'valid_from' })
  validFrom!: string;

  @Column({ type: 'date', name: 'valid_until', nullable: true })
  validUntil!: string | null;
}

/** Login of a staff member or person. The only table that leads from a login to a region. */
@Entity('account')
@Unique('account_id_unique', ['regionId', 'id'])
@Index('account_person_unique', ['regionId', 'personId'], { unique: true, where: 'person_id IS NOT NULL' })
@Check('account_one_holder', `num_nonnulls(staff_id, person_id) = 1`)
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], { name: 'account_staff_fk' })
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'account_person_fk' })
export class Account {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'account_pk' })
  issuer!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'account_pk' })
  subject!: string;

  @Column({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'region_id' })
  regionId!: string;

  @Column({ type: 'uuid', name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column({ type: 'uuid', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
