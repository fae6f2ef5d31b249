import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Break-glass access: who asked to read which case, who said yes, until when. */
export class CreateBreakGlass1763800412000 implements MigrationInterface {
  name = 'CreateBreakGlass1763800412000';

  async up(runner: QueryRunner): Promise<void> {
    // The case carries no foreign key: asking for one that is not there must look the same.
    await runner.query(`
      CREATE TABLE break_glass (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        controlling_unit_id uuid,
        requested_by uuid NOT NULL,
        reason text NOT NULL,
        reference_sealed bytea,
        requested_at timestamptz NOT NULL,
        decided_by uuid,
        decided_at timestamptz,
        ends_at timestamptz,
        ended_at timestamptz,
        reviewed_by uuid,
        CONSTRAINT break_glass_pk PRIMARY KEY (region_id, id),
        CONSTRAINT break_glass_unit_fk FOREIGN KEY (region_id, controlling_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT break_glass_requester_fk FOREIGN KEY (region_id, requested_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT break_glass_decider_fk FOREIGN KEY (region_id, decided_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT break_glass_reviewer_fk FOREIGN KEY (region_id, reviewed_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT break_glass_reason_known CHECK (reason IN ('DANGER', 'PERSON_ASKED', 'LEGAL_DUTY', 'FAULT')),
        CONSTRAINT break_glass_four_eyes CHECK (decided_by <> requested_by AND reviewed_by <> requested_by),
        CONSTRAINT break_glass_decided CHECK ((decided_by IS NULL) = (decided_at IS NULL)),
        CONSTRAINT break_glass_four_hours CHECK (ends_at IS NULL OR ends_at <= decided_at + interval '4 hours')
      )`);
    await runner.query(
      `COMMENT ON TABLE break_glass IS 'Emergency access of one staff member to read one case: four eyes, four hours at most; its state is the process of definition break-glass'`,
    );
    await runner.query(
      `CREATE INDEX break_glass_open_idx ON break_glass (region_id, requested_by, case_id, ends_at)`,
    );
    await runner.query(
      `CREATE INDEX break_glass_unit_idx ON break_glass (region_id, controlling_unit_id, requested_at, id)`,
    );
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE (decided_by, decided_at, ends_at, ended_at, reviewed_by) ON break_glass TO fallwerk_app`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE break_glass`);
  }
}
