import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Briefs of conferences line by line, and contributions of bodies. */
export class CreateConferenceBriefs1763800630000 implements MigrationInterface {
  name = 'CreateConferenceBriefs1763800630000';

  async up(runner: QueryRunner): Promise<void> {
    await createBriefs(runner);
    await createContributions(runner);
    await runner.query(
      `GRANT SELECT, INSERT ON case_brief, case_brief_line, case_brief_content, conference_contribution
       TO fallwerk_app`,
    );
    await runner.query(`GRANT UPDATE (sent_at) ON case_brief TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (withhold_decision, withhold_decided_by, withhold_decided_at) ON conference_contribution
       TO fallwerk_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['conference_contribution', 'case_brief_content', 'case_brief_line', 'case_brief']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}

async function createBriefs(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE case_brief (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      version integer NOT NULL,
      author_id uuid NOT NULL,
      attributes text,
      attributes_sealed bytea,
      written_at timestamptz NOT NULL,
      sent_at timestamptz,
      CONSTRAINT case_brief_pk PRIMARY KEY (region_id, id),
      CONSTRAINT case_brief_version_unique UNIQUE (region_id, conference_id, version),
      CONSTRAINT case_brief_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT case_brief_author_fk FOREIGN KEY (region_id, author_id) REFERENCES staff_member (region_id, id),
      CONSTRAINT case_brief_version_positive CHECK (version > 0),
      CONSTRAINT case_brief_attributes_kept CHECK (num_nonnulls(attributes, attributes_sealed) = 1)
    )`);
  await runner.query(
    `COMMENT ON TABLE case_brief IS 'Version of a Falldarstellung; its lines are immutable rows, a version says which and in which order'`,
  );
  await runner.query(`
    CREATE TABLE case_brief_line (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      section smallint NOT NULL,
      kind text NOT NULL,
      source text NOT NULL,
      category text NOT NULL,
      item_id uuid,
      rests_on_id uuid,
      text text,
      text_sealed bytea,
      written_by uuid NOT NULL,
      written_at timestamptz NOT NULL,
      CONSTRAINT case_brief_line_pk PRIMARY KEY (region_id, id),
      CONSTRAINT case_brief_line_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT case_brief_line_item_fk FOREIGN KEY (region_id, item_id) REFERENCES data_item (region_id, id),
      CONSTRAINT case_brief_line_ground_fk FOREIGN KEY (region_id, rests_on_id)
        REFERENCES case_brief_line (region_id, id),
      CONSTRAINT case_brief_line_staff_fk FOREIGN KEY (region_id, written_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT case_brief_line_section_range CHECK (section BETWEEN 3 AND 10),
      CONSTRAINT case_brief_line_kind_known
        CHECK (kind IN ('FACT', 'OBSERVATION', 'STATEMENT', 'ALLEGATION', 'OPINION')),
      CONSTRAINT case_brief_line_category_format CHECK (category ~ '^[A-Z][A-Z_]+$'),
      CONSTRAINT case_brief_line_opinion_grounded CHECK (kind <> 'OPINION' OR rests_on_id IS NOT NULL),
      CONSTRAINT case_brief_line_kept
        CHECK (num_nonnulls(text, text_sealed) <= 1 AND num_nonnulls(text, text_sealed, item_id) > 0)
    )`);
  await runner.query(
    `COMMENT ON TABLE case_brief_line IS 'Line of a Falldarstellung; what comes from an item is read from the item and kept nowhere else, but for the wording of a brief without names'`,
  );
  await runner.query(
    `CREATE INDEX case_brief_line_conference_idx ON case_brief_line (region_id, conference_id)`,
  );
  await runner.query(`
    CREATE TABLE case_brief_content (
      region_id text NOT NULL,
      brief_id uuid NOT NULL,
      position smallint NOT NULL,
      line_id uuid NOT NULL,
      CONSTRAINT case_brief_content_pk PRIMARY KEY (region_id, brief_id, position),
      CONSTRAINT case_brief_content_once UNIQUE (region_id, brief_id, line_id),
      CONSTRAINT case_brief_content_brief_fk FOREIGN KEY (region_id, brief_id) REFERENCES case_brief (region_id, id),
      CONSTRAINT case_brief_content_line_fk FOREIGN KEY (region_id, line_id)
        REFERENCES case_brief_line (region_id, id),
      CONSTRAINT case_brief_content_position_positive CHECK (position > 0)
    )`);
  await runner.query(
    `COMMENT ON TABLE case_brief_content IS 'Which lines a version of a Falldarstellung has'`,
  );
  await runner.query(`CREATE INDEX case_brief_content_line_idx ON case_brief_content (region_id, line_id)`);
  for (const table of ['case_brief_line', 'case_brief_content']) await appendOnly(runner, table);
  await runner.query(
    `CREATE TRIGGER case_brief_stays BEFORE DELETE OR TRUNCATE ON case_brief
     FOR EACH STATEMENT EXECUTE FUNCTION keep_facts()`,
  );
  await runner.query(
    `CREATE TRIGGER case_brief_keeps_facts BEFORE UPDATE ON case_brief FOR EACH ROW
     EXECUTE FUNCTION keep_facts('sent_at')`,
  );
}

async function createContributions(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_contribution (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      version integer NOT NULL,
      categories text[] NOT NULL,
      text text,
      text_sealed bytea,
      written_by uuid NOT NULL,
      written_at timestamptz NOT NULL,
      withhold_reason text,
      withhold_reason_sealed bytea,
      withhold_decision text,
      withhold_decided_by uuid,
      withhold_decided_at timestamptz,
      CONSTRAINT conference_contribution_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_contribution_version_unique UNIQUE (region_id, conference_id, unit_id, version),
      CONSTRAINT conference_contribution_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_contribution_unit_fk FOREIGN KEY (region_id, unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT conference_contribution_author_fk FOREIGN KEY (region_id, written_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_contribution_second_fk FOREIGN KEY (region_id, withhold_decided_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_contribution_version_positive CHECK (version > 0),
      CONSTRAINT conference_contribution_kept CHECK (num_nonnulls(text, text_sealed) = 1),
      CONSTRAINT conference_contribution_reason_once
        CHECK (num_nonnulls(withhold_reason, withhold_reason_sealed) <= 1),
      CONSTRAINT conference_contribution_decision_known CHECK (withhold_decision IN ('CONFIRMED', 'REJECTED')),
      CONSTRAINT conference_contribution_decision_whole
        CHECK (num_nonnulls(withhold_decision, withhold_decided_by, withhold_decided_at) IN (0, 3)),
      CONSTRAINT conference_contribution_decision_of_wish
        CHECK (withhold_decision IS NULL OR num_nonnulls(withhold_reason, withhold_reason_sealed) = 1),
      CONSTRAINT conference_contribution_second_person CHECK (withhold_decided_by <> written_by)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_contribution IS 'Short written contribution of a body to a conference; the last version counts'`,
  );
  await runner.query(
    `CREATE TRIGGER conference_contribution_stays BEFORE DELETE OR TRUNCATE ON conference_contribution
     FOR EACH STATEMENT EXECUTE FUNCTION keep_facts()`,
  );
  await runner.query(
    `CREATE TRIGGER conference_contribution_keeps_facts BEFORE UPDATE ON conference_contribution FOR EACH ROW
     EXECUTE FUNCTION keep_facts('withhold_decision', 'withhold_decided_by', 'withhold_decided_at')`,
  );
}

async function appendOnly(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`,
  );
}
