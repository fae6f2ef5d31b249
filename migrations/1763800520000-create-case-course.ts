import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What of a case may still begin once it is closed: what a person asks for, and what it is controlled with. */
const AFTER_CLOSURE = `'data-subject-request', 'break-glass', 'data-breach'`;

/** Course of cases: how they were closed and reopened, and who was asked to lead them. */
export class CreateCaseCourse1763800520000 implements MigrationInterface {
  name = 'CreateCaseCourse1763800520000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE case_file ADD COLUMN closed_at timestamptz`);
    await runner.query(`GRANT UPDATE (closed_at, lead_unit_id, lead_staff_id) ON case_file TO fallwerk_app`);
    await this.createClosure(runner);
    await this.createOffer(runner);
    await this.keepClosed(runner);
  }

  private async createClosure(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_closure (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        episode integer NOT NULL,
        lead_unit_id uuid NOT NULL,
        reason text NOT NULL,
        closed_by uuid NOT NULL,
        closed_at timestamptz NOT NULL,
        reopened_by uuid,
        reopened_at timestamptz,
        CONSTRAINT case_closure_pk PRIMARY KEY (region_id, id),
        CONSTRAINT case_closure_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT case_closure_unit_fk FOREIGN KEY (region_id, lead_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT case_closure_closer_fk FOREIGN KEY (region_id, closed_by) REFERENCES staff_member (region_id, id),
        CONSTRAINT case_closure_reopener_fk FOREIGN KEY (region_id, reopened_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT case_closure_episode_unique UNIQUE (region_id, case_id, episode),
        CONSTRAINT case_closure_reason_format CHECK (reason ~ '^[A-Z][A-Z_]{2,39}$'),
        CONSTRAINT case_closure_reopened_whole CHECK (num_nonnulls(reopened_by, reopened_at) IN (0, 2)),
        CONSTRAINT case_closure_order CHECK (reopened_at >= closed_at)
      )`);
    await runner.query(
      `COMMENT ON TABLE case_closure IS 'End of an episode of a case, with its reason; reopening begins the next episode and ends no proof of this one'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX case_closure_open_unique ON case_closure (region_id, case_id) WHERE reopened_at IS NULL`,
    );
    await runner.query(
      `CREATE INDEX case_closure_unit_idx ON case_closure (region_id, lead_unit_id, closed_at, id)`,
    );
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE (reopened_by, reopened_at) ON case_closure TO fallwerk_app`,
    );
  }

  private async createOffer(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE case_lead_offer (
        region_id text NOT NULL,
        id uuid NOT NULL,
        case_id uuid NOT NULL,
        from_unit_id uuid NOT NULL,
        to_unit_id uuid NOT NULL,
        former_lead_stays boolean NOT NULL,
        offered_by uuid NOT NULL,
        offered_at timestamptz NOT NULL,
        decision text,
        decided_by uuid,
        decided_at timestamptz,
        CONSTRAINT case_lead_offer_pk PRIMARY KEY (region_id, id),
        CONSTRAINT case_lead_offer_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT case_lead_offer_from_fk FOREIGN KEY (region_id, from_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT case_lead_offer_to_fk FOREIGN KEY (region_id, to_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT case_lead_offer_offerer_fk FOREIGN KEY (region_id, offered_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT case_lead_offer_decider_fk FOREIGN KEY (region_id, decided_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT case_lead_offer_decision_known CHECK (decision IN ('ACCEPTED', 'REFUSED', 'WITHDRAWN')),
        CONSTRAINT case_lead_offer_decided_whole CHECK (num_nonnulls(decision, decided_by, decided_at) IN (0, 3)),
        CONSTRAINT case_lead_offer_other_unit CHECK (to_unit_id <> from_unit_id)
      )`);
    await runner.query(
      `COMMENT ON TABLE case_lead_offer IS 'A participating unit is asked to lead a case; silence never means acceptance'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX case_lead_offer_open_unique ON case_lead_offer (region_id, case_id) WHERE decision IS NULL`,
    );
    await runner.query(`CREATE INDEX case_lead_offer_case_idx ON case_lead_offer (region_id, case_id)`);
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE (decision, decided_by, decided_at) ON case_lead_offer TO fallwerk_app`,
    );
  }

  /**
   * Nothing begins in a case while it is being closed, whoever forgot to ask. The code is that of a conflict between
   * transactions: the command is tried again, sees the closure, and is refused in the ordinary way.
   */
  private async keepClosed(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION forbid_in_closed_case() RETURNS trigger LANGUAGE plpgsql
      SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
      DECLARE closed timestamptz;
      BEGIN
        SELECT c.closed_at INTO closed FROM case_file c
          WHERE c.region_id = NEW.region_id AND c.id = NEW.case_id FOR KEY SHARE;
        IF closed IS NOT NULL THEN
          RAISE EXCEPTION 'The case is closed' USING ERRCODE = 'serialization_failure';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`REVOKE ALL ON FUNCTION forbid_in_closed_case FROM PUBLIC`);
    await runner.query(`
      CREATE TRIGGER process_in_open_case BEFORE INSERT ON process FOR EACH ROW
      WHEN (NEW.case_id IS NOT NULL AND NEW.subject_type NOT IN (${AFTER_CLOSURE}))
      EXECUTE FUNCTION forbid_in_closed_case()`);
    await runner.query(`
      CREATE TRIGGER case_participation_in_open_case BEFORE INSERT ON case_participation FOR EACH ROW
      EXECUTE FUNCTION forbid_in_closed_case()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TRIGGER case_participation_in_open_case ON case_participation`);
    await runner.query(`DROP TRIGGER process_in_open_case ON process`);
    await runner.query(`DROP FUNCTION forbid_in_closed_case`);
    await runner.query(`DROP TABLE case_lead_offer`);
    await runner.query(`DROP TABLE case_closure`);
    await runner.query(`ALTER TABLE case_file DROP COLUMN closed_at`);
  }
}
