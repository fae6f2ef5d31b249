import { Injectable } from '@nestjs/common';
import { AccessLog, AuditLog } from '../../audit/index.js';
import { err, ok, rejected, sha256Hex, type ConsentId } from '../../kernel/index.js';
import {
  AccessDenied,
  Clock,
  CommandRunner,
  newId,
  PersonVault,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import {
  evidenceMediaType,
  sharingErrors,
  type ConsentEvidenceId,
  type EvidenceMediaType,
} from '../domain/index.js';
import { findEvidenceFile, insertEvidenceFile } from '../persistence/consent-evidence.repository.js';
import { ConsentSteps } from './consent-steps.js';

export interface AttachEvidenceCommand {
  readonly idempotencyKey: string;
  readonly consentId: ConsentId;
  /** PDF, PNG or JPEG, at most 5 MB. */
  readonly content: Buffer;
}

/** Keeps scans and signatures sealed with the key of the person; only the person and the discloser read them. */
@Injectable()
export class ConsentEvidenceFiles {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly vault: PersonVault,
    private readonly steps: ConsentSteps,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * Attaches a file, by the disclosing unit.
   *
   * @returns Id of the file. Errors: EVIDENCE_NOT_ACCEPTED.
   * @throws {AccessDenied} not staff of the disclosing unit.
   */
  async attach(principal: Principal, { content, ...input }: AttachEvidenceCommand) {
    const sha256 = sha256Hex(content);
    // The content is part of the command by its hash: a repeat with another file is another command.
    const command = { name: 'attachConsentEvidence', principal, input: { ...input, sha256 } };
    return this.commands.run(command, async (tx) => {
      const found = await this.steps.loadToAnswer(tx, input.consentId);
      if (principal.kind !== 'staff') throw new AccessDenied();
      const mediaType = evidenceMediaType(content);
      if (!mediaType) return err(rejected(sharingErrors, 'EVIDENCE_NOT_ACCEPTED'));
      const at = this.clock.now();
      const id = newId<ConsentEvidenceId>(at);
      await insertEvidenceFile(tx, {
        id,
        consentId: input.consentId,
        mediaType,
        bytes: content.length,
        sha256,
        contentSealed: await this.vault.sealBytes(tx, found.consent.personId, content, place(id)),
        uploadedBy: principal.staffId,
        uploadedAt: at.toString(),
      });
      await this.steps.record(tx, found, 'CONSENT_EVIDENCE_ATTACHED', { evidenceId: id });
      return ok({ evidenceId: id });
    });
  }

  /**
   * Content of a file; the reading is kept in the register and in the access log.
   *
   * @throws {AccessDenied} neither the person nor the disclosing unit, not there, or the person was erased.
   */
  async read(
    tx: Tx,
    id: ConsentEvidenceId,
  ): Promise<{ readonly mediaType: EvidenceMediaType; readonly content: Buffer }> {
    const file = await findEvidenceFile(tx, id);
    if (!file) throw new AccessDenied();
    const { consent } = await this.steps.loadToAnswer(tx, file.consentId);
    const value = { personId: consent.personId, sealed: file.contentSealed, place: place(id) };
    const content = await this.vault.openBytes(tx, value);
    if (!content) throw new AccessDenied();
    this.audit.post(tx, {
      action: 'CONSENT_EVIDENCE_READ',
      objectType: 'consent',
      objectId: consent.id,
      caseId: consent.caseId,
      details: { evidenceId: id },
    });
    this.accessLog.exported(tx, {
      objectType: 'consentEvidence',
      objectId: id,
      caseId: consent.caseId,
      personId: consent.personId,
      unitId: consent.discloserUnitId,
    });
    return { mediaType: file.mediaType, content };
  }
}

function place(id: ConsentEvidenceId): string {
  return `consent_evidence.content_sealed:${id}`;
}
