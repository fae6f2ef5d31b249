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
        given_by text NOT NULL DEFAULT 'PERSON',
        entrusted_item_id uuid,
        discloser_unit_id uuid NOT NULL,
        recipient_unit_id uuid NOT NULL,
        recipient_function text NOT NULL,
        secret_bearer text,
        categories text[] NOT NULL,
        exclusions_sealed bytea,
        notices text[] NOT NULL,
        section87_warned boolean NOT NULL DEFAULT false,
        purpose text NOT NULL,
        recurrence text NOT NULL,
        valid_from date NOT NULL,
        valid_until date NOT NULL,
        expiry_event text NOT NULL,
        text_version text NOT NULL,
        text_hash text NOT NULL,
        language text NOT NULL,
        supersedes_consent_id uuid,
        offered_by uuid,
        offered_at timestamptz NOT NULL,
        explained_by uuid,
        form text,
        teach_back boolean,
        mediation_level text,
        copy_handed_over boolean,
        capacity text,
        place_sealed bytea,
        given_at timestamptz,
        circumstances_sealed bytea,
        recorded_by uuid,
        confirmed_at timestamptz,
        CONSTRAINT consent_pk PRIMARY KEY (region_id, id),
        CONSTRAINT consent_discloser_fk FOREIGN KEY (region_id, discloser_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT consent_recipient_fk FOREIGN KEY (region_id, recipient_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT consent_staff_fk FOREIGN KEY (region_id, offered_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT consent_explainer_fk FOREIGN KEY (region_id, explained_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT consent_recorder_fk FOREIGN KEY (region_id, recorded_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT consent_supersedes_fk FOREIGN KEY (region_id, supersedes_consent_id)
          REFERENCES consent (region_id, id),
        CONSTRAINT consent_kind_known CHECK (kind IN ('CONSENT', 'CONFIDENTIALITY_RELEASE')),
        CONSTRAINT consent_one_way CHECK (discloser_unit_id <> recipient_unit_id),
        CONSTRAINT consent_categories_not_empty CHECK (cardinality(categories) BETWEEN 1 AND 10),
        CONSTRAINT consent_recurrence_known CHECK (recurrence IN ('SINGLE', 'RECURRING')),
        CONSTRAINT consent_secret_bearer_of_release
          CHECK ((kind = 'CONFIDENTIALITY_RELEASE') = (secret_bearer IS NOT NULL)),
        CONSTRAINT consent_expiry_event_known
          CHECK (expiry_event IN ('PURPOSE_ACHIEVED', 'REVIEW_CONFERENCE', 'DISCLOSURE_DONE')),
        CONSTRAINT consent_capacity_known CHECK (capacity IN ('OF_AGE', 'MINOR_WITH_INSIGHT', 'REPRESENTED')),
        CONSTRAINT consent_text_hash_format CHECK (text_hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT consent_giver_known CHECK (given_by IN ('PERSON', 'ENTRUSTER')),
        CONSTRAINT consent_entruster_names_item CHECK (given_by = 'PERSON' OR entrusted_item_id IS NOT NULL),
        CONSTRAINT consent_validity CHECK (valid_until >= valid_from),
        CONSTRAINT consent_form_known CHECK (form IN ('PAPER', 'ELECTRONIC', 'WITNESSED_ORAL')),
        CONSTRAINT consent_mediation_known CHECK (mediation_level IN ('LAY', 'QUALIFIED', 'SWORN'))
      )`);
    await runner.query(
      `COMMENT ON TABLE consent IS 'Einwilligung or Schweigepflichtentbindung: one discloser, one recipient, one purpose; its state is the process of definition consent or confidentiality-release'`,
    );
    await runner.query(`CREATE INDEX consent_case_idx ON consent (region_id, case_id)`);
    await runner.query(`CREATE INDEX consent_recipient_idx ON consent (region_id, recipient_unit_id)`);
    await runner.query(`GRANT SELECT, INSERT ON consent TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (form, teach_back, mediation_level, copy_handed_over, capacity, place_sealed, given_at,
         circumstances_sealed, recorded_by, confirmed_at, explained_by, text_version, text_hash, language)
       ON consent TO fallwerk_app`,
    );
    await runner.query(
      `CREATE TRIGGER consent_stays BEFORE DELETE OR TRUNCATE ON consent FOR EACH STATEMENT EXECUTE FUNCTION keep_facts()`,
    );
    // What was said yes to does not change under it; sealed words can be taken away, not read.
    await runner.query(
      `CREATE TRIGGER consent_keeps_facts BEFORE UPDATE ON consent FOR EACH ROW WHEN (OLD.given_at IS NOT NULL)
       EXECUTE FUNCTION keep_facts('confirmed_at', 'exclusions_sealed', 'circumstances_sealed', 'place_sealed')`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE consent`);
  }
}
