import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Scans and signatures that prove declarations. */
export class CreateConsentEvidence1763800415000 implements MigrationInterface {
  name = 'CreateConsentEvidence1763800415000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consent_evidence (
        region_id text NOT NULL,
        id uuid NOT NULL,
        consent_id uuid NOT NULL,
        media_type text NOT NULL,
        bytes integer NOT NULL,
        sha256 text NOT NULL,
        content_sealed bytea NOT NULL,
        uploaded_by uuid NOT NULL,
        uploaded_at timestamptz NOT NULL,
        CONSTRAINT consent_evidence_pk PRIMARY KEY (region_id, id),
        CONSTRAINT consent_evidence_consent_fk FOREIGN KEY (region_id, consent_id) REFERENCES consent (region_id, id),
        CONSTRAINT consent_evidence_staff_fk FOREIGN KEY (region_id, uploaded_by)
          REFERENCES staff_member (region_id, id),
        CONSTRAINT consent_evidence_media_type_known
          CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
        CONSTRAINT consent_evidence_size CHECK (bytes BETWEEN 1 AND 5242880),
        CONSTRAINT consent_evidence_hash_format CHECK (sha256 ~ '^[0-9a-f]{64}$')
      )`);
    await runner.query(
      `COMMENT ON TABLE consent_evidence IS 'Scan or signature that proves a declaration, sealed with the key of the person; sha256 is that of the sealed content'`,
    );
    await runner.query(
      `CREATE INDEX consent_evidence_consent_idx ON consent_evidence (region_id, consent_id, uploaded_at)`,
    );
    await runner.query(`GRANT SELECT, INSERT ON consent_evidence TO fallwerk_app`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE consent_evidence`);
  }
}
