import {
  NOTHING_WRITTEN,
  asked,
  at,
  identifier,
  known,
  of,
  office,
  person,
  setting,
  staff,
  system,
} from './row-settings.js';

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

/** A unit of the actor takes part in the case. */
const caseJoined = `EXISTS (SELECT FROM case_participation p WHERE p.region_id = c.region_id AND p.case_id = c.id
  AND p.ended_at IS NULL AND p.relation <> 'LEAD' AND ${of('p.unit_id', 'case_unit_ids')})`;

/** The case exists for the actor: they stand for it, or their unit takes part. */
const caseSeen = `(${caseGoverned} OR ${caseJoined})`;

/** Tells the statements of a session apart. */
const THIS_STATEMENT = `timestamptz_hash_extended(statement_timestamp(), 0)::text`;

const CASE = `SELECT FROM case_file c WHERE c.region_id = region AND c.id = wanted`;

/**
 * A question about the row that a column names. A yes is remembered as long as the transaction lasts: row after row is of
 * the same case, and looking up a setting costs a hundredth of a call. See {@link rememberYes}.
 */
export function remembered(table: string, question: string, column: string): string {
  return `(current_setting('fallwerk.${question}', true) = ${table}.${column}::text
    OR ${answers(table, question, column)})`;
}

/**
 * A question about the case of a row. Also a no is remembered, until the transaction writes something; then only as long
 * as the statement lasts, since the next one may follow the deed that opened the case.
 */
export function ofCase(table: string, question: CaseQuestion, column = 'case_id'): string {
  const id = `${table}.${column}`;
  return `(${id} = ${identifier(question)}
    OR (${id} IS DISTINCT FROM ${known(`not_${question}`)}
        AND (current_setting('fallwerk.${question}', true) = ${id}::text
          OR (current_setting('fallwerk.not_${question}', true) IS DISTINCT FROM ${id}::text || ${THIS_STATEMENT}
              AND ${answers(table, question, column)}))))`;
}

/** The unit is one of the actor, and the case is not kept from them by a compartment. */
export function throughUnit(table: string, column: string): string {
  return `(${of(`${table}.${column}`, 'case_unit_ids')} AND ${ofCase(table, 'is_open')})`;
}

/**
 * The unit is one of the actor, and they are not a colleague to whom a case of named counsellors is closed. Unlike
 * {@link throughUnit} it also holds for a unit that has left.
 */
export function answeredBy(table: string, column: string): string {
  return `(${of(`${table}.${column}`, 'case_unit_ids')} AND (${ofCase(table, 'is_open')}
    OR NOT ${answers(table, 'is_closed_to', 'case_id')}))`;
}

/** The row is about no case, or about one that is not kept from the actor by a compartment. */
export function notConcealed(table: string): string {
  return `(${table}.case_id IS NULL OR ${ofCase(table, 'is_open')})`;
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

/**
 * What was received on a basis that holds, by a unit that still takes part. Lines of the case that was looked at last are
 * looked up among all that were received in it, gathered once per statement; others are asked for one by one.
 */
const received = (i: string): string =>
  `(${ofCase(i, 'sees_case')} AND
    CASE WHEN ${i}.case_id = ${identifier('sees_case')}
      THEN ${i}.id IN (SELECT r.id FROM received_in_case() AS r(id)) ELSE ${answers(i, 'is_received', 'id')} END)`;

/** A line of data, by alias: their own, of their unit, received as told, or lent in an emergency. */
const itemSeenWhen = (i: string, isReceived: string): string =>
  `(${system} OR ${i}.person_id = ${person} OR ${throughUnit(i, 'controller_unit_id')} OR ${isReceived}
    OR (${asked('reads_in_emergency')}
        AND (${standsIn(i, 'controller_unit_id')} OR ${answers(i, 'lent_for_emergency', 'id')})))`;

/** A line of a brief, by alias: of the convening unit, about the person and nobody else, or sent to a body that takes part. */
export const briefLineSeen = (l: string): string =>
  `(${system} OR keeps_brief(${l}.region_id, ${l}.conference_id)
    OR (${l}.category <> 'THIRD' AND is_about_actor(${l}.region_id, ${l}.conference_id))
    OR (sees_conference(${l}.region_id, ${l}.conference_id) AND receives_part(${l}.region_id, ${l}.id)))`;

/** A line of data, for the policy of the table. */
export const itemSeen = (i: string): string => itemSeenWhen(i, received(i));

/** Questions about a case, each answered yes or no. */
export const CASE_QUESTIONS = ['sees_case', 'governs_case', 'is_open'] as const;
export type CaseQuestion = (typeof CASE_QUESTIONS)[number];

/**
 * Body of the functions of {@link CASE_QUESTIONS}: one look at the case answers all of them, and whether its person is
 * known to the actor. They look past the policies: where two tables decide about each other these would run in a circle,
 * and a policy inside a policy is planned anew with every statement. Nothing but yes or no leaves them.
 */
export const lookAtCase = (question: CaseQuestion): string => `
  DECLARE
    answer boolean; written text;
  BEGIN
    IF ${system} THEN RETURN true; END IF;
    SELECT ${question}, ${CASE_QUESTIONS.map(rememberBoth).join(', ')},
        CASE WHEN sees_case THEN set_config('fallwerk.sees_person', its_person, true) END,
        CASE WHEN NOT governs_case AND cardinality(${emergencies}) = 0
          THEN set_config('fallwerk.not_reads_in_emergency', 'true', true) END
      INTO answer, ${CASE_QUESTIONS.map(() => 'written').join(', ')}, written, written
      FROM (SELECT governs_case, governs_case OR joins_case AS sees_case,
              -- Kept from nobody by a compartment, or not from the actor.
              is_unprotected OR governs_case OR joins_case AS is_open, its_person
            FROM (SELECT coalesce(${caseGoverned}, false) AS governs_case, coalesce(${caseJoined}, false) AS joins_case,
                    coalesce(c.compartment, 'NONE') = 'NONE' AS is_unprotected, c.person_id::text AS its_person
                  FROM (SELECT) AS always
                  LEFT JOIN case_file c ON c.region_id = region AND c.id = wanted
                  -- Otherwise the conditions would be written out wherever their answers are used.
                  OFFSET 0) AS looked) AS answered;
    RETURN answer;
  END`;

/** Remembers the answer to a question about a case; a no for the statement alone when something was written. */
function rememberBoth(question: CaseQuestion): string {
  return `CASE WHEN ${question} THEN set_config('fallwerk.${question}', wanted::text, true)
    ELSE set_config('fallwerk.not_${question}',
      wanted::text || CASE WHEN ${NOTHING_WRITTEN} THEN '' ELSE ${THIS_STATEMENT} END, true) END`;
}

/**
 * Remembers a yes for the transaction. What ends in the course of a transaction is still shown to it; it decides by the
 * first line, and the next one asks again. The platform sees everything, which says nothing about the actor.
 */
export function rememberYes(question: string, id = 'wanted::text'): string {
  return `written := set_config('fallwerk.${question}', ${id}, true)`;
}

/** Those of {@link rowQuestions} that several statements of a transaction ask about the same row. */
export const REMEMBERED: readonly string[] = ['sees_person', 'sees_conference', 'sees_interview'];

/** The others, in the order in which they build on each other. */
export const rowQuestions: Readonly<Record<string, string>> = {
  // Led by a unit of the actor, for counsellors of whom they are none.
  is_closed_to: `${CASE} AND c.compartment = 'COUNSELLOR' AND ${of('c.lead_unit_id', 'case_unit_ids')}
    AND ${named} IS NOT TRUE`,
  sees_person: `SELECT FROM case_file c WHERE c.region_id = region AND c.person_id = wanted AND ${caseSeen}`,
  // What the leading unit received, for who takes its place in an emergency.
  lent_for_emergency: `SELECT FROM disclosure d WHERE d.region_id = region AND d.item_id = wanted AND d.basis_ended_at IS NULL
    AND ${standsIn('d', 'to_unit_id')}`,
  is_received: `SELECT FROM disclosure d WHERE d.region_id = region AND d.item_id = wanted AND d.basis_ended_at IS NULL
    AND ${of('d.to_unit_id', 'case_unit_ids')}`,
  sees_item: `SELECT FROM data_item i WHERE i.region_id = region AND i.id = wanted
    AND ${itemSeenWhen('i', `(${answers('i', 'sees_case', 'case_id')} AND ${answers('i', 'is_received', 'id')})`)}`,
  sees_interview: `SELECT FROM entry_interview i WHERE i.region_id = region AND i.id = wanted AND ${interviewSeen('i')}`,
  sees_evidence: `SELECT FROM consent k WHERE k.region_id = region AND k.id = wanted
    AND (${system} OR (k.person_id = ${person} AND k.given_by = 'PERSON') OR ${throughUnit('k', 'discloser_unit_id')})`,
  sees_conference: `SELECT FROM case_conference k WHERE k.region_id = region AND k.id = wanted
    AND (${system} OR k.person_id = ${person} OR (${conferenceNotConcealed('k')} AND (
      ${of('k.convener_unit_id', 'case_unit_ids')} OR ${staff} IN (k.chair_id, k.deputy_id, k.recorder_id, k.convener_staff_id)
      OR (k.mode = 'ANONYMISED' AND ${of('k.convener_unit_id', 'anonymous_unit_ids')})
      OR EXISTS (SELECT FROM conference_participation p WHERE p.region_id = k.region_id AND p.conference_id = k.id
                 AND p.excluded_at IS NULL AND (${of('p.unit_id', 'case_unit_ids')}
                      OR (k.mode = 'ANONYMISED' AND ${of('p.unit_id', 'anonymous_unit_ids')})))))
      OR governs_case(k.region_id, k.case_id))`,
  // Whoever has to do with one of its conferences sees the times of all.
  sees_sitting: `SELECT FROM sitting_item i WHERE i.region_id = region AND i.sitting_id = wanted
    AND (${system} OR sees_conference(i.region_id, i.conference_id))`,
  // Works on cases in the unit that convenes: the only one for which a brief is there as it was written.
  keeps_brief: `SELECT FROM case_conference k WHERE k.region_id = region AND k.id = wanted
    AND (${system} OR (${conferenceNotConcealed('k')} AND (${of('k.convener_unit_id', 'case_unit_ids')}
      OR (k.case_id IS NULL AND ${of('k.convener_unit_id', 'anonymous_unit_ids')}))))`,
  is_about_actor: `SELECT FROM case_conference k WHERE k.region_id = region AND k.id = wanted AND k.person_id = ${person}`,
  is_nameless: `SELECT FROM case_conference k WHERE k.region_id = region AND k.id = wanted AND k.mode = 'ANONYMISED'`,
  // Sent to a unit of the actor on a basis that has not ended.
  receives_part: `SELECT FROM disclosure d WHERE d.region_id = region AND d.contribution_id = wanted
    AND d.basis_ended_at IS NULL AND ${of('d.to_unit_id', 'case_unit_ids')} AND is_open(d.region_id, d.case_id)`,
  sees_brief_line: `SELECT FROM case_brief_line l WHERE l.region_id = region AND l.id = wanted AND ${briefLineSeen('l')}`,
  sees_brief: `SELECT FROM case_brief_content b WHERE b.region_id = region AND b.brief_id = wanted
    AND sees_brief_line(b.region_id, b.line_id)`,
  sees_anonymised_brief: `SELECT FROM anonymised_brief_origin o WHERE o.region_id = region AND o.anonymised_brief_id = wanted
    AND (${system} OR keeps_brief(o.region_id, o.conference_id)
      OR (${office} AND sees_conference(o.region_id, o.conference_id)
          AND release_stands(o.region_id, o.anonymised_brief_id)))`,
  // Not withdrawn, nobody joined the circle, and every item it was worded from still stands.
  release_stands: `SELECT FROM anonymised_brief_origin o WHERE o.region_id = region AND o.anonymised_brief_id = wanted
    AND o.withdrawn_on IS NULL
    AND NOT EXISTS (SELECT FROM conference_participation p WHERE p.region_id = o.region_id
      AND p.conference_id = o.conference_id AND p.excluded_at IS NULL AND p.unit_id <> ALL (o.circle))
    AND NOT EXISTS (SELECT FROM case_brief_content b
      JOIN case_brief_line l ON l.region_id = b.region_id AND l.id = b.line_id
      JOIN data_item i ON i.region_id = l.region_id AND i.id = l.item_id
      WHERE b.region_id = o.region_id AND b.brief_id = o.brief_id
        AND num_nonnulls(i.erased_at, i.restricted_at, i.corrected_by_item_id) > 0)`,
  sees_decision: `SELECT FROM conference_decision d WHERE d.region_id = region AND d.id = wanted
    AND sees_conference(d.region_id, d.conference_id)`,
  sees_breach: `SELECT FROM data_breach b WHERE b.region_id = region AND b.id = wanted
    AND ${of('b.controller_unit_id', 'unit_ids')}`,
};

/** Lines that units of the actor received in the case that was looked at last. */
export const receivedInCase = `SELECT d.item_id FROM disclosure d
  WHERE d.region_id = ${setting('region_id')} AND d.case_id = nullif(current_setting('fallwerk.sees_case', true), '')::uuid
    AND d.item_id IS NOT NULL AND d.basis_ended_at IS NULL AND ${of('d.to_unit_id', 'case_unit_ids')}`;

/** Asked once per statement, so that rows nobody reads in an emergency cost nothing more. */
export const emergencyQuestion = `SELECT WHERE cardinality(${emergencies}) > 0`;

/** The actor is the person of the case, or reads it in an emergency in the place of the leading unit, which is `unit`. */
export const standsInQuestion = `${CASE} AND (c.person_id = ${person}
  OR (c.lead_unit_id = unit AND c.compartment = 'NONE' AND c.id = ANY (${emergencies})))`;
