import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  'conference_correction',
  'conference_record_agreement',
  'conference_purge',
  'conference_purge_line',
  'conference_addendum',
] as const;

/** Tables of which nothing is ever changed or removed. */
const APPEND_ONLY = TABLES.filter((table) => table !== 'conference_correction');

/** Of the sitting what a record says as well: who was there, what the person and the bodies said to the result. */
const SAID_IN_SITTING = ['sitting_person_part', 'sitting_attendance', 'body_position', 'decision_condition'];

/** From the draft of a record to its approval and beyond: corrections, «bereinigen», addenda. */
export class CreateRecordAgreement1763800650000 implements MigrationInterface {
  name = 'CreateRecordAgreement1763800650000';

  async up(runner: QueryRunner): Promise<void> {
    await extendRecord(runner);
    await createCorrections(runner);
    await createPurge(runner);
    await createAddendum(runner);
    for (const table of SAID_IN_SITTING) {
      await runner.query(
        `CREATE TRIGGER ${table}_before_approval BEFORE INSERT OR UPDATE ON ${table}
         FOR EACH ROW EXECUTE FUNCTION forbid_decision_after_approval()`,
      );
    }
    for (const table of APPEND_ONLY) {
      await runner.query(`GRANT SELECT, INSERT ON ${table} TO fallwerk_app`);
      await runner.query(
        `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
         FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of SAID_IN_SITTING)
      await runner.query(`DROP TRIGGER ${table}_before_approval ON ${table}`);
    for (const table of [...TABLES].toReversed()) await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP FUNCTION conference_addendum_needs_approval()`);
    await runner.query(`DROP FUNCTION forbid_correction_after_approval()`);
    await runner.query(`DROP TRIGGER conference_record_submitted_once ON conference_record`);
    await runner.query(
      `ALTER TABLE conference_record DROP COLUMN submitted_at, DROP COLUMN corrections_until,
         DROP COLUMN interpreter_language, DROP COLUMN companion_present, DROP COLUMN approved_unread,
         DROP COLUMN corrections_unresolved`,
    );
    await runner.query(`ALTER TABLE conference_decision DROP COLUMN status`);
  }
}

async function extendRecord(runner: QueryRunner): Promise<void> {
  await runner.query(
    `ALTER TABLE conference_record
       ADD COLUMN submitted_at timestamptz,
       ADD COLUMN corrections_until date,
       ADD COLUMN interpreter_language text,
       ADD COLUMN companion_present boolean NOT NULL DEFAULT false,
       ADD COLUMN approved_unread boolean NOT NULL DEFAULT false,
       ADD COLUMN corrections_unresolved integer NOT NULL DEFAULT 0,
       ADD CONSTRAINT conference_record_unread_approved CHECK (approved_at IS NOT NULL OR NOT approved_unread),
       ADD CONSTRAINT conference_record_unresolved
         CHECK (corrections_unresolved = 0 OR (corrections_unresolved > 0 AND approved_at IS NOT NULL)),
       ADD CONSTRAINT conference_record_submission CHECK ((submitted_at IS NULL) = (corrections_until IS NULL)),
       ADD CONSTRAINT conference_record_submitted_first CHECK (approved_at IS NULL OR submitted_at IS NOT NULL)`,
  );
  await runner.query(
    `GRANT UPDATE (submitted_at, corrections_until, approved_unread, corrections_unresolved)
     ON conference_record TO fallwerk_app`,
  );
  await runner.query(
    `CREATE TRIGGER conference_record_submitted_once BEFORE UPDATE OF submitted_at, corrections_until
     ON conference_record FOR EACH ROW WHEN (OLD.submitted_at IS NOT NULL)
     EXECUTE FUNCTION forbid_change_of_approved()`,
  );
  await runner.query(
    `ALTER TABLE conference_decision ADD COLUMN status text NOT NULL DEFAULT 'TAKEN',
       ADD CONSTRAINT conference_decision_status_known CHECK (status IN ('TAKEN', 'TO_BE_CONFIRMED')),
       ADD CONSTRAINT conference_decision_confirmed_by_body
         CHECK (status = 'TAKEN' OR kind = 'DECISION_OF_BODY')`,
  );
}

async function createCorrections(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_correction (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      person_id uuid,
      unit_id uuid,
      raised_as text NOT NULL,
      raised_by uuid,
      target text NOT NULL,
      decision_id uuid,
      wish text,
      wish_sealed bytea,
      raised_at timestamptz NOT NULL,
      outcome text,
      answer text,
      answer_sealed bytea,
      new_text text,
      new_text_sealed bytea,
      answered_by uuid,
      answered_at timestamptz,
      CONSTRAINT conference_correction_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_correction_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_correction_person_fk FOREIGN KEY (region_id, person_id)
        REFERENCES person (region_id, id),
      CONSTRAINT conference_correction_unit_fk FOREIGN KEY (region_id, unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT conference_correction_raiser_fk FOREIGN KEY (region_id, raised_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_correction_decision_fk FOREIGN KEY (region_id, decision_id)
        REFERENCES conference_decision (region_id, id),
      CONSTRAINT conference_correction_answerer_fk FOREIGN KEY (region_id, answered_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_correction_raised_as_known CHECK (raised_as IN ('BODY', 'PERSON', 'CHAIR', 'RECORDER')),
      CONSTRAINT conference_correction_of_body CHECK ((raised_as = 'BODY') = (unit_id IS NOT NULL)),
      CONSTRAINT conference_correction_target_known
        CHECK (target IN ('RESULT', 'PERSONS_VIEW', 'PERSON_ABSENT_REASON', 'RESOURCES_NAMED', 'DISSENT', 'DECISION')),
      CONSTRAINT conference_correction_decision_named CHECK ((target = 'DECISION') = (decision_id IS NOT NULL)),
      CONSTRAINT conference_correction_wish_kept CHECK (num_nonnulls(wish, wish_sealed) = 1),
      CONSTRAINT conference_correction_outcome_known CHECK (outcome IN ('ACCEPTED', 'REJECTED')),
      CONSTRAINT conference_correction_answer_whole CHECK (
        (outcome IS NOT NULL)::int = num_nonnulls(answer, answer_sealed)
        AND num_nonnulls(outcome, answered_by, answered_at) IN (0, 3)
        AND (outcome IS NOT DISTINCT FROM 'ACCEPTED') = (num_nonnulls(new_text, new_text_sealed) = 1))
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_correction IS 'Error of a record that a participant or the person reported, and what became of it'`,
  );
  await runner.query(
    `CREATE INDEX conference_correction_conference_idx ON conference_correction (region_id, conference_id, raised_at)`,
  );
  await runner.query(
    `GRANT SELECT, INSERT, UPDATE (outcome, answer, answer_sealed, new_text, new_text_sealed, answered_by, answered_at)
     ON conference_correction TO fallwerk_app`,
  );
  await runner.query(`
    CREATE TABLE conference_record_agreement (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      unit_id uuid,
      given_by uuid,
      given_at timestamptz NOT NULL,
      CONSTRAINT conference_record_agreement_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_record_agreement_once UNIQUE (region_id, conference_id, unit_id),
      CONSTRAINT conference_record_agreement_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_record_agreement_unit_fk FOREIGN KEY (region_id, unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT conference_record_agreement_giver_fk FOREIGN KEY (region_id, given_by)
        REFERENCES staff_member (region_id, id)
    )`);
  await runner.query(
    `CREATE UNIQUE INDEX conference_record_agreement_person ON conference_record_agreement (region_id, conference_id)
     WHERE unit_id IS NULL`,
  );
  await runner.query(
    `COMMENT ON TABLE conference_record_agreement IS 'Who has nothing to correct in a record, before the time for it is over; without unit the person'`,
  );
  await forbidAfterApproval(runner);
}

/**
 * Nothing is corrected or answered any more once the record is approved, nor at the very moment of its approval, which
 * waits; an answer is given once.
 */
async function forbidAfterApproval(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION forbid_correction_after_approval() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM FROM conference_record r WHERE r.region_id = NEW.region_id
        AND r.conference_id = NEW.conference_id AND r.submitted_at IS NOT NULL AND r.approved_at IS NULL FOR SHARE;
      IF NOT FOUND THEN
        RAISE EXCEPTION 'the record is not open to corrections' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$`);
  for (const table of ['conference_correction', 'conference_record_agreement']) {
    await runner.query(
      `CREATE TRIGGER ${table}_while_open BEFORE INSERT ON ${table}
       FOR EACH ROW EXECUTE FUNCTION forbid_correction_after_approval()`,
    );
  }
  // What nobody answered until then stays with the record as it is.
  await runner.query(
    `CREATE TRIGGER conference_correction_answered_before_approval BEFORE UPDATE OF outcome ON conference_correction
     FOR EACH ROW EXECUTE FUNCTION forbid_correction_after_approval()`,
  );
  await runner.query(
    `CREATE TRIGGER conference_correction_answered_once BEFORE UPDATE ON conference_correction
     FOR EACH ROW WHEN (OLD.outcome IS NOT NULL) EXECUTE FUNCTION forbid_change_of_approved()`,
  );
  await runner.query(
    `CREATE TRIGGER conference_correction_stays BEFORE DELETE OR TRUNCATE ON conference_correction
     FOR EACH STATEMENT EXECUTE FUNCTION keep_facts()`,
  );
  await runner.query(
    `CREATE TRIGGER conference_correction_keeps_facts BEFORE UPDATE ON conference_correction FOR EACH ROW
     EXECUTE FUNCTION keep_facts('outcome', 'answer', 'answer_sealed', 'new_text', 'new_text_sealed', 'answered_by',
                                 'answered_at')`,
  );
}

async function createPurge(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_purge (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      done_by uuid NOT NULL,
      done_at timestamptz NOT NULL,
      CONSTRAINT conference_purge_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_purge_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_purge_staff_fk FOREIGN KEY (region_id, done_by) REFERENCES staff_member (region_id, id)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_purge IS 'Look through what was disclosed for a conference, before its record is approved (§ 23 Abs. 2 S. 2 SGB IX)'`,
  );
  await runner.query(
    `CREATE INDEX conference_purge_conference_idx ON conference_purge (region_id, conference_id)`,
  );
  await runner.query(`
    CREATE TABLE conference_purge_line (
      region_id text NOT NULL,
      purge_id uuid NOT NULL,
      source text NOT NULL,
      line_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      outcome text NOT NULL,
      kept_for text,
      CONSTRAINT conference_purge_line_pk PRIMARY KEY (region_id, purge_id, source, line_id),
      CONSTRAINT conference_purge_line_purge_fk FOREIGN KEY (region_id, purge_id)
        REFERENCES conference_purge (region_id, id),
      CONSTRAINT conference_purge_line_outcome_known CHECK (outcome IN ('PURGED', 'KEPT')),
      CONSTRAINT conference_purge_line_reasoned CHECK ((outcome = 'KEPT') = (kept_for IS NOT NULL)),
      CONSTRAINT conference_purge_line_reason_known CHECK (kept_for IN ('TASK', 'DECISION', 'LEGAL_DUTY'))
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_purge_line IS 'What became of one disclosed line or item: unneeded and taken back, or kept and what for; says nothing of its content'`,
  );
}

async function createAddendum(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_addendum (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      person_id uuid,
      words text,
      words_sealed bytea,
      concerned_unit_ids uuid[] NOT NULL DEFAULT '{}',
      written_by uuid NOT NULL,
      written_at timestamptz NOT NULL,
      CONSTRAINT conference_addendum_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_addendum_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_addendum_person_fk FOREIGN KEY (region_id, person_id)
        REFERENCES person (region_id, id),
      CONSTRAINT conference_addendum_writer_fk FOREIGN KEY (region_id, written_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_addendum_words_kept CHECK (num_nonnulls(words, words_sealed) = 1)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_addendum IS 'Nachtrag: what has to be set right in an approved record, which itself stays'`,
  );
  await runner.query(
    `CREATE INDEX conference_addendum_conference_idx ON conference_addendum (region_id, conference_id, written_at)`,
  );
  await runner.query(`
    CREATE FUNCTION conference_addendum_needs_approval() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT EXISTS (SELECT FROM conference_record r WHERE r.region_id = NEW.region_id
                     AND r.conference_id = NEW.conference_id AND r.approved_at IS NOT NULL) THEN
        RAISE EXCEPTION 'only an approved record takes an addendum' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$`);
  await runner.query(
    `CREATE TRIGGER conference_addendum_after_approval BEFORE INSERT ON conference_addendum
     FOR EACH ROW EXECUTE FUNCTION conference_addendum_needs_approval()`,
  );
}
