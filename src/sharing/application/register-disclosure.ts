import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { DirectoryReader, directoryErrors, type UnitView } from '../../directory/index.js';
import {
  err,
  ok,
  rejected,
  type CaseId,
  type DisclosureId,
  type StaffId,
  type UnitId,
} from '../../kernel/index.js';
import { Clock, CommandRunner, newId, type Principal, type Tx } from '../../platform/index.js';
import { attestationOf, groundOf } from '../domain/disclosure-register.js';
import { isItemCategory, type ItemCategory, type SharingPurpose } from '../domain/sharing-codes.js';
import { sharingErrors } from '../domain/sharing.errors.js';
import { holdDisclosures, insertDisclosures } from '../persistence/disclosure.repository.js';
import { CaseRelations, type CaseRelation } from './case-relations.js';
import { Disclosures } from './disclosures.js';
import { staffActingFor } from './staff-actor.js';
import { linkOfUnit } from './unit-link.js';

export interface RegisterDisclosureCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  /** Unit of the actor that told. */
  readonly fromUnitId: UnitId;
  readonly toUnitId: UnitId;
  readonly recipientFunction: string;
  readonly purpose: SharingPurpose;
  readonly channel: 'CONFERENCE' | 'TASK' | 'ORAL' | 'PAPER';
  readonly categories: readonly string[];
}

/** Registers, by category, what was told outside of this system. */
@Injectable()
export class RegisterDisclosure {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly directory: DirectoryReader,
    private readonly relations: CaseRelations,
    private readonly disclosures: Disclosures,
  ) {}

  /**
   * What was said cannot be unsaid, so it is registered even when nothing permitted it: such lines carry the effect
   * NEVER and no basis, the answer names their categories, and the officer of the telling unit finds them in a list.
   *
   * @returns Ids of the case and the lines, and categories without a basis. Errors: CATEGORY_NOT_OF_A_PERSON,
   *   UNIT_UNKNOWN, RECIPIENT_IS_SENDER.
   * @throws {AccessDenied} the telling unit is not one of the actor's in this case.
   */
  async execute(principal: Principal, input: RegisterDisclosureCommand) {
    return this.commands.run({ name: 'registerDisclosure', principal, input }, async (tx) => {
      holdDisclosures(tx, input.caseId);
      const relation = await this.relations.get(tx, input.caseId);
      const decidedBy = staffActingFor(principal, relation, input.fromUnitId);
      const categories = [...new Set(input.categories)].filter(isItemCategory);
      if (categories.length < new Set(input.categories).size) {
        return err(rejected(sharingErrors, 'CATEGORY_NOT_OF_A_PERSON'));
      }
      if (input.fromUnitId === input.toUnitId) return err(rejected(sharingErrors, 'RECIPIENT_IS_SENDER'));
      const units = await this.directory.findUnits(tx, [input.fromUnitId, input.toUnitId]);
      const giver = units.find(({ id }) => id === input.fromUnitId);
      if (!giver || units.length < 2) return err(rejected(directoryErrors, 'UNIT_UNKNOWN'));
      return ok(await this.write(tx, input, { relation, decidedBy, categories, giver }));
    });
  }

  private async write(
    tx: Tx,
    input: RegisterDisclosureCommand,
    { relation, decidedBy, categories, giver }: Registering,
  ) {
    const { caseId, fromUnitId, toUnitId, purpose, channel, recipientFunction } = input;
    const judge = await this.disclosures.judge(tx, caseId, [fromUnitId, toUnitId]);
    const at = this.clock.now();
    const actId = newId<string>(at);
    const judged = categories.map((category) => {
      const chain = [linkOfUnit(giver, category)] as const;
      return { category, verdict: judge({ chain, fromUnitId, toUnitId, purpose }) };
    });
    const lines = judged.map(({ category, verdict: { decision, permission, consentId, releaseId } }) => ({
      id: newId<DisclosureId>(at),
      actId,
      caseId,
      personId: relation.personId,
      itemId: null,
      category,
      fromUnitId,
      toUnitId,
      recipientFunction,
      purpose,
      channel,
      consentId,
      releaseId,
      decidedBy,
      ...groundOf({ decision, permission }),
      disclosedAt: new Date(at.epochMilliseconds),
    }));
    await insertDisclosures(tx, lines);
    const withoutBasis = judged
      .filter(({ verdict }) => !verdict.permission.permitted)
      .map(({ category }) => category);
    await this.audit.record(tx, {
      action: withoutBasis.length === 0 ? 'DISCLOSURE_REGISTERED' : 'DISCLOSURE_WITHOUT_BASIS_REGISTERED',
      objectType: 'disclosure',
      objectId: actId,
      caseId,
      unitId: fromUnitId,
      details: { toUnitId, purpose, channel, categories, withoutBasis, lines: lines.map(attestationOf) },
    });
    return { caseId, actId, disclosureIds: lines.map(({ id }) => id), withoutBasis };
  }
}

interface Registering {
  readonly relation: CaseRelation;
  readonly decidedBy: StaffId;
  readonly categories: readonly ItemCategory[];
  readonly giver: UnitView;
}
