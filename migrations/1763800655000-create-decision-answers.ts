import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = ['conference_decision_answer', 'conference_decision_reference', 'conference_review'] as const;

/** What follows a record: what bodies said to decisions taken down for them, where Bescheide are, the review conference. */
export class CreateDecisionAnswers1763800655000 implements MigrationInterface {
  name = 'CreateDecisionAnswers1763800655000';

  async up(runner: QueryRunner): Promise<void> {
    await createDecisionAnswers(runner);
    await createReview(runner);
    for (const table of TABLES) {
      await runner.query(`GRANT SELECT, INSERT ON ${table} TO fallwerk_app`);
      await runner.query(
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
         FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [...TABLES].toReversed()) await runner.query(`DROP TABLE ${table}`);
  }
}

async function createDecisionAnswers(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_decision_answer (
      region_id text NOT NULL,
      decision_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      outcome text NOT NULL,
      reason text,
      answered_by uuid NOT NULL,
      answered_at timestamptz NOT NULL,
      CONSTRAINT conference_decision_answer_pk PRIMARY KEY (region_id, decision_id),
      CONSTRAINT conference_decision_answer_decision_fk FOREIGN KEY (region_id, decision_id)
        REFERENCES conference_decision (region_id, id),
      CONSTRAINT conference_decision_answer_staff_fk FOREIGN KEY (region_id, answered_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_decision_answer_outcome_known CHECK (outcome IN ('CONFIRMED', 'NOT_CONFIRMED')),
      CONSTRAINT conference_decision_answer_reasoned CHECK ((outcome = 'NOT_CONFIRMED') = (reason IS NOT NULL)),
      CONSTRAINT conference_decision_answer_reason_known
        CHECK (reason IN ('NOT_COMPETENT', 'NO_MANDATE', 'LEGAL_BASIS_MISSING', 'NO_CAPACITY', 'OTHER'))
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_decision_answer IS 'What a body with mandate said to a decision that was taken down for it; until then it is still to be confirmed'`,
  );
  await runner.query(`
    CREATE TABLE conference_decision_reference (
      region_id text NOT NULL,
      id uuid NOT NULL,
      decision_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      person_id uuid,
      reference text,
      reference_sealed bytea,
      issued_on date NOT NULL,
      notified_on date,
      remedy text NOT NULL,
      remedy_until date,
      written_by uuid NOT NULL,
      written_at timestamptz NOT NULL,
      CONSTRAINT conference_decision_reference_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_decision_reference_decision_fk FOREIGN KEY (region_id, decision_id)
        REFERENCES conference_decision (region_id, id),
      CONSTRAINT conference_decision_reference_person_fk FOREIGN KEY (region_id, person_id)
        REFERENCES person (region_id, id),
      CONSTRAINT conference_decision_reference_writer_fk FOREIGN KEY (region_id, written_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_decision_reference_kept CHECK (num_nonnulls(reference, reference_sealed) = 1),
      CONSTRAINT conference_decision_reference_until CHECK ((notified_on IS NULL) = (remedy_until IS NULL)),
      CONSTRAINT conference_decision_reference_dates CHECK (notified_on IS NULL OR notified_on >= issued_on)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_decision_reference IS 'Where the administrative act (Bescheid) is found that a body issued after its decision; the conference itself issues none'`,
  );
  await runner.query(
    `CREATE INDEX conference_decision_reference_decision_idx ON conference_decision_reference (region_id, decision_id)`,
  );
}

async function createReview(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_review (
      region_id text NOT NULL,
      conference_id uuid NOT NULL,
      reviewed_id uuid NOT NULL,
      CONSTRAINT conference_review_pk PRIMARY KEY (region_id, conference_id),
      CONSTRAINT conference_review_once UNIQUE (region_id, reviewed_id),
      CONSTRAINT conference_review_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_review_reviewed_fk FOREIGN KEY (region_id, reviewed_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_review_of_another CHECK (conference_id <> reviewed_id)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_review IS 'Which conference a review conference looks back at; each has at most one'`,
  );
}
