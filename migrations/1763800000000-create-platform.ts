import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ground: the application role, the region, the guard of append-only tables, and the memory of commands. */
export class CreatePlatform1763800000000 implements MigrationInterface {
  name = 'CreatePlatform1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE EXTENSION IF NOT EXISTS btree_gist`);
    await runner.query(`GRANT USAGE ON SCHEMA public TO fallwerk_app`);
    await runner.query(`
      CREATE FUNCTION forbid_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'table % is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$`);
    // For tables of which only the columns named with the trigger may change, and no line ever goes.
    await runner.query(`
      CREATE FUNCTION keep_facts() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV = to_jsonb(OLD) - TG_ARGV THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'table % keeps what it says', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TABLE region (
        region_id text NOT NULL,
        name text NOT NULL,
        is_demonstration boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT region_pk PRIMARY KEY (region_id),
        CONSTRAINT region_id_format CHECK (region_id ~ '^[a-z][a-z0-9-]{1,30}$')
      )`);
    await runner.query(
      `COMMENT ON TABLE region IS 'Unit of data distribution: one Kreis or kreisfreie Stadt'`,
    );
    await runner.query(`
      CREATE TABLE idempotency_record (
        region_id text NOT NULL,
        account_id uuid NOT NULL,
        command text NOT NULL,
        key text NOT NULL,
        fingerprint text NOT NULL,
        answer jsonb,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT idempotency_record_pk PRIMARY KEY (region_id, account_id, command, key),
        CONSTRAINT idempotency_record_key_length CHECK (length(key) BETWEEN 8 AND 200)
      )`);
    await runner.query(
      `COMMENT ON TABLE idempotency_record IS 'First answer of every command, returned when it is repeated'`,
    );
    await runner.query(`GRANT SELECT, INSERT ON region TO fallwerk_app`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON idempotency_record TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE idempotency_record`);
    await runner.query(`DROP TABLE region`);
    await runner.query(`DROP FUNCTION forbid_change()`);
    await runner.query(`DROP FUNCTION keep_facts()`);
    await runner.query(`REVOKE USAGE ON SCHEMA public FROM fallwerk_app`);
    await runner.query(`DROP EXTENSION btree_gist`);
  }
}
