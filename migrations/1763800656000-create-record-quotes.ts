import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lines of the brief that a record repeats, with the kind they have there. */
export class CreateRecordQuotes1763800656000 implements MigrationInterface {
  name = 'CreateRecordQuotes1763800656000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE conference_record_quote (
        region_id text NOT NULL,
        id uuid NOT NULL,
        conference_id uuid NOT NULL,
        person_id uuid,
        target text NOT NULL,
        line_id uuid NOT NULL,
        kind text NOT NULL,
        is_grounded boolean NOT NULL,
        position integer NOT NULL,
        words text,
        words_sealed bytea,
        CONSTRAINT conference_record_quote_pk PRIMARY KEY (region_id, id),
        CONSTRAINT conference_record_quote_conference_fk FOREIGN KEY (region_id, conference_id)
          REFERENCES case_conference (region_id, id),
        CONSTRAINT conference_record_quote_person_fk FOREIGN KEY (region_id, person_id)
          REFERENCES person (region_id, id),
        CONSTRAINT conference_record_quote_target_known CHECK (
          target IN ('RESULT', 'PERSONS_VIEW', 'PERSON_ABSENT_REASON', 'RESOURCES_NAMED', 'DISSENT', 'DECISION')),
        CONSTRAINT conference_record_quote_kind_known CHECK (
          kind IN ('FACT', 'OBSERVATION', 'STATEMENT', 'ALLEGATION', 'OPINION')),
        CONSTRAINT conference_record_quote_words_kept CHECK (num_nonnulls(words, words_sealed) = 1)
      )`);
    await runner.query(
      `COMMENT ON TABLE conference_record_quote IS 'Line of the Falldarstellung that stands in a record, with the kind it had there: fact, observation, statement, allegation or opinion'`,
    );
    await runner.query(
      `CREATE INDEX conference_record_quote_conference_idx ON conference_record_quote (region_id, conference_id, position)`,
    );
    await runner.query(`GRANT SELECT, INSERT ON conference_record_quote TO fallwerk_app`);
    await runner.query(
      `CREATE TRIGGER conference_record_quote_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON conference_record_quote
       FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE conference_record_quote`);
  }
}
