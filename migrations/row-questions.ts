/**
 * Conditions of row-level security. They read who acts from the settings of the transaction (`actor-settings.ts`), each
 * in a subquery of its own, so that it is looked up once per statement and not per row. Without settings nothing holds.
 */

/** A setting of the transaction, looked up once per statement; null when nobody set it. */
export const setting = (name: string): string => `(SELECT current_setting('fallwerk.${name}', true))`;
const identifier = (name: string): string =>
  `(SELECT nullif(current_setting('fallwerk.${name}', true), '')::uuid)`;

/** Units of the actor, by the roles held there. */
export type UnitSetting =
  | 'unit_ids'
  | 'case_unit_ids'
  | 'anonymous_unit_ids'
  | 'structure_unit_ids'
  | 'officer_unit_ids'
  | 'project_unit_ids';

/** The login that acts. */
export const account = identifier('account_id');
/** The person who acts; null for anybody else. */
export const person = identifier('person_id');
/** The staff member who acts; null for anybody else. */
export const staff = identifier('staff_id');
/** The platform itself, or somebody's deed «von Amts wegen» (`Tx.exOfficio`). */
export const system = `${setting('actor_kind')} = 'system'`;
/** Everybody but the persons themselves. */
export const office = `${setting('actor_kind')} IN ('staff', 'system')`;

const at = `(SELECT nullif(current_setting('fallwerk.at', true), '')::timestamptz)`;

/** The region of the transaction; `*` is the platform looking at all of them. */
export function inRegion(table: string): string {
  return `${setting('region_id')} IN (${table}.region_id, '*')`;
}

/** A column is one of the units that the actor has such a role in. */
export function of(column: string, units: UnitSetting): string {
  return `${column} = ANY ((SELECT string_to_array(current_setting('fallwerk.${units}', true), ',')::uuid[])::uuid[])`;
}

/** Cases that the actor may read in an emergency right now; none once their last role has ended. */
const emergencies = `(SELECT ARRAY(SELECT b.case_id FROM break_glass b WHERE b.region_id = ${setting('region_id')}
  AND ${setting('unit_ids')} <> '' AND b.requested_by = ${staff} AND b.decided_at IS NOT NULL AND b.ended_at IS NULL AND b.ends_at > ${at}))::uuid[]`;

/** The actor is one of the counsellors of a case. */
const named = `(c.lead_staff_id = ${staff}
  OR EXISTS (SELECT FROM case_counsellor n WHERE n.region_id = c.region_id AND n.case_id = c.id AND n.staff_id = ${staff}))`;

/** The actor stands for the whole case: it is the person's own, led by their unit, or opened to them in an emergency. */
const caseGoverned = `(${system} OR c.person_id = ${person}
  OR (${of('c.lead_unit_id', 'case_unit_ids')} AND (c.compartment <> 'COUNSELLOR' OR ${named}))
  OR (c.compartment = 'NONE' AND c.id = ANY (${emergencies})))`;

/** The case exists for the actor: they stand for it, or their unit takes part. */
const caseSeen = `(${caseGoverned}
  OR EXISTS (SELECT FROM case_participation p WHERE p.region_id = c.region_id AND p.case_id = c.id
             AND p.ended_at IS NULL AND p.relation <> 'LEAD' AND ${of('p.unit_id', 'case_unit_ids')}))`;

/** Tells the statements of a session apart. */
export const THIS_STATEMENT = `(SELECT timestamptz_hash_extended(statement_timestamp(), 0)::text)`;

const CASE = `SELECT FROM case_file c WHERE c.region_id = region AND c.id = wanted`;

/**
 * A question about the case of a row. The answer is remembered as long as the statement lasts, which sees the database as
 * it is at one instant: row after row is of the same case, and looking up a setting costs a tenth of a call.
 */
export function remembered(table: string, question: string, column = 'case_id'): string {
  const asked = `${table}.${column}::text || ${THIS_STATEMENT}`;
  return `(current_setting('fallwerk.${question}', true) = ${asked}
    OR (current_setting('fallwerk.not_${question}', true) IS DISTINCT FROM ${asked}
        AND ${question}(${table}.region_id, ${table}.${column})))`;
}

/** The unit is one of the actor, and the case is not kept from them by a compartment. */
export function throughUnit(table: string, column: string): string {
  return `(${of(`${table}.${column}`, 'case_unit_ids')} AND ${remembered(table, 'is_open')})`;
}

/**
 * The unit is one of the actor, and they are not a colleague to whom a case of named counsellors is closed. Unlike
 * {@link throughUnit} it also holds for a unit that has left.
 */
export function answeredBy(table: string, column: string): string {
  return `(${of(`${table}.${column}`, 'case_unit_ids')} AND (${remembered(table, 'is_open')}
    OR NOT ${answers(table, 'is_closed_to', 'case_id')}))`;
}

/** The row is about no case, or about one that is not kept from the actor by a compartment. */
export function notConcealed(table: string): string {
  return `(${table}.case_id IS NULL OR ${remembered(table, 'is_open')})`;
}

/**
 * The conference is about no case that is kept from the actor. One without names does not lead to its case, so that a
 * compartment hides it only from colleagues of the counsellors, who could tell whom it is about.
 */
export function conferenceNotConcealed(table: string): string {
  return `(${notConcealed(table)}
    OR (${table}.mode = 'ANONYMISED' AND NOT ${answers(table, 'is_closed_to', 'case_id')}))`;
}

function standsIn(table: string, column: string): string {
  return `stands_in(${table}.region_id, ${table}.case_id, ${table}.${column})`;
}

/** What a function answers about the row that a column names. */
export const answers = (table: string, name: string, column: string): string =>
  `${name}(${table}.region_id, ${table}.${column})`;

/** An entry interview, by alias: of the own unit, or the actor stands in for it. */
export const interviewSeen = (i: string): string =>
  `(${system} OR ${throughUnit(i, 'controller_unit_id')} OR ${standsIn(i, 'controller_unit_id')})`;

/** Last digit of an identifier: it stands for itself, so that lines spread evenly over sixteen heaps. */
const heapOf = (id: string): string => `right(${id}::text, 1)`;

/**
 * What was received on a basis that holds, by a unit that still takes part: one of the identifiers that are gathered per
 * statement and case. Looking through a heap of them costs a fifth of asking the register for each line; through all of
 * them it would cost more, since it takes time by the length.
 */
const received = (i: string): string =>
  `strpos(CASE WHEN current_setting('fallwerk.received_in', true) = ${i}.case_id::text || ${THIS_STATEMENT}
     THEN current_setting('fallwerk.received_' || ${heapOf(`${i}.id`)}, true)
     ELSE received_items(${i}.region_id, ${i}.case_id, ${heapOf(`${i}.id`)}) END, ${i}.id::text) > 0`;

/** A line of data, by alias: their own, of their unit, received, or lent in an emergency. */
export const itemSeen = (i: string): string =>
  `(${system} OR ${i}.person_id = ${person} OR ${throughUnit(i, 'controller_unit_id')} OR ${received(i)}
    OR ((SELECT reads_in_emergency())
        AND (${standsIn(i, 'controller_unit_id')} OR ${answers(i, 'lent_for_emergency', 'id')})))`;

/**
 * Questions that policies ask, each answered yes or no about one row, so that nothing of a row leaves them. They look past
 * the policies: where two tables decide about each other these would run in a circle, and a policy inside a policy is
 * planned anew with every statement.
 */
export const caseQuestions: Readonly<Record<string, string>> = {
  sees_case: `EXISTS (${CASE} AND ${caseSeen})`,
  governs_case: `EXISTS (${CASE} AND ${caseGoverned})`,
  // Kept from nobody by a compartment, or not from the actor.
  is_open: `NOT EXISTS (${CASE} AND c.compartment <> 'NONE' AND ${caseSeen} IS NOT TRUE)`,
};

/** The others, in the order in which they build on each other. */
export const rowQuestions: Readonly<Record<string, string>> = {
  // Led by a unit of the actor, for counsellors of whom they are none.
  is_closed_to: `${CASE} AND c.compartment = 'COUNSELLOR' AND ${of('c.lead_unit_id', 'case_unit_ids')}
    AND ${named} IS NOT TRUE`,
  sees_person: `SELECT FROM case_file c WHERE c.region_id = region AND c.person_id = wanted AND ${caseSeen}`,
  // What the leading unit received, for who takes its place in an emergency.
  lent_for_emergency: `SELECT FROM disclosure d WHERE d.region_id = region AND d.item_id = wanted AND d.basis_ended_at IS NULL
    AND ${standsIn('d', 'to_unit_id')}`,
  sees_item: `SELECT FROM data_item i WHERE i.region_id = region AND i.id = wanted AND ${itemSeen('i')}`,
  sees_interview: `SELECT FROM entry_interview i WHERE i.region_id = region AND i.id = wanted AND ${interviewSeen('i')}`,
  sees_evidence: `SELECT FROM consent k WHERE k.region_id = region AND k.id = wanted
    AND (${system} OR (k.person_id = ${person} AND k.given_by = 'PERSON') OR ${throughUnit('k', 'discloser_unit_id')})`,
  sees_conference: `SELECT FROM case_conference k WHERE k.region_id = region AND k.id = wanted
    AND (${system} OR k.person_id = ${person} OR (${conferenceNotConcealed('k')} AND (
      ${of('k.convener_unit_id', 'case_unit_ids')} OR ${staff} IN (k.chair_id, k.recorder_id, k.convener_staff_id)
      OR (k.mode = 'ANONYMISED' AND ${of('k.convener_unit_id', 'anonymous_unit_ids')})
      OR EXISTS (SELECT FROM conference_participation p WHERE p.region_id = k.region_id AND p.conference_id = k.id
                 AND (${of('p.unit_id', 'case_unit_ids')}
                      OR (k.mode = 'ANONYMISED' AND ${of('p.unit_id', 'anonymous_unit_ids')})))))
      OR governs_case(k.region_id, k.case_id))`,
  sees_decision: `SELECT FROM conference_decision d WHERE d.region_id = region AND d.id = wanted
    AND sees_conference(d.region_id, d.conference_id)`,
  sees_breach: `SELECT FROM data_breach b WHERE b.region_id = region AND b.id = wanted
    AND ${of('b.controller_unit_id', 'unit_ids')}`,
};

/** Identifiers of lines that units of the actor received in a case, by heap; empty when they see no such case. */
export const receivedItems = `SELECT to_hex(digit) AS heap, coalesce(items, '') AS items FROM generate_series(0, 15) AS digit
  LEFT JOIN (SELECT ${heapOf('d.item_id')} AS heap, string_agg(d.item_id::text, ' ') AS items FROM disclosure d
    WHERE d.region_id = region AND d.case_id = wanted AND d.item_id IS NOT NULL AND d.basis_ended_at IS NULL
      AND ${of('d.to_unit_id', 'case_unit_ids')} AND EXISTS (${CASE} AND ${caseSeen}) GROUP BY 1) gathered
  ON gathered.heap = to_hex(digit)`;

/** Asked once per statement, so that rows nobody reads in an emergency cost nothing more. */
export const emergencyQuestion = `SELECT WHERE cardinality(${emergencies}) > 0`;

/** The actor is the person of the case, or reads it in an emergency in the place of the leading unit, which is `unit`. */
export const standsInQuestion = `${CASE} AND (c.person_id = ${person}
  OR (c.lead_unit_id = unit AND c.compartment = 'NONE' AND c.id = ANY (${emergencies})))`;
