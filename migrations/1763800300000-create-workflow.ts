import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Engine: deployed definitions, their activations, running processes, their event log and their deadlines. */
export class CreateWorkflow1763800300000 implements MigrationInterface {
  name = 'CreateWorkflow1763800300000';

  async up(runner: QueryRunner): Promise<void> {
    await createDefinitions(runner);
    await createProcess(runner);
    await createProcessEvent(runner);
    await createDeadline(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'deadline',
      'process_event',
      'process',
      'workflow_activation',
      'workflow_definition',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}

async function appendOnly(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(`
    CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`);
  await runner.query(`GRANT SELECT, INSERT ON ${table} TO fallwerk_app`);
}

async function createDefinitions(runner: QueryRunner): Promise<void> {
  // json, not jsonb: the order of keys decides the order of parallel regions.
  await runner.query(`
    CREATE TABLE workflow_definition (
      hash text NOT NULL,
      key text NOT NULL,
      version integer NOT NULL,
      law_version text NOT NULL,
      document json NOT NULL,
      deployed_at timestamptz NOT NULL,
      deployed_by uuid NOT NULL,
      CONSTRAINT workflow_definition_pk PRIMARY KEY (hash),
      CONSTRAINT workflow_definition_hash_format CHECK (hash ~ '^[0-9a-f]{64}$'),
      CONSTRAINT workflow_definition_key_format CHECK (key ~ '^[a-z][a-z0-9-]*$'),
      CONSTRAINT workflow_definition_version_positive CHECK (version >= 1)
    )`);
  await runner.query(
    `COMMENT ON TABLE workflow_definition IS 'Deployed process definitions, identified by SHA-256 over canonical JSON; immutable, the same in every region'`,
  );
  await runner.query(`CREATE INDEX workflow_definition_key_idx ON workflow_definition (key, version)`);
  await appendOnly(runner, 'workflow_definition');
  await runner.query(`
    CREATE TABLE workflow_activation (
      id uuid NOT NULL,
      key text NOT NULL,
      hash text,
      origin text NOT NULL,
      activated_at timestamptz NOT NULL,
      activated_by uuid NOT NULL,
      operator text,
      reason text NOT NULL,
      CONSTRAINT workflow_activation_pk PRIMARY KEY (id),
      CONSTRAINT workflow_activation_definition_fk FOREIGN KEY (hash) REFERENCES workflow_definition (hash),
      CONSTRAINT workflow_activation_origin_known CHECK (origin IN ('deployment', 'operator')),
      CONSTRAINT workflow_activation_operator CHECK ((origin = 'operator') = (operator IS NOT NULL)),
      CONSTRAINT workflow_activation_retired_by_operator CHECK (hash IS NOT NULL OR origin = 'operator'),
      CONSTRAINT workflow_activation_reason_given CHECK (length(btrim(reason)) BETWEEN 1 AND 500)
    )`);
  await runner.query(
    `COMMENT ON TABLE workflow_activation IS 'Which definition new processes of a key start with since when, by whom and why; the last row of a key counts; without hash: retired, none starts. What an operator decided no deployment undoes'`,
  );
  await runner.query(`CREATE INDEX workflow_activation_key_idx ON workflow_activation (key, id)`);
  await appendOnly(runner, 'workflow_activation');
}

async function createProcess(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE process (
      region_id text NOT NULL,
      id uuid NOT NULL,
      definition_key text NOT NULL,
      definition_hash text NOT NULL,
      subject_type text NOT NULL,
      subject_id uuid NOT NULL,
      case_id uuid,
      state_value json NOT NULL,
      active_states text[] NOT NULL,
      state_entries jsonb NOT NULL DEFAULT '{}',
      context jsonb NOT NULL DEFAULT '{}',
      history_value json NOT NULL DEFAULT '{}',
      status text NOT NULL,
      quarantine_reason text,
      output jsonb,
      revision integer NOT NULL,
      chain_head text NOT NULL,
      waiting_for text[] NOT NULL DEFAULT '{}',
      waiting_since timestamptz NOT NULL,
      started_at timestamptz NOT NULL,
      ended_at timestamptz,
      cancel_reason text,
      correlation text,
      parent_process_id uuid,
      has_children boolean NOT NULL DEFAULT false,
      previous_process_id uuid,
      episode integer NOT NULL DEFAULT 1,
      CONSTRAINT process_pk PRIMARY KEY (region_id, id),
      CONSTRAINT process_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
      CONSTRAINT process_definition_fk FOREIGN KEY (definition_hash) REFERENCES workflow_definition (hash),
      CONSTRAINT process_status_known CHECK (status IN ('active', 'done', 'cancelled', 'quarantined')),
      CONSTRAINT process_parent_fk FOREIGN KEY (region_id, parent_process_id) REFERENCES process (region_id, id),
      CONSTRAINT process_previous_fk FOREIGN KEY (region_id, previous_process_id) REFERENCES process (region_id, id),
      CONSTRAINT process_cancel_reason CHECK ((status = 'cancelled') = (cancel_reason IS NOT NULL)),
      CONSTRAINT process_episode CHECK (episode >= 1 AND (episode > 1) = (previous_process_id IS NOT NULL)),
      CONSTRAINT process_quarantine_reason CHECK ((status = 'quarantined') = (quarantine_reason IS NOT NULL)),
      CONSTRAINT process_subject_type_format CHECK (subject_type ~ '^[a-z][a-z0-9-]*$')
    ) WITH (fillfactor = 75)`);
  // Every event rewrites the row: with room on its page no index has to be touched.
  await runner.query(
    `COMMENT ON TABLE process IS 'Running and ended processes: current state, one row each'`,
  );
  await runner.query(`CREATE INDEX process_subject_idx ON process (region_id, subject_type, subject_id)`);
  await runner.query(`CREATE INDEX process_case_idx ON process (region_id, case_id)`);
  await runner.query(`CREATE INDEX process_definition_idx ON process (region_id, definition_key, status)`);
  await runner.query(`
    CREATE INDEX process_correlation_idx ON process (region_id, definition_key, correlation)
    WHERE correlation IS NOT NULL`);
  // At most one next episode.
  await runner.query(`
    CREATE UNIQUE INDEX process_previous_unique ON process (region_id, previous_process_id)
    WHERE previous_process_id IS NOT NULL`);
  await runner.query(`GRANT SELECT, INSERT ON process TO fallwerk_app`);
  // A process keeps its subject for life: no grant; its version changes by a migration only (CreateProcessMigration).
  await runner.query(`
    GRANT UPDATE (state_value, active_states, state_entries, context, history_value, status, quarantine_reason,
                  output, revision, chain_head, waiting_for, waiting_since, ended_at, cancel_reason, correlation,
                  has_children)
    ON process TO fallwerk_app`);
}

async function createProcessEvent(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE process_event (
      region_id text NOT NULL,
      process_id uuid NOT NULL,
      seq integer NOT NULL,
      id uuid NOT NULL,
      type text NOT NULL,
      payload jsonb NOT NULL DEFAULT '{}',
      actor_kind text NOT NULL,
      actor_id uuid NOT NULL,
      actor_unit_id uuid,
      actor_code text NOT NULL,
      at timestamptz NOT NULL,
      from_states text[] NOT NULL,
      to_states text[] NOT NULL,
      microsteps jsonb NOT NULL,
      guards jsonb NOT NULL,
      legal_basis text[] NOT NULL,
      waiting_for text[] NOT NULL,
      definition_hash text NOT NULL,
      prev_hash text NOT NULL,
      hash text NOT NULL,
      CONSTRAINT process_event_pk PRIMARY KEY (region_id, process_id, seq),
      CONSTRAINT process_event_id_unique UNIQUE (region_id, id),
      CONSTRAINT process_event_process_fk FOREIGN KEY (region_id, process_id) REFERENCES process (region_id, id),
      CONSTRAINT process_event_actor_kind_known CHECK (actor_kind IN ('staff', 'person', 'system')),
      CONSTRAINT process_event_seq_positive CHECK (seq >= 1)
    )`);
  await runner.query(
    `COMMENT ON TABLE process_event IS 'Event log of a process; every row carries the hash of the row before it'`,
  );
  await runner.query(`CREATE INDEX process_event_at_idx ON process_event (region_id, at)`);
  await appendOnly(runner, 'process_event');
}

async function createDeadline(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE deadline (
      region_id text NOT NULL,
      id uuid NOT NULL,
      process_id uuid NOT NULL,
      key text NOT NULL,
      state_id text NOT NULL,
      event_type text NOT NULL,
      generation integer NOT NULL,
      starts_on date NOT NULL,
      nominal_end_on date NOT NULL,
      ends_on date NOT NULL,
      internal_due_on date,
      fires_on date NOT NULL,
      warn_on date[] NOT NULL DEFAULT '{}',
      next_warn_on date,
      status text NOT NULL,
      label text NOT NULL,
      legal_basis text,
      explanation text NOT NULL,
      created_at timestamptz NOT NULL,
      closed_at timestamptz,
      CONSTRAINT deadline_pk PRIMARY KEY (region_id, id),
      CONSTRAINT deadline_process_fk FOREIGN KEY (region_id, process_id) REFERENCES process (region_id, id),
      CONSTRAINT deadline_status_known CHECK (status IN ('open', 'fired', 'cancelled')),
      CONSTRAINT deadline_closed_at CHECK ((status = 'open') = (closed_at IS NULL))
    )`);
  await runner.query(
    `COMMENT ON TABLE deadline IS 'Deadline of a state: calendar dates in Europe/Berlin; a worker sends event_type on fires_on'`,
  );
  await runner.query(`
    CREATE UNIQUE INDEX deadline_open_unique ON deadline (region_id, process_id, event_type, state_id)
    WHERE status = 'open'`);
  await runner.query(`CREATE INDEX deadline_process_idx ON deadline (region_id, process_id, status)`);
  await runner.query(
    `CREATE INDEX deadline_due_idx ON deadline (region_id, fires_on, id) WHERE status = 'open'`,
  );
  await runner.query(
    `CREATE INDEX deadline_warn_idx ON deadline (region_id, next_warn_on) WHERE next_warn_on IS NOT NULL`,
  );
  await runner.query(`GRANT SELECT, INSERT ON deadline TO fallwerk_app`);
  // Dates once computed are evidence; a changed deadline is a new row.
  await runner.query(`GRANT UPDATE (status, next_warn_on, closed_at) ON deadline TO fallwerk_app`);
}
