import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Requests of persons about their data, notices to recipients, proofs of erasure, and data breaches. */
export class CreateRights1763800420000 implements MigrationInterface {
  name = 'CreateRights1763800420000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createRequest(runner);
    await this.createNotice(runner);
    await this.createErasureProof(runner);
    await this.createBreach(runner);
    await this.createRetentionOverride(runner);
    // What the retention rules end.
    await runner.query(`GRANT DELETE ON idempotency_record TO fallwerk_app`);
    await runner.query(`GRANT DELETE ON consent_evidence TO fallwerk_app`);
    await runner.query(`GRANT UPDATE (exclusions_sealed) ON consent TO fallwerk_app`);
  }

  private async createRequest(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE data_subject_request (
        region_id text NOT NULL,
        id uuid NOT NULL,
        submission_id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        controller_unit_id uuid NOT NULL,
        kind text NOT NULL,
        item_id uuid,
        channel text NOT NULL,
        received_on date NOT NULL,
        words_sealed bytea,
        recorded_by uuid,
        recorded_at timestamptz NOT NULL,
        extension_sealed bytea,
        outcome text,
        answer_sealed bytea,
        refusal_norm text,
        report_sealed bytea,
        answered_by uuid,
        answered_at timestamptz,
        CONSTRAINT data_subject_request_pk PRIMARY KEY (region_id, id),
        CONSTRAINT data_subject_request_unit_fk FOREIGN KEY (region_id, controller_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT data_subject_request_item_fk FOREIGN KEY (region_id, item_id) REFERENCES data_item (region_id, id),
        CONSTRAINT data_subject_request_recorder_fk FOREIGN KEY (region_id, recorded_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT data_subject_request_answerer_fk FOREIGN KEY (region_id, answered_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT data_subject_request_kind_known
          CHECK (kind IN ('ACCESS', 'RECTIFICATION', 'RESTRICTION', 'ERASURE', 'PORTABILITY', 'OBJECTION')),
        CONSTRAINT data_subject_request_channel_known CHECK (channel IN ('PORTAL', 'ORAL', 'LETTER', 'EMAIL')),
        CONSTRAINT data_subject_request_item_named CHECK (kind <> 'RECTIFICATION' OR item_id IS NOT NULL),
        CONSTRAINT data_subject_request_outcome_known CHECK (outcome IN ('GRANTED', 'PARTLY', 'REFUSED')),
        CONSTRAINT data_subject_request_answer_whole CHECK (num_nonnulls(outcome, answered_by, answered_at) IN (0, 3)),
        CONSTRAINT data_subject_request_refusal_reasoned CHECK (outcome <> 'REFUSED' OR refusal_norm IS NOT NULL)
      )`);
    await runner.query(
      `COMMENT ON TABLE data_subject_request IS 'Request of a person to one controller about their data; its state is the process of definition data-subject-request; words, answer and report are encrypted with the key of the person'`,
    );
    await runner.query(
      `CREATE INDEX data_subject_request_case_idx ON data_subject_request (region_id, case_id, kind)`,
    );
    await runner.query(
      `CREATE INDEX data_subject_request_person_idx ON data_subject_request (region_id, person_id)`,
    );
    await runner.query(
      `CREATE INDEX data_subject_request_unit_idx ON data_subject_request (region_id, controller_unit_id, received_on)`,
    );
    await runner.query(`GRANT SELECT, INSERT ON data_subject_request TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (words_sealed, extension_sealed, outcome, answer_sealed, refusal_norm, report_sealed, answered_by,
         answered_at) ON data_subject_request TO fallwerk_app`,
    );
  }

  private async createNotice(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE recipient_notice (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        person_id uuid NOT NULL,
        item_id uuid NOT NULL,
        category text NOT NULL,
        from_unit_id uuid NOT NULL,
        to_unit_id uuid NOT NULL,
        kind text NOT NULL,
        sent_at timestamptz NOT NULL,
        acknowledged_by uuid,
        acknowledged_at timestamptz,
        CONSTRAINT recipient_notice_pk PRIMARY KEY (region_id, id),
        CONSTRAINT recipient_notice_item_fk FOREIGN KEY (region_id, item_id) REFERENCES data_item (region_id, id),
        CONSTRAINT recipient_notice_from_fk FOREIGN KEY (region_id, from_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT recipient_notice_to_fk FOREIGN KEY (region_id, to_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT recipient_notice_staff_fk FOREIGN KEY (region_id, acknowledged_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT recipient_notice_kind_known CHECK (kind IN ('CORRECTED', 'DISPUTED', 'RESTRICTED', 'ERASED')),
        CONSTRAINT recipient_notice_answer_whole CHECK (num_nonnulls(acknowledged_by, acknowledged_at) IN (0, 2))
      )`);
    await runner.query(
      `COMMENT ON TABLE recipient_notice IS 'Notice to a recipient that an item it received was corrected, disputed, restricted or erased (Art. 19 DSGVO); the recipient acknowledges it'`,
    );
    await runner.query(
      `CREATE INDEX recipient_notice_open_idx ON recipient_notice (region_id, to_unit_id, sent_at, id)
       WHERE acknowledged_at IS NULL`,
    );
    await runner.query(`CREATE INDEX recipient_notice_item_idx ON recipient_notice (region_id, item_id)`);
    await runner.query(`GRANT SELECT, INSERT ON recipient_notice TO fallwerk_app`);
    await runner.query(`GRANT UPDATE (acknowledged_by, acknowledged_at) ON recipient_notice TO fallwerk_app`);
  }

  private async createErasureProof(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE erasure_proof (
        region_id text NOT NULL,
        id uuid NOT NULL,
        record_kind text NOT NULL,
        record_id uuid,
        records integer NOT NULL,
        person_id uuid,
        controller_unit_id uuid,
        category text,
        method text NOT NULL,
        norm text NOT NULL,
        request_id uuid,
        erased_by uuid NOT NULL,
        erased_at timestamptz NOT NULL,
        CONSTRAINT erasure_proof_pk PRIMARY KEY (region_id, id),
        CONSTRAINT erasure_proof_unit_fk FOREIGN KEY (region_id, controller_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT erasure_proof_request_fk FOREIGN KEY (region_id, request_id)
          REFERENCES data_subject_request (region_id, id),
        CONSTRAINT erasure_proof_method_known
          CHECK (method IN ('TEXT_REMOVED', 'KEY_DESTROYED', 'ROWS_DELETED', 'FIELDS_EMPTIED')),
        CONSTRAINT erasure_proof_records_positive CHECK (records > 0)
      )`);
    await runner.query(
      `COMMENT ON TABLE erasure_proof IS 'Proof of an erasure: when, by whom, what kind, how, on which norm; no content; append-only'`,
    );
    await runner.query(`CREATE INDEX erasure_proof_request_idx ON erasure_proof (region_id, request_id)`);
    await runner.query(`GRANT SELECT, INSERT ON erasure_proof TO fallwerk_app`);
    await runner.query(
      `CREATE TRIGGER erasure_proof_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON erasure_proof
       FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`,
    );
  }

  private async createBreach(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE data_breach (
        region_id text NOT NULL,
        id uuid NOT NULL,
        controller_unit_id uuid NOT NULL,
        kinds text[] NOT NULL,
        categories text[] NOT NULL,
        noticed_at timestamptz NOT NULL,
        report_due_at timestamptz NOT NULL,
        facts text NOT NULL,
        persons_estimated integer NOT NULL,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        risk text,
        effects text,
        measures text,
        reported_at timestamptz,
        authority_reference text,
        delay_reason text,
        told_at timestamptz,
        told_way text,
        closed_at timestamptz,
        CONSTRAINT data_breach_pk PRIMARY KEY (region_id, id),
        CONSTRAINT data_breach_unit_fk FOREIGN KEY (region_id, controller_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT data_breach_staff_fk FOREIGN KEY (region_id, recorded_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT data_breach_kinds_known
          CHECK (cardinality(kinds) > 0 AND kinds <@ ARRAY['CONFIDENTIALITY', 'INTEGRITY', 'AVAILABILITY']),
        CONSTRAINT data_breach_risk_known CHECK (risk IN ('NONE', 'RISK', 'HIGH')),
        CONSTRAINT data_breach_way_known CHECK (told_way IN ('DIRECTLY', 'PUBLICLY', 'EXEMPT')),
        CONSTRAINT data_breach_72_hours CHECK (report_due_at = noticed_at + interval '72 hours'),
        CONSTRAINT data_breach_delay_reasoned
          CHECK (reported_at IS NULL OR reported_at <= report_due_at OR delay_reason IS NOT NULL),
        CONSTRAINT data_breach_persons_not_negative CHECK (persons_estimated >= 0)
      )`);
    await runner.query(
      `COMMENT ON TABLE data_breach IS 'Breach of the protection of personal data (Art. 33 Abs. 5 DSGVO): facts, effects, measures, without content of cases; its state is the process of definition data-breach'`,
    );
    await runner.query(
      `CREATE INDEX data_breach_unit_idx ON data_breach (region_id, controller_unit_id, noticed_at)`,
    );
    await runner.query(`GRANT SELECT, INSERT ON data_breach TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (risk, effects, measures, reported_at, authority_reference, delay_reason, told_at, told_way,
         closed_at) ON data_breach TO fallwerk_app`,
    );
    await runner.query(`
      CREATE TABLE data_breach_person (
        region_id text NOT NULL,
        breach_id uuid NOT NULL,
        person_id uuid NOT NULL,
        CONSTRAINT data_breach_person_pk PRIMARY KEY (region_id, breach_id, person_id),
        CONSTRAINT data_breach_person_breach_fk FOREIGN KEY (region_id, breach_id)
          REFERENCES data_breach (region_id, id)
      )`);
    await runner.query(
      `COMMENT ON TABLE data_breach_person IS 'Persons a breach concerns; identifiers only'`,
    );
    await runner.query(`CREATE INDEX data_breach_person_idx ON data_breach_person (region_id, person_id)`);
    await runner.query(`GRANT SELECT, INSERT ON data_breach_person TO fallwerk_app`);
  }

  private async createRetentionOverride(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE retention_rule_override (
        region_id text NOT NULL,
        id uuid NOT NULL,
        unit_id uuid NOT NULL,
        record_kind text NOT NULL,
        months smallint,
        reason text NOT NULL,
        decided_by uuid NOT NULL,
        decided_at timestamptz NOT NULL,
        valid_from date NOT NULL,
        CONSTRAINT retention_rule_override_pk PRIMARY KEY (region_id, id),
        CONSTRAINT retention_rule_override_unit_fk FOREIGN KEY (region_id, unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT retention_rule_override_decider_fk FOREIGN KEY (region_id, decided_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT retention_rule_override_months_range CHECK (months BETWEEN 1 AND 120),
        CONSTRAINT retention_rule_override_reasoned CHECK (length(reason) BETWEEN 10 AND 1000)
      )`);
    await runner.query(
      `COMMENT ON TABLE retention_rule_override IS 'How long a unit keeps one kind of record instead of the rule; append-only, the latest one in force counts, without months the rule again'`,
    );
    await runner.query(
      `CREATE INDEX retention_rule_override_unit_idx ON retention_rule_override (region_id, unit_id, record_kind)`,
    );
    await runner.query(`GRANT SELECT, INSERT ON retention_rule_override TO fallwerk_app`);
    await runner.query(
      `CREATE TRIGGER retention_rule_override_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
       ON retention_rule_override FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE UPDATE (exclusions_sealed) ON consent FROM fallwerk_app`);
    await runner.query(`REVOKE DELETE ON consent_evidence FROM fallwerk_app`);
    await runner.query(`REVOKE DELETE ON idempotency_record FROM fallwerk_app`);
    for (const table of [
      'retention_rule_override',
      'data_breach_person',
      'data_breach',
      'erasure_proof',
      'recipient_notice',
      'data_subject_request',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}
