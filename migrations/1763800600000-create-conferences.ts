import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Fallkonferenz: request, participants, bookings that cannot overlap, record, decisions. */
export class CreateConferences1763800600000 implements MigrationInterface {
  name = 'CreateConferences1763800600000';

  async up(runner: QueryRunner): Promise<void> {
    await this.createConference(runner);
    await this.createBooking(runner);
    await this.createRecord(runner);
    for (const table of ['room', 'conference_decision']) {
      await runner.query(`GRANT SELECT, INSERT ON ${table} TO fallwerk_app`);
    }
    // What a conference is about and rests on is fixed by its request; only these columns move.
    for (const [table, columns] of Object.entries({
      case_conference: 'chair_id, recorder_id, room_id, starts_at, ends_at, review_on',
      conference_participation: 'staff_id, further_staff_ids, attended',
      conference_booking: 'released_at',
      conference_record: 'approved_at, approved_by',
    })) {
      await runner.query(`GRANT SELECT, INSERT, UPDATE (${columns}) ON ${table} TO fallwerk_app`);
    }
  }

  private async createConference(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE room (
        region_id text NOT NULL,
        id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        name text NOT NULL,
        capacity smallint NOT NULL,
        step_free boolean NOT NULL,
        CONSTRAINT room_pk PRIMARY KEY (region_id, id),
        CONSTRAINT room_organisation_fk FOREIGN KEY (region_id, organisation_id)
          REFERENCES organisation (region_id, id),
        CONSTRAINT room_name_unique UNIQUE (region_id, organisation_id, name),
        CONSTRAINT room_capacity_range CHECK (capacity BETWEEN 2 AND 500)
      )`);
    await runner.query(`COMMENT ON TABLE room IS 'Place in which conferences are held'`);
    await runner.query(`
      CREATE TABLE case_conference (
        region_id text NOT NULL,
        id uuid NOT NULL,
        number text NOT NULL,
        case_id uuid,
        person_id uuid,
        kind text NOT NULL,
        mode text NOT NULL,
        identified_reason_sealed bytea,
        guiding_question text,
        guiding_question_sealed bytea,
        trigger text NOT NULL,
        topic text NOT NULL,
        programme_id uuid,
        convener_unit_id uuid NOT NULL,
        convener_staff_id uuid,
        requested_by_kind text NOT NULL,
        chair_id uuid,
        recorder_id uuid,
        room_id uuid,
        starts_at timestamptz,
        ends_at timestamptz,
        review_on date,
        requested_at timestamptz NOT NULL,
        CONSTRAINT case_conference_pk PRIMARY KEY (region_id, id),
        CONSTRAINT case_conference_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
        CONSTRAINT case_conference_person_fk FOREIGN KEY (region_id, person_id) REFERENCES person (region_id, id),
        CONSTRAINT case_conference_unit_fk FOREIGN KEY (region_id, convener_unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT case_conference_convener_fk FOREIGN KEY (region_id, convener_staff_id)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT case_conference_chair_fk FOREIGN KEY (region_id, chair_id) REFERENCES staff_member (region_id, id),
        CONSTRAINT case_conference_recorder_fk FOREIGN KEY (region_id, recorder_id)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT case_conference_room_fk FOREIGN KEY (region_id, room_id) REFERENCES room (region_id, id),
        CONSTRAINT case_conference_number_unique UNIQUE (region_id, number),
        CONSTRAINT case_conference_kind_known CHECK (kind IN ('INTEGRATION_IDENTIFIED', 'LEARNING_ANONYMISED',
          'LEGAL_SPHERE_TRANSITION', 'REVIEW', 'URGENT', 'PEER_ANONYMISED', 'STATUTORY_EXTERNAL', 'PLANNING')),
        CONSTRAINT case_conference_mode_known CHECK (mode IN ('ANONYMISED', 'IDENTIFIED')),
        CONSTRAINT case_conference_identified_reason CHECK (mode = 'ANONYMISED' OR identified_reason_sealed IS NOT NULL),
        CONSTRAINT case_conference_identified_case CHECK (mode = 'ANONYMISED' OR case_id IS NOT NULL),
        CONSTRAINT case_conference_person_of_case CHECK ((case_id IS NULL) = (person_id IS NULL)),
        CONSTRAINT case_conference_question_kept CHECK ((guiding_question IS NULL) = (person_id IS NOT NULL)
          AND (guiding_question_sealed IS NULL) = (person_id IS NULL)),
        CONSTRAINT case_conference_requested_by_known CHECK (requested_by_kind IN ('STAFF', 'PERSON')),
        CONSTRAINT case_conference_two_heads CHECK (chair_id <> recorder_id),
        CONSTRAINT case_conference_slot CHECK (starts_at < ends_at)
      )`);
    await runner.query(
      `COMMENT ON TABLE case_conference IS 'Fallkonferenz; its state is the process of definition case-conference, its number is random and not the case number'`,
    );
    await runner.query(
      `COMMENT ON COLUMN case_conference.guiding_question IS 'Only without a case: checked for identifiers, about nobody; with a case it is sealed with the key of the person, named or not'`,
    );
    await runner.query(`CREATE INDEX case_conference_case_idx ON case_conference (region_id, case_id)`);
    await runner.query(`CREATE INDEX case_conference_start_idx ON case_conference (region_id, starts_at)`);
    await runner.query(
      `CREATE INDEX case_conference_programme_idx ON case_conference (region_id, programme_id)`,
    );
    await runner.query(`
      CREATE TABLE conference_participation (
        region_id text NOT NULL,
        conference_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        staff_id uuid,
        further_staff_ids uuid[] NOT NULL DEFAULT '{}',
        needed_categories text[] NOT NULL,
        mandate boolean NOT NULL DEFAULT false,
        attended boolean,
        CONSTRAINT conference_participation_pk PRIMARY KEY (region_id, conference_id, unit_id),
        CONSTRAINT conference_participation_conference_fk FOREIGN KEY (region_id, conference_id)
          REFERENCES case_conference (region_id, id),
        CONSTRAINT conference_participation_unit_fk FOREIGN KEY (region_id, unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT conference_participation_further
          CHECK (further_staff_ids = '{}' OR (staff_id IS NOT NULL AND NOT staff_id = ANY (further_staff_ids))),
        CONSTRAINT conference_participation_staff_fk FOREIGN KEY (region_id, staff_id)
          REFERENCES staff_member (region_id, id)
      )`);
    await runner.query(
      `COMMENT ON TABLE conference_participation IS 'Body that takes part, and the data categories it would have to learn'`,
    );
    await runner.query(
      `CREATE INDEX conference_participation_unit_idx ON conference_participation (region_id, unit_id)`,
    );
  }

  private async createBooking(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE conference_booking (
        region_id text NOT NULL,
        id uuid NOT NULL,
        conference_id uuid NOT NULL,
        resource_kind text NOT NULL,
        resource_id uuid NOT NULL,
        during tstzrange NOT NULL,
        released_at timestamptz,
        CONSTRAINT conference_booking_pk PRIMARY KEY (region_id, id),
        CONSTRAINT conference_booking_conference_fk FOREIGN KEY (region_id, conference_id)
          REFERENCES case_conference (region_id, id),
        CONSTRAINT conference_booking_kind_known CHECK (resource_kind IN ('STAFF', 'ROOM')),
        CONSTRAINT conference_booking_bounded
          CHECK (NOT isempty(during) AND NOT lower_inf(during) AND NOT upper_inf(during)),
        CONSTRAINT conference_booking_no_overlap EXCLUDE USING gist (region_id WITH =, resource_id WITH =, during WITH &&) WHERE (released_at IS NULL)
      )`);
    await runner.query(
      `COMMENT ON TABLE conference_booking IS 'Staff member or room taken for a time; the exclusion makes double booking impossible'`,
    );
    await runner.query(
      `CREATE INDEX conference_booking_conference_idx ON conference_booking (region_id, conference_id)`,
    );
  }

  private async createRecord(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE conference_record (
        region_id text NOT NULL,
        id uuid NOT NULL,
        conference_id uuid NOT NULL,
        result text,
        result_sealed bytea,
        persons_view text,
        persons_view_sealed bytea,
        person_present boolean NOT NULL,
        person_absent_reason text,
        person_absent_reason_sealed bytea,
        resources_named text,
        resources_named_sealed bytea,
        dissent text,
        dissent_sealed bytea,
        confidentiality_reminded boolean NOT NULL,
        interpreter_level text,
        recorded_by uuid NOT NULL,
        recorded_at timestamptz NOT NULL,
        approved_by uuid,
        approved_at timestamptz,
        CONSTRAINT conference_record_pk PRIMARY KEY (region_id, id),
        CONSTRAINT conference_record_conference_fk FOREIGN KEY (region_id, conference_id)
          REFERENCES case_conference (region_id, id),
        CONSTRAINT conference_record_recorder_fk FOREIGN KEY (region_id, recorded_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT conference_record_approver_fk FOREIGN KEY (region_id, approved_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT conference_record_one UNIQUE (region_id, conference_id),
        CONSTRAINT conference_record_absence_explained CHECK (person_present OR num_nonnulls(person_absent_reason, person_absent_reason_sealed) = 1),
        CONSTRAINT conference_record_result_kept CHECK (num_nonnulls(result, result_sealed) = 1),
        CONSTRAINT conference_record_one_way CHECK (
          num_nonnulls(result, persons_view, person_absent_reason, resources_named, dissent) = 0
          OR num_nonnulls(result_sealed, persons_view_sealed, person_absent_reason_sealed, resources_named_sealed,
                          dissent_sealed) = 0),
        CONSTRAINT conference_record_interpreter_known CHECK (interpreter_level IN ('LAY', 'QUALIFIED', 'SWORN')),
        CONSTRAINT conference_record_approval CHECK ((approved_by IS NULL) = (approved_at IS NULL))
      )`);
    await runner.query(
      `COMMENT ON TABLE conference_record IS 'Protokoll: result, not a transcript; plain texts only of a conference without a case, checked for identifiers, else sealed with the key of the person'`,
    );
    // Approved is approved: nothing of it is written again, whoever holds the login of the application.
    await runner.query(`
      CREATE FUNCTION forbid_change_of_approved() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'an approved record cannot be changed' USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER conference_record_approved_once BEFORE UPDATE OR DELETE ON conference_record
      FOR EACH ROW WHEN (OLD.approved_at IS NOT NULL) EXECUTE FUNCTION forbid_change_of_approved()`);
    await runner.query(`
      CREATE TABLE conference_decision (
        region_id text NOT NULL,
        id uuid NOT NULL,
        conference_id uuid NOT NULL,
        kind text NOT NULL,
        unit_id uuid,
        text text,
        text_sealed bytea,
        position smallint NOT NULL,
        CONSTRAINT conference_decision_pk PRIMARY KEY (region_id, id),
        CONSTRAINT conference_decision_conference_fk FOREIGN KEY (region_id, conference_id)
          REFERENCES case_conference (region_id, id),
        CONSTRAINT conference_decision_unit_fk FOREIGN KEY (region_id, unit_id)
          REFERENCES organisation_unit (region_id, id),
        CONSTRAINT conference_decision_kind_known
          CHECK (kind IN ('DECISION_OF_BODY', 'AGREEMENT', 'RECOMMENDATION', 'REQUEST_TO_STEERING')),
        CONSTRAINT conference_decision_text_kept CHECK (num_nonnulls(text, text_sealed) = 1),
        CONSTRAINT conference_decision_body_named CHECK (kind <> 'DECISION_OF_BODY' OR unit_id IS NOT NULL)
      )`);
    await runner.query(`
      CREATE FUNCTION forbid_decision_after_approval() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM conference_record r WHERE r.region_id = NEW.region_id
                   AND r.conference_id = NEW.conference_id AND r.approved_at IS NOT NULL) THEN
          RAISE EXCEPTION 'an approved record takes no further decision' USING ERRCODE = 'restrict_violation';
        END IF;
        RETURN NEW;
      END $$`);
    await runner.query(`
      CREATE TRIGGER conference_decision_before_approval BEFORE INSERT ON conference_decision
      FOR EACH ROW EXECUTE FUNCTION forbid_decision_after_approval()`);
    await runner.query(
      `COMMENT ON TABLE conference_decision IS 'What a body decided in its own competence, or what was agreed; never an administrative act'`,
    );
    await runner.query(
      `CREATE INDEX conference_decision_conference_idx ON conference_decision (region_id, conference_id, position)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'conference_decision',
      'conference_record',
      'conference_booking',
      'conference_participation',
      'case_conference',
      'room',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query(`DROP FUNCTION forbid_decision_after_approval()`);
    await runner.query(`DROP FUNCTION forbid_change_of_approved()`);
  }
}
