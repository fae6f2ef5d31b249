import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Moving running processes to another version: the job, what became of each process, and the guard on its version. */
export class CreateProcessMigration1763800370000 implements MigrationInterface {
  name = 'CreateProcessMigration1763800370000';

  async up(runner: QueryRunner): Promise<void> {
    await createJob(runner);
    await createItem(runner);
    await guardVersion(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE UPDATE (state_id, generation, owner) ON work_item FROM fallwerk_app`);
    await runner.query(`REVOKE UPDATE (definition_hash) ON process FROM fallwerk_app`);
    await runner.query(`DROP TRIGGER process_version_logged ON process`);
    await runner.query(`DROP FUNCTION require_migration_entry()`);
    await runner.query(`DROP TABLE workflow_migration_item`);
    await runner.query(`DROP TABLE workflow_migration`);
  }
}

async function createJob(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE workflow_migration (
      region_id text NOT NULL,
      id uuid NOT NULL,
      definition_key text NOT NULL,
      from_hash text NOT NULL,
      to_hash text NOT NULL,
      mapping json NOT NULL,
      reason text NOT NULL,
      status text NOT NULL,
      requested_by uuid NOT NULL,
      operator text,
      requested_at timestamptz NOT NULL,
      approved_by uuid,
      approved_at timestamptz,
      finished_at timestamptz,
      lease_holder uuid,
      lease_until timestamptz,
      CONSTRAINT workflow_migration_pk PRIMARY KEY (region_id, id),
      CONSTRAINT workflow_migration_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
      CONSTRAINT workflow_migration_from_fk FOREIGN KEY (from_hash) REFERENCES workflow_definition (hash),
      CONSTRAINT workflow_migration_to_fk FOREIGN KEY (to_hash) REFERENCES workflow_definition (hash),
      CONSTRAINT workflow_migration_status_known
        CHECK (status IN ('proposed', 'running', 'paused', 'completed', 'cancelled')),
      CONSTRAINT workflow_migration_reason_given CHECK (length(btrim(reason)) >= 10),
      CONSTRAINT workflow_migration_versions_differ CHECK (from_hash <> to_hash),
      CONSTRAINT workflow_migration_second_person CHECK (approved_by IS NULL OR approved_by <> requested_by),
      CONSTRAINT workflow_migration_finished
        CHECK ((status IN ('completed', 'cancelled')) = (finished_at IS NOT NULL))
    )`);
  await runner.query(
    `COMMENT ON TABLE workflow_migration IS 'Migration of the running processes of one version to another: who asked for it, why, with which mapping, and how far it is'`,
  );
  await runner.query(`
    CREATE UNIQUE INDEX workflow_migration_open_unique ON workflow_migration (region_id, from_hash)
    WHERE status IN ('proposed', 'running', 'paused')`);
  await runner.query(`GRANT SELECT, INSERT ON workflow_migration TO fallwerk_app`);
  await runner.query(`
    GRANT UPDATE (status, approved_by, approved_at, finished_at, lease_holder, lease_until)
    ON workflow_migration TO fallwerk_app`);
}

async function createItem(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE workflow_migration_item (
      region_id text NOT NULL,
      migration_id uuid NOT NULL,
      process_id uuid NOT NULL,
      status text NOT NULL,
      code text,
      problems jsonb NOT NULL DEFAULT '[]',
      deadlines jsonb NOT NULL DEFAULT '[]',
      planned_revision integer NOT NULL,
      settled_at timestamptz,
      CONSTRAINT workflow_migration_item_pk PRIMARY KEY (region_id, migration_id, process_id),
      CONSTRAINT workflow_migration_item_migration_fk
        FOREIGN KEY (region_id, migration_id) REFERENCES workflow_migration (region_id, id),
      CONSTRAINT workflow_migration_item_process_fk
        FOREIGN KEY (region_id, process_id) REFERENCES process (region_id, id),
      CONSTRAINT workflow_migration_item_status_known CHECK (status IN ('planned', 'done', 'refused', 'skipped')),
      CONSTRAINT workflow_migration_item_settled CHECK ((status = 'planned') = (settled_at IS NULL)),
      CONSTRAINT workflow_migration_item_code CHECK ((status IN ('refused', 'skipped')) = (code IS NOT NULL))
    )`);
  await runner.query(
    `COMMENT ON TABLE workflow_migration_item IS 'One process of a migration: planned, done with every deadline before and after, refused or skipped with the reason'`,
  );
  await runner.query(`
    CREATE INDEX workflow_migration_item_status_idx
    ON workflow_migration_item (region_id, migration_id, status, process_id)`);
  await runner.query(`GRANT SELECT, INSERT ON workflow_migration_item TO fallwerk_app`);
  await runner.query(
    `GRANT UPDATE (status, code, problems, deadlines, settled_at) ON workflow_migration_item TO fallwerk_app`,
  );
}

/** The version of a process changes only with the entry in its log that says so; looked at when the transaction commits. */
async function guardVersion(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE FUNCTION require_migration_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT EXISTS (
        SELECT FROM process_event
        WHERE region_id = NEW.region_id AND process_id = NEW.id AND seq = OLD.revision + 1
          AND type = 'process.migrated' AND definition_hash = NEW.definition_hash
      ) THEN
        RAISE EXCEPTION 'the version of a process changes with an entry of its log only'
          USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NULL;
    END $$`);
  await runner.query(`
    CREATE CONSTRAINT TRIGGER process_version_logged AFTER UPDATE OF definition_hash ON process
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.definition_hash IS DISTINCT FROM NEW.definition_hash)
    EXECUTE FUNCTION require_migration_entry()`);
  await runner.query(`GRANT UPDATE (definition_hash) ON process TO fallwerk_app`);
  // Whoever took an item keeps it when its state is called otherwise.
  await runner.query(`GRANT UPDATE (state_id, generation, owner) ON work_item TO fallwerk_app`);
}
