import type { MigrationInterface, QueryRunner } from 'typeorm';

const LIFE_AREAS = `'LEGAL_STATUS', 'LANGUAGE', 'WORK', 'EDUCATION', 'HOUSING', 'SUBSISTENCE', 'HEALTH', 'FAMILY',
  'MOBILITY', 'DISCRIMINATION', 'SOCIAL_NETWORK', 'DIGITAL_ACCESS', 'SAFETY'`;

/** Tables made before this one that point to a case and its person. */
const CASE_AND_PERSON = ['consent', 'data_item', 'disclosure', 'data_subject_request', 'recipient_notice'];

/** Cases: the person, the case and who takes part, the entry interview, needs and resources, tasks. */
export class CreateCases1763800500000 implements MigrationInterface {
  name = 'CreateCases1763800500000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createPerson(runner);
    await this.createCase(runner);
    await this.createInterview(runner);
    await this.createWork(runner);
    await runner.query(
      `ALTER TABLE account ADD CONSTRAINT account_person_fk FOREIGN KEY (region_id, person_id)
       REFERENCES person (region_id, id)`,
    );
    await runner.query(
      `ALTER TABLE data_breach_person ADD CONSTRAINT data_breach_person_person_fk
         FOREIGN KEY (region_id, person_id) REFERENCES person (region_id, id)`,
    );
    for (const table of CASE_AND_PERSON) {
      await runner.query(
        `ALTER TABLE ${table}
           ADD CONSTRAINT ${table}_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
           ADD CONSTRAINT ${table}_person_fk FOREIGN KEY (region_id, person_id) REFERENCES person (region_id, id)`,
      );
    }
  }

  private async createPerson(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE person (
        region_id text NOT NULL,
        id uuid NOT NULL,
        birth_date_sealed bytea,
        birth_precision text NOT NULL DEFAULT 'UNKNOWN',
        is_demonstration boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT person_pk PRIMARY KEY (region_id, id),
        CONSTRAINT person_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
        CONSTRAINT person_birth_precision_known CHECK (birth_precision IN ('DAY', 'MONTH', 'YEAR', 'UNKNOWN')),
        CONSTRAINT person_birth_consistent CHECK ((birth_date_sealed IS NULL) = (birth_precision = 'UNKNOWN'))
      )`);
    await runner.query(
      `COMMENT ON TABLE person IS 'Immigrant person; an unknown birth date is allowed, the precision says how much of it is known'`,
    );
    await runner.query(`
      CREATE TABLE person_name (
        region_id text NOT NULL,
        id uuid NOT NULL,
        person_id uuid NOT NULL,
        kind text NOT NULL,
        given_names_sealed bytea,
        family_names_sealed bytea,
        name_index bytea,
        preferred boolean NOT NULL DEFAULT false,
        CONSTRAINT person_name_pk PRIMARY KEY (region_id, id),
        CONSTRAINT person_name_person_fk FOREIGN KEY (region_id, person_id) REFERENCES person (region_id, id),
        CONSTRAINT person_name_kind_known CHECK (kind IN ('OFFICIAL', 'BIRTH', 'ALIAS', 'SPELLING')),
        CONSTRAINT person_name_not_empty CHECK (num_nonnulls(given_names_sealed, family_names_sealed) > 0)
      )`);
    await runner.query(
      `COMMENT ON TABLE person_name IS 'All names and spellings of a person, sealed; exactly one is preferred; name_index is a keyed fingerprint of name and birth date'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX person_name_preferred_unique ON person_name (region_id, person_id) WHERE preferred`,
    );
    await runner.query(`CREATE INDEX person_name_person_idx ON person_name (region_id, person_id)`);
    await runner.query(`CREATE INDEX person_name_index_idx ON person_name (region_id, name_index)`);
    await runner.query(`
      CREATE TABLE person_language (
        region_id text NOT NULL,
        person_id uuid NOT NULL,
        language text NOT NULL,
        level text NOT NULL,
        mediation_needed boolean NOT NULL DEFAULT false,
        CONSTRAINT person_language_pk PRIMARY KEY (region_id, person_id, language),
        CONSTRAINT person_language_person_fk FOREIGN KEY (region_id, person_id) REFERENCES person (region_id, id),
        CONSTRAINT person_language_tag CHECK (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
        CONSTRAINT person_language_level_known CHECK (level IN ('NATIVE', 'FLUENT', 'BASIC'))
      )`);
    await runner.query(
      `COMMENT ON TABLE person_language IS 'Languages a person speaks, and whether mediation is needed when German is spoken'`,
    );
  }

  private async createCase(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_file (
        region_id text NOT NULL,
        id uuid NOT NULL,
        number text NOT NULL,
        person_id uuid NOT NULL,
        lead_unit_id uuid NOT NULL,
        lead_staff_id uuid NOT NULL,
        intensity text NOT NULL,
        concern_sealed bytea,
        opened_on date NOT NULL,
        compartment text NOT NULL DEFAULT 'NONE',
        CONSTRAINT case_file_pk PRIMARY KEY (region_id, id),
        CONSTRAINT case_file_person_fk FOREIGN KEY (region_id, person_id) REFERENCES person (region_id, id),
        CONSTRAINT case_file_lead_unit_fk FOREIGN KEY (region_id, lead_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT case_file_lead_staff_fk FOREIGN KEY (region_id, lead_staff_id)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT case_file_number_unique UNIQUE (region_id, number),
        CONSTRAINT case_file_intensity_known CHECK (intensity IN ('BRIEF', 'COUNSELLING', 'CASE_MANAGEMENT')),
        CONSTRAINT case_file_compartment_known CHECK (compartment IN ('NONE', 'UNIT', 'COUNSELLOR'))
      )`);
    await runner.query(
      `COMMENT ON TABLE case_file IS 'Case of one person under a mandate; the number is random and says nothing about how many there are'`,
    );
    await runner.query(`CREATE INDEX case_file_person_idx ON case_file (region_id, person_id)`);
    await runner.query(`
      CREATE TABLE case_participation (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        relation text NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at timestamptz,
        CONSTRAINT case_participation_pk PRIMARY KEY (region_id, id),
        CONSTRAINT case_participation_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT case_participation_unit_fk FOREIGN KEY (region_id, unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT case_participation_relation_known CHECK (relation IN ('LEAD', 'PARTICIPANT')),
        CONSTRAINT case_participation_period CHECK (ended_at IS NULL OR ended_at >= started_at)
      )`);
    await runner.query(
      `COMMENT ON TABLE case_participation IS 'Which unit takes part in a case and when; intervals, so history shows who it was then'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX case_participation_open_unique ON case_participation (region_id, case_id, unit_id)
       WHERE ended_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX case_participation_unit_idx ON case_participation (region_id, unit_id, case_id)`,
    );
  }

  private async createInterview(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE entry_interview (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        controller_unit_id uuid NOT NULL,
        held_on date NOT NULL,
        language text NOT NULL,
        mediation_level text,
        use_for_own_case boolean NOT NULL,
        use_anonymised boolean NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        CONSTRAINT entry_interview_pk PRIMARY KEY (region_id, id),
        CONSTRAINT entry_interview_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT entry_interview_unit_fk FOREIGN KEY (region_id, controller_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT entry_interview_staff_fk FOREIGN KEY (region_id, recorded_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT entry_interview_mediation_known CHECK (mediation_level IN ('LAY', 'QUALIFIED', 'SWORN'))
      )`);
    await runner.query(
      `COMMENT ON TABLE entry_interview IS 'Einstiegsinterview with separate consent for the own case and for anonymised case analysis'`,
    );
    await runner.query(`CREATE INDEX entry_interview_case_idx ON entry_interview (region_id, case_id)`);
    await runner.query(`
      CREATE TABLE interview_answer (
        region_id text NOT NULL,
        id uuid NOT NULL,
        interview_id uuid NOT NULL,
        question text NOT NULL,
        original_sealed bytea NOT NULL,
        translation_sealed bytea,
        life_area text,
        quotable text NOT NULL,
        CONSTRAINT interview_answer_pk PRIMARY KEY (region_id, id),
        CONSTRAINT interview_answer_interview_fk FOREIGN KEY (region_id, interview_id)
          REFERENCES entry_interview (region_id, id),
        CONSTRAINT interview_answer_question_known
          CHECK (question IN ('PICTURE_OF_SUCCESS', 'COOPERATION_OF_AUTHORITIES', 'PROBLEMS')),
        CONSTRAINT interview_answer_life_area_known CHECK (life_area IN (${LIFE_AREAS})),
        CONSTRAINT interview_answer_quotable_known CHECK (quotable IN ('YES', 'NO', 'ANONYMISED'))
      )`);
    await runner.query(
      `COMMENT ON TABLE interview_answer IS 'Answer in the words and language of the person, with translation'`,
    );
    await runner.query(
      `CREATE INDEX interview_answer_interview_idx ON interview_answer (region_id, interview_id)`,
    );
  }

  private async createWork(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE life_area_entry (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        controller_unit_id uuid NOT NULL,
        kind text NOT NULL,
        life_area text NOT NULL,
        item_id uuid NOT NULL,
        priority smallint,
        CONSTRAINT life_area_entry_pk PRIMARY KEY (region_id, id),
        CONSTRAINT life_area_entry_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT life_area_entry_unit_fk FOREIGN KEY (region_id, controller_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT life_area_entry_item_fk FOREIGN KEY (region_id, item_id) REFERENCES data_item (region_id, id),
        CONSTRAINT life_area_entry_kind_known CHECK (kind IN ('NEED', 'RESOURCE')),
        CONSTRAINT life_area_entry_area_known CHECK (life_area IN (${LIFE_AREAS})),
        CONSTRAINT life_area_entry_priority_range CHECK (priority BETWEEN 1 AND 5)
      )`);
    await runner.query(
      `COMMENT ON TABLE life_area_entry IS 'Need or resource of a person in one life area; what it says is a data item of the unit that recorded it'`,
    );
    await runner.query(
      `CREATE INDEX life_area_entry_case_idx ON life_area_entry (region_id, case_id, controller_unit_id)`,
    );
    await runner.query(`CREATE INDEX life_area_entry_item_idx ON life_area_entry (region_id, item_id)`);
    await runner.query(`
      CREATE TABLE task (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid,
        person_id uuid,
        title text,
        title_sealed bytea,
        unit_id uuid,
        held_by_person boolean NOT NULL DEFAULT false,
        due_on date NOT NULL,
        origin_type text NOT NULL,
        origin_id uuid NOT NULL,
        created_by_unit_id uuid,
        created_at timestamptz NOT NULL,
        CONSTRAINT task_pk PRIMARY KEY (region_id, id),
        CONSTRAINT task_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT task_person_fk FOREIGN KEY (region_id, person_id) REFERENCES person (region_id, id),
        CONSTRAINT task_unit_fk FOREIGN KEY (region_id, unit_id) REFERENCES organisation_unit (region_id, id),
        CONSTRAINT task_created_by_unit_fk FOREIGN KEY (region_id, created_by_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT task_one_holder CHECK ((unit_id IS NOT NULL) <> held_by_person),
        CONSTRAINT task_person_of_case CHECK ((case_id IS NULL) = (person_id IS NULL)),
        CONSTRAINT task_title_kept
          CHECK ((title IS NULL) = (person_id IS NOT NULL) AND (title_sealed IS NULL) = (person_id IS NULL)),
        CONSTRAINT task_title_length CHECK (length(title) BETWEEN 3 AND 200)
      )`);
    await runner.query(
      `COMMENT ON TABLE task IS 'Agreed step of a unit or of the person; its state is the process of definition task'`,
    );
    await runner.query(
      `COMMENT ON COLUMN task.title IS 'Only of a task without a case, about nobody; of any other it is sealed with the key of the person'`,
    );
    await runner.query(`CREATE INDEX task_unit_idx ON task (region_id, unit_id, due_on)`);
    await runner.query(`CREATE INDEX task_case_idx ON task (region_id, case_id)`);
    await runner.query(`CREATE INDEX task_origin_idx ON task (region_id, origin_type, origin_id)`);
    await runner.query(
      `GRANT SELECT, INSERT ON person, person_name, person_language, case_file, entry_interview, interview_answer,
         life_area_entry, task TO fallwerk_app`,
    );
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON case_participation TO fallwerk_app`);
    await runner.query(`GRANT UPDATE (name_index) ON person_name TO fallwerk_app`);
    // What the retention rules delete.
    await runner.query(`GRANT DELETE ON interview_answer, person_language TO fallwerk_app`);
    await runner.query(`GRANT UPDATE (compartment) ON case_file TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE data_breach_person DROP CONSTRAINT data_breach_person_person_fk`);
    for (const table of CASE_AND_PERSON) {
      await runner.query(
        `ALTER TABLE ${table} DROP CONSTRAINT ${table}_case_fk, DROP CONSTRAINT ${table}_person_fk`,
      );
    }
    await runner.query(`ALTER TABLE account DROP CONSTRAINT account_person_fk`);
    for (const table of [
      'task',
      'life_area_entry',
      'interview_answer',
      'entry_interview',
      'case_participation',
      'case_file',
      'person_language',
      'person_name',
      'person',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
