import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Sitzung: cases one after another, agenda, who is there, what the person and the bodies say. */
export class CreateSittings1763800640000 implements MigrationInterface {
  name = 'CreateSittings1763800640000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE case_conference ADD COLUMN deputy_id uuid,
        ADD CONSTRAINT case_conference_deputy_fk FOREIGN KEY (region_id, deputy_id)
          REFERENCES staff_member (region_id, id),
        ADD CONSTRAINT case_conference_deputy_other CHECK (deputy_id <> chair_id AND deputy_id <> recorder_id)`);
    await runner.query(`GRANT UPDATE (deputy_id) ON case_conference TO fallwerk_app`);
    await createItems(runner);
    await createPeople(runner);
    await createWords(runner);
    await runner.query(`GRANT SELECT, INSERT ON sitting, body_position, decision_condition TO fallwerk_app`);
    for (const [table, columns] of Object.entries({
      sitting_item: 'state, started_at, ended_at, revision',
      sitting_box: 'started_at, ended_at',
      sitting_pause: 'ended_at',
      sitting_person_part:
        'form, turn, turn_at, read_back, read_back_at, read_back_by, dissent_sealed, no_finding, findings',
      sitting_attendance:
        'job_function, mandate, presence, undertaking_at, language, level, pool_number, refused_because_sealed, recorded_by, recorded_at',
      sitting_sealed_entry: 'access, decided_by, decided_at',
    })) {
      await runner.query(`GRANT SELECT, INSERT, UPDATE (${columns}) ON ${table} TO fallwerk_app`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'decision_condition',
      'body_position',
      'sitting_sealed_entry',
      'sitting_attendance',
      'sitting_person_part',
      'sitting_pause',
      'sitting_box',
      'sitting_item',
      'sitting',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query(`ALTER TABLE case_conference DROP COLUMN deputy_id`);
  }
}

const OF_ITEM = (table: string): string => `
  CONSTRAINT ${table}_item_fk FOREIGN KEY (region_id, item_id) REFERENCES sitting_item (region_id, id),
  CONSTRAINT ${table}_conference_fk FOREIGN KEY (region_id, conference_id)
    REFERENCES case_conference (region_id, id)`;

async function createItems(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE sitting (
      region_id text NOT NULL,
      id uuid NOT NULL,
      created_at timestamptz NOT NULL,
      CONSTRAINT sitting_pk PRIMARY KEY (region_id, id),
      CONSTRAINT sitting_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id)
    )`);
  await runner.query(
    `COMMENT ON TABLE sitting IS 'Meeting in which conferences follow each other with changing circles; says nothing of any case'`,
  );
  await runner.query(`
    CREATE TABLE sitting_item (
      region_id text NOT NULL,
      id uuid NOT NULL,
      sitting_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      planned_start timestamptz NOT NULL,
      planned_minutes smallint NOT NULL,
      state text NOT NULL,
      started_at timestamptz,
      ended_at timestamptz,
      revision integer NOT NULL DEFAULT 0,
      CONSTRAINT sitting_item_pk PRIMARY KEY (region_id, id),
      CONSTRAINT sitting_item_sitting_fk FOREIGN KEY (region_id, sitting_id) REFERENCES sitting (region_id, id),
      CONSTRAINT sitting_item_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT sitting_item_state_known CHECK (state IN ('PLANNED', 'RUNNING', 'PAUSED', 'STOPPED', 'ENDED')),
      CONSTRAINT sitting_item_minutes CHECK (planned_minutes BETWEEN 1 AND 1440),
      CONSTRAINT sitting_item_begun CHECK (state NOT IN ('RUNNING', 'PAUSED', 'ENDED') OR started_at IS NOT NULL),
      CONSTRAINT sitting_item_over CHECK ((state IN ('STOPPED', 'ENDED')) = (ended_at IS NOT NULL))
    )`);
  await runner.query(
    `COMMENT ON TABLE sitting_item IS 'Conference within a sitting: when it is planned and was held; outsiders see of it that there is another case, and its times'`,
  );
  await runner.query(`
    CREATE UNIQUE INDEX sitting_item_one_open ON sitting_item (region_id, conference_id) WHERE state <> 'STOPPED';
    CREATE UNIQUE INDEX sitting_item_one_running ON sitting_item (region_id, sitting_id)
      WHERE state IN ('RUNNING', 'PAUSED');
    CREATE INDEX sitting_item_conference_idx ON sitting_item (region_id, conference_id);
    CREATE INDEX sitting_item_sitting_idx ON sitting_item (region_id, sitting_id, planned_start)`);
  await runner.query(`
    CREATE TABLE sitting_box (
      region_id text NOT NULL,
      item_id uuid NOT NULL,
      position smallint NOT NULL,
      conference_id uuid NOT NULL,
      key text NOT NULL,
      label text NOT NULL,
      holds text,
      planned_seconds integer NOT NULL,
      least_seconds integer NOT NULL,
      gives_at smallint,
      started_at timestamptz,
      ended_at timestamptz,
      CONSTRAINT sitting_box_pk PRIMARY KEY (region_id, item_id, position),
      CONSTRAINT sitting_box_key_unique UNIQUE (region_id, item_id, key),
      CONSTRAINT sitting_box_seconds CHECK (least_seconds BETWEEN 0 AND planned_seconds),${OF_ITEM('sitting_box')}
    )`);
  await runner.query(
    `COMMENT ON TABLE sitting_box IS 'Time box of an item as it was in force when the item began'`,
  );
  await runner.query(`
    CREATE TABLE sitting_pause (
      region_id text NOT NULL,
      id uuid NOT NULL,
      item_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      reason text NOT NULL,
      staff_id uuid,
      began_at timestamptz NOT NULL,
      ended_at timestamptz,
      CONSTRAINT sitting_pause_pk PRIMARY KEY (region_id, id),
      CONSTRAINT sitting_pause_reason_known CHECK (reason IN ('BREAK_OF_PERSON', 'BREAK', 'RECOGNISED')),
      CONSTRAINT sitting_pause_staff_fk FOREIGN KEY (region_id, staff_id) REFERENCES staff_member (region_id, id),${OF_ITEM('sitting_pause')}
    )`);
  await runner.query(
    `COMMENT ON TABLE sitting_pause IS 'Interruption of an item; of a case that was recognised only that it was and by whom, never by what'`,
  );
  await runner.query(
    `CREATE UNIQUE INDEX sitting_pause_one_open ON sitting_pause (region_id, item_id) WHERE ended_at IS NULL`,
  );
  await runner.query(`CREATE INDEX sitting_pause_item_idx ON sitting_pause (region_id, item_id)`);
}

async function createPeople(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE sitting_person_part (
      region_id text NOT NULL,
      item_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      form text,
      turn text,
      turn_at timestamptz,
      read_back text,
      read_back_at timestamptz,
      read_back_by text,
      dissent_sealed bytea,
      no_finding boolean NOT NULL DEFAULT false,
      findings smallint NOT NULL DEFAULT 0,
      CONSTRAINT sitting_person_part_pk PRIMARY KEY (region_id, item_id),
      CONSTRAINT sitting_person_part_form_known
        CHECK (form IN ('PRESENT', 'VIDEO', 'COMPANION_SPEAKS', 'WRITTEN', 'NOT_AT_ALL')),
      CONSTRAINT sitting_person_part_turn_known CHECK (turn IN ('SPOKEN', 'COMPANION', 'WRITTEN', 'DECLINED')),
      CONSTRAINT sitting_person_part_turn_at CHECK ((turn IS NULL) = (turn_at IS NULL)),
      CONSTRAINT sitting_person_part_read_back_known CHECK (read_back IN ('CONFIRMED', 'DISSENTED', 'NOT_THERE')),
      CONSTRAINT sitting_person_part_read_back_by CHECK (read_back_by IN ('PERSON', 'STAFF')
        AND (read_back IS NULL) = (read_back_by IS NULL) AND (read_back IS NULL) = (read_back_at IS NULL)),
      CONSTRAINT sitting_person_part_after_turn CHECK (read_back IS NULL OR turn IS NOT NULL),
      CONSTRAINT sitting_person_part_dissent
        CHECK (read_back IS NOT DISTINCT FROM 'DISSENTED' OR dissent_sealed IS NULL),${OF_ITEM('sitting_person_part')}
    )`);
  await runner.query(
    `COMMENT ON TABLE sitting_person_part IS 'How the person takes part, their turn before all bodies, and what they say to the summary, sealed with their key'`,
  );
  await runner.query(`
    CREATE TABLE sitting_attendance (
      region_id text NOT NULL,
      id uuid NOT NULL,
      item_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      kind text NOT NULL,
      unit_id uuid,
      staff_id uuid,
      job_function text,
      mandate boolean NOT NULL,
      presence text NOT NULL,
      undertaking_at timestamptz,
      language text,
      level text,
      pool_number text,
      name_sealed bytea,
      refused_because_sealed bytea,
      recorded_by uuid NOT NULL,
      recorded_at timestamptz NOT NULL,
      CONSTRAINT sitting_attendance_pk PRIMARY KEY (region_id, id),
      CONSTRAINT sitting_attendance_kind_known CHECK (kind IN ('BODY', 'CHAIR', 'RECORDER', 'INTERPRETER', 'COMPANION')),
      CONSTRAINT sitting_attendance_presence_known
        CHECK (presence IN ('PRESENT', 'VIDEO', 'APOLOGISED', 'ABSENT', 'LEFT')),
      CONSTRAINT sitting_attendance_level_known CHECK (level IN ('LAY', 'QUALIFIED', 'SWORN')),
      CONSTRAINT sitting_attendance_body CHECK (kind <> 'BODY' OR (unit_id IS NOT NULL AND staff_id IS NOT NULL)),
      CONSTRAINT sitting_attendance_interpreter
        CHECK (kind <> 'INTERPRETER' OR (language IS NOT NULL AND level IS NOT NULL)),
      CONSTRAINT sitting_attendance_companion
        CHECK (kind = 'COMPANION' OR num_nonnulls(name_sealed, refused_because_sealed) = 0),
      CONSTRAINT sitting_attendance_unit_fk FOREIGN KEY (region_id, unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT sitting_attendance_staff_fk FOREIGN KEY (region_id, staff_id)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT sitting_attendance_recorded_by_fk FOREIGN KEY (region_id, recorded_by)
        REFERENCES staff_member (region_id, id),${OF_ITEM('sitting_attendance')}
    )`);
  await runner.query(
    `COMMENT ON TABLE sitting_attendance IS 'Who is there as what, with mandate and confidentiality undertaking, or excused themself; companions by sealed name'`,
  );
  await runner.query(
    `CREATE UNIQUE INDEX sitting_attendance_staff_once ON sitting_attendance (region_id, item_id, staff_id) WHERE staff_id IS NOT NULL`,
  );
  await runner.query(`CREATE INDEX sitting_attendance_item_idx ON sitting_attendance (region_id, item_id)`);
}

async function createWords(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE sitting_sealed_entry (
      region_id text NOT NULL,
      id uuid NOT NULL,
      item_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      text_sealed bytea NOT NULL,
      reason_sealed bytea NOT NULL,
      access text NOT NULL DEFAULT 'UNDECIDED',
      entered_by uuid NOT NULL,
      entered_at timestamptz NOT NULL,
      decided_by uuid,
      decided_at timestamptz,
      CONSTRAINT sitting_sealed_entry_pk PRIMARY KEY (region_id, id),
      CONSTRAINT sitting_sealed_entry_access_known CHECK (access IN ('UNDECIDED', 'GRANTED', 'WITHHELD')),
      CONSTRAINT sitting_sealed_entry_decided CHECK ((access = 'UNDECIDED') = (decided_by IS NULL)
        AND (decided_by IS NULL) = (decided_at IS NULL)),
      CONSTRAINT sitting_sealed_entry_unit_fk FOREIGN KEY (region_id, unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT sitting_sealed_entry_entered_by_fk FOREIGN KEY (region_id, entered_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT sitting_sealed_entry_decided_by_fk FOREIGN KEY (region_id, decided_by)
        REFERENCES staff_member (region_id, id),${OF_ITEM('sitting_sealed_entry')}
    )`);
  await runner.query(
    `COMMENT ON TABLE sitting_sealed_entry IS 'What is dealt with before the person joins, each entry with its reason; whether the person may read it is decided entry by entry'`,
  );
  await runner.query(
    `CREATE INDEX sitting_sealed_entry_item_idx ON sitting_sealed_entry (region_id, item_id)`,
  );
  await runner.query(`
    CREATE TABLE body_position (
      region_id text NOT NULL,
      id uuid NOT NULL,
      item_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      position text NOT NULL,
      words text,
      words_sealed bytea,
      taken_by uuid NOT NULL,
      taken_at timestamptz NOT NULL,
      revision integer NOT NULL,
      CONSTRAINT body_position_pk PRIMARY KEY (region_id, id),
      CONSTRAINT body_position_known CHECK (position IN ('AGREES', 'AGREES_IF', 'DISAGREES', 'NOT_COMPETENT')),
      CONSTRAINT body_position_words CHECK (num_nonnulls(words, words_sealed)
        = CASE WHEN position IN ('AGREES_IF', 'DISAGREES') THEN 1 ELSE 0 END),
      CONSTRAINT body_position_unit_fk FOREIGN KEY (region_id, unit_id) REFERENCES organisation_unit (region_id, id),
      CONSTRAINT body_position_taken_by_fk FOREIGN KEY (region_id, taken_by)
        REFERENCES staff_member (region_id, id),${OF_ITEM('body_position')}
    )`);
  await runner.query(
    `COMMENT ON TABLE body_position IS 'What a body says to the result; append-only, so that dissent stays, and the newest counts'`,
  );
  await runner.query(`CREATE INDEX body_position_item_idx ON body_position (region_id, item_id, unit_id)`);
  await runner.query(`
    CREATE TRIGGER body_position_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON body_position
    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`);
  await runner.query(`
    CREATE TABLE decision_condition (
      region_id text NOT NULL,
      decision_id uuid NOT NULL,
      position_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      CONSTRAINT decision_condition_pk PRIMARY KEY (region_id, decision_id, position_id),
      CONSTRAINT decision_condition_decision_fk FOREIGN KEY (region_id, decision_id)
        REFERENCES conference_decision (region_id, id),
      CONSTRAINT decision_condition_position_fk FOREIGN KEY (region_id, position_id)
        REFERENCES body_position (region_id, id),
      CONSTRAINT decision_condition_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id)
    )`);
  await runner.query(
    `CREATE INDEX decision_condition_conference_idx ON decision_condition (region_id, conference_id)`,
  );
  await runner.query(
    `COMMENT ON TABLE decision_condition IS 'Condition under which a body agreed to a decision; the words are those of its position'`,
  );
}
