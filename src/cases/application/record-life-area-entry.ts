import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { ok, type CaseId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, newId, type Principal } from '../../platform/index.js';
import {
  CaseRelations,
  DataItems,
  type ItemKind,
  type ItemSource,
  type SharingCategory,
} from '../../sharing/index.js';
import type { LifeArea } from '../domain/case.js';

export interface RecordLifeAreaEntryCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  /** Unit of the actor that records it and is its controller. */
  readonly unitId: UnitId;
  readonly kind: 'NEED' | 'RESOURCE';
  readonly lifeArea: LifeArea;
  readonly text: string;
  readonly statement: ItemKind;
  /** Where the unit has it from; from the person unless given. */
  readonly source?: ItemSource;
  readonly category: SharingCategory;
  /** 1 (least) to 5 (most important to the person). */
  readonly priority?: number | null;
}

/** Records a need or a resource of the person in one life area (S4.23: potentials, not only deficits). */
@Injectable()
export class RecordLifeAreaEntry {
  constructor(
    private readonly commands: CommandRunner,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly relations: CaseRelations,
    private readonly items: DataItems,
  ) {}

  /**
   * What it says is a data item of the recording unit; other units see it once it is disclosed to them.
   *
   * @returns Id of the entry. Errors: CATEGORY_NOT_OF_A_PERSON.
   * @throws {AccessDenied} the unit does not take part in the case, or is not one of the actor's.
   */
  async execute(principal: Principal, input: RecordLifeAreaEntryCommand) {
    return this.commands.run({ name: 'recordLifeAreaEntry', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (principal.kind !== 'staff' || !relation.unitIds.includes(input.unitId)) throw new AccessDenied();
      const item = await this.items.record(tx, {
        caseId: input.caseId,
        personId: relation.personId,
        controllerUnitId: input.unitId,
        recordedBy: principal.staffId,
        category: input.category,
        kind: input.statement,
        source: input.source ?? 'PERSON',
        text: input.text,
      });
      if (!item.ok) return item;
      const entryId = newId<string>(this.clock.now());
      await tx.query(
        `INSERT INTO life_area_entry (region_id, id, case_id, controller_unit_id, kind, life_area, item_id,
                                      priority)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [
          tx.regionId,
          entryId,
          input.caseId,
          input.unitId,
          input.kind,
          input.lifeArea,
          item.value,
          input.priority ?? null,
        ],
      );
      await this.audit.record(tx, {
        action: 'LIFE_AREA_ENTRY_RECORDED',
        objectType: 'lifeAreaEntry',
        objectId: entryId,
        caseId: input.caseId,
        unitId: input.unitId,
      });
      return ok({ caseId: input.caseId, entryId });
    });
  }
}
