import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Items of data about persons, the register of their disclosures, and who signed off the decision table. */
export class CreateDataItems1763800410000 implements MigrationInterface {
  name = 'CreateDataItems1763800410000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createItem(runner);
    await this.createDisclosure(runner);
    await this.createSignOff(runner);
  }

  private async createItem(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE data_item (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        controller_unit_id uuid NOT NULL,
        category text NOT NULL,
        regime text NOT NULL,
        secrecy_origin text,
        entrusted_by text,
        source text NOT NULL,
        kind text NOT NULL,
        text_sealed bytea,
        origin_item_id uuid,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        disputed_at timestamptz,
        dispute_sealed bytea,
        restricted_at timestamptz,
        corrected_by_item_id uuid,
        erased_at timestamptz,
        CONSTRAINT data_item_pk PRIMARY KEY (region_id, id),
        CONSTRAINT data_item_controller_fk FOREIGN KEY (region_id, controller_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT data_item_staff_fk FOREIGN KEY (region_id, recorded_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT data_item_origin_fk FOREIGN KEY (region_id, origin_item_id) REFERENCES data_item (region_id, id),
        CONSTRAINT data_item_corrected_fk FOREIGN KEY (region_id, corrected_by_item_id)
          REFERENCES data_item (region_id, id),
        CONSTRAINT data_item_category_format CHECK (category ~ '^[A-Z][A-Z_]+$'),
        CONSTRAINT data_item_regime_known CHECK (regime IN ('DSGVO', 'KDG', 'DSG_EKD', 'SOCIAL_DATA')),
        CONSTRAINT data_item_secrecy_known
          CHECK (secrecy_origin IN ('PROFESSIONAL', 'EXPERT_OPINION', 'ENTRUSTED')),
        CONSTRAINT data_item_entrusted_known CHECK (entrusted_by IN ('PERSON', 'CHILD', 'RELATIVE', 'OTHER')),
        CONSTRAINT data_item_entrusted_named CHECK ((secrecy_origin = 'ENTRUSTED') = (entrusted_by IS NOT NULL)),
        CONSTRAINT data_item_source_known
          CHECK (source IN ('PERSON', 'DOCUMENT', 'OWN_OBSERVATION', 'OTHER_BODY', 'THIRD_PARTY')),
        CONSTRAINT data_item_kind_known
          CHECK (kind IN ('FACT', 'OBSERVATION', 'STATEMENT', 'ALLEGATION', 'OPINION')),
        CONSTRAINT data_item_not_own_origin CHECK (origin_item_id <> id AND corrected_by_item_id <> id),
        CONSTRAINT data_item_dispute_dated CHECK (dispute_sealed IS NULL OR disputed_at IS NOT NULL),
        CONSTRAINT data_item_erased_is_empty CHECK ((erased_at IS NULL) = (text_sealed IS NOT NULL))
      )`);
    await runner.query(
      `COMMENT ON TABLE data_item IS 'One item of data about a person: who is its controller, what it is about, which secrecy it brought along; its text is encrypted with the key of the person'`,
    );
    await runner.query(
      `CREATE INDEX data_item_case_idx ON data_item (region_id, case_id, controller_unit_id)`,
    );
    await runner.query(`CREATE INDEX data_item_person_idx ON data_item (region_id, person_id)`);
    await runner.query(`CREATE INDEX data_item_origin_idx ON data_item (region_id, origin_item_id)`);
    await runner.query(`GRANT SELECT, INSERT ON data_item TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (text_sealed, disputed_at, dispute_sealed, restricted_at, corrected_by_item_id, erased_at)
       ON data_item TO fallwerk_app`,
    );
  }

  private async createDisclosure(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE disclosure (
        region_id text NOT NULL,
        id uuid NOT NULL,
        act_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        item_id uuid,
        category text NOT NULL,
        from_unit_id uuid NOT NULL,
        to_unit_id uuid NOT NULL,
        recipient_function text NOT NULL,
        purpose text NOT NULL,
        channel text NOT NULL,
        effect text NOT NULL,
        "row" smallint NOT NULL,
        basis text[] NOT NULL,
        table_version integer NOT NULL,
        consent_id uuid,
        release_id uuid,
        decided_by uuid NOT NULL,
        disclosed_at timestamptz NOT NULL,
        basis_ended_at timestamptz,
        basis_end_reason text,
        answer_due_on date,
        answer text,
        answer_norm text,
        answered_by uuid,
        answered_at timestamptz,
        CONSTRAINT disclosure_pk PRIMARY KEY (region_id, id),
        CONSTRAINT disclosure_item_fk FOREIGN KEY (region_id, item_id) REFERENCES data_item (region_id, id),
        CONSTRAINT disclosure_from_fk FOREIGN KEY (region_id, from_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT disclosure_to_fk FOREIGN KEY (region_id, to_unit_id) REFERENCES organisation_unit (region_id, id),
        CONSTRAINT disclosure_consent_fk FOREIGN KEY (region_id, consent_id) REFERENCES consent (region_id, id),
        CONSTRAINT disclosure_release_fk FOREIGN KEY (region_id, release_id) REFERENCES consent (region_id, id),
        CONSTRAINT disclosure_decided_fk FOREIGN KEY (region_id, decided_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT disclosure_answered_fk FOREIGN KEY (region_id, answered_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT disclosure_two_units CHECK (from_unit_id <> to_unit_id),
        CONSTRAINT disclosure_channel_known CHECK (channel IN ('SYSTEM', 'CONFERENCE', 'TASK', 'ORAL', 'PAPER')),
        CONSTRAINT disclosure_effect_known
          CHECK (effect IN ('DUTY', 'STATUTE', 'CONSENT', 'CONSENT_AND_RELEASE', 'ANON_ONLY', 'NEVER')),
        CONSTRAINT disclosure_system_permitted CHECK (channel <> 'SYSTEM' OR (effect <> 'NEVER' AND item_id IS NOT NULL)),
        CONSTRAINT disclosure_end_reason_known
          CHECK (basis_end_reason IN ('REVOKED', 'EXPIRED', 'SUPERSEDED', 'GROUND_ENDED')),
        CONSTRAINT disclosure_end_reasoned CHECK ((basis_ended_at IS NULL) = (basis_end_reason IS NULL)),
        CONSTRAINT disclosure_due_after_end CHECK (answer_due_on IS NULL OR basis_ended_at IS NOT NULL),
        CONSTRAINT disclosure_answer_known CHECK (answer IN ('ERASED', 'RESTRICTED', 'KEPT_ON_OWN_BASIS')),
        CONSTRAINT disclosure_answer_whole CHECK (num_nonnulls(answer, answered_by, answered_at) IN (0, 3)),
        CONSTRAINT disclosure_answer_after_end CHECK (answer IS NULL OR basis_ended_at IS NOT NULL),
        CONSTRAINT disclosure_kept_has_norm CHECK ((answer IS NOT DISTINCT FROM 'KEPT_ON_OWN_BASIS') = (answer_norm IS NOT NULL))
      )`);
    await runner.query(
      `COMMENT ON TABLE disclosure IS 'Register of disclosures: who told whom what about a person, on which basis, and what the recipient did when the basis ended'`,
    );
    await runner.query(`CREATE INDEX disclosure_case_idx ON disclosure (region_id, case_id, to_unit_id)`);
    await runner.query(`CREATE INDEX disclosure_item_idx ON disclosure (region_id, item_id)`);
    await runner.query(`CREATE INDEX disclosure_person_idx ON disclosure (region_id, person_id)`);
    await runner.query(
      `CREATE INDEX disclosure_consent_idx ON disclosure (region_id, consent_id) WHERE consent_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX disclosure_release_idx ON disclosure (region_id, release_id) WHERE release_id IS NOT NULL`,
    );
    await runner.query(
      `CREATE INDEX disclosure_answer_due_idx ON disclosure (region_id, to_unit_id, answer_due_on)
       WHERE answer_due_on IS NOT NULL AND answer IS NULL`,
    );
    await runner.query(`GRANT SELECT, INSERT ON disclosure TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (basis_ended_at, basis_end_reason, answer_due_on, answer, answer_norm, answered_by, answered_at)
       ON disclosure TO fallwerk_app`,
    );
  }

  private async createSignOff(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE decision_table_sign_off (
        region_id text NOT NULL,
        id uuid NOT NULL,
        version integer NOT NULL,
        hash text NOT NULL,
        signed_by uuid NOT NULL,
        unit_id uuid NOT NULL,
        signed_at timestamptz NOT NULL,
        CONSTRAINT decision_table_sign_off_pk PRIMARY KEY (region_id, id),
        CONSTRAINT decision_table_sign_off_once UNIQUE (region_id, version, hash),
        CONSTRAINT decision_table_sign_off_staff_fk FOREIGN KEY (region_id, signed_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT decision_table_sign_off_unit_fk FOREIGN KEY (region_id, unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT decision_table_sign_off_hash_format CHECK (hash ~ '^[0-9a-f]{64}$'),
        CONSTRAINT decision_table_sign_off_version_positive CHECK (version > 0)
      )`);
    await runner.query(
      `COMMENT ON TABLE decision_table_sign_off IS 'Which content of which version of the decision table a data protection officer signed off; append-only'`,
    );
    await runner.query(`GRANT SELECT, INSERT ON decision_table_sign_off TO fallwerk_app`);
    await runner.query(
      `CREATE TRIGGER decision_table_sign_off_append_only
       BEFORE UPDATE OR DELETE OR TRUNCATE ON decision_table_sign_off
       FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['decision_table_sign_off', 'disclosure', 'data_item']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
