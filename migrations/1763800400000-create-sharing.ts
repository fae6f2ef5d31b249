import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Consents and releases from confidentiality. */
export class CreateSharing1763800400000 implements MigrationInterface {
  name = 'CreateSharing1763800400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consent (
        region_id text NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        discloser_unit_id uuid NOT NULL,
        recipient_unit_id uuid NOT NULL,
        recipient_function text NOT NULL,
        categories text[] NOT NULL,
        exclusions text,
        section87_warned boolean NOT NULL DEFAULT false,
        purpose text NOT NULL,
        recurrence text NOT NULL,
        valid_from date NOT NULL,
        valid_until date NOT NULL,
        text_version text NOT NULL,
        language text NOT NULL,
        form text,
        explained_how text,
        teach_back boolean,
        mediation_level text,
        copy_handed_over boolean,
        offered_by uuid NOT NULL,
        offered_at timestamptz NOT NULL,
        CONSTRAINT consent_pk PRIMARY KEY (region_id, id),
        CONSTRAINT consent_discloser_fk FOREIGN KEY (region_id, discloser_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT consent_recipient_fk FOREIGN KEY (region_id, recipient_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT consent_staff_fk FOREIGN KEY (region_id, offered_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT consent_kind_known CHECK (kind IN ('CONSENT', 'CONFIDENTIALITY_RELEASE')),
        CONSTRAINT consent_one_way CHECK (discloser_unit_id <> recipient_unit_id),
        CONSTRAINT consent_categories_not_empty CHECK (cardinality(categories) BETWEEN 1 AND 10),
        CONSTRAINT consent_recurrence_known CHECK (recurrence IN ('SINGLE', 'RECURRING')),
        CONSTRAINT consent_validity CHECK (valid_until >= valid_from),
        CONSTRAINT consent_form_known CHECK (form IN ('PAPER', 'ELECTRONIC', 'WITNESSED_ORAL')),
        CONSTRAINT consent_mediation_known CHECK (mediation_level IN ('LAY', 'QUALIFIED', 'SWORN'))
      )`);
    await runner.query(
      `COMMENT ON TABLE consent IS 'Einwilligung or Schweigepflichtentbindung: one discloser, one recipient, one purpose; its state is the process of definition consent'`,
    );
    await runner.query(`CREATE INDEX consent_case_idx ON consent (region_id, case_id)`);
    await runner.query(`CREATE INDEX consent_recipient_idx ON consent (region_id, recipient_unit_id)`);
    await runner.query(`GRANT SELECT, INSERT ON consent TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (form, explained_how, teach_back, mediation_level, copy_handed_over) ON consent TO fallwerk_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE consent`);
  }
}
