import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Directory: municipalities, organisations and their units, staff with roles per unit, login accounts. */
export class CreateDirectory1763800100000 implements MigrationInterface {
  name = 'CreateDirectory1763800100000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE municipality (
        region_id text NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        kind text NOT NULL,
        CONSTRAINT municipality_pk PRIMARY KEY (region_id, id),
        CONSTRAINT municipality_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
        CONSTRAINT municipality_kind_known CHECK (kind IN ('KREIS', 'KREISFREIE_STADT', 'KREISANGEHOERIGE_STADT')),
        CONSTRAINT municipality_name_unique UNIQUE (region_id, name)
      )`);
    await runner.query(
      `COMMENT ON TABLE municipality IS 'Kreis, kreisfreie Stadt or kreisangehörige Stadt of a region'`,
    );
    await runner.query(`
      CREATE TABLE organisation (
        region_id text NOT NULL,
        id uuid NOT NULL,
        name text NOT NULL,
        municipality_id uuid,
        regime text NOT NULL DEFAULT 'DSGVO',
        is_demonstration boolean NOT NULL DEFAULT false,
        CONSTRAINT organisation_pk PRIMARY KEY (region_id, id),
        CONSTRAINT organisation_municipality_fk FOREIGN KEY (region_id, municipality_id)
          REFERENCES municipality (region_id, id),
        CONSTRAINT organisation_name_unique UNIQUE (region_id, name),
        CONSTRAINT organisation_regime_known CHECK (regime IN ('DSGVO', 'KDG', 'DSG_EKD'))
      )`);
    await runner.query(
      `COMMENT ON TABLE organisation IS 'Legal person or association; not the controller, see organisation_unit'`,
    );
    await runner.query(`
      CREATE TABLE organisation_unit (
        region_id text NOT NULL,
        id uuid NOT NULL,
        organisation_id uuid NOT NULL,
        name text NOT NULL,
        type text NOT NULL,
        contact_function text NOT NULL,
        is_demonstration boolean NOT NULL DEFAULT false,
        CONSTRAINT organisation_unit_pk PRIMARY KEY (region_id, id),
        CONSTRAINT organisation_unit_organisation_fk FOREIGN KEY (region_id, organisation_id)
          REFERENCES organisation (region_id, id),
        CONSTRAINT organisation_unit_type_format CHECK (type ~ '^[A-Z][A-Z0-9_]+$'),
        CONSTRAINT organisation_unit_name_unique UNIQUE (region_id, organisation_id, name)
      )`);
    await runner.query(
      `COMMENT ON TABLE organisation_unit IS 'Organisation unit: the controller (Art. 4 Nr. 7 DSGVO, § 67 Abs. 4 SGB X)'`,
    );
    await runner.query(`
      CREATE TABLE staff_member (
        region_id text NOT NULL,
        id uuid NOT NULL,
        display_name text NOT NULL,
        job_function text NOT NULL,
        is_demonstration boolean NOT NULL DEFAULT false,
        CONSTRAINT staff_member_pk PRIMARY KEY (region_id, id),
        CONSTRAINT staff_member_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id)
      )`);
    await runner.query(`COMMENT ON TABLE staff_member IS 'Person who works for one or more units'`);
    await runner.query(`
      CREATE TABLE staff_role (
        region_id text NOT NULL,
        id uuid NOT NULL,
        staff_id uuid NOT NULL,
        unit_id uuid NOT NULL,
        role text NOT NULL,
        mandate boolean NOT NULL DEFAULT false,
        valid_from date NOT NULL,
        valid_until date,
        CONSTRAINT staff_role_pk PRIMARY KEY (region_id, id),
        CONSTRAINT staff_role_staff_fk FOREIGN KEY (region_id, staff_id) REFERENCES staff_member (region_id, id),
        CONSTRAINT staff_role_unit_fk FOREIGN KEY (region_id, unit_id) REFERENCES organisation_unit (region_id, id),
        CONSTRAINT staff_role_known CHECK (role IN ('CASEWORKER', 'CASE_MANAGER', 'UNIT_LEAD', 'PROJECT_LEAD',
          'MODERATOR', 'RECORDER', 'WORKING_GROUP_MEMBER', 'STEERING_MEMBER', 'DATA_PROTECTION_OFFICER',
          'SYSTEM_ADMIN')),
        CONSTRAINT staff_role_period CHECK (valid_until IS NULL OR valid_until >= valid_from),
        CONSTRAINT staff_role_unique UNIQUE (region_id, staff_id, unit_id, role, valid_from)
      )`);
    await runner.query(
      `COMMENT ON TABLE staff_role IS 'Role of a staff member in a unit for a time; history is kept, rows are ended, not deleted'`,
    );
    await runner.query(`CREATE INDEX staff_role_unit_idx ON staff_role (region_id, unit_id)`);
    await runner.query(`
      CREATE TABLE account (
        issuer text NOT NULL,
        subject text NOT NULL,
        id uuid NOT NULL,
        region_id text NOT NULL,
        staff_id uuid,
        person_id uuid,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT account_pk PRIMARY KEY (issuer, subject),
        CONSTRAINT account_id_unique UNIQUE (region_id, id),
        CONSTRAINT account_staff_fk FOREIGN KEY (region_id, staff_id) REFERENCES staff_member (region_id, id),
        CONSTRAINT account_one_holder CHECK (num_nonnulls(staff_id, person_id) = 1)
      )`);
    await runner.query(
      `COMMENT ON TABLE account IS 'Login: maps issuer and subject to a staff member or person; not of one region, because the region is found through it'`,
    );
    await runner.query(
      `CREATE UNIQUE INDEX account_person_unique ON account (region_id, person_id) WHERE person_id IS NOT NULL`,
    );
    for (const table of ['municipality', 'organisation', 'organisation_unit', 'staff_member', 'account']) {
      await runner.query(`GRANT SELECT, INSERT ON ${table} TO fallwerk_app`);
    }
    // Logins of erased persons only: those of staff stay, because the register names them.
    await runner.query(`GRANT DELETE ON account TO fallwerk_app`);
    await runner.query(`
      CREATE FUNCTION keep_staff_login() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION 'logins of staff are kept' USING ERRCODE = 'restrict_violation';
      END $$`);
    await runner.query(`
      CREATE TRIGGER account_of_staff_kept BEFORE DELETE ON account
      FOR EACH ROW WHEN (OLD.staff_id IS NOT NULL) EXECUTE FUNCTION keep_staff_login()`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE ON staff_role TO fallwerk_app`);
    await runner.query(`GRANT UPDATE (regime) ON organisation TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'account',
      'staff_role',
      'staff_member',
      'organisation_unit',
      'organisation',
      'municipality',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
    await runner.query(`DROP FUNCTION keep_staff_login()`);
  }
}
