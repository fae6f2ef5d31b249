import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Availability of people, rooms and interpreters, wishes of the person, and what a conference needs of its date. */
export class CreateCalendarPlanning1763800660000 implements MigrationInterface {
  name = 'CreateCalendarPlanning1763800660000';

  async up(runner: QueryRunner): Promise<void> {
    await createPlaces(runner);
    await createAvailability(runner);
    await createNeeds(runner);
    await runner.query(`GRANT SELECT, INSERT, UPDATE (name) ON place TO fallwerk_app`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE (minutes) ON travel_time TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (name, capacity, step_free, has_video, hearing_loop, place_id) ON room TO fallwerk_app`,
    );
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE (level, gender, ended_on) ON interpreter TO fallwerk_app`,
    );
    await runner.query(
      `GRANT SELECT, INSERT, DELETE ON interpreter_language, conference_unit_seat, conference_unit_candidate TO fallwerk_app`,
    );
    await runner.query(`GRANT SELECT, INSERT, DELETE, UPDATE (valid) ON weekly_hours TO fallwerk_app`);
    await runner.query(`GRANT SELECT, INSERT, DELETE ON absence TO fallwerk_app`);
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE (wishes_sealed, changed_at) ON person_planning_wish TO fallwerk_app`,
    );
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON conference_planning TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['conference_unit_candidate', 'conference_unit_seat', 'conference_planning'])
      await runner.query(`DROP TABLE ${table}`);
    for (const table of [
      'person_planning_wish',
      'absence',
      'weekly_hours',
      'interpreter_language',
      'interpreter',
    ])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query(
      `ALTER TABLE room DROP CONSTRAINT room_place_fk, DROP COLUMN place_id, DROP COLUMN has_video, DROP COLUMN hearing_loop`,
    );
    await runner.query(`DROP TABLE travel_time`);
    await runner.query(`DROP TABLE place`);
  }
}

async function createPlaces(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE place (
      region_id text NOT NULL,
      id uuid NOT NULL,
      name text NOT NULL,
      CONSTRAINT place_pk PRIMARY KEY (region_id, id),
      CONSTRAINT place_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
      CONSTRAINT place_name_unique UNIQUE (region_id, name)
    )`);
  await runner.query(`COMMENT ON TABLE place IS 'Where rooms lie, for the way between two conferences'`);
  await runner.query(`
    CREATE TABLE travel_time (
      region_id text NOT NULL,
      from_place_id uuid NOT NULL,
      to_place_id uuid NOT NULL,
      minutes smallint NOT NULL,
      CONSTRAINT travel_time_pk PRIMARY KEY (region_id, from_place_id, to_place_id),
      CONSTRAINT travel_time_from_fk FOREIGN KEY (region_id, from_place_id) REFERENCES place (region_id, id),
      CONSTRAINT travel_time_to_fk FOREIGN KEY (region_id, to_place_id) REFERENCES place (region_id, id),
      CONSTRAINT travel_time_elsewhere CHECK (from_place_id <> to_place_id),
      CONSTRAINT travel_time_range CHECK (minutes BETWEEN 0 AND 480)
    )`);
  await runner.query(
    `COMMENT ON TABLE travel_time IS 'Minutes between two places; counts for the way back as well unless that has a row of its own'`,
  );
  await runner.query(`
    ALTER TABLE room ADD COLUMN place_id uuid, ADD COLUMN has_video boolean NOT NULL DEFAULT false,
      ADD COLUMN hearing_loop boolean NOT NULL DEFAULT false,
      ADD CONSTRAINT room_place_fk FOREIGN KEY (region_id, place_id) REFERENCES place (region_id, id)`);
}

async function createAvailability(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE interpreter (
      region_id text NOT NULL,
      id uuid NOT NULL,
      pool_number text NOT NULL,
      level text NOT NULL,
      gender text,
      ended_on date,
      CONSTRAINT interpreter_pk PRIMARY KEY (region_id, id),
      CONSTRAINT interpreter_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
      CONSTRAINT interpreter_number_unique UNIQUE (region_id, pool_number),
      CONSTRAINT interpreter_number_format CHECK (pool_number ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'),
      CONSTRAINT interpreter_level_known CHECK (level IN ('LAY', 'QUALIFIED', 'SWORN')),
      CONSTRAINT interpreter_gender_known CHECK (gender IN ('FEMALE', 'MALE', 'DIVERSE'))
    )`);
  await runner.query(
    `COMMENT ON TABLE interpreter IS 'Interpreter of the pool, by number alone: who that is the pool knows'`,
  );
  await runner.query(`
    CREATE TABLE interpreter_language (
      region_id text NOT NULL,
      interpreter_id uuid NOT NULL,
      language text NOT NULL,
      variety text NOT NULL DEFAULT '',
      CONSTRAINT interpreter_language_pk PRIMARY KEY (region_id, interpreter_id, language, variety),
      CONSTRAINT interpreter_language_interpreter_fk FOREIGN KEY (region_id, interpreter_id)
        REFERENCES interpreter (region_id, id),
      CONSTRAINT interpreter_language_tag CHECK (language ~ '^[a-z]{2,3}$'),
      CONSTRAINT interpreter_language_variety CHECK (variety ~ '^[A-Za-z0-9-]{0,30}$')
    )`);
  await runner.query(
    `COMMENT ON TABLE interpreter_language IS 'Language an interpreter speaks, with its variety where that matters'`,
  );
  await runner.query(`
    CREATE TABLE weekly_hours (
      region_id text NOT NULL,
      id uuid NOT NULL,
      staff_id uuid,
      interpreter_id uuid,
      kind text NOT NULL,
      weekday smallint NOT NULL,
      from_minute integer NOT NULL,
      until_minute integer NOT NULL,
      valid daterange NOT NULL,
      CONSTRAINT weekly_hours_pk PRIMARY KEY (region_id, id),
      CONSTRAINT weekly_hours_staff_fk FOREIGN KEY (region_id, staff_id) REFERENCES staff_member (region_id, id),
      CONSTRAINT weekly_hours_interpreter_fk FOREIGN KEY (region_id, interpreter_id)
        REFERENCES interpreter (region_id, id),
      CONSTRAINT weekly_hours_one_holder CHECK (num_nonnulls(staff_id, interpreter_id) = 1),
      CONSTRAINT weekly_hours_kind_known CHECK (kind IN ('WORK', 'LUNCH')),
      CONSTRAINT weekly_hours_weekday CHECK (weekday BETWEEN 1 AND 7),
      CONSTRAINT weekly_hours_minutes CHECK (0 <= from_minute AND from_minute < until_minute AND until_minute <= 1440),
      CONSTRAINT weekly_hours_valid CHECK (NOT isempty(valid) AND NOT lower_inf(valid)),
      CONSTRAINT weekly_hours_staff_once EXCLUDE USING gist (region_id WITH =, staff_id WITH =, kind WITH =, weekday WITH =, int4range(from_minute, until_minute) WITH &&, valid WITH &&),
      CONSTRAINT weekly_hours_interpreter_once EXCLUDE USING gist (region_id WITH =, interpreter_id WITH =, kind WITH =, weekday WITH =, int4range(from_minute, until_minute) WITH &&, valid WITH &&)
    )`);
  await runner.query(
    `COMMENT ON TABLE weekly_hours IS 'When somebody works or eats on a day of the week, in minutes of the clock on the wall; never overlapping'`,
  );
  await runner.query(`
    CREATE TABLE absence (
      region_id text NOT NULL,
      id uuid NOT NULL,
      staff_id uuid,
      interpreter_id uuid,
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      CONSTRAINT absence_pk PRIMARY KEY (region_id, id),
      CONSTRAINT absence_staff_fk FOREIGN KEY (region_id, staff_id) REFERENCES staff_member (region_id, id),
      CONSTRAINT absence_interpreter_fk FOREIGN KEY (region_id, interpreter_id) REFERENCES interpreter (region_id, id),
      CONSTRAINT absence_one_holder CHECK (num_nonnulls(staff_id, interpreter_id) = 1),
      CONSTRAINT absence_order CHECK (starts_at < ends_at)
    )`);
  await runner.query(`COMMENT ON TABLE absence IS 'When somebody is away; why is nowhere written'`);
  await runner.query(`CREATE INDEX absence_staff_idx ON absence (region_id, staff_id, ends_at)`);
  await runner.query(`CREATE INDEX absence_interpreter_idx ON absence (region_id, interpreter_id, ends_at)`);
  await runner.query(`
    CREATE TABLE person_planning_wish (
      region_id text NOT NULL,
      person_id uuid NOT NULL,
      wishes_sealed bytea NOT NULL,
      changed_at timestamptz NOT NULL,
      CONSTRAINT person_planning_wish_pk PRIMARY KEY (region_id, person_id),
      CONSTRAINT person_planning_wish_person_fk FOREIGN KEY (region_id, person_id) REFERENCES person (region_id, id)
    )`);
  await runner.query(
    `COMMENT ON TABLE person_planning_wish IS 'When and how a person can take part: times, interpreter, room; sealed with their key'`,
  );
}

async function createNeeds(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_planning (
      region_id text NOT NULL,
      conference_id uuid NOT NULL,
      duration_minutes smallint NOT NULL,
      format text NOT NULL,
      needs_step_free boolean NOT NULL,
      needs_hearing_loop boolean NOT NULL,
      needs_video boolean NOT NULL,
      buffer_before_minutes smallint NOT NULL,
      buffer_after_minutes smallint NOT NULL,
      interpreter_level text,
      earliest_on date,
      latest_on date,
      CONSTRAINT conference_planning_pk PRIMARY KEY (region_id, conference_id),
      CONSTRAINT conference_planning_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_planning_duration CHECK (duration_minutes BETWEEN 15 AND 240),
      CONSTRAINT conference_planning_format_known CHECK (format IN ('IN_PERSON', 'EITHER', 'VIDEO')),
      CONSTRAINT conference_planning_buffers
        CHECK (buffer_before_minutes BETWEEN 0 AND 120 AND buffer_after_minutes BETWEEN 0 AND 120),
      CONSTRAINT conference_planning_level_known CHECK (interpreter_level IN ('LAY', 'QUALIFIED', 'SWORN')),
      CONSTRAINT conference_planning_dates CHECK (earliest_on <= latest_on)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_planning IS 'What a conference needs of its date: length, form, room, buffers, days'`,
  );
  await runner.query(`
    CREATE TABLE conference_unit_seat (
      region_id text NOT NULL,
      conference_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      seats smallint NOT NULL,
      is_required boolean NOT NULL,
      needs_mandate boolean NOT NULL,
      CONSTRAINT conference_unit_seat_pk PRIMARY KEY (region_id, conference_id, unit_id),
      CONSTRAINT conference_unit_seat_participation_fk FOREIGN KEY (region_id, conference_id, unit_id)
        REFERENCES conference_participation (region_id, conference_id, unit_id) ON DELETE CASCADE,
      CONSTRAINT conference_unit_seat_range CHECK (seats BETWEEN 1 AND 5)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_unit_seat IS 'How many come for a body, whether it has to be there, and with mandate'`,
  );
  await runner.query(`
    CREATE TABLE conference_unit_candidate (
      region_id text NOT NULL,
      conference_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      staff_id uuid NOT NULL,
      rank smallint NOT NULL,
      CONSTRAINT conference_unit_candidate_pk PRIMARY KEY (region_id, conference_id, unit_id, staff_id),
      CONSTRAINT conference_unit_candidate_seat_fk FOREIGN KEY (region_id, conference_id, unit_id)
        REFERENCES conference_unit_seat (region_id, conference_id, unit_id) ON DELETE CASCADE,
      CONSTRAINT conference_unit_candidate_staff_fk FOREIGN KEY (region_id, staff_id)
        REFERENCES staff_member (region_id, id)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_unit_candidate IS 'Who may come for a body: the regular ones first, then their substitutes'`,
  );
}
