import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Place in which conferences are held. */
@Entity('room')
@ForeignKey('Organisation', ['regionId', 'organisationId'], ['regionId', 'id'], {
  name: 'room_organisation_fk',
})
@ForeignKey('Place', ['regionId', 'placeId'], ['regionId', 'id'], { name: 'room_place_fk' })
@Unique('room_name_unique', ['regionId', 'organisationId', 'name'])
@Check('room_capacity_range', `capacity BETWEEN 2 AND 500`)
export class Room {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'room_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'room_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'organisation_id' })
  organisationId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'smallint' })
  capacity!: number;

  @Column({ type: 'boolean', name: 'step_free' })
  stepFree!: boolean;

  @Column({ type: 'uuid', name: 'place_id', nullable: true })
  placeId!: string | null;

  @Column({ type: 'boolean', name: 'has_video', default: false })
  hasVideo!: boolean;

  @Column({ type: 'boolean', name: 'hearing_loop', default: false })
  hearingLoop!: boolean;
}
