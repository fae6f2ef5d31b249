import { Injectable, type OnModuleInit } from '@nestjs/common';
import { unitHoldsOwner } from '../../directory/index.js';
import { WorkScopes } from '../../workflow/index.js';
import { CASE_ROLES } from './case-relations.database.js';

/**
 * Query of the units that hold the owner code of `wanted` for a case: participating units by their type, and for
 * `CASE_LEAD` the leading one.
 *
 * @param caseId SQL expression of the case; null: no unit.
 */
export function unitsOfCase(caseId: string): string {
  return `
    SELECT part.unit_id FROM case_participation part
    JOIN organisation_unit body ON body.region_id = part.region_id AND body.id = part.unit_id
    WHERE part.region_id = wanted.region_id AND part.case_id = ${caseId} AND part.ended_at IS NULL
      AND ((wanted.owner = 'CASE_LEAD' AND part.relation = 'LEAD') OR ${unitHoldsOwner('body.type', 'wanted.owner')})`;
}

const OF_TASK = `
  SELECT CASE wanted.owner WHEN 'ASSIGNEE' THEN task.unit_id WHEN 'UNIT_HEAD' THEN task.unit_id
                           WHEN 'ASSIGNER' THEN task.created_by_unit_id END AS unit_id
  FROM task WHERE task.region_id = wanted.region_id AND task.id = wanted.subject_id
  UNION ALL ${unitsOfCase('(SELECT task.case_id FROM task WHERE task.region_id = wanted.region_id AND task.id = wanted.subject_id)')}`;

// Declarations belong to sharing, which does not know who takes part in a case.
const OF_CONSENT = `
  SELECT consent.discloser_unit_id AS unit_id FROM consent
  WHERE consent.region_id = wanted.region_id AND consent.id = wanted.subject_id AND wanted.owner = 'DISCLOSER'
  UNION ALL ${unitsOfCase('(SELECT consent.case_id FROM consent WHERE consent.region_id = wanted.region_id AND consent.id = wanted.subject_id)')}`;

/** Tells work lists which units work on cases, tasks and declarations. */
@Injectable()
export class CaseWorkScopes implements OnModuleInit {
  constructor(private readonly scopes: WorkScopes) {}

  onModuleInit(): void {
    this.scopes.register('case', { holders: unitsOfCase('wanted.subject_id'), roles: CASE_ROLES });
    this.scopes.register('task', { holders: OF_TASK, roles: CASE_ROLES });
    this.scopes.register('consent', { holders: OF_CONSENT, roles: CASE_ROLES });
    this.scopes.registerCases({
      ofPerson: `SELECT own.id FROM case_file own WHERE own.region_id = $1 AND own.person_id = $2::uuid`,
      ledBy: `SELECT part.case_id FROM case_participation part WHERE part.region_id = $1
        AND part.unit_id = ANY ($2::uuid[]) AND part.relation = 'LEAD' AND part.ended_at IS NULL`,
      hidden: `SELECT kept.id FROM case_file kept WHERE kept.region_id = $1 AND kept.compartment <> 'NONE'`,
    });
  }
}
