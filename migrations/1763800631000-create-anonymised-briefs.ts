import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Briefs that were released without names, where they come from, and what anonymity is measured by. */
export class CreateAnonymisedBriefs1763800631000 implements MigrationInterface {
  name = 'CreateAnonymisedBriefs1763800631000';

  async up(runner: QueryRunner): Promise<void> {
    await createAnonymised(runner);
    await createAnonymity(runner);
    await runner.query(
      `GRANT SELECT, INSERT ON anonymised_brief, anonymised_brief_line, anonymised_brief_origin, anonymity_setting
       TO fallwerk_app`,
    );
    await runner.query(`GRANT UPDATE (withdrawn_on), DELETE ON anonymised_brief_origin TO fallwerk_app`);
    await runner.query(`GRANT SELECT, INSERT ON case_profile, nationality_residents TO fallwerk_app`);
    await runner.query(
      `GRANT UPDATE (profile_sealed, fingerprints, recorded_by, recorded_at) ON case_profile TO fallwerk_app`,
    );
    await runner.query(`GRANT UPDATE (residents, as_of, source) ON nationality_residents TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'nationality_residents',
      'anonymity_setting',
      'case_profile',
      'anonymised_brief_origin',
      'anonymised_brief_line',
      'anonymised_brief',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query(`DROP FUNCTION demand_second_person()`);
    await runner.query(`DROP FUNCTION keep_origin_until_erasure()`);
  }
}

async function createAnonymised(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE anonymised_brief (
      region_id text NOT NULL,
      id uuid NOT NULL,
      number text NOT NULL,
      attributes text[] NOT NULL,
      released_on date NOT NULL,
      CONSTRAINT anonymised_brief_pk PRIMARY KEY (region_id, id),
      CONSTRAINT anonymised_brief_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
      CONSTRAINT anonymised_brief_number_unique UNIQUE (region_id, number)
    )`);
  await runner.query(
    `COMMENT ON TABLE anonymised_brief IS 'Falldarstellung without names as it was released: identifiers are random, times are days, nothing leads to the case'`,
  );
  await runner.query(`
    CREATE TABLE anonymised_brief_line (
      region_id text NOT NULL,
      id uuid NOT NULL,
      anonymised_brief_id uuid NOT NULL,
      section smallint NOT NULL,
      kind text NOT NULL,
      text text NOT NULL,
      CONSTRAINT anonymised_brief_line_pk PRIMARY KEY (region_id, id),
      CONSTRAINT anonymised_brief_line_brief_fk FOREIGN KEY (region_id, anonymised_brief_id)
        REFERENCES anonymised_brief (region_id, id),
      CONSTRAINT anonymised_brief_line_section_range CHECK (section BETWEEN 3 AND 10),
      CONSTRAINT anonymised_brief_line_kind_known
        CHECK (kind IN ('FACT', 'OBSERVATION', 'STATEMENT', 'ALLEGATION', 'OPINION'))
    )`);
  await runner.query(
    `COMMENT ON TABLE anonymised_brief_line IS 'Line of a released Falldarstellung without names, checked for identifiers; no line leads to where it comes from'`,
  );
  await runner.query(
    `CREATE INDEX anonymised_brief_line_brief_idx ON anonymised_brief_line (region_id, anonymised_brief_id)`,
  );
  await runner.query(`
    CREATE TABLE anonymised_brief_origin (
      region_id text NOT NULL,
      anonymised_brief_id uuid NOT NULL,
      conference_id uuid NOT NULL,
      brief_id uuid NOT NULL,
      content_hash text NOT NULL,
      circle uuid[] NOT NULL,
      room_answer text NOT NULL,
      room_reason text,
      room_reason_sealed bytea,
      released_by uuid NOT NULL,
      released_on date NOT NULL,
      withdrawn_on date,
      CONSTRAINT anonymised_brief_origin_pk PRIMARY KEY (region_id, anonymised_brief_id),
      CONSTRAINT anonymised_brief_origin_brief_fk FOREIGN KEY (region_id, anonymised_brief_id)
        REFERENCES anonymised_brief (region_id, id),
      CONSTRAINT anonymised_brief_origin_version_fk FOREIGN KEY (region_id, brief_id)
        REFERENCES case_brief (region_id, id),
      CONSTRAINT anonymised_brief_origin_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT anonymised_brief_origin_staff_fk FOREIGN KEY (region_id, released_by)
        REFERENCES staff_member (region_id, id),
      CONSTRAINT anonymised_brief_origin_hash_format CHECK (content_hash ~ '^[0-9a-f]{64}$'),
      CONSTRAINT anonymised_brief_origin_answer_known CHECK (room_answer IN ('NO', 'NOT_RECOGNISABLE')),
      CONSTRAINT anonymised_brief_origin_reasoned
        CHECK (num_nonnulls(room_reason, room_reason_sealed) = CASE room_answer WHEN 'NO' THEN 0 ELSE 1 END)
    )`);
  await runner.query(
    `COMMENT ON TABLE anonymised_brief_origin IS 'Where a released Falldarstellung without names comes from; for the releasing unit alone'`,
  );
  await runner.query(
    `CREATE UNIQUE INDEX anonymised_brief_origin_one_open ON anonymised_brief_origin (region_id, conference_id)
     WHERE withdrawn_on IS NULL`,
  );
  for (const table of ['anonymised_brief', 'anonymised_brief_line']) await appendOnly(runner, table);
  // Whoever releases sees the whole brief, or the row is refused anyway.
  await runner.query(`
    CREATE FUNCTION demand_second_person() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF EXISTS (SELECT FROM case_brief b WHERE b.region_id = NEW.region_id AND b.id = NEW.brief_id
                 AND (b.conference_id <> NEW.conference_id OR b.author_id = NEW.released_by))
         OR EXISTS (SELECT FROM case_brief_content c
                    JOIN case_brief_line l ON l.region_id = c.region_id AND l.id = c.line_id
                    WHERE c.region_id = NEW.region_id AND c.brief_id = NEW.brief_id AND l.written_by = NEW.released_by) THEN
        RAISE EXCEPTION 'a brief is released by another than its authors' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN NEW;
    END $$`);
  await runner.query(
    `CREATE TRIGGER anonymised_brief_origin_second_person BEFORE INSERT ON anonymised_brief_origin
     FOR EACH ROW EXECUTE FUNCTION demand_second_person()`,
  );
  // It goes with the person and with nothing else; the brief without names stays.
  await runner.query(`
    CREATE FUNCTION keep_origin_until_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NOT EXISTS (SELECT FROM case_conference c
                     JOIN person_key k ON k.region_id = c.region_id AND k.person_id = c.person_id
                     WHERE c.region_id = OLD.region_id AND c.id = OLD.conference_id AND k.destroyed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'where a brief comes from is kept until the person is erased' USING ERRCODE = 'restrict_violation';
      END IF;
      RETURN OLD;
    END $$`);
  await runner.query(
    `CREATE TRIGGER anonymised_brief_origin_until_erasure BEFORE DELETE ON anonymised_brief_origin
     FOR EACH ROW EXECUTE FUNCTION keep_origin_until_erasure()`,
  );
  await runner.query(
    `CREATE TRIGGER anonymised_brief_origin_stays BEFORE TRUNCATE ON anonymised_brief_origin
     FOR EACH STATEMENT EXECUTE FUNCTION keep_facts()`,
  );
  await runner.query(
    `CREATE TRIGGER anonymised_brief_origin_keeps_facts BEFORE UPDATE ON anonymised_brief_origin FOR EACH ROW
     EXECUTE FUNCTION keep_facts('withdrawn_on')`,
  );
}

async function createAnonymity(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE case_profile (
      region_id text NOT NULL,
      case_id uuid NOT NULL,
      person_id uuid NOT NULL,
      profile_sealed bytea NOT NULL,
      fingerprints bytea[] NOT NULL,
      recorded_by uuid NOT NULL,
      recorded_at timestamptz NOT NULL,
      CONSTRAINT case_profile_pk PRIMARY KEY (region_id, case_id),
      CONSTRAINT case_profile_case_fk FOREIGN KEY (region_id, case_id) REFERENCES case_file (region_id, id),
      CONSTRAINT case_profile_person_fk FOREIGN KEY (region_id, person_id) REFERENCES person (region_id, id),
      CONSTRAINT case_profile_staff_fk FOREIGN KEY (region_id, recorded_by) REFERENCES staff_member (region_id, id)
    )`);
  await runner.query(
    `COMMENT ON TABLE case_profile IS 'Coarse attributes of a case by which is counted how many share them: sealed, beside fingerprints that only the key of the installation can make'`,
  );
  await runner.query(`
    CREATE TABLE anonymity_setting (
      region_id text NOT NULL,
      id uuid NOT NULL,
      k smallint NOT NULL,
      min_residents integer NOT NULL,
      reason text NOT NULL,
      set_by uuid NOT NULL,
      unit_id uuid NOT NULL,
      set_at timestamptz NOT NULL,
      CONSTRAINT anonymity_setting_pk PRIMARY KEY (region_id, id),
      CONSTRAINT anonymity_setting_staff_fk FOREIGN KEY (region_id, set_by) REFERENCES staff_member (region_id, id),
      CONSTRAINT anonymity_setting_unit_fk FOREIGN KEY (region_id, unit_id)
        REFERENCES organisation_unit (region_id, id),
      CONSTRAINT anonymity_setting_range CHECK (k BETWEEN 2 AND 1000 AND min_residents BETWEEN 1 AND 1000000)
    )`);
  await runner.query(
    `COMMENT ON TABLE anonymity_setting IS 'Thresholds of anonymity that a region decided, with reason; the last one counts'`,
  );
  await appendOnly(runner, 'anonymity_setting');
  await runner.query(`
    CREATE TABLE nationality_residents (
      region_id text NOT NULL,
      nationality text NOT NULL,
      residents integer NOT NULL,
      as_of date NOT NULL,
      source text NOT NULL,
      CONSTRAINT nationality_residents_pk PRIMARY KEY (region_id, nationality),
      CONSTRAINT nationality_residents_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
      CONSTRAINT nationality_residents_code CHECK (nationality ~ '^[A-Z]{2}$'),
      CONSTRAINT nationality_residents_range CHECK (residents >= 0)
    )`);
  await runner.query(
    `COMMENT ON TABLE nationality_residents IS 'How many residents of a region have a nationality, from official statistics; a nationality that is missing counts as rare'`,
  );
}

async function appendOnly(runner: QueryRunner, table: string): Promise<void> {
  await runner.query(
    `CREATE TRIGGER ${table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
     FOR EACH STATEMENT EXECUTE FUNCTION forbid_change()`,
  );
}
