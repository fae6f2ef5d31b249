import { Injectable } from '@nestjs/common';
import type { CaseId } from '../../kernel/index.js';
import { AccessDenied, unitsOf, type Tx } from '../../platform/index.js';
import type { CaseView } from '../domain/case.js';
import { existsInUnit } from '../persistence/compartment.sql.js';
import { PersonRepository, type PersonSearch } from '../persistence/person.repository.js';
import { CASE_ROLES } from './case-relations.database.js';
import { CaseReader } from './case-reader.js';

/** More cases than this nobody has of one person. */
const MOST_CASES = 20;

/** Finds the open cases of one person by the exact name, for the units that lead them. */
@Injectable()
export class SearchPersons {
  constructor(
    private readonly persons: PersonRepository,
    private readonly reader: CaseReader,
  ) {}

  /**
   * Cases that the actor's units lead now, newest first. Another unit never learns from a search who the person of a
   * case is, and what a compartment hides is as if it were not there, down to the statements. Every search gets its
   * line in the access log; the words that were looked for stand nowhere.
   *
   * @throws {AccessDenied} the actor does not work on cases.
   */
  async execute(tx: Tx, search: PersonSearch): Promise<readonly CaseView[]> {
    const { principal } = tx;
    const unitIds = unitsOf(principal, ...CASE_ROLES);
    if (principal.kind !== 'staff' || unitIds.length === 0) throw new AccessDenied();
    const personIds = await this.persons.findByName(tx, unitIds, search);
    const rows = await tx.query<{ readonly id: CaseId }>(
      `SELECT c.id FROM case_file c
       WHERE c.region_id = $1 AND c.person_id = ANY($2::uuid[]) AND c.lead_unit_id = ANY($3::uuid[])
         AND EXISTS (SELECT 1 FROM case_participation p WHERE p.region_id = c.region_id AND p.case_id = c.id
                       AND p.unit_id = c.lead_unit_id AND p.ended_at IS NULL)
         AND ${existsInUnit('c', 'c.lead_unit_id', '$4')}
       ORDER BY c.opened_on DESC, c.id DESC LIMIT $5`,
      [tx.regionId, personIds, unitIds, principal.staffId, MOST_CASES],
    );
    const found: CaseView[] = [];
    for (const { id } of rows) found.push(await this.reader.get(tx, id));
    return found;
  }
}
