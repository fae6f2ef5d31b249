import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Notice to a recipient that an item it received was corrected, disputed, restricted or erased. */
@Entity('recipient_notice')
@ForeignKey('DataItem', ['regionId', 'itemId'], ['regionId', 'id'], { name: 'recipient_notice_item_fk' })
@ForeignKey('OrganisationUnit', ['regionId', 'fromUnitId'], ['regionId', 'id'], {
  name: 'recipient_notice_from_fk',
})
@ForeignKey('OrganisationUnit', ['regionId', 'toUnitId'], ['regionId', 'id'], {
  name: 'recipient_notice_to_fk',
})
@ForeignKey('StaffMember', ['regionId', 'acknowledgedBy'], ['regionId', 'id'], {
  name: 'recipient_notice_staff_fk',
})
@ForeignKey('CaseFile', ['regionId', 'caseId'], ['regionId', 'id'], { name: 'recipient_notice_case_fk' })
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], { name: 'recipient_notice_person_fk' })
@Check('recipient_notice_kind_known', `kind IN ('CORRECTED', 'DISPUTED', 'RESTRICTED', 'ERASED')`)
@Check('recipient_notice_answer_whole', `num_nonnulls(acknowledged_by, acknowledged_at) IN (0, 2)`)
@Index('recipient_notice_open_idx', ['regionId', 'toUnitId', 'sentAt', 'id'], {
  where: 'acknowledged_at IS NULL',
})
@Index('recipient_notice_item_idx', ['regionId', 'itemId'])
export class RecipientNotice {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'recipient_notice_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'recipient_notice_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'case_id' })
  caseId!: string;

  @Column({ type: 'uuid', name: 'person_id' })
  personId!: string;

  @Column({ type: 'uuid', name: 'item_id' })
  itemId!: string;

  @Column({ type: 'text' })
  category!: string;

  @Column({ type: 'uuid', name: 'from_unit_id' })
  fromUnitId!: string;

  @Column({ type: 'uuid', name: 'to_unit_id' })
  toUnitId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'timestamptz', name: 'sent_at' })
  sentAt!: Date;

  @Column({ type: 'uuid', name: 'acknowledged_by', nullable: true })
  acknowledgedBy!: string | null;

  @Column({ type: 'timestamptz', name: 'acknowledged_at', nullable: true })
  acknowledgedAt!: Date | null;
}
