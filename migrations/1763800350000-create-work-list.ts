import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work items of entered states with the steps people took on them, and the register of processes that cannot move. */
export class CreateWorkList1763800350000 implements MigrationInterface {
  name = 'CreateWorkList1763800350000';

  async up(runner: QueryRunner): Promise<void> {
    await createWorkItem(runner);
    await createWorkItemStep(runner);
    await createStuckProcess(runner);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['process_watch', 'stuck_process', 'work_item_step', 'work_item']) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}

async function createWorkItem(runner: QueryRunner): Promise<void> {
  // Unit and assignee carry no foreign key: every event of the engine writes here, and both come from rows just read.
  await runner.query(`
    CREATE TABLE work_item (
      region_id text NOT NULL,
      id uuid NOT NULL,
      process_id uuid NOT NULL,
      subject_type text NOT NULL,
      definition_key text NOT NULL,
      state_id text NOT NULL,
      generation integer NOT NULL,
      owner text NOT NULL,
      unit_id uuid,
      is_shared boolean NOT NULL DEFAULT false,
      status text NOT NULL,
      assignee_id uuid,
      due_on date NOT NULL DEFAULT '9999-12-31',
      opened_at timestamptz NOT NULL,
      closed_at timestamptz,
      outcome text,
      escalation_level smallint NOT NULL DEFAULT 0,
      next_escalation_on date,
      revision integer NOT NULL DEFAULT 1,
      CONSTRAINT work_item_pk PRIMARY KEY (region_id, id),
      CONSTRAINT work_item_state_unique UNIQUE (region_id, process_id, state_id, generation),
      CONSTRAINT work_item_process_fk FOREIGN KEY (region_id, process_id) REFERENCES process (region_id, id),
      CONSTRAINT work_item_status_known CHECK (status IN ('open', 'claimed', 'closed')),
      CONSTRAINT work_item_closed CHECK ((status = 'closed') = (closed_at IS NOT NULL)),
      CONSTRAINT work_item_claimed CHECK (status <> 'claimed' OR (assignee_id IS NOT NULL AND unit_id IS NOT NULL))
    )`);
  await runner.query(
    `COMMENT ON TABLE work_item IS 'One stay of a process in a state that somebody must act on: whose turn it is, until when (9999-12-31: no date), who took it, how it ended'`,
  );
  // Work lists read these from the front, however many rows there are.
  await runner.query(
    `CREATE INDEX work_item_due_idx ON work_item (region_id, unit_id, due_on, id) WHERE status <> 'closed'`,
  );
  await runner.query(
    `CREATE INDEX work_item_waiting_idx ON work_item (region_id, unit_id, opened_at, id) WHERE status <> 'closed'`,
  );
  await runner.query(`
    CREATE INDEX work_item_shared_idx ON work_item (region_id, owner, due_on, id)
    WHERE status <> 'closed' AND is_shared AND unit_id IS NULL`);
  await runner.query(`
    CREATE INDEX work_item_assignee_idx ON work_item (region_id, assignee_id, due_on, id)
    WHERE status = 'claimed'`);
  await runner.query(`
    CREATE INDEX work_item_escalation_idx ON work_item (region_id, next_escalation_on, id)
    WHERE next_escalation_on IS NOT NULL`);
  await runner.query(`GRANT SELECT, INSERT ON work_item TO fallwerk_app`);
  await runner.query(`
    GRANT UPDATE (unit_id, is_shared, status, assignee_id, due_on, closed_at, outcome, escalation_level,
                  next_escalation_on, revision)
    ON work_item TO fallwerk_app`);
}

async function createWorkItemStep(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE work_item_step (
      region_id text NOT NULL,
      id uuid NOT NULL,
      work_item_id uuid NOT NULL,
      kind text NOT NULL,
      at timestamptz NOT NULL,
      actor_id uuid NOT NULL,
      reason text,
      to_staff_id uuid,
      to_unit_id uuid,
      to_code text,
      level smallint,
      CONSTRAINT work_item_step_pk PRIMARY KEY (region_id, id),
      CONSTRAINT work_item_step_item_fk FOREIGN KEY (region_id, work_item_id) REFERENCES work_item (region_id, id),
      CONSTRAINT work_item_step_kind_known CHECK (kind IN ('CLAIMED', 'RELEASED', 'DELEGATED', 'REASSIGNED', 'ESCALATED')),
      CONSTRAINT work_item_step_escalation CHECK ((kind = 'ESCALATED') = (level IS NOT NULL AND to_code IS NOT NULL))
    )`);
  await runner.query(
    `COMMENT ON TABLE work_item_step IS 'What became of a work item: claimed, handed back, passed on, escalated to whom; escalations are what notifications are made from'`,
  );
  await runner.query(`CREATE INDEX work_item_step_item_idx ON work_item_step (region_id, work_item_id, at)`);
  await runner.query(`
    CREATE TRIGGER work_item_step_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON work_item_step
    FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`);
  await runner.query(`GRANT SELECT, INSERT ON work_item_step TO fallwerk_app`);
}

async function createStuckProcess(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE stuck_process (
      region_id text NOT NULL,
      id uuid NOT NULL,
      process_id uuid NOT NULL,
      cause text NOT NULL,
      since timestamptz NOT NULL,
      seen_at timestamptz NOT NULL,
      healed_at timestamptz,
      CONSTRAINT stuck_process_pk PRIMARY KEY (region_id, id),
      CONSTRAINT stuck_process_process_fk FOREIGN KEY (region_id, process_id) REFERENCES process (region_id, id),
      CONSTRAINT stuck_process_healed CHECK (healed_at IS NULL OR healed_at >= seen_at)
    )`);
  await runner.query(
    `COMMENT ON TABLE stuck_process IS 'Processes that could not move, why and since when; healed ones stay as history'`,
  );
  await runner.query(`
    CREATE UNIQUE INDEX stuck_process_open_unique ON stuck_process (region_id, process_id, cause)
    WHERE healed_at IS NULL`);
  await runner.query(
    `CREATE INDEX stuck_process_since_idx ON stuck_process (region_id, since, id) WHERE healed_at IS NULL`,
  );
  await runner.query(`GRANT SELECT, INSERT ON stuck_process TO fallwerk_app`);
  await runner.query(`GRANT UPDATE (healed_at) ON stuck_process TO fallwerk_app`);
  await runner.query(`
    CREATE TABLE process_watch (
      region_id text NOT NULL,
      looked_at timestamptz NOT NULL,
      CONSTRAINT process_watch_pk PRIMARY KEY (region_id)
    )`);
  await runner.query(
    `COMMENT ON TABLE process_watch IS 'When a node last looked for processes that cannot move; the others need not'`,
  );
  await runner.query(`GRANT SELECT, INSERT ON process_watch TO fallwerk_app`);
  await runner.query(`GRANT UPDATE (looked_at) ON process_watch TO fallwerk_app`);
}
