import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors } from '../../directory/index.js';
import {
  err,
  ok,
  rejected,
  type CaseId,
  type DataItemId,
  type DisclosureId,
  type RequestRejected,
  type Result,
  type StaffId,
  type UnitId,
} from '../../kernel/index.js';
import {
  AccessDenied,
  accessMayHaveChanged,
  Clock,
  CommandRunner,
  newId,
  type Principal,
  type Tx,
} from '../../platform/index.js';
import { attestationOf } from '../domain/disclosure-register.js';
import { conditionsKept, openCondition, type ConditionsGiven } from '../domain/conditions.js';
import type { DisclosureVerdict } from '../domain/judge-disclosure.js';
import type { SharingPurpose } from '../domain/sharing-codes.js';
import { sharingErrors } from '../domain/sharing.errors.js';
import { chainsOf, findItems, type DataItemRow } from '../persistence/data-item.repository.js';
import { holdDisclosures, insertDisclosures } from '../persistence/disclosure.repository.js';
import { endedByExclusions, forgiveAnswers } from '../persistence/exclusions.repository.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { Disclosures } from './disclosures.js';
import { Exclusions } from './exclusions.js';

/** What is to be disclosed to whom and for what. */
export interface PlannedDisclosure {
  readonly caseId: CaseId;
  readonly toUnitId: UnitId;
  readonly purpose: SharingPurpose;
}

export interface DiscloseItemsCommand extends PlannedDisclosure, ConditionsGiven {
  readonly idempotencyKey: string;
  /** Function at the recipient that receives. */
  readonly recipientFunction: string;
  /** Who decides read what the declarations exclude; left out: no. */
  readonly exclusionsConsidered?: boolean | null;
  /** The deliberate answer to each item of the preview. */
  readonly items: readonly { readonly itemId: DataItemId; readonly decision: 'APPROVED' | 'WITHHELD' }[];
}

/** Why not even a preview is possible. */
type LookRefusal = 'UNIT_UNKNOWN' | 'RECIPIENT_IS_SENDER';

/** What would happen to one item. */
export interface ItemPreview {
  readonly item: DataItemRow;
  /** Neither restricted, erased nor replaced, and the law permits it now. */
  readonly permitted: boolean;
  readonly verdict: DisclosureVerdict;
  /** For staff; names what stands in the way. */
  readonly sentence: string;
  /** What the declarations it would rest on do not cover, in the words of the person; for a human to weigh. */
  readonly exclusions: readonly string[];
}

/** Disclosing items: the preview first, then the deliberate act. */
@Injectable()
export class DiscloseItems {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly directory: DirectoryReader,
    private readonly relations: CaseRelations,
    private readonly disclosures: Disclosures,
    private readonly exclusions: Exclusions,
  ) {}

  /**
   * What the law says about each item now, in the order asked; nothing is written.
   *
   * @returns Errors: UNIT_UNKNOWN, RECIPIENT_IS_SENDER.
   * @throws {AccessDenied} an item is not of this case, or its controller is no unit of the actor in it.
   */
  async preview(tx: Tx, planned: PlannedDisclosure, itemIds: readonly DataItemId[]) {
    const relation = await this.relations.get(tx, planned.caseId);
    return this.look(tx, relation, planned, itemIds);
  }

  /**
   * Discloses what was approved, all or nothing, and writes the register. A declaration for one disclosure is used up.
   *
   * @returns Ids of the case and of the lines. Errors: NOTHING_APPROVED, ITEM_DECISIONS_NOT_FITTING, UNIT_UNKNOWN,
   *   RECIPIENT_IS_SENDER, DISCLOSURE_NOT_PERMITTED, EXCLUSIONS_NOT_CONSIDERED, CONDITIONS_NOT_CONFIRMED, NECESSITY_MISSING,
   *   RECIPIENT_NOT_IN_CASE.
   * @throws {AccessDenied} as {@link preview}.
   */
  async execute(principal: Principal, input: DiscloseItemsCommand) {
    return this.commands.run({ name: 'discloseItems', principal, input }, async (tx) => {
      holdDisclosures(tx, input.caseId);
      const relation = await this.relations.get(tx, input.caseId);
      if (principal.kind !== 'staff') throw new AccessDenied();
      const chosen = (decision: string): DataItemId[] =>
        input.items.filter((item) => item.decision === decision).map(({ itemId }) => itemId);
      const [approved, withheld] = [chosen('APPROVED'), chosen('WITHHELD')];
      if (approved.length === 0) return err(rejected(sharingErrors, 'NOTHING_APPROVED'));
      if (!(await this.isDecidedOnce(tx, relation, approved, withheld))) {
        return err(rejected(sharingErrors, 'ITEM_DECISIONS_NOT_FITTING'));
      }
      const looked = await this.look(tx, relation, input, approved);
      if (!looked.ok) return looked;
      if (looked.value.some(({ permitted }) => !permitted)) {
        return err(rejected(sharingErrors, 'DISCLOSURE_NOT_PERMITTED'));
      }
      if (
        input.exclusionsConsidered !== true &&
        looked.value.some(({ exclusions }) => exclusions.length > 0)
      ) {
        return err(rejected(sharingErrors, 'EXCLUSIONS_NOT_CONSIDERED'));
      }
      const open = openCondition(
        looked.value.flatMap(({ verdict }) => verdict.conditions),
        input,
      );
      if (open) return err(rejected(sharingErrors, open));
      // After the law: who may not disclose to a unit does not learn either whether it takes part.
      if (!(await this.relations.participatingUnits(tx, input.caseId)).includes(input.toUnitId)) {
        return err(rejected(sharingErrors, 'RECIPIENT_NOT_IN_CASE'));
      }
      return ok(await this.register(tx, input, looked.value, principal.staffId, withheld));
    });
  }

  private async look(
    tx: Tx,
    relation: CaseRelation,
    { caseId, toUnitId, purpose }: PlannedDisclosure,
    itemIds: readonly DataItemId[],
  ): Promise<Result<readonly ItemPreview[], RequestRejected<LookRefusal>>> {
    const items = await this.ownItems(tx, relation, itemIds);
    const [recipient] = await this.directory.findUnits(tx, [toUnitId]);
    if (!recipient) return err(rejected(directoryErrors, 'UNIT_UNKNOWN'));
    if (items.some(({ controllerUnitId }) => controllerUnitId === toUnitId)) {
      return err(rejected(sharingErrors, 'RECIPIENT_IS_SENDER'));
    }
    const givers = items.map(({ controllerUnitId }) => controllerUnitId);
    const judge = await this.disclosures.judge(tx, caseId, [...givers, toUnitId]);
    const chains = await chainsOf(tx, itemIds);
    const before = await endedByExclusions(tx, itemIds, { toUnitId, purpose });
    const verdicts = items.map((item) => {
      const chain = chains.get(item.id);
      if (!chain) throw new Error('An item without chain');
      // Approved again it is the same disclosure, not a second one.
      const restsOn = before.find(({ itemId }) => itemId === item.id);
      return judge({
        chain,
        fromUnitId: item.controllerUnitId,
        toUnitId,
        purpose,
        ...(restsOn && { restsOn }),
      });
    });
    const exclusions = await this.exclusions.of(tx, relation, verdicts);
    return ok(
      items.flatMap((item, index): ItemPreview[] => {
        const verdict = verdicts[index];
        if (!verdict) return [];
        const obstacle = obstacleOf(item);
        const permitted = obstacle === undefined && verdict.permission.permitted;
        const sentence = obstacle ?? verdict.permission.sentence;
        return [{ item, permitted, verdict, sentence, exclusions: exclusions[index] ?? [] }];
      }),
    );
  }

  /** Whether no item is decided in both ways, and what is withheld is there to be withheld. */
  private async isDecidedOnce(
    tx: Tx,
    relation: CaseRelation,
    approved: readonly DataItemId[],
    withheld: readonly DataItemId[],
  ): Promise<boolean> {
    if (withheld.length === 0) return true;
    if (withheld.some((id) => approved.includes(id))) return false;
    const found = new Map((await findItems(tx, withheld)).map((item) => [item.id, item]));
    return withheld.every((id) => {
      const item = found.get(id);
      return item?.caseId === relation.caseId && relation.unitIds.includes(item.controllerUnitId);
    });
  }

  /** @throws {AccessDenied} one is not there, of another case, of another controller, or entrusted to a colleague. */
  private async ownItems(
    tx: Tx,
    relation: CaseRelation,
    itemIds: readonly DataItemId[],
  ): Promise<readonly DataItemRow[]> {
    const { principal } = tx;
    const found = new Map((await findItems(tx, itemIds)).map((item) => [item.id, item]));
    return [...new Set(itemIds)].map((id) => {
      const item = found.get(id);
      if (!item || item.caseId !== relation.caseId) throw new AccessDenied();
      if (!relation.unitIds.includes(item.controllerUnitId)) throw new AccessDenied();
      const isMine = principal.kind === 'staff' && item.recordedBy === principal.staffId;
      if (item.secrecyOrigin === 'ENTRUSTED' && !isMine) throw new AccessDenied();
      return item;
    });
  }

  private async register(
    tx: Tx,
    input: DiscloseItemsCommand,
    previews: readonly ItemPreview[],
    decidedBy: StaffId,
    withheld: readonly DataItemId[],
  ) {
    const at = this.clock.now();
    const actId = newId<string>(at);
    const lines = previews.map(({ item, exclusions, verdict }) => ({
      id: newId<DisclosureId>(at),
      actId,
      caseId: item.caseId,
      personId: item.personId,
      itemId: item.id,
      category: item.category,
      fromUnitId: item.controllerUnitId,
      toUnitId: input.toUnitId,
      recipientFunction: input.recipientFunction,
      purpose: input.purpose,
      channel: 'SYSTEM' as const,
      effect: verdict.decision.effect,
      row: verdict.decision.row,
      basis: verdict.decision.basis,
      tableVersion: verdict.decision.tableVersion,
      consentId: verdict.consentId,
      releaseId: verdict.releaseId,
      ...conditionsKept(verdict.conditions, input),
      exclusionsConsidered: exclusions.length > 0,
      decidedBy,
      disclosedAt: new Date(at.epochMilliseconds),
    }));
    await insertDisclosures(tx, lines);
    const itemIds = lines.map(({ itemId }) => itemId);
    forgiveAnswers(
      tx,
      (await endedByExclusions(tx, itemIds, input)).map(({ id }) => id),
    );
    const [first] = lines;
    await this.audit.record(tx, {
      action: 'ITEMS_DISCLOSED',
      objectType: 'disclosure',
      objectId: actId,
      caseId: input.caseId,
      ...(first ? { unitId: first.fromUnitId } : {}),
      details: {
        toUnitId: input.toUnitId,
        purpose: input.purpose,
        itemIds: lines.map(({ itemId }) => itemId),
        withheldItemIds: withheld,
        lines: lines.map(attestationOf),
      },
    });
    accessMayHaveChanged(tx, { caseId: input.caseId });
    return { caseId: input.caseId, actId, disclosureIds: lines.map(({ id }) => id) };
  }
}

/** What keeps an item from being disclosed whatever the law permits. */
function obstacleOf(item: DataItemRow): string | undefined {
  if (item.erasedAt !== null) return 'Nicht zulässig: Die Angabe wurde gelöscht.';
  if (item.correctedByItemId !== null)
    return 'Nicht zulässig: Die Angabe wurde durch eine berichtigte ersetzt.';
  if (item.restrictedAt !== null) return 'Nicht zulässig: Die Angabe ist gesperrt (Art. 18 DSGVO).';
  return undefined;
}
