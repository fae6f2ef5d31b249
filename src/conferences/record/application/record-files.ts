import { Injectable } from '@nestjs/common';
import { AccessLog, AuditLog } from '../../../audit/index.js';
import type { ConferenceId, UnitId } from '../../../kernel/index.js';
import {
  AccessDenied,
  renderPdf,
  UnitOfWork,
  type PdfDocument,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { ConferenceAccess, type ConferenceStanding } from '../../application/conference-access.js';
import { languagesOf } from '../../invitations/persistence/invitation.repository.js';
import { findRecordProgress } from '../../persistence/record-progress.js';
import { letterTextFor } from '../texts/index.js';
import { letterDocument } from './letter-document.js';
import { extractDocument, recordDocument } from './record-document.js';
import { isInside } from './record-reader.js';
import { RecordSheets } from './record-sheets.js';

/** Which file of a record. */
export type RecordFile = 'record' | 'extract' | 'letter';

/** Files of a record: whole for the inside, an extract for each body, the outcome letter for the person. */
@Injectable()
export class RecordFiles {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly access: ConferenceAccess,
    private readonly sheets: RecordSheets,
    private readonly accessLog: AccessLog,
    private readonly audit: AuditLog,
  ) {}

  /**
   * The file as PDF; who took it is kept with the reading, or nothing leaves.
   *
   * @throws {AccessDenied} not theirs, or the letter of a record that is not approved.
   */
  async get(principal: Principal, id: ConferenceId, file: RecordFile): Promise<Buffer> {
    const document = await this.unitOfWork.run(principal, async (tx) => {
      const standing = await this.access.get(tx, id);
      const made = await this.make(tx, standing, file);
      await this.note(tx, standing, file);
      return made;
    });
    return renderPdf(document);
  }

  private async make(tx: Tx, standing: ConferenceStanding, file: RecordFile): Promise<PdfDocument> {
    const { conference } = standing;
    switch (file) {
      case 'record':
        if (!isInside(standing)) throw new AccessDenied();
        return recordDocument(await this.sheets.get(tx, conference.id));
      case 'extract': {
        const units = extractUnits(standing);
        return extractDocument(await this.sheets.get(tx, conference.id), units);
      }
      case 'letter':
        return this.letter(tx, standing);
    }
  }

  private async letter(tx: Tx, standing: ConferenceStanding): Promise<PdfDocument> {
    const { conference, isClient, isCaseLead } = standing;
    if (!isClient && !isCaseLead) throw new AccessDenied();
    if ((await findRecordProgress(tx, conference.id))?.approvedAt == null) throw new AccessDenied();
    const languages = conference.personId === null ? [] : await languagesOf(tx, conference.personId);
    return letterDocument(await this.sheets.get(tx, conference.id), letterTextFor(languages));
  }

  private async note(
    tx: Tx,
    { conference, isClient, unitIds }: ConferenceStanding,
    file: RecordFile,
  ): Promise<void> {
    const { id, caseId, personId, mode } = conference;
    const known = mode === 'IDENTIFIED' && caseId !== null ? { caseId } : {};
    this.accessLog.exported(tx, {
      objectType: `conference${file.charAt(0).toUpperCase()}${file.slice(1)}`,
      objectId: id,
      ...known,
      ...(mode === 'IDENTIFIED' && personId !== null ? { personId } : {}),
      unitId: unitIds[0],
    });
    await this.audit.record(tx, {
      action: `CONFERENCE_${file.toUpperCase()}_${isClient ? 'HANDED_OVER' : 'MADE'}`,
      objectType: 'conference',
      objectId: id,
      ...known,
    });
  }
}

/** @throws {AccessDenied} no body of the conference. */
function extractUnits({ unitIds, participants }: ConferenceStanding): readonly UnitId[] {
  const own = unitIds.filter((unitId) => participants.some((body) => body.unitId === unitId));
  if (own.length === 0) throw new AccessDenied();
  return own;
}
