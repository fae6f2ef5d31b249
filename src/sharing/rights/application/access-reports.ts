import { Injectable } from '@nestjs/common';
import { AccessLog } from '../../../audit/index.js';
import { AccessDenied, PersonVault, type Tx } from '../../../platform/index.js';
import type { AccessReport } from '../domain/access-report.js';
import { isOpen, type DataSubjectRequestId } from '../domain/request.js';
import { findReport, type RequestRow } from '../persistence/request.repository.js';
import { BuildReport } from './build-report.js';
import { RequestAccess } from './request-access.js';
import { requestPlace } from './request-places.js';

/** Reads the report of a request: as it was handed over, or how it would be handed over now. */
@Injectable()
export class AccessReports {
  constructor(
    private readonly access: RequestAccess,
    private readonly reports: BuildReport,
    private readonly vault: PersonVault,
    private readonly accessLog: AccessLog,
  ) {}

  /**
   * For the person once it was answered, and for the controller before and after.
   *
   * @throws {AccessDenied} anybody else, another kind of request, not answered yet, refused, or the person was erased.
   */
  async get(tx: Tx, id: DataSubjectRequestId): Promise<AccessReport> {
    const { request, standing } = await this.access.get(tx, tx.principal, id, ['isPerson', 'isController']);
    if (!standing.isPerson) this.log(tx, request);
    const sealed = await findReport(tx, id);
    if (sealed) return this.handedOver(tx, request, sealed);
    if (standing.isPerson || !isOpen(request)) throw new AccessDenied();
    if (request.kind === 'ACCESS') return this.reports.access(tx, request);
    if (request.kind === 'PORTABILITY') return this.reports.portability(tx, request);
    throw new AccessDenied();
  }

  private async handedOver(tx: Tx, { id, personId }: RequestRow, sealed: Buffer): Promise<AccessReport> {
    const bytes = await this.vault.openBytes(tx, { personId, sealed, place: requestPlace('report', id) });
    if (!bytes) throw new AccessDenied();
    return JSON.parse(bytes.toString()) as AccessReport;
  }

  private log(tx: Tx, { id, caseId, personId, controllerUnitId }: RequestRow): void {
    this.accessLog.exported(tx, {
      objectType: 'accessReport',
      objectId: id,
      caseId,
      personId,
      unitId: controllerUnitId,
    });
  }
}
