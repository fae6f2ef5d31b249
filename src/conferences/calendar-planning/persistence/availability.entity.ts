import { Check, Column, Entity, Exclusion, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Where rooms lie. */
@Entity('place')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'place_region_fk' })
@Unique('place_name_unique', ['regionId', 'name'])
export class Place {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'place_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'place_pk' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;
}

/** Minutes between two places; counts for the way back as well unless that has a row of its own. */
@Entity('travel_time')
@ForeignKey('Place', ['regionId', 'fromPlaceId'], ['regionId', 'id'], { name: 'travel_time_from_fk' })
@ForeignKey('Place', ['regionId', 'toPlaceId'], ['regionId', 'id'], { name: 'travel_time_to_fk' })
@Check('travel_time_elsewhere', `from_place_id <> to_place_id`)
@Check('travel_time_range', `minutes BETWEEN 0 AND 480`)
export class TravelTime {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'travel_time_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'from_place_id', primaryKeyConstraintName: 'travel_time_pk' })
  fromPlaceId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'to_place_id', primaryKeyConstraintName: 'travel_time_pk' })
  toPlaceId!: string;

  @Column({ type: 'smallint' })
  minutes!: number;
}

/** Interpreter of the pool, by number alone. */
@Entity('interpreter')
@ForeignKey('Region', ['regionId'], ['regionId'], { name: 'interpreter_region_fk' })
@Unique('interpreter_number_unique', ['regionId', 'poolNumber'])
@Check('interpreter_number_format', `pool_number ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'`)
@Check('interpreter_level_known', `level IN ('LAY', 'QUALIFIED', 'SWORN')`)
@Check('interpreter_gender_known', `gender IN ('FEMALE', 'MALE', 'DIVERSE')`)
export class Interpreter {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'interpreter_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'interpreter_pk' })
  id!: string;

  @Column({ type: 'text', name: 'pool_number' })
  poolNumber!: string;

  @Column({ type: 'text' })
  level!: string;

  @Column({ type: 'text', nullable: true })
  gender!: string | null;

  @Column({ type: 'date', name: 'ended_on', nullable: true })
  endedOn!: string | null;
}

/** Language an interpreter speaks, with its variety where that matters. */
@Entity('interpreter_language')
@ForeignKey('Interpreter', ['regionId', 'interpreterId'], ['regionId', 'id'], {
  name: 'interpreter_language_interpreter_fk',
})
@Check('interpreter_language_tag', `language ~ '^[a-z]{2,3}$'`)
@Check('interpreter_language_variety', `variety ~ '^[A-Za-z0-9-]{0,30}$'`)
export class InterpreterLanguage {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'interpreter_language_pk' })
  regionId!: string;

  @PrimaryColumn({
    type: 'uuid',
    name: 'interpreter_id',
    primaryKeyConstraintName: 'interpreter_language_pk',
  })
  interpreterId!: string;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'interpreter_language_pk' })
  language!: string;

  @PrimaryColumn({ type: 'text', default: '', primaryKeyConstraintName: 'interpreter_language_pk' })
  variety!: string;
}

/** When somebody works or eats on a day of the week; never overlapping. */
@Entity('weekly_hours')
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], { name: 'weekly_hours_staff_fk' })
@ForeignKey('Interpreter', ['regionId', 'interpreterId'], ['regionId', 'id'], {
  name: 'weekly_hours_interpreter_fk',
})
@Check('weekly_hours_one_holder', `num_nonnulls(staff_id, interpreter_id) = 1`)
@Check('weekly_hours_kind_known', `kind IN ('WORK', 'LUNCH')`)
@Check('weekly_hours_weekday', `weekday BETWEEN 1 AND 7`)
@Check('weekly_hours_minutes', `0 <= from_minute AND from_minute < until_minute AND until_minute <= 1440`)
@Check('weekly_hours_valid', `NOT isempty(valid) AND NOT lower_inf(valid)`)
@Exclusion(
  'weekly_hours_staff_once',
  `USING gist (region_id WITH =, staff_id WITH =, kind WITH =, weekday WITH =, int4range(from_minute, until_minute) WITH &&, valid WITH &&)`,
)
@Exclusion(
  'weekly_hours_interpreter_once',
  `USING gist (region_id WITH =, interpreter_id WITH =, kind WITH =, weekday WITH =, int4range(from_minute, until_minute) WITH &&, valid WITH &&)`,
)
export class WeeklyHours {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'weekly_hours_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'weekly_hours_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column({ type: 'uuid', name: 'interpreter_id', nullable: true })
  interpreterId!: string | null;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'smallint' })
  weekday!: number;

  @Column({ type: 'integer', name: 'from_minute' })
  fromMinute!: number;

  @Column({ type: 'integer', name: 'until_minute' })
  untilMinute!: number;

  @Column({ type: 'daterange' })
  valid!: string;
}

/** When somebody is away; why is nowhere written. */
@Entity('absence')
@ForeignKey('StaffMember', ['regionId', 'staffId'], ['regionId', 'id'], { name: 'absence_staff_fk' })
@ForeignKey('Interpreter', ['regionId', 'interpreterId'], ['regionId', 'id'], {
  name: 'absence_interpreter_fk',
})
@Check('absence_one_holder', `num_nonnulls(staff_id, interpreter_id) = 1`)
@Check('absence_order', `starts_at < ends_at`)
@Index('absence_staff_idx', ['regionId', 'staffId', 'endsAt'])
@Index('absence_interpreter_idx', ['regionId', 'interpreterId', 'endsAt'])
export class Absence {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'absence_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'absence_pk' })
  id!: string;

  @Column({ type: 'uuid', name: 'staff_id', nullable: true })
  staffId!: string | null;

  @Column({ type: 'uuid', name: 'interpreter_id', nullable: true })
  interpreterId!: string | null;

  @Column({ type: 'timestamptz', name: 'starts_at' })
  startsAt!: Date;

  @Column({ type: 'timestamptz', name: 'ends_at' })
  endsAt!: Date;
}

/** When and how a person can take part; sealed with their key. */
@Entity('person_planning_wish')
@ForeignKey('Person', ['regionId', 'personId'], ['regionId', 'id'], {
  name: 'person_planning_wish_person_fk',
})
export class PersonPlanningWish {
  @PrimaryColumn({ type: 'text', name: 'region_id', primaryKeyConstraintName: 'person_planning_wish_pk' })
  regionId!: string;

  @PrimaryColumn({ type: 'uuid', name: 'person_id', primaryKeyConstraintName: 'person_planning_wish_pk' })
  personId!: string;

  @Column({ type: 'bytea', name: 'wishes_sealed' })
  wishesSealed!: Buffer;

  @Column({ type: 'timestamptz', name: 'changed_at' })
  changedAt!: Date;
}
