import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Items of data about persons, the register of their disclosures, and who signed off the decision table. */
export class CreateDataItems1763800410000 implements MigrationInterface {
  name = 'CreateDataItems1763800410000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createItem(runner);
    await this.createDisclosure(runner);
    await this.keepDisclosures(runner);
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
        carried_no_secrecy boolean NOT NULL DEFAULT false,
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
        released_to_person_at timestamptz,
        released_by uuid,
        release_reason_sealed bytea,
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
        CONSTRAINT data_item_secrecy_plain CHECK (NOT (carried_no_secrecy AND secrecy_origin IS NOT NULL)),
        CONSTRAINT data_item_origin_stated CHECK (source <> 'OTHER_BODY' OR origin_item_id IS NOT NULL
          OR secrecy_origin IS NOT NULL OR carried_no_secrecy),
        CONSTRAINT data_item_source_known
          CHECK (source IN ('PERSON', 'DOCUMENT', 'OWN_OBSERVATION', 'OTHER_BODY', 'THIRD_PARTY')),
        CONSTRAINT data_item_kind_known
          CHECK (kind IN ('FACT', 'OBSERVATION', 'STATEMENT', 'ALLEGATION', 'OPINION')),
        CONSTRAINT data_item_not_own_origin CHECK (origin_item_id <> id AND corrected_by_item_id <> id),
        CONSTRAINT data_item_dispute_dated CHECK (dispute_sealed IS NULL OR disputed_at IS NOT NULL),
        CONSTRAINT data_item_released_fk FOREIGN KEY (region_id, released_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT data_item_release_whole CHECK ((released_to_person_at IS NULL) = (released_by IS NULL)),
        CONSTRAINT data_item_release_of_entrusted CHECK (released_to_person_at IS NULL OR entrusted_by <> 'PERSON'),
        CONSTRAINT data_item_release_reasoned CHECK (release_reason_sealed IS NULL OR released_to_person_at IS NOT NULL),
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
    await runner.query(
      `ALTER TABLE consent ADD CONSTRAINT consent_entrusted_item_fk FOREIGN KEY (region_id, entrusted_item_id)
         REFERENCES data_item (region_id, id)`,
    );
    await runner.query(`GRANT SELECT, INSERT ON data_item TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (text_sealed, disputed_at, dispute_sealed, restricted_at, corrected_by_item_id, erased_at,
         released_to_person_at, released_by, release_reason_sealed)
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
        contribution_id uuid,
        effect text NOT NULL,
        "row" smallint NOT NULL,
        basis text[] NOT NULL,
        table_version integer NOT NULL,
        consent_id uuid,
        release_id uuid,
        confirmed_conditions text[] NOT NULL DEFAULT '{}',
        necessity text,
        exclusions_considered boolean NOT NULL DEFAULT false,
        decided_by uuid NOT NULL,
        disclosed_at timestamptz NOT NULL,
        basis_ended_at timestamptz,
        basis_end_reason text,
        answer_due_on date,
        answer text,
        answer_norm text,
        answered_by uuid,
        answered_at timestamptz,
        answer_reminder text,
        reminded_at timestamptz,
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
        CONSTRAINT disclosure_never_has_no_basis CHECK (effect <> 'NEVER' OR cardinality(basis) = 0),
        CONSTRAINT disclosure_necessity_known
          CHECK (necessity IN ('PURPOSE_OF_COLLECTION', 'TASK_OF_GIVER', 'TASK_OF_RECIPIENT')),
        CONSTRAINT disclosure_system_permitted CHECK (channel <> 'SYSTEM' OR (effect <> 'NEVER' AND item_id IS NOT NULL)),
        CONSTRAINT disclosure_contribution_of_conference CHECK (contribution_id IS NULL OR channel = 'CONFERENCE'),
        CONSTRAINT disclosure_end_reason_known
          CHECK (basis_end_reason IN ('REVOKED', 'EXPIRED', 'SUPERSEDED', 'GROUND_ENDED', 'EXCLUSIONS_ADDED', 'NOT_NEEDED')),
        CONSTRAINT disclosure_end_reasoned CHECK ((basis_ended_at IS NULL) = (basis_end_reason IS NULL)),
        CONSTRAINT disclosure_due_after_end CHECK (answer_due_on IS NULL OR basis_ended_at IS NOT NULL),
        CONSTRAINT disclosure_answer_known CHECK (answer IN ('ERASED', 'RESTRICTED', 'KEPT_ON_OWN_BASIS')),
        CONSTRAINT disclosure_answer_whole CHECK (num_nonnulls(answer, answered_by, answered_at) IN (0, 3)),
        CONSTRAINT disclosure_answer_after_end CHECK (answer IS NULL OR basis_ended_at IS NOT NULL),
        CONSTRAINT disclosure_reminder_known CHECK (answer_reminder IN ('DUE_SOON', 'OVERDUE')),
        CONSTRAINT disclosure_reminder_whole CHECK ((answer_reminder IS NULL) = (reminded_at IS NULL)),
        CONSTRAINT disclosure_reminder_of_due CHECK (answer_reminder IS NULL OR answer_due_on IS NOT NULL),
        CONSTRAINT disclosure_kept_has_norm CHECK ((answer IS NOT DISTINCT FROM 'KEPT_ON_OWN_BASIS') = (answer_norm IS NOT NULL))
      )`);
    await runner.query(
      `COMMENT ON TABLE disclosure IS 'Register of disclosures: who told whom what about a person, on which basis, and what the recipient did when the basis ended'`,
    );
    await runner.query(`CREATE INDEX disclosure_case_idx ON disclosure (region_id, case_id, to_unit_id)`);
    await runner.query(
      `CREATE INDEX disclosure_contribution_idx ON disclosure (region_id, contribution_id) WHERE contribution_id IS NOT NULL`,
    );
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
      `GRANT UPDATE (basis_ended_at, basis_end_reason, answer_due_on, answer, answer_norm, answered_by, answered_at,
         answer_reminder, reminded_at)
       ON disclosure TO fallwerk_app`,
    );
  }

  /** The owner changes no line either: only how it ended and was answered is written later. */
  private async keepDisclosures(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE TRIGGER disclosure_stays BEFORE DELETE OR TRUNCATE ON disclosure
       FOR EACH STATEMENT EXECUTE FUNCTION keep_facts()`,
    );
    await runner.query(
      `CREATE TRIGGER disclosure_keeps_facts BEFORE UPDATE ON disclosure FOR EACH ROW EXECUTE FUNCTION keep_facts(
         'basis_ended_at', 'basis_end_reason', 'answer_due_on', 'answer', 'answer_norm', 'answered_by', 'answered_at',
         'answer_reminder', 'reminded_at')`,
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
    await runner.query(`ALTER TABLE consent DROP CONSTRAINT consent_entrusted_item_fk`);
    for (const table of ['decision_table_sign_off', 'disclosure', 'data_item']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
