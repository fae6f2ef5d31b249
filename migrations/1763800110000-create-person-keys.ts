import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of persons, and how far the withdrawal list is carried out. */
export class CreatePersonKeys1763800110000 implements MigrationInterface {
  name = 'CreatePersonKeys1763800110000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE person_key (
        region_id text NOT NULL,
        person_id uuid NOT NULL,
        wrapped bytea,
        master_key_id text NOT NULL,
        created_at timestamptz NOT NULL,
        destroyed_at timestamptz,
        CONSTRAINT person_key_pk PRIMARY KEY (region_id, person_id),
        CONSTRAINT person_key_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
        CONSTRAINT person_key_destroyed_or_kept CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
      )`);
    await runner.query(
      `COMMENT ON TABLE person_key IS 'Key of one person, wrapped by a master key; after an erasure only the row remains, as its proof'`,
    );
    await runner.query(`
      CREATE FUNCTION forbid_key_revival() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'a destroyed key stays destroyed' USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER person_key_no_revival BEFORE UPDATE OR DELETE ON person_key
      FOR EACH ROW WHEN (OLD.destroyed_at IS NOT NULL) EXECUTE FUNCTION forbid_key_revival()`);
    await runner.query(`
      CREATE TABLE withdrawal_epoch (
        region_id text NOT NULL,
        epoch integer NOT NULL,
        head text NOT NULL,
        CONSTRAINT withdrawal_epoch_pk PRIMARY KEY (region_id),
        CONSTRAINT withdrawal_epoch_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
        CONSTRAINT withdrawal_epoch_head_format CHECK (head ~ '^[0-9a-f]{64}$')
      )`);
    await runner.query(
      `COMMENT ON TABLE withdrawal_epoch IS 'How far the withdrawal list of a region, kept outside, is carried out in this database'`,
    );
    await runner.query(`
      CREATE TABLE withdrawal (
        region_id text NOT NULL,
        id uuid NOT NULL,
        kind text NOT NULL,
        subject_id uuid NOT NULL,
        details jsonb NOT NULL,
        requested_at timestamptz NOT NULL,
        epoch integer,
        CONSTRAINT withdrawal_pk PRIMARY KEY (region_id, id),
        CONSTRAINT withdrawal_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
        CONSTRAINT withdrawal_epoch_unique UNIQUE (region_id, epoch),
        CONSTRAINT withdrawal_kind_known CHECK (
          kind IN ('ERASED', 'CONSENT_REVOKED', 'ITEM_ERASED', 'ITEM_RESTRICTED', 'OBJECTED'))
      )`);
    await runner.query(
      `COMMENT ON TABLE withdrawal IS 'What was withdrawn for good, as the list outside of the database has it: identifiers and codes only'`,
    );
    await runner.query(`GRANT SELECT, INSERT ON person_key, withdrawal, withdrawal_epoch TO fallwerk_app`);
    await runner.query(`GRANT UPDATE (epoch) ON withdrawal TO fallwerk_app`);
    await runner.query(`GRANT UPDATE (wrapped, master_key_id, destroyed_at) ON person_key TO fallwerk_app`);
    await runner.query(`GRANT UPDATE (epoch, head) ON withdrawal_epoch TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE withdrawal`);
    await runner.query(`DROP TABLE withdrawal_epoch`);
    await runner.query(`DROP TABLE person_key`);
    await runner.query(`DROP FUNCTION forbid_key_revival()`);
  }
}
