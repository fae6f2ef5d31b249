import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Chain over the register of what was done, and the signed statements that hold it fast. */
export class CreateAuditChain1763800210000 implements MigrationInterface {
  name = 'CreateAuditChain1763800210000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_link (
        region_id text NOT NULL,
        position bigint NOT NULL,
        event_id uuid NOT NULL,
        prev_hash text NOT NULL,
        hash text NOT NULL,
        sealed_at timestamptz NOT NULL,
        CONSTRAINT audit_link_pk PRIMARY KEY (region_id, position),
        CONSTRAINT audit_link_event_unique UNIQUE (region_id, event_id),
        CONSTRAINT audit_link_event_fk FOREIGN KEY (region_id, event_id) REFERENCES audit_event (region_id, id),
        CONSTRAINT audit_link_position_positive CHECK (position >= 1),
        CONSTRAINT audit_link_hash_format CHECK (hash ~ '^[0-9a-f]{64}$' AND prev_hash ~ '^[0-9a-f]{64}$')
      )`);
    await runner.query(
      `COMMENT ON TABLE audit_link IS 'Place of a line of the register in the hash chain of its region; appended by the worker seconds after the deed'`,
    );
    await runner.query(`
      CREATE TABLE audit_anchor (
        region_id text NOT NULL,
        number integer NOT NULL,
        day date NOT NULL,
        position bigint NOT NULL,
        hash text NOT NULL,
        previous text NOT NULL,
        signed_at timestamptz NOT NULL,
        key_id text NOT NULL,
        signature text NOT NULL,
        CONSTRAINT audit_anchor_pk PRIMARY KEY (region_id, number),
        CONSTRAINT audit_anchor_link_fk FOREIGN KEY (region_id, position) REFERENCES audit_link (region_id, position),
        CONSTRAINT audit_anchor_number_positive CHECK (number >= 1)
      )`);
    await runner.query(
      `COMMENT ON TABLE audit_anchor IS 'Signed statement of a day: so many lines, this hash; every one also fixes the one before'`,
    );
    for (const table of ['audit_link', 'audit_anchor']) {
      await runner.query(`
        CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`);
      await runner.query(`GRANT SELECT, INSERT ON ${table} TO fallwerk_app`);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE audit_anchor`);
    await runner.query(`DROP TABLE audit_link`);
  }
}
