import type { ConsentId, StaffId } from '../../kernel/index.js';
import type { Tx } from '../../platform/index.js';
import type { ConsentEvidenceId, EvidenceMediaType } from '../domain/evidence-file.js';

/** A scan or signature without its content. */
export interface EvidenceView {
  readonly id: ConsentEvidenceId;
  readonly consentId: ConsentId;
  readonly mediaType: EvidenceMediaType;
  readonly bytes: number;
  /** SHA-256 of the sealed content, hexadecimal. */
  readonly sha256: string;
  readonly uploadedAt: Date;
}

/** A scan or signature as it is written. */
export interface NewEvidence extends Omit<EvidenceView, 'uploadedAt'> {
  readonly contentSealed: Buffer;
  readonly uploadedBy: StaffId;
  /** Instant, ISO 8601. */
  readonly uploadedAt: string;
}

const EVIDENCE = `
  SELECT id, consent_id AS "consentId", media_type AS "mediaType", bytes, sha256, uploaded_at AS "uploadedAt"`;

/** Inserts a sealed scan or signature. */
export async function insertEvidenceFile(tx: Tx, evidence: NewEvidence): Promise<void> {
  await tx.query(
    `INSERT INTO consent_evidence (region_id, id, consent_id, media_type, bytes, sha256, content_sealed, uploaded_by,
       uploaded_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.regionId,
      evidence.id,
      evidence.consentId,
      evidence.mediaType,
      evidence.bytes,
      evidence.sha256,
      evidence.contentSealed,
      evidence.uploadedBy,
      evidence.uploadedAt,
    ],
  );
}

/** Scans and signatures of a declaration in order of upload, without content. */
export async function listEvidenceFiles(tx: Tx, consentId: ConsentId): Promise<EvidenceView[]> {
  return tx.query<EvidenceView>(
    `${EVIDENCE} FROM consent_evidence WHERE region_id = $1 AND consent_id = $2 ORDER BY uploaded_at, id`,
    [tx.regionId, consentId],
  );
}

/** One scan or signature with its sealed content; `undefined` when it is not there. */
export async function findEvidenceFile(
  tx: Tx,
  id: ConsentEvidenceId,
): Promise<(EvidenceView & { readonly contentSealed: Buffer }) | undefined> {
  const [row] = await tx.query<EvidenceView & { readonly contentSealed: Buffer }>(
    `${EVIDENCE}, content_sealed AS "contentSealed" FROM consent_evidence WHERE region_id = $1 AND id = $2`,
    [tx.regionId, id],
  );
  return row;
}
