import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../../audit/index.js';
import { err, ok, rejected, type CaseId, type DataItemId } from '../../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  type Principal,
  type Tx,
} from '../../../platform/index.js';
import { CaseRelations } from '../../application/case-relations.js';
import { decidingUnits } from '../../application/staff-actor.js';
import type { NoticeKind } from '../domain/notice.js';
import { rightsErrors } from '../domain/rights.errors.js';
import {
  lockNotice,
  notifyRecipients,
  openNotices,
  writeAcknowledgement,
  type NoticeRow,
} from '../persistence/notice.repository.js';

export interface AcknowledgeNoticeCommand {
  readonly idempotencyKey: string;
  readonly noticeId: string;
}

/** Tells recipients what became of an item they received (Art. 19 DSGVO), and takes their acknowledgement. */
@Injectable()
export class RecipientNotices {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
  ) {}

  /** In the transaction of the change: every unit of the register that received the item, also after it left the case. */
  async send(
    tx: Tx,
    item: { readonly id: DataItemId; readonly caseId: CaseId },
    kind: NoticeKind,
  ): Promise<number> {
    const sent = await notifyRecipients(tx, item.id, kind, this.clock.now());
    if (sent > 0) accessMayHaveChanged(tx, { caseId: item.caseId });
    return sent;
  }

  /**
   * The recipient has read the notice and acted on it.
   *
   * @returns Id of the notice. Errors: NOTICE_ALREADY_ACKNOWLEDGED.
   * @throws {AccessDenied} not a notice to a unit of the actor, or its case is closed to them.
   */
  async acknowledge(principal: Principal, input: AcknowledgeNoticeCommand) {
    return this.commands.run({ name: 'acknowledgeRecipientNotice', principal, input }, async (tx) => {
      const notice = await lockNotice(tx, input.noticeId);
      if (principal.kind !== 'staff' || !notice) throw new AccessDenied();
      if (!decidingUnits(principal).includes(notice.toUnitId)) throw new AccessDenied();
      if (await this.relations.isClosedTo(tx, notice.caseId)) throw new AccessDenied();
      if (notice.acknowledgedAt !== null) return err(rejected(rightsErrors, 'NOTICE_ALREADY_ACKNOWLEDGED'));
      writeAcknowledgement(tx, notice.id, principal.staffId, this.clock.now().toString());
      this.audit.post(tx, {
        action: 'RECIPIENT_NOTICE_ACKNOWLEDGED',
        objectType: 'recipientNotice',
        objectId: notice.id,
        caseId: notice.caseId,
        unitId: notice.toUnitId,
        details: { kind: notice.kind },
      });
      return ok({ noticeId: notice.id });
    });
  }

  /**
   * Up to `limit` notices to units of the actor that nobody acknowledged, oldest first; none of cases that are closed to
   * them. Empty for others than staff.
   */
  async open(
    tx: Tx,
    limit: number,
    after: { readonly sortKey: string | number; readonly id: string } | undefined,
  ): Promise<readonly NoticeRow[]> {
    const units = decidingUnits(tx.principal);
    return openNotices(tx, units, await this.relations.closedCases(tx), limit, after);
  }
}
