import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dates that are proposed and voted on, with people, rooms and interpreters held meanwhile. */
export class CreateDateProposals1763800661000 implements MigrationInterface {
  name = 'CreateDateProposals1763800661000';

  async up(runner: QueryRunner): Promise<void> {
    await createProposals(runner);
    await holdBookings(runner);
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE (closed_at, outcome, told_at) ON date_proposal TO fallwerk_app`,
    );
    await runner.query(`GRANT SELECT, INSERT ON date_proposal_slot, date_proposal_voter TO fallwerk_app`);
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE (answer, voted_at), DELETE ON date_vote TO fallwerk_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE conference_booking DROP CONSTRAINT conference_booking_kind_known,
        DROP CONSTRAINT conference_booking_hold, DROP CONSTRAINT conference_booking_slot_fk,
        DROP COLUMN slot_id, DROP COLUMN hold_until,
        ADD CONSTRAINT conference_booking_kind_known CHECK (resource_kind IN ('STAFF', 'ROOM'))`);
    for (const table of ['date_vote', 'date_proposal_voter', 'date_proposal_slot', 'date_proposal'])
      await runner.query(`DROP TABLE ${table}`);
  }
}

async function createProposals(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE date_proposal (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      chair_id uuid NOT NULL,
      recorder_id uuid NOT NULL,
      proposed_at timestamptz NOT NULL,
      expires_at timestamptz NOT NULL,
      closed_at timestamptz,
      outcome text,
      told_at timestamptz,
      CONSTRAINT date_proposal_pk PRIMARY KEY (region_id, id),
      CONSTRAINT date_proposal_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT date_proposal_chair_fk FOREIGN KEY (region_id, chair_id) REFERENCES staff_member (region_id, id),
      CONSTRAINT date_proposal_recorder_fk FOREIGN KEY (region_id, recorder_id)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT date_proposal_expiry CHECK (proposed_at < expires_at),
      CONSTRAINT date_proposal_closed CHECK ((closed_at IS NULL) = (outcome IS NULL)),
      CONSTRAINT date_proposal_outcome_known CHECK (outcome IN ('FIXED', 'WITHDRAWN', 'EXPIRED'))
    )`);
  await runner.query(
    `COMMENT ON TABLE date_proposal IS 'Dates offered to those who would take part; people and rooms are held until it expires'`,
  );
  await runner.query(
    `CREATE UNIQUE INDEX date_proposal_one_open ON date_proposal (region_id, conference_id) WHERE closed_at IS NULL`,
  );
  await runner.query(
    `CREATE INDEX date_proposal_untold_idx ON date_proposal (region_id, closed_at) WHERE closed_at IS NOT NULL AND told_at IS NULL`,
  );
  await runner.query(`
    CREATE TABLE date_proposal_slot (
      region_id text NOT NULL,
      id uuid NOT NULL,
      proposal_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      room_id uuid,
      interpreter_id uuid,
      CONSTRAINT date_proposal_slot_pk PRIMARY KEY (region_id, id),
      CONSTRAINT date_proposal_slot_proposal_fk FOREIGN KEY (region_id, proposal_id)
        REFERENCES date_proposal (region_id, id),
      CONSTRAINT date_proposal_slot_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT date_proposal_slot_room_fk FOREIGN KEY (region_id, room_id) REFERENCES room (region_id, id),
      CONSTRAINT date_proposal_slot_interpreter_fk FOREIGN KEY (region_id, interpreter_id)
        REFERENCES interpreter (region_id, id),
      CONSTRAINT date_proposal_slot_order CHECK (starts_at < ends_at)
    )`);
  await runner.query(
    `COMMENT ON TABLE date_proposal_slot IS 'One of the proposed dates, with room and interpreter'`,
  );
  await runner.query(
    `CREATE INDEX date_proposal_slot_idx ON date_proposal_slot (region_id, proposal_id, starts_at)`,
  );
  await runner.query(`
    CREATE TABLE date_proposal_voter (
      region_id text NOT NULL,
      slot_id uuid NOT NULL,
      staff_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      proposal_id uuid NOT NULL,
      unit_id uuid,
      CONSTRAINT date_proposal_voter_pk PRIMARY KEY (region_id, slot_id, staff_id),
      CONSTRAINT date_proposal_voter_slot_fk FOREIGN KEY (region_id, slot_id)
        REFERENCES date_proposal_slot (region_id, id),
      CONSTRAINT date_proposal_voter_staff_fk FOREIGN KEY (region_id, staff_id) REFERENCES staff_member (region_id, id),
      CONSTRAINT date_proposal_voter_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT date_proposal_voter_unit_fk FOREIGN KEY (region_id, unit_id) REFERENCES organisation_unit (region_id, id)
    )`);
  await runner.query(
    `COMMENT ON TABLE date_proposal_voter IS 'Who would come on a proposed date and for which body; without a body who chairs or records'`,
  );
  await runner.query(
    `CREATE INDEX date_proposal_voter_staff_idx ON date_proposal_voter (region_id, staff_id)`,
  );
  await runner.query(`
    CREATE TABLE date_vote (
      region_id text NOT NULL,
      slot_id uuid NOT NULL,
      holder_kind text NOT NULL,
      holder_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      answer text NOT NULL,
      voted_at timestamptz NOT NULL,
      CONSTRAINT date_vote_pk PRIMARY KEY (region_id, slot_id, holder_kind, holder_id),
      CONSTRAINT date_vote_slot_fk FOREIGN KEY (region_id, slot_id) REFERENCES date_proposal_slot (region_id, id),
      CONSTRAINT date_vote_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT date_vote_holder_known CHECK (holder_kind IN ('STAFF', 'PERSON')),
      CONSTRAINT date_vote_answer_known CHECK (answer IN ('YES', 'IF_NEEDED', 'NO'))
    )`);
  await runner.query(
    `COMMENT ON TABLE date_vote IS 'What somebody said to a proposed date: yes, if need be, no; never why'`,
  );
}

/** Holds lie in the same table as dates, so that the same exclusion counts for both. */
async function holdBookings(runner: QueryRunner): Promise<void> {
  await runner.query(`
    ALTER TABLE conference_booking ADD COLUMN slot_id uuid, ADD COLUMN hold_until timestamptz,
      DROP CONSTRAINT conference_booking_kind_known,
      ADD CONSTRAINT conference_booking_kind_known CHECK (resource_kind IN ('STAFF', 'ROOM', 'INTERPRETER')),
      ADD CONSTRAINT conference_booking_hold CHECK ((slot_id IS NULL) = (hold_until IS NULL)),
      ADD CONSTRAINT conference_booking_slot_fk FOREIGN KEY (region_id, slot_id)
        REFERENCES date_proposal_slot (region_id, id)`);
  await runner.query(
    `CREATE INDEX conference_booking_hold_idx ON conference_booking (region_id, hold_until) WHERE released_at IS NULL AND hold_until IS NOT NULL`,
  );
}
