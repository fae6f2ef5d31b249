import { ownerCodesOf } from '../../directory/index.js';
import type { UnitId } from '../../kernel/index.js';
import type { Principal } from '../../platform/index.js';
import type { ProcessActor } from '../../workflow/index.js';
import type { CaseRelation } from './case-relations.js';

/**
 * The actor as process definitions see them: owner codes of their units, and how they stand to the subject.
 *
 * @param unitIds   Units through which they act; codes of other units do not count.
 * @param relations Relation codes such as `CASE_LEAD`, `CLIENT`, `CHAIR`.
 */
export function processActor(
  principal: Principal,
  unitIds: readonly UnitId[],
  relations: readonly string[],
): ProcessActor {
  const codes = new Set(relations);
  if (principal.kind === 'system') codes.add('SYS');
  if (principal.kind === 'staff') {
    for (const grant of principal.grants) {
      if (unitIds.includes(grant.unitId)) ownerCodesOf(grant.unitType).forEach((code) => codes.add(code));
    }
  }
  return { kind: principal.kind, id: principal.accountId, unitId: unitIds[0] ?? null, codes: [...codes] };
}

/** The actor as they stand to a case. */
export function caseActor(principal: Principal, relation: CaseRelation): ProcessActor {
  const relations = [...(relation.isLead ? ['CASE_LEAD'] : []), ...(relation.isClient ? ['CLIENT'] : [])];
  return processActor(principal, relation.unitIds, relations);
}

/** The actor as they stand to a declaration: staff of the disclosing unit act for it, every body of the case may take it back. */
export function declarationActor(
  principal: Principal,
  relation: CaseRelation,
  discloserUnitId: UnitId,
): ProcessActor {
  const actor = caseActor(principal, relation);
  const forDiscloser = relation.unitIds.includes(discloserUnitId) ? ['DISCLOSER'] : [];
  const asParty = relation.unitIds.length > 0 ? ['CASE_PARTY'] : [];
  return { ...actor, codes: [...actor.codes, ...forDiscloser, ...asParty] };
}
