import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests of conferences: urgency, proposals, declines, the circle and conflicts in it, quorum, links to other law. */
export class CreateConferenceRequests1763800620000 implements MigrationInterface {
  name = 'CreateConferenceRequests1763800620000';

  async up(runner: QueryRunner): Promise<void> {
    await widenConferences(runner);
    await createDecline(runner);
    await createConflict(runner);
    await createRules(runner);
    for (const [tables, rights] of [
      ['conference_decline, statutory_conference', 'SELECT, INSERT'],
      ['conference_conflict', 'SELECT, INSERT, UPDATE (withdrawn_at)'],
      ['conference_rule', 'SELECT, INSERT'],
      ['case_conference', 'UPDATE (is_consultation, short_notice_ground)'],
      ['conference_participation', 'UPDATE (needed_categories, mandate, excluded_at)'],
    ]) {
      await runner.query(`GRANT ${rights} ON ${tables} TO fallwerk_app`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'statutory_conference',
      'conference_rule',
      'conference_conflict',
      'conference_decline',
    ])
      await runner.query(`DROP TABLE ${table}`);
    await runner.query(`DROP TRIGGER conference_participation_narrows ON conference_participation`);
    await runner.query(`DROP FUNCTION circle_only_narrows`);
    await runner.query(`UPDATE conference_participation SET mandate = false WHERE mandate IS NULL`);
    await runner.query(
      `ALTER TABLE conference_participation DROP COLUMN is_essential, DROP COLUMN excluded_at,
         ALTER COLUMN mandate SET DEFAULT false, ALTER COLUMN mandate SET NOT NULL`,
    );
    await runner.query(
      `ALTER TABLE case_conference DROP COLUMN urgent_basis, DROP COLUMN urgent_reason_sealed,
         DROP COLUMN proposed_by_unit_id, DROP COLUMN is_consultation, DROP COLUMN short_notice_ground`,
    );
  }
}

async function widenConferences(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE case_conference
      ADD COLUMN urgent_basis text,
      ADD COLUMN urgent_reason_sealed bytea,
      ADD COLUMN proposed_by_unit_id uuid,
      ADD COLUMN is_consultation boolean NOT NULL DEFAULT false,
      ADD COLUMN short_notice_ground text,
      ADD CONSTRAINT case_conference_short_notice_known
        CHECK (short_notice_ground IN ('ALL_AGREED', 'PERSON_WISHES', 'DEADLINE')),
      ADD CONSTRAINT case_conference_urgent_basis_known
        CHECK (urgent_basis IN ('VITAL_INTERESTS', 'CHILD_PROTECTION', 'CONSENT')),
      ADD CONSTRAINT case_conference_urgent_reasoned CHECK ((kind = 'URGENT') = (urgent_basis IS NOT NULL)
        AND (urgent_basis IS NULL) = (urgent_reason_sealed IS NULL)),
      ADD CONSTRAINT case_conference_proposer_fk FOREIGN KEY (region_id, proposed_by_unit_id)
        REFERENCES organisation_unit (region_id, id),
      ADD CONSTRAINT case_conference_proposer_other CHECK (proposed_by_unit_id <> convener_unit_id)`);
  // Who comes in, or learns more, needs a new request: the consent check looked at this circle.
  await runner.query(`
    CREATE FUNCTION circle_only_narrows() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    BEGIN
      IF NOT NEW.needed_categories <@ OLD.needed_categories OR (OLD.excluded_at IS NOT NULL AND NEW.excluded_at IS NULL)
      THEN RAISE EXCEPTION 'The circle of a conference only narrows' USING ERRCODE = 'insufficient_privilege';
      END IF;
      RETURN NEW;
    END $$`);
  // Nothing said is not the same as no.
  await runner.query(`
    ALTER TABLE conference_participation
      ALTER COLUMN mandate DROP NOT NULL,
      ALTER COLUMN mandate DROP DEFAULT,
      ADD COLUMN is_essential boolean NOT NULL DEFAULT false,
      ADD COLUMN excluded_at timestamptz`);
  await runner.query(`UPDATE conference_participation SET mandate = NULL WHERE NOT mandate`);
  await runner.query(`
    CREATE TRIGGER conference_participation_narrows BEFORE UPDATE ON conference_participation
    FOR EACH ROW EXECUTE FUNCTION circle_only_narrows()`);
}

async function createDecline(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_decline (
      region_id text NOT NULL,
      conference_id uuid NOT NULL,
      ground text NOT NULL,
      norm text NOT NULL,
      reasons text,
      reasons_sealed bytea,
      person_heard_on date,
      declined_by uuid NOT NULL,
      declined_at timestamptz NOT NULL,
      CONSTRAINT conference_decline_pk PRIMARY KEY (region_id, conference_id),
      CONSTRAINT conference_decline_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_decline_staff_fk FOREIGN KEY (region_id, declined_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_decline_ground_known
        CHECK (ground IN ('CONSENT_MISSING', 'CLARIFIABLE_IN_WRITING', 'DISPROPORTIONATE')),
      CONSTRAINT conference_decline_reasoned CHECK ((reasons IS NULL) <> (reasons_sealed IS NULL))
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_decline IS 'Why a request was declined: one of the permitted grounds with its norm, in words, and when the person was heard'`,
  );
}

async function createConflict(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_conflict (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      unit_id uuid NOT NULL,
      staff_id uuid,
      declared_as text NOT NULL,
      declared_by_account uuid NOT NULL,
      declared_at timestamptz NOT NULL,
      withdrawn_at timestamptz,
      CONSTRAINT conference_conflict_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_conflict_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_conflict_unit_fk FOREIGN KEY (region_id, unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT conference_conflict_staff_fk FOREIGN KEY (region_id, staff_id)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_conflict_declared_as_known
        CHECK (declared_as IN ('CONVENER', 'CHAIR', 'PERSON', 'BODY', 'OFFICER'))
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_conflict IS 'Declared conflict of interest or risk for the person: who is out, never why'`,
  );
  await runner.query(
    `CREATE INDEX conference_conflict_conference_idx ON conference_conflict (region_id, conference_id)`,
  );
}

async function createRules(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_rule (
      region_id text NOT NULL,
      id uuid NOT NULL,
      quorum_bodies smallint NOT NULL,
      quorum_mandate_percent smallint NOT NULL,
      basis text NOT NULL,
      valid_from date NOT NULL,
      decided_by uuid NOT NULL,
      decided_at timestamptz NOT NULL,
      CONSTRAINT conference_rule_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_rule_staff_fk FOREIGN KEY (region_id, decided_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_rule_bodies CHECK (quorum_bodies BETWEEN 2 AND 15),
      CONSTRAINT conference_rule_percent CHECK (quorum_mandate_percent BETWEEN 0 AND 100)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_rule IS 'Quorum of a region, each with the day from which it holds and what it rests on'`,
  );
  await runner.query(`CREATE INDEX conference_rule_valid_idx ON conference_rule (region_id, valid_from)`);
  await runner.query(`
    CREATE TABLE statutory_conference (
      region_id text NOT NULL,
      id uuid NOT NULL,
      case_id uuid NOT NULL,
      statute text NOT NULL,
      norm text NOT NULL,
      authority_unit_id uuid NOT NULL,
      planned_on date,
      linked_by uuid NOT NULL,
      linked_at timestamptz NOT NULL,
      CONSTRAINT statutory_conference_pk PRIMARY KEY (region_id, id),
      CONSTRAINT statutory_conference_case_fk FOREIGN KEY (region_id, case_id)
        REFERENCES case_file (region_id, id),
      CONSTRAINT statutory_conference_unit_fk FOREIGN KEY (region_id, authority_unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT statutory_conference_staff_fk FOREIGN KEY (region_id, linked_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT statutory_conference_statute_known CHECK (statute IN ('TEILHABEPLAN', 'GESAMTPLAN', 'HILFEPLAN'))
    )`);
  await runner.query(
    `COMMENT ON TABLE statutory_conference IS 'Conference of other law, held by the authority that the statute names; only the link is kept'`,
  );
  await runner.query(
    `CREATE INDEX statutory_conference_case_idx ON statutory_conference (region_id, case_id)`,
  );
}
