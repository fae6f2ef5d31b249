import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** First answer of every command; see `CommandRunner`. */
@Entity('idempotency_record')
@Check('idempotency_record_key_length', `length(key) BETWEEN 8 AND 200`)
export class IdempotencyRecord {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'idempotency_record_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'account_id', primaryKeyConstraintName: 'idempotency_record_pk' })
  accountId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'idempotency_record_pk' })
  command!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'idempotency_record_pk' })
  key!: string;

  @Column({ type: 'text' })
  fingerprint!: string;

  @Column({ type: 'jsonb', nullable: true })
  answer!: unknown;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
