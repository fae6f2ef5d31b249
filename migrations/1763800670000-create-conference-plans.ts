import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Planning of many conferences at once: proposals that bind nobody until they are accepted. */
export class CreateConferencePlans1763800670000 implements MigrationInterface {
  name = 'CreateConferencePlans1763800670000';

  async up(runner: QueryRunner): Promise<void> {
    await createPlan(runner);
    await createEntry(runner);
    // What was asked for is fixed; only how far it is, and what was found, moves. An earlier plan that is deleted is forgotten.
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE (status, failure_code, attempts, part, moves, score_hard, score_medium, score_soft,
         costs, proof, previous_plan_id, started_at, reported_at, finished_at, lease_holder, lease_until) ON conference_plan TO fallwerk_app`,
    );
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE (starts_at, ends_at, room_id, chair_id, recorder_id, attendees, interpreter_id,
         problems,
         accepted_at, refusal) ON conference_plan_entry TO fallwerk_app`,
    );
    await runner.query(`GRANT DELETE ON conference_plan, conference_plan_entry TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE conference_plan_entry`);
    await runner.query(`DROP TABLE conference_plan`);
  }
}

async function createPlan(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_plan (
      region_id text NOT NULL,
      id uuid NOT NULL,
      convener_unit_id uuid NOT NULL,
      programme_id uuid,
      previous_plan_id uuid,
      settings jsonb NOT NULL,
      requested_by uuid NOT NULL,
      requested_at timestamptz NOT NULL,
      status text NOT NULL DEFAULT 'QUEUED',
      failure_code text,
      attempts smallint NOT NULL DEFAULT 0,
      part real NOT NULL DEFAULT 0,
      moves bigint NOT NULL DEFAULT 0,
      score_hard integer,
      score_medium integer,
      score_soft integer,
      costs jsonb,
      proof jsonb,
      started_at timestamptz,
      reported_at timestamptz,
      finished_at timestamptz,
      lease_holder uuid,
      lease_until timestamptz,
      CONSTRAINT conference_plan_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_plan_unit_fk FOREIGN KEY (region_id, convener_unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT conference_plan_previous_fk FOREIGN KEY (region_id, previous_plan_id)
        REFERENCES conference_plan (region_id, id),
      CONSTRAINT conference_plan_requester_fk FOREIGN KEY (region_id, requested_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_plan_status_known
        CHECK (status IN ('QUEUED', 'RUNNING', 'FINISHED', 'CANCELLED', 'FAILED')),
      CONSTRAINT conference_plan_finished
        CHECK ((status IN ('FINISHED', 'CANCELLED', 'FAILED')) = (finished_at IS NOT NULL)),
      CONSTRAINT conference_plan_failure CHECK ((status = 'FAILED') = (failure_code IS NOT NULL)),
      CONSTRAINT conference_plan_part CHECK (part BETWEEN 0 AND 1),
      CONSTRAINT conference_plan_scored CHECK (num_nonnulls(score_hard, score_medium, score_soft, costs) IN (0, 4))
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_plan IS 'Planning of many conferences of a unit at once: what was asked for, how far the search is, and how good its best plan is; a proposal, it books nothing'`,
  );
  await runner.query(
    `CREATE INDEX conference_plan_unit_idx ON conference_plan (region_id, convener_unit_id, requested_at)`,
  );
  await runner.query(
    `CREATE UNIQUE INDEX conference_plan_open_unique ON conference_plan (region_id, convener_unit_id, requested_by)
     WHERE status IN ('QUEUED', 'RUNNING')`,
  );
}

async function createEntry(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_plan_entry (
      region_id text NOT NULL,
      plan_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      convener_unit_id uuid NOT NULL,
      starts_at timestamptz,
      ends_at timestamptz,
      room_id uuid,
      chair_id uuid,
      recorder_id uuid,
      attendees jsonb NOT NULL DEFAULT '[]',
      interpreter_id uuid,
      problems text[] NOT NULL DEFAULT '{}',
      accepted_at timestamptz,
      refusal text,
      CONSTRAINT conference_plan_entry_pk PRIMARY KEY (region_id, plan_id, conference_id),
      CONSTRAINT conference_plan_entry_plan_fk FOREIGN KEY (region_id, plan_id)
        REFERENCES conference_plan (region_id, id),
      CONSTRAINT conference_plan_entry_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_plan_entry_unit_fk FOREIGN KEY (region_id, convener_unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT conference_plan_entry_room_fk FOREIGN KEY (region_id, room_id) REFERENCES room (region_id, id),
      CONSTRAINT conference_plan_entry_chair_fk FOREIGN KEY (region_id, chair_id)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_plan_entry_recorder_fk FOREIGN KEY (region_id, recorder_id)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT conference_plan_entry_interpreter_fk FOREIGN KEY (region_id, interpreter_id)
        REFERENCES interpreter (region_id, id),
      CONSTRAINT conference_plan_entry_placed CHECK (num_nonnulls(starts_at, ends_at, chair_id, recorder_id) IN (0, 4)),
      CONSTRAINT conference_plan_entry_slot CHECK (starts_at < ends_at),
      CONSTRAINT conference_plan_entry_accepted CHECK (accepted_at IS NULL OR (starts_at IS NOT NULL AND refusal IS NULL))
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_plan_entry IS 'Where a plan has a conference, and what became of it when the plan was accepted; identifiers and times only'`,
  );
  await runner.query(
    `CREATE INDEX conference_plan_entry_conference_idx ON conference_plan_entry (region_id, conference_id)`,
  );
}
