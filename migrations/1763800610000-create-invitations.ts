import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mails by reference, invitations to conferences with answers, calendars to subscribe to and to read. */
export class CreateInvitations1763800610000 implements MigrationInterface {
  name = 'CreateInvitations1763800610000';

  async up(runner: QueryRunner): Promise<void> {
    await createMail(runner);
    await createInvitations(runner);
    await createCalendars(runner);
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE, DELETE ON mail_address, caldav_account TO fallwerk_app`,
    );
    await runner.query(`GRANT SELECT, INSERT, DELETE ON invitation_reply TO fallwerk_app`);
    await runner.query(`GRANT DELETE ON mail_message TO fallwerk_app`);
    await runner.query(
      `GRANT SELECT, INSERT, UPDATE ON mail_message, conference_invitation, conference_invitee TO fallwerk_app`,
    );
    await runner.query(`GRANT SELECT, INSERT, DELETE ON staff_busy_time TO fallwerk_app`);
    await runner.query(`GRANT SELECT, INSERT, UPDATE (revoked_at) ON calendar_feed TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'staff_busy_time',
      'caldav_account',
      'calendar_feed',
      'invitation_reply',
      'conference_invitee',
      'conference_invitation',
      'mail_message',
      'mail_address',
    ]) {
      await runner.query(`DROP TABLE ${table}`);
    }
  }
}

async function createMail(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE mail_address (
      region_id text NOT NULL,
      holder_kind text NOT NULL,
      holder_id uuid NOT NULL,
      address text,
      address_sealed bytea,
      CONSTRAINT mail_address_pk PRIMARY KEY (region_id, holder_kind, holder_id),
      CONSTRAINT mail_address_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
      CONSTRAINT mail_address_holder_known CHECK (holder_kind IN ('STAFF', 'UNIT', 'PERSON')),
      CONSTRAINT mail_address_kept CHECK (num_nonnulls(address, address_sealed) = 1
        AND (address_sealed IS NOT NULL) = (holder_kind = 'PERSON'))
    )`);
  await runner.query(
    `COMMENT ON TABLE mail_address IS 'Address of a staff member, a unit or a person; that of a person is sealed with their key'`,
  );
  await runner.query(`
    CREATE TABLE mail_message (
      region_id text NOT NULL,
      id uuid NOT NULL,
      subject_kind text NOT NULL,
      subject_id uuid NOT NULL,
      recipient_kind text NOT NULL,
      recipient_id uuid NOT NULL,
      method text NOT NULL,
      version integer NOT NULL,
      status text NOT NULL DEFAULT 'WAITING',
      attempts smallint NOT NULL DEFAULT 0,
      problem text,
      queued_at timestamptz NOT NULL,
      claimed_at timestamptz,
      sent_at timestamptz,
      CONSTRAINT mail_message_pk PRIMARY KEY (region_id, id),
      CONSTRAINT mail_message_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
      CONSTRAINT mail_message_once
        UNIQUE (region_id, subject_kind, subject_id, recipient_kind, recipient_id, version),
      CONSTRAINT mail_message_recipient_known CHECK (recipient_kind IN ('STAFF', 'UNIT', 'PERSON')),
      CONSTRAINT mail_message_method_known CHECK (method IN ('REQUEST', 'CANCEL')),
      CONSTRAINT mail_message_status_known
        CHECK (status IN ('WAITING', 'SENDING', 'SENT', 'NO_SERVER', 'NO_ADDRESS', 'OVERTAKEN', 'FAILED')),
      CONSTRAINT mail_message_sent CHECK ((status = 'SENT') = (sent_at IS NOT NULL))
    )`);
  await runner.query(
    `COMMENT ON TABLE mail_message IS 'Mail to be sent or sent: to whom and about what, by reference; its words are made when it leaves and kept nowhere'`,
  );
  await runner.query(
    `CREATE INDEX mail_message_open_idx ON mail_message (region_id, queued_at)
     WHERE status IN ('WAITING', 'SENDING', 'NO_SERVER')`,
  );
}

async function createInvitations(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE conference_invitation (
      region_id text NOT NULL,
      conference_id uuid NOT NULL,
      uid text NOT NULL,
      sequence integer NOT NULL,
      cancelled boolean NOT NULL,
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      room_id uuid,
      changed_at timestamptz NOT NULL,
      CONSTRAINT conference_invitation_pk PRIMARY KEY (region_id, conference_id),
      CONSTRAINT conference_invitation_conference_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES case_conference (region_id, id),
      CONSTRAINT conference_invitation_uid_unique UNIQUE (region_id, uid),
      CONSTRAINT conference_invitation_slot CHECK (starts_at < ends_at),
      CONSTRAINT conference_invitation_sequence CHECK (sequence >= 0)
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_invitation IS 'Date of a conference as it was last sent to calendars; uid is random and stays, sequence only rises'`,
  );
  await runner.query(`
    CREATE TABLE conference_invitee (
      region_id text NOT NULL,
      id uuid NOT NULL,
      conference_id uuid NOT NULL,
      holder_kind text NOT NULL,
      holder_id uuid NOT NULL,
      removed boolean NOT NULL DEFAULT false,
      answer text,
      answered_at timestamptz,
      answered_through text,
      reply_stamp timestamptz,
      CONSTRAINT conference_invitee_pk PRIMARY KEY (region_id, id),
      CONSTRAINT conference_invitee_invitation_fk FOREIGN KEY (region_id, conference_id)
        REFERENCES conference_invitation (region_id, conference_id),
      CONSTRAINT conference_invitee_once UNIQUE (region_id, conference_id, holder_kind, holder_id),
      CONSTRAINT conference_invitee_holder_known CHECK (holder_kind IN ('STAFF', 'UNIT', 'PERSON')),
      CONSTRAINT conference_invitee_answer_known CHECK (answer IN ('ACCEPTED', 'DECLINED', 'TENTATIVE')),
      CONSTRAINT conference_invitee_channel_known CHECK (answered_through IN ('LINK', 'MAIL')),
      CONSTRAINT conference_invitee_answered CHECK (num_nulls(answer, answered_at, answered_through) IN (0, 3))
    )`);
  await runner.query(
    `COMMENT ON TABLE conference_invitee IS 'Who is invited to a conference, and what they answered to the present date'`,
  );
  await runner.query(
    `CREATE INDEX conference_invitee_holder_idx ON conference_invitee (region_id, holder_id)`,
  );
  await createReplies(runner);
}

async function createReplies(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE invitation_reply (
      region_id text NOT NULL,
      mark bytea NOT NULL,
      received_at timestamptz NOT NULL,
      CONSTRAINT invitation_reply_pk PRIMARY KEY (region_id, mark),
      CONSTRAINT invitation_reply_region_fk FOREIGN KEY (region_id) REFERENCES region (region_id),
      CONSTRAINT invitation_reply_mark_format CHECK (octet_length(mark) = 32)
    )`);
  await runner.query(
    `COMMENT ON TABLE invitation_reply IS 'Mails with replies that were dealt with, by a hash of sender and identifier: the same mail again changes nothing'`,
  );
  await runner.query(
    `CREATE INDEX invitation_reply_received_idx ON invitation_reply (region_id, received_at)`,
  );
}

async function createCalendars(runner: QueryRunner): Promise<void> {
  await runner.query(`
    CREATE TABLE calendar_feed (
      region_id text NOT NULL,
      id uuid NOT NULL,
      staff_id uuid NOT NULL,
      token_hash bytea NOT NULL,
      created_at timestamptz NOT NULL,
      revoked_at timestamptz,
      CONSTRAINT calendar_feed_pk PRIMARY KEY (region_id, id),
      CONSTRAINT calendar_feed_staff_fk FOREIGN KEY (region_id, staff_id) REFERENCES staff_member (region_id, id),
      CONSTRAINT calendar_feed_token_unique UNIQUE (region_id, token_hash),
      CONSTRAINT calendar_feed_token_format CHECK (octet_length(token_hash) = 32)
    )`);
  await runner.query(
    `COMMENT ON TABLE calendar_feed IS 'Secret link under which a calendar program reads the conferences of a staff member; only the hash of the token is kept'`,
  );
  await runner.query(`CREATE INDEX calendar_feed_staff_idx ON calendar_feed (region_id, staff_id)`);
  await runner.query(`
    CREATE TABLE caldav_account (
      region_id text NOT NULL,
      staff_id uuid NOT NULL,
      server_url text NOT NULL,
      credentials_sealed bytea NOT NULL,
      read_at timestamptz,
      problem text,
      CONSTRAINT caldav_account_pk PRIMARY KEY (region_id, staff_id),
      CONSTRAINT caldav_account_staff_fk FOREIGN KEY (region_id, staff_id) REFERENCES staff_member (region_id, id)
    )`);
  await runner.query(
    `COMMENT ON TABLE caldav_account IS 'Calendar of a staff member elsewhere; user and password are sealed with a key of the installation'`,
  );
  await runner.query(`
    CREATE TABLE staff_busy_time (
      region_id text NOT NULL,
      id uuid NOT NULL,
      staff_id uuid NOT NULL,
      starts_at timestamptz NOT NULL,
      ends_at timestamptz NOT NULL,
      CONSTRAINT staff_busy_time_pk PRIMARY KEY (region_id, id),
      CONSTRAINT staff_busy_time_account_fk FOREIGN KEY (region_id, staff_id)
        REFERENCES caldav_account (region_id, staff_id) ON DELETE CASCADE,
      CONSTRAINT staff_busy_time_order CHECK (starts_at < ends_at)
    )`);
  await runner.query(
    `COMMENT ON TABLE staff_busy_time IS 'When a staff member is busy according to their own calendar; times only, never titles'`,
  );
  await runner.query(`CREATE INDEX staff_busy_time_idx ON staff_busy_time (region_id, staff_id, starts_at)`);
}
