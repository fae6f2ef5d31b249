import { randomUUID } from 'node:crypto';
import { CaseWork, key } from '#test/builders/case-work.js';
import { allConditions } from '#test/builders/disclosure-work.js';
import { unit, type StaffKey, type UnitKey } from '#test/builders/region.js';
import { valueOf } from '#test/support/results.js';
import type { CaseId, DataItemId } from '../../../src/kernel/index.js';
import { UnitOfWork, type Principal, type Tx } from '../../../src/platform/index.js';
import { DiscloseItems } from '../../../src/sharing/application/disclose-items.js';
import {
  RecordDataItem,
  type RecordDataItemCommand,
} from '../../../src/sharing/application/record-data-item.js';
import {
  AnswerRequest,
  MoveRequest,
  RequestReader,
  RequestRight,
  Visibility,
  type AnswerRequestCommand,
  type DataSubjectRequestId,
  type RequestMyRightCommand,
  type RequestView,
  type SharingPurpose,
} from '../../../src/sharing/index.js';

/** What people of the test region do about rights, through the use cases themselves. */
export class RightsWork extends CaseWork {
  /** Records an item of a unit. */
  async item(
    caseId: CaseId,
    by: StaffKey,
    unitKey: UnitKey,
    text: string,
    more: Partial<RecordDataItemCommand> = {},
  ): Promise<DataItemId> {
    const recorded = await this.test.get(RecordDataItem).record(await this.test.staff(by), {
      idempotencyKey: key(),
      caseId,
      unitId: unit(unitKey),
      category: 'WORK',
      kind: 'FACT',
      source: 'PERSON',
      text,
      ...more,
    });
    return valueOf(recorded).itemId;
  }

  /** Discloses items of a unit to another one. */
  async disclose(
    caseId: CaseId,
    by: StaffKey,
    to: UnitKey,
    itemIds: readonly DataItemId[],
    purpose: SharingPurpose = 'CONF',
  ): Promise<void> {
    valueOf(
      await this.test.get(DiscloseItems).execute(await this.test.staff(by), {
        idempotencyKey: key(),
        caseId,
        toUnitId: unit(to),
        recipientFunction: 'Sachbearbeitung',
        purpose,
        confirmedConditions: allConditions,
        necessity: 'TASK_OF_RECIPIENT',
        items: itemIds.map((itemId) => ({ itemId, decision: 'APPROVED' as const })),
      }),
    );
  }

  /** Asks, and gives the only request back. */
  async ask(
    by: Principal,
    more: Partial<RequestMyRightCommand> & Pick<RequestMyRightCommand, 'caseId' | 'kind'>,
  ): Promise<DataSubjectRequestId> {
    const asked = valueOf(
      await this.test.get(RequestRight).execute(by, { idempotencyKey: randomUUID(), ...more }),
    );
    const [id] = asked.requestIds;
    if (!id) throw new Error('No request');
    return id;
  }

  /** Answers for a controller. */
  async answer(by: StaffKey, requestId: DataSubjectRequestId, more: Partial<AnswerRequestCommand> = {}) {
    return this.test.get(AnswerRequest).execute(await this.test.staff(by), {
      idempotencyKey: key(),
      requestId,
      outcome: 'GRANTED',
      answer: 'Wir haben es so gemacht, wie Sie wollten.',
      ...more,
    });
  }

  /** The identity of the person was checked. */
  async checkIdentity(by: StaffKey, requestId: DataSubjectRequestId): Promise<void> {
    const input = { idempotencyKey: key(), requestId, how: 'KNOWN_IN_PERSON' } as const;
    valueOf(await this.test.get(MoveRequest).checkIdentity(await this.test.staff(by), input));
  }

  /** The request as somebody sees it. */
  async read(by: Principal, id: DataSubjectRequestId): Promise<RequestView> {
    return this.as(by, (tx) => this.test.get(RequestReader).get(tx, id));
  }

  /** Texts a member of staff sees in a case, `null` for masked lines. */
  async seen(by: StaffKey, caseId: CaseId): Promise<readonly (string | null)[]> {
    return this.as(await this.test.staff(by), async (tx) => {
      const visibility = this.test.get(Visibility);
      const lines = await visibility.open(tx, await visibility.ofCase(tx, caseId));
      return lines.map(({ text }) => text);
    });
  }

  /** Runs as somebody. */
  async as<T>(principal: Principal, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.test.get(UnitOfWork).run(principal, work);
  }
}
