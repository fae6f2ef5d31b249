import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Register of what was done by whom; append-only for everybody. */
export class CreateAudit1763800200000 implements MigrationInterface {
  name = 'CreateAudit1763800200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_event (
        region_id text NOT NULL,
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        actor_kind text NOT NULL,
        account_id uuid NOT NULL,
        unit_id uuid,
        action text NOT NULL,
        object_type text NOT NULL,
        object_id uuid NOT NULL,
        case_id uuid,
        legal_basis text,
        details jsonb NOT NULL DEFAULT '{}',
        tx_id bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
        CONSTRAINT audit_event_pk PRIMARY KEY (region_id, id),
        CONSTRAINT audit_event_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
        CONSTRAINT audit_event_actor_kind_known CHECK (actor_kind IN ('staff', 'person', 'system')),
        CONSTRAINT audit_event_action_format CHECK (action ~ '^[A-Z][A-Z_]+$')
      )`);
    await runner.query(
      `COMMENT ON TABLE audit_event IS 'Who did what, written in the deciding transaction; no content of cases'`,
    );
    await runner.query(
      `CREATE INDEX audit_event_object_idx ON audit_event (region_id, object_type, object_id, at)`,
    );
    await runner.query(`CREATE INDEX audit_event_case_idx ON audit_event (region_id, case_id, at)`);
    // Transaction that wrote the line: only what no running transaction can still precede is chained.
    await runner.query(`CREATE INDEX audit_event_tx_idx ON audit_event (region_id, tx_id, id)`);
    await runner.query(`
      CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_event
      FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`);
    // Not `tx_id`: the database alone says when something was written.
    await runner.query(`
      GRANT SELECT, INSERT (region_id, id, at, actor_kind, account_id, unit_id, action, object_type, object_id, case_id,
        legal_basis, details) ON audit_event TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE audit_event`);
  }
}
