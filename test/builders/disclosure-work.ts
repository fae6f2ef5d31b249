import type { CaseId, DataItemId, DisclosureId } from '../../src/kernel/index.js';
import { UnitOfWork, type Principal } from '../../src/platform/index.js';
import {
  DiscloseItems,
  type DiscloseItemsCommand,
  type ItemPreview,
} from '../../src/sharing/application/disclose-items.js';
import {
  RecordDataItem,
  type RecordDataItemCommand,
} from '../../src/sharing/application/record-data-item.js';
import { decisionTable1 } from '../../src/sharing/domain/index.js';
import { Visibility, type OpenedItem, type SharingPurpose } from '../../src/sharing/index.js';
import { valueOf } from '../support/results.js';
import { CaseWork, key } from './case-work.js';
import { unit, type StaffKey, type UnitKey } from './region.js';

/** What a unit records when nothing else is said: that somebody looks for work. */
export function anItem(
  caseId: CaseId,
  more: Partial<RecordDataItemCommand> & Pick<RecordDataItemCommand, 'unitId'>,
): RecordDataItemCommand {
  return {
    idempotencyKey: key(),
    caseId,
    category: 'WORK',
    kind: 'STATEMENT',
    source: 'PERSON',
    text: 'Sucht Arbeit im Handwerk.',
    ...more,
  };
}

/** Every condition of the table: who discloses in a test has observed all of them, unless it says otherwise. */
export const allConditions: readonly string[] = [
  ...decisionTable1.rows.flatMap(({ conditions }) => conditions),
  ...decisionTable1.locks.flatMap(({ conditions }) => conditions ?? []),
];

/** What people of the test region do with items of data, through the use cases themselves. */
export class DisclosureWork extends CaseWork {
  /** Records an item for the unit. */
  async item(
    caseId: CaseId,
    unitKey: UnitKey,
    by: StaffKey,
    more: Partial<RecordDataItemCommand> = {},
  ): Promise<DataItemId> {
    const input = anItem(caseId, { unitId: unit(unitKey), ...more });
    return valueOf(await this.test.get(RecordDataItem).record(await this.test.staff(by), input)).itemId;
  }

  /** The deliberate act, for the items that are approved. */
  async disclose(
    caseId: CaseId,
    itemIds: readonly DataItemId[],
    to: UnitKey,
    by: StaffKey,
    more: Partial<DiscloseItemsCommand> = {},
  ) {
    return this.test.get(DiscloseItems).execute(await this.test.staff(by), {
      idempotencyKey: key(),
      caseId,
      toUnitId: unit(to),
      recipientFunction: 'Leistungssachbearbeitung',
      purpose: 'CONF',
      confirmedConditions: allConditions,
      necessity: 'TASK_OF_RECIPIENT',
      items: itemIds.map((itemId) => ({ itemId, decision: 'APPROVED' as const })),
      ...more,
    });
  }

  /** Lines of a successful act. */
  async disclosed(...given: Parameters<DisclosureWork['disclose']>): Promise<readonly DisclosureId[]> {
    return valueOf(await this.disclose(...given)).disclosureIds;
  }

  /** What the law says before the act. */
  async preview(
    caseId: CaseId,
    itemIds: readonly DataItemId[],
    to: UnitKey,
    by: StaffKey,
    purpose: SharingPurpose = 'CONF',
  ): Promise<readonly ItemPreview[]> {
    const planned = { caseId, toUnitId: unit(to), purpose };
    return valueOf(
      await this.test
        .get(UnitOfWork)
        .run(await this.test.staff(by), (tx) => this.test.get(DiscloseItems).preview(tx, planned, itemIds)),
    );
  }

  /** Lines of the case as somebody sees them now. */
  async seen(caseId: CaseId, by: StaffKey | Principal): Promise<readonly OpenedItem[]> {
    const actor = typeof by === 'string' ? await this.test.staff(by) : by;
    const visibility = this.test.get(Visibility);
    return this.test
      .get(UnitOfWork)
      .run(actor, async (tx) => visibility.open(tx, await visibility.ofCase(tx, caseId)));
  }

  /** What they read: texts, and reasons in brackets where a line is masked. */
  async texts(caseId: CaseId, by: StaffKey | Principal): Promise<readonly string[]> {
    return (await this.seen(caseId, by)).map((line) =>
      line.isVisible ? (line.text ?? '') : `[${line.reason}]`,
    );
  }
}
