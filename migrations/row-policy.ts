import { answers, remembered } from './row-questions.js';
import { of, office, person, staff, system } from './row-settings.js';

/** What has to hold of a row beside its region. */
export interface RowPolicy {
  /** To see, change or delete it. */
  readonly using: string;
  /** To write it; absent: the same. */
  readonly check?: string;
}

/** Whoever acts in the region. */
export const everybody: RowPolicy = { using: 'true' };
/** The platform alone. */
export const systemOnly: RowPolicy = { using: system };
/** Everybody but the persons themselves. */
export const officeOnly: RowPolicy = { using: office };

/** The person, and who knows of a case of theirs. */
export const ofPerson = (table: string, column = 'person_id'): RowPolicy => ({
  using: `(${system} OR ${table}.${column} = ${person} OR ${remembered(table, 'sees_person', column)})`,
  check: office,
});
/** Who knows of the conference. */
export const ofConference = (table: string): RowPolicy => ({
  using: `(${system} OR ${remembered(table, 'sees_conference', 'conference_id')})`,
});

/** The staff member alone. */
export const ofStaff = (table: string): RowPolicy => ({
  using: `(${system} OR ${table}.staff_id = ${staff})`,
});

/** Hours of colleagues in the same unit, and of interpreters, whom only the pool knows. */
export const ofColleague = (table: string): RowPolicy => ({
  using: `(${system} OR ${table}.staff_id = ${staff} OR (${table}.staff_id IS NULL AND ${office})
    OR EXISTS (SELECT FROM staff_role r WHERE r.region_id = ${table}.region_id AND r.staff_id = ${table}.staff_id
               AND ${of('r.unit_id', 'unit_ids')}))`,
});
/** Who is asked for a date sees it before they are named for the conference. */
export const ofProposal = (
  table: string,
  column: 'proposal_id' | 'slot_id',
  id = column as string,
): RowPolicy => ({
  using: `(${system} OR ${answers(table, 'sees_conference', 'conference_id')}
    OR EXISTS (SELECT FROM date_proposal_voter v WHERE v.region_id = ${table}.region_id
               AND v.${column} = ${table}.${id} AND v.staff_id = ${staff}))`,
});
