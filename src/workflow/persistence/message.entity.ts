import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A message from one process to another; written by hand-written SQL in `MessageStore`. */
@Entity('process_message')
@ForeignKey('ProcessRow', ['regionId', 'senderProcessId'], ['regionId', 'id'], {
  name: 'process_message_sender_fk',
})
@ForeignKey('ProcessRow', ['regionId', 'receiverProcessId'], ['regionId', 'id'], {
  name: 'process_message_receiver_fk',
})
@Check(
  'process_message_status_known',
  `status IN ('pending', 'delivered', 'undeliverable', 'refused', 'expired')`,
)
@Check('process_message_closed_at', `(status = 'pending') = (closed_at IS NULL)`)
@Check('process_message_addressed', `status = 'undeliverable' OR address <> ''`)
@Index('process_message_address_idx', ['regionId', 'address', 'number'], { where: `status = 'pending'` })
@Index('process_message_due_idx', ['regionId', 'nextAttemptAt'], { where: `status = 'pending'` })
@Index('process_message_sender_idx', ['regionId', 'senderProcessId', 'number'])
export class ProcessMessageRow {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'process_message_pk' })
  regionId!: string;

  /** Also the id of the receiver's log entry: that is why it can arrive only once. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'process_message_pk' })
  id!: string;

  /** Order of sending; within one sender without gaps in meaning, because its row is locked while it sends. */
  @Column({ type: 'bigint', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  number!: string;

  @Column({ type: 'uuid', name: 'sender_process_id' })
  senderProcessId!: string;

  @Column({ type: 'integer', name: 'sender_seq' })
  senderSeq!: number;

  /** Named by the sender, or found when it was delivered. */
  @Column({ type: 'uuid', name: 'receiver_process_id', nullable: true })
  receiverProcessId!: string | null;

  @Column({ type: 'text', name: 'receiver_key', nullable: true })
  receiverKey!: string | null;

  @Column({ type: 'text', nullable: true })
  correlation!: string | null;

  /** `process:<id>` or `<key>:<correlation>`. */
  @Column({ type: 'text' })
  address!: string;

  @Column({ type: 'text', name: 'event_type' })
  eventType!: string;

  @Column({ type: 'jsonb', default: {} })
  payload!: unknown;

  @Column({ type: 'text', name: 'on_undeliverable', nullable: true })
  onUndeliverable!: string | null;

  @Column({ type: 'integer' })
  hops!: number;

  @Column({ type: 'text' })
  status!: string;

  /** Why the last attempt failed. */
  @Column({ type: 'text', name: 'reason_code', nullable: true })
  reasonCode!: string | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'timestamptz', name: 'sent_at' })
  sentAt!: Date;

  @Column({ type: 'timestamptz', name: 'next_attempt_at' })
  nextAttemptAt!: Date;

  @Column({ type: 'timestamptz', name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', name: 'closed_at', nullable: true })
  closedAt!: Date | null;
}
