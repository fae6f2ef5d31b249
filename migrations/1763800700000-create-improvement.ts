import type { MigrationInterface, QueryRunner } from 'typeorm';

/** From case to structure: programme, findings, themes, working groups, measures. Anonymised material only. */
export class CreateImprovement1763800700000 implements MigrationInterface {
  name = 'CreateImprovement1763800700000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createProgramme(runner);
    await this.createFinding(runner);
    await this.createGroup(runner);
    await this.createMeasure(runner);
    await runner.query(
      `ALTER TABLE case_conference ADD CONSTRAINT case_conference_programme_fk
       FOREIGN KEY (region_id, programme_id) REFERENCES programme (region_id, id)`,
    );
    await runner.query(
      `ALTER TABLE conference_plan ADD CONSTRAINT conference_plan_programme_fk
       FOREIGN KEY (region_id, programme_id) REFERENCES programme (region_id, id)`,
    );
    for (const table of [
      'programme',
      'programme_case',
      'finding',
      'theme',
      'theme_finding',
      'working_group',
      'working_group_member',
      'theme_assignment',
      'measure',
    ]) {
      await runner.query(`GRANT SELECT, INSERT ON ${table} TO fallwerk_app`);
    }
    await runner.query(`GRANT UPDATE (is_generative) ON theme TO fallwerk_app`);
    await runner.query(`GRANT UPDATE (released_by, released_at) ON finding TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (answer, refusal_reason, answer_comment, answered_by, answered_at)
       ON theme_assignment TO fallwerk_app`,
    );
  }

  private async createProgramme(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE programme (
        region_id text NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        purpose text NOT NULL,
        lead_unit_id uuid NOT NULL,
        case_target smallint NOT NULL,
        starts_on date NOT NULL,
        ends_on date,
        is_demonstration boolean NOT NULL DEFAULT false,
        CONSTRAINT programme_pk PRIMARY KEY (region_id, id),
        CONSTRAINT programme_lead_unit_fk FOREIGN KEY (region_id, lead_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT programme_name_unique UNIQUE (region_id, name),
        CONSTRAINT programme_case_target_range CHECK (case_target BETWEEN 1 AND 10000)
      )`);
    await runner.query(
      `COMMENT ON TABLE programme IS 'Model programme of a region with its target number of cases'`,
    );
    await runner.query(`
      CREATE TABLE programme_case (
        region_id text NOT NULL,
        programme_id uuid NOT NULL,
        case_id uuid NOT NULL,
        case_group text NOT NULL,
        added_at timestamptz NOT NULL,
        CONSTRAINT programme_case_pk PRIMARY KEY (region_id, programme_id, case_id),
        CONSTRAINT programme_case_programme_fk FOREIGN KEY (region_id, programme_id)
          REFERENCES programme (region_id, id),
        CONSTRAINT programme_case_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT programme_case_group_known CHECK (case_group IN ('UNACCOMPANIED_MINOR', 'TOLERATED',
          'ASYLUM_PROCEDURE', 'RECOGNISED', 'EU_CITIZEN', 'OTHER_THIRD_COUNTRY', 'NOT_NAMED'))
      )`);
    await runner.query(
      `COMMENT ON TABLE programme_case IS 'Case studies of a programme; the group serves the spread over groups and is shown in sums only'`,
    );
  }

  private async createFinding(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE finding (
        region_id text NOT NULL,
        id uuid NOT NULL,
        programme_id uuid,
        text text NOT NULL,
        kind text NOT NULL,
        life_area text,
        body_types text[] NOT NULL,
        severity smallint NOT NULL,
        quarter text NOT NULL,
        origin_kind text NOT NULL,
        origin_id uuid,
        origin_unit_id uuid NOT NULL,
        author_id uuid,
        reported_at timestamptz NOT NULL,
        released_by uuid,
        released_at timestamptz,
        CONSTRAINT finding_pk PRIMARY KEY (region_id, id),
        CONSTRAINT finding_programme_fk FOREIGN KEY (region_id, programme_id) REFERENCES programme (region_id, id),
        CONSTRAINT finding_unit_fk FOREIGN KEY (region_id, origin_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT finding_author_fk FOREIGN KEY (region_id, author_id) REFERENCES staff_member (region_id, id),
        CONSTRAINT finding_releaser_fk FOREIGN KEY (region_id, released_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT finding_kind_known CHECK (kind IN ('GAP', 'DOUBLE_WORK', 'WAITING', 'CONTRADICTION',
          'UNREADABLE_LETTER', 'MISSING_OFFER', 'ACCESS_BARRIER', 'DISCRIMINATION', 'GOOD_PRACTICE')),
        CONSTRAINT finding_severity_range CHECK (severity BETWEEN 1 AND 3),
        CONSTRAINT finding_quarter_format CHECK (quarter ~ '^[0-9]{4}-Q[1-4]$'),
        CONSTRAINT finding_origin_known CHECK (origin_kind IN ('CASE', 'CONFERENCE', 'INTERVIEW', 'FREE')),
        CONSTRAINT finding_origin_complete CHECK ((origin_kind = 'FREE') = (origin_id IS NULL)),
        CONSTRAINT finding_release_complete CHECK ((released_by IS NULL) = (released_at IS NULL)),
        CONSTRAINT finding_two_people CHECK (released_by <> author_id),
        CONSTRAINT finding_written_whole CHECK (author_id IS NULL OR life_area IS NOT NULL),
        CONSTRAINT finding_text_length CHECK (length(text) BETWEEN 10 AND 1000)
      )`);
    await runner.query(
      `COMMENT ON TABLE finding IS 'Anonymised finding; the link to its origin is readable inside the origin unit only'`,
    );
    await runner.query(`CREATE INDEX finding_programme_idx ON finding (region_id, programme_id)`);
    await runner.query(`
      CREATE TABLE theme (
        region_id text NOT NULL,
        id uuid NOT NULL,
        programme_id uuid,
        title text NOT NULL,
        description text NOT NULL,
        is_generative boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL,
        CONSTRAINT theme_pk PRIMARY KEY (region_id, id),
        CONSTRAINT theme_programme_fk FOREIGN KEY (region_id, programme_id) REFERENCES programme (region_id, id),
        CONSTRAINT theme_title_unique UNIQUE (region_id, title)
      )`);
    await runner.query(
      `COMMENT ON TABLE theme IS 'Structural problem behind several findings; its state is the process of definition theme'`,
    );
    await runner.query(`
      CREATE TABLE theme_finding (
        region_id text NOT NULL,
        theme_id uuid NOT NULL,
        finding_id uuid NOT NULL,
        CONSTRAINT theme_finding_pk PRIMARY KEY (region_id, theme_id, finding_id),
        CONSTRAINT theme_finding_theme_fk FOREIGN KEY (region_id, theme_id) REFERENCES theme (region_id, id),
        CONSTRAINT theme_finding_finding_fk FOREIGN KEY (region_id, finding_id) REFERENCES finding (region_id, id)
      )`);
    await runner.query(`COMMENT ON TABLE theme_finding IS 'Findings merged into a theme'`);
  }

  private async createGroup(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE working_group (
        region_id text NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        mandate text NOT NULL,
        lead_unit_id uuid NOT NULL,
        founded_on date NOT NULL,
        founded_from_theme_id uuid,
        CONSTRAINT working_group_pk PRIMARY KEY (region_id, id),
        CONSTRAINT working_group_lead_unit_fk FOREIGN KEY (region_id, lead_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT working_group_theme_fk FOREIGN KEY (region_id, founded_from_theme_id)
          REFERENCES theme (region_id, id),
        CONSTRAINT working_group_name_unique UNIQUE (region_id, name)
      )`);
    await runner.query(
      `COMMENT ON TABLE working_group IS 'Arbeitsgruppe; a group founded from a theme keeps the link to it'`,
    );
    await runner.query(`
      CREATE TABLE working_group_member (
        region_id text NOT NULL,
        working_group_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        seat text NOT NULL,
        CONSTRAINT working_group_member_pk PRIMARY KEY (region_id, working_group_id, unit_id),
        CONSTRAINT working_group_member_group_fk FOREIGN KEY (region_id, working_group_id)
          REFERENCES working_group (region_id, id),
        CONSTRAINT working_group_member_unit_fk FOREIGN KEY (region_id, unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT working_group_member_seat_known CHECK (seat IN ('LEAD', 'MEMBER', 'SELF_REPRESENTATION'))
      )`);
    await runner.query(`COMMENT ON TABLE working_group_member IS 'Unit with a seat in a working group'`);
    await runner.query(`
      CREATE TABLE theme_assignment (
        region_id text NOT NULL,
        id uuid NOT NULL,
        theme_id uuid NOT NULL,
        working_group_id uuid NOT NULL,
        group_is_new boolean NOT NULL,
        reason text NOT NULL,
        assigned_by uuid NOT NULL,
        assigned_at timestamptz NOT NULL,
        existing_groups_considered text,
        answer_due_on date NOT NULL,
        answer text,
        refusal_reason text,
        answer_comment text,
        answered_by uuid,
        answered_at timestamptz,
        CONSTRAINT theme_assignment_pk PRIMARY KEY (region_id, id),
        CONSTRAINT theme_assignment_theme_fk FOREIGN KEY (region_id, theme_id) REFERENCES theme (region_id, id),
        CONSTRAINT theme_assignment_group_fk FOREIGN KEY (region_id, working_group_id)
          REFERENCES working_group (region_id, id),
        CONSTRAINT theme_assignment_staff_fk FOREIGN KEY (region_id, assigned_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT theme_assignment_answerer_fk FOREIGN KEY (region_id, answered_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT theme_assignment_answer_known CHECK (answer IN ('ACCEPTED', 'REFUSED')),
        CONSTRAINT theme_assignment_answer_complete CHECK (num_nonnulls(answer, answered_by, answered_at) IN (0, 3)),
        CONSTRAINT theme_assignment_refusal_known
          CHECK (refusal_reason IN ('NOT_OUR_MANDATE', 'NO_CAPACITY', 'ALREADY_IN_WORK', 'OTHER')),
        CONSTRAINT theme_assignment_refusal_reasoned
          CHECK ((answer IS NOT DISTINCT FROM 'REFUSED') = (refusal_reason IS NOT NULL))
      )`);
    await runner.query(
      `COMMENT ON TABLE theme_assignment IS 'Theme offered to a working group; every offer stays on record'`,
    );
    await runner.query(
      `CREATE INDEX theme_assignment_theme_idx ON theme_assignment (region_id, theme_id, assigned_at)`,
    );
    await runner.query(
      `CREATE INDEX theme_assignment_group_idx ON theme_assignment (region_id, working_group_id, assigned_at)`,
    );
  }

  private async createMeasure(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE measure (
        region_id text NOT NULL,
        id uuid NOT NULL,
        theme_id uuid NOT NULL,
        working_group_id uuid NOT NULL,
        title text NOT NULL,
        owner_unit_id uuid NOT NULL,
        due_on date NOT NULL,
        review_on date NOT NULL,
        indicator text NOT NULL,
        indicator_baseline text NOT NULL,
        indicator_target text NOT NULL,
        created_at timestamptz NOT NULL,
        CONSTRAINT measure_pk PRIMARY KEY (region_id, id),
        CONSTRAINT measure_theme_fk FOREIGN KEY (region_id, theme_id) REFERENCES theme (region_id, id),
        CONSTRAINT measure_group_fk FOREIGN KEY (region_id, working_group_id)
          REFERENCES working_group (region_id, id),
        CONSTRAINT measure_owner_fk FOREIGN KEY (region_id, owner_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT measure_dates CHECK (review_on >= due_on)
      )`);
    await runner.query(
      `COMMENT ON TABLE measure IS 'Agreed structural measure with owner, date and indicator; its state is the process of definition measure'`,
    );
    await runner.query(`CREATE INDEX measure_theme_idx ON measure (region_id, theme_id)`);
    await runner.query(`CREATE INDEX measure_owner_idx ON measure (region_id, owner_unit_id, due_on)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE case_conference DROP CONSTRAINT case_conference_programme_fk`);
    await runner.query(`ALTER TABLE conference_plan DROP CONSTRAINT conference_plan_programme_fk`);
    for (const table of [
      'measure',
      'theme_assignment',
      'working_group_member',
      'working_group',
      'theme_finding',
      'theme',
      'finding',
      'programme_case',
      'programme',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
