import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who read or searched what, apart from the register of what was done. */
export class CreateAccessLog1763800220000 implements MigrationInterface {
  name = 'CreateAccessLog1763800220000';

  async up(runner: QueryRunner): Promise<void> {
    // No foreign keys to what was read: a refused attempt may name something that does not exist.
    await runner.query(`
      CREATE TABLE access_log (
        region_id text NOT NULL,
        id uuid NOT NULL,
        at timestamptz NOT NULL,
        account_id uuid NOT NULL,
        staff_id uuid NOT NULL,
        unit_id uuid,
        kind text NOT NULL,
        object_type text NOT NULL,
        object_id uuid,
        case_id uuid,
        person_id uuid,
        purpose text NOT NULL,
        CONSTRAINT access_log_pk PRIMARY KEY (region_id, id),
        CONSTRAINT access_log_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
        CONSTRAINT access_log_kind_known CHECK (kind IN ('READ', 'SEARCH', 'EXPORT', 'REFUSED')),
        CONSTRAINT access_log_purpose_format CHECK (purpose ~ '^[A-Z][A-Z_]+$')
      )`);
    await runner.query(
      `COMMENT ON TABLE access_log IS 'Who read or searched what, without content; kept for six months. There is deliberately no index by staff member'`,
    );
    await runner.query(`CREATE INDEX access_log_case_idx ON access_log (region_id, case_id, at)`);
    await runner.query(`CREATE INDEX access_log_unit_idx ON access_log (region_id, unit_id, at)`);
    await runner.query(`CREATE INDEX access_log_at_idx ON access_log (region_id, at)`);
    // Some days less than six months, so that clocks and the lengths of months never stand in the way of the job.
    await runner.query(`
      CREATE FUNCTION keep_access_log() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'DELETE' AND OLD.at < now() - interval '180 days' THEN
          RETURN OLD;
        END IF;
        RAISE EXCEPTION 'access_log is kept for six months and never changed' USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER access_log_kept BEFORE UPDATE OR DELETE ON access_log
      FOR EACH ROW EXECUTE FUNCTION keep_access_log()`);
    await runner.query(`GRANT SELECT, INSERT, DELETE ON access_log TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE access_log`);
    await runner.query(`DROP FUNCTION keep_access_log()`);
  }
}
