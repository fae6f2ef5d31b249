import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** Unit of data distribution: one Kreis or kreisfreie Stadt. */
@Entity('region')
@Check('region_id_format', `region_id ~ '^[a-z][a-z0-9-]{1,30}$'`)
export class Region {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'region_pk' })
  regionId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'boolean', name: 'is_demonstration', default: false })
  isDemonstration!: boolean;

  @Column({ type: 'timestamptz', name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
