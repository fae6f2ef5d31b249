import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Protected compartments: who of the staff is named, how they are opened; and referrals that leave no record. */
export class CreateCompartments1763800510000 implements MigrationInterface {
  name = 'CreateCompartments1763800510000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_counsellor (
        region_id text NOT NULL,
        case_id uuid NOT NULL,
        staff_id uuid NOT NULL,
        named_by uuid NOT NULL,
        named_at timestamptz NOT NULL,
        CONSTRAINT case_counsellor_pk PRIMARY KEY (region_id, case_id, staff_id),
        CONSTRAINT case_counsellor_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT case_counsellor_staff_fk FOREIGN KEY (region_id, staff_id) REFERENCES staff_member (region_id, id),
        CONSTRAINT case_counsellor_namer_fk FOREIGN KEY (region_id, named_by) REFERENCES staff_member (region_id, id)
      )`);
    await runner.query(
      `COMMENT ON TABLE case_counsellor IS 'Staff beside the case lead for whom a case of the compartment COUNSELLOR exists'`,
    );
    await runner.query(`
      CREATE TABLE compartment_opening (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        to_unit_id uuid NOT NULL,
        consent_id uuid NOT NULL,
        warning_version text,
        requested_by uuid NOT NULL,
        requested_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        decision text,
        CONSTRAINT compartment_opening_pk PRIMARY KEY (region_id, id),
        CONSTRAINT compartment_opening_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT compartment_opening_unit_fk FOREIGN KEY (region_id, to_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT compartment_opening_consent_fk FOREIGN KEY (region_id, consent_id) REFERENCES consent (region_id, id),
        CONSTRAINT compartment_opening_requester_fk FOREIGN KEY (region_id, requested_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT compartment_opening_decider_fk FOREIGN KEY (region_id, decided_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT compartment_opening_decision_known CHECK (decision IN ('RELEASED', 'REFUSED')),
        CONSTRAINT compartment_opening_decided_whole CHECK (num_nonnulls(decided_by, decided_at, decision) IN (0, 3)),
        CONSTRAINT compartment_opening_four_eyes CHECK (decided_by <> requested_by)
      )`);
    await runner.query(
      `COMMENT ON TABLE compartment_opening IS 'Opening of a protected case to one unit: warning, consent, and the decision of a second person'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX compartment_opening_pending_unique ON compartment_opening (region_id, case_id, to_unit_id)
       WHERE decision IS NULL`,
    );
    await runner.query(
      `CREATE INDEX compartment_opening_case_idx ON compartment_opening (region_id, case_id)`,
    );
    await runner.query(`
      CREATE TABLE unrecorded_referral (
        region_id text NOT NULL,
        unit_id uuid NOT NULL,
        month date NOT NULL,
        count integer NOT NULL,
        CONSTRAINT unrecorded_referral_pk PRIMARY KEY (region_id, unit_id, month),
        CONSTRAINT unrecorded_referral_unit_fk FOREIGN KEY (region_id, unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT unrecorded_referral_month_first CHECK (extract(day FROM month) = 1),
        CONSTRAINT unrecorded_referral_counted CHECK (count > 0)
      )`);
    await runner.query(
      `COMMENT ON TABLE unrecorded_referral IS 'How often a unit referred somebody to independent counselling without recording anything: a number per month'`,
    );
    await runner.query(`GRANT SELECT, INSERT ON case_counsellor TO fallwerk_app`);
    await runner.query(`GRANT SELECT, INSERT ON compartment_opening TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (decided_by, decided_at, decision) ON compartment_opening TO fallwerk_app`,
    );
    await runner.query(`GRANT SELECT, INSERT, UPDATE (count) ON unrecorded_referral TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['unrecorded_referral', 'compartment_opening', 'case_counsellor'])
      await runner.query(`DROP TABLE ${table}`);
  }
}
