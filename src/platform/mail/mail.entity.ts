import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Address of a staff member, a unit or a person; that of a person is sealed with their key. */
@Entity('mail_address')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'mail_address_region_fk' })
@Check('mail_address_holder_known', `holder_kind IN ('STAFF', 'UNIT', 'PERSON')`)
@Check(
  'mail_address_kept',
  `num_nonnulls(address, address_sealed) = 1 AND (address_sealed IS NOT NULL) = (holder_kind = 'PERSON')`,
)
export class MailAddress {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'mail_address_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'text', name: 'holder_kind', primaryKeyConstraintName: 'mail_address_pk' })
  holderKind!: string;

  @PrimaryColumn({ type: 'uuid', name: 'holder_id', primaryKeyConstraintName: 'mail_address_pk' })
  holderId!: string;

  @Column({ type: 'text', nullable: true })
  address!: string | null;

  @Column({ type: 'bytea', name: 'address_sealed', nullable: true })
  addressSealed!: Buffer | null;
}

/** Mail to be sent or sent: to whom and about what, by reference; its words are made when it leaves. */
@Entity('mail_message')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'mail_message_region_fk' })
@Unique('mail_message_once', [
  'regionId',
  'subjectKind',
  'subjectId',
  'recipientKind',
  'recipientId',
  'version',
])
@Check('mail_message_recipient_known', `recipient_kind IN ('STAFF', 'UNIT', 'PERSON')`)
@Check('mail_message_method_known', `method IN ('REQUEST', 'CANCEL')`)
@Check(
  'mail_message_status_known',
  `status IN ('WAITING', 'SENDING', 'SENT', 'NO_SERVER', 'NO_ADDRESS', 'OVERTAKEN', 'FAILED')`,
)
@Check('mail_message_sent', `(status = 'SENT') = (sent_at IS NOT NULL)`)
@Index('mail_message_open_idx', ['regionId', 'queuedAt'], {
  where: `status IN ('WAITING', 'SENDING', 'NO_SERVER')`,
})
export class MailMessage {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'mail_message_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'mail_message_pk' })
  id!: string;

  @Column({ type: 'text', name: 'subject_kind' })
  subjectKind!: string;

  @Column({ type: 'uuid', name: 'subject_id' })
  subjectId!: string;

  @Column({ type: 'text', name: 'recipient_kind' })
  recipientKind!: string;

  @Column({ type: 'uuid', name: 'recipient_id' })
  recipientId!: string;

  @Column({ type: 'text' })
  method!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text', default: 'WAITING' })
  status!: string;

  @Column({ type: 'smallint', default: 0 })
  attempts!: number;

  @Column({ type: 'text', nullable: true })
  problem!: string | null;

  @Column({ type: 'timestamptz', name: 'queued_at' })
  queuedAt!: Date;

  @Column({ type: 'timestamptz', name: 'claimed_at', nullable: true })
  claimedAt!: Date | null;

  @Column({ type: 'timestamptz', name: 'sent_at', nullable: true })
  sentAt!: Date | null;
}
