import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../audit/index.js';
import { err, ok, rejected, type CaseId, type UnitId } from '../../kernel/index.js';
import { AccessDenied, Clock, CommandRunner, newId, type Principal } from '../../platform/index.js';
import { CaseRelations, isItemCategory, sharingErrors, type SharingCategory } from '../../sharing/index.js';
import type { LifeArea, StatementKind } from '../domain/case.js';

export interface RecordLifeAreaEntryCommand {
  readonly idempotencyKey: string;
  readonly caseId: CaseId;
  /** Unit of the actor that records it and is its controller. */
  readonly unitId: UnitId;
  readonly kind: 'NEED' | 'RESOURCE';
  readonly lifeArea: LifeArea;
  readonly text: string;
  readonly statement: StatementKind;
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
  ) {}

  /**
   * The entry belongs to the recording unit; other units of the case do not see it.
   *
   * @returns Id of the entry. Errors: CATEGORY_NOT_OF_A_PERSON.
   * @throws {AccessDenied} the unit does not take part in the case, or is not one of the actor's.
   */
  async execute(principal: Principal, input: RecordLifeAreaEntryCommand) {
    return this.commands.run({ name: 'recordLifeAreaEntry', principal, input }, async (tx) => {
      const relation = await this.relations.get(tx, input.caseId);
      if (principal.kind !== 'staff' || !relation.unitIds.includes(input.unitId)) throw new AccessDenied();
      if (!isItemCategory(input.category)) return err(rejected(sharingErrors, 'CATEGORY_NOT_OF_A_PERSON'));
      const at = this.clock.now();
      const entryId = newId<string>(at);
      await tx.query(
        `INSERT INTO life_area_entry (region_id, id, case_id, controller_unit_id, kind, life_area, text, statement,
                                      category, priority, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          tx.regionId,
          entryId,
          input.caseId,
          input.unitId,
          input.kind,
          input.lifeArea,
          input.text,
          input.statement,
          input.category,
          input.priority ?? null,
          principal.staffId,
          at.toString(),
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
