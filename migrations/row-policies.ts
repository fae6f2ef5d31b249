import { conferencePolicies } from './row-policies-of-conferences.js';
import { everybody, systemOnly, officeOnly, ofPerson, type RowPolicy } from './row-policy.js';
import {
  answeredBy,
  answers,
  interviewSeen,
  itemSeen,
  notConcealed,
  ofCase,
  remembered,
  throughUnit,
} from './row-questions.js';
import {
  account,
  inRegion,
  of,
  office,
  perRow,
  perStatement,
  person,
  setting,
  staff,
  system,
} from './row-settings.js';

/** Of tables with a `region_id`; every one has to be named. */
export const rowPolicies: Readonly<Record<string, RowPolicy>> = {
  // Directory and configuration.
  municipality: everybody,
  organisation: everybody,
  organisation_unit: everybody,
  staff_member: everybody,
  staff_role: everybody,
  room: everybody,
  decision_table_sign_off: everybody,
  account: { using: `(${system} OR account.id = ${account})`, check: 'true' },
  idempotency_record: { using: `(${system} OR idempotency_record.account_id = ${account})` },
  unrecorded_referral: {
    using: `(${system} OR ${of('unrecorded_referral.unit_id', 'unit_ids')})`,
  },

  // Mails: everybody their own address; what leaves is the platform's.
  mail_address: {
    using: `(${system} OR (mail_address.holder_kind = 'STAFF' AND mail_address.holder_id = ${staff})
      OR (mail_address.holder_kind = 'PERSON' AND mail_address.holder_id = ${person})
      OR (mail_address.holder_kind = 'UNIT' AND ${of('mail_address.holder_id', 'unit_ids')}))`,
  },
  mail_message: systemOnly,
  invitation_reply: systemOnly,

  // The engine: simple comparisons only, it is the hot path.
  process: { using: `(process.case_id IS NULL OR ${system} OR ${notConcealed('process')})`, check: 'true' },
  process_event: everybody,
  deadline: everybody,
  work_item: everybody,
  work_item_step: everybody,
  process_message: everybody,
  process_child: everybody,
  stuck_process: everybody,
  process_watch: everybody,
  workflow_migration: everybody,
  workflow_migration_item: everybody,

  // Registers.
  audit_event: {
    using: `(${system} OR audit_event.account_id = ${account} OR ${ofCase('audit_event', 'sees_case')})`,
    check: `(${system} OR audit_event.account_id = ${account})`,
  },
  audit_link: systemOnly,
  audit_anchor: systemOnly,
  access_log: {
    using: `(${system} OR access_log.person_id = ${person} OR ${ofCase('access_log', 'governs_case')}
      OR (${of('access_log.unit_id', 'officer_unit_ids')} AND (access_log.kind = 'REFUSED' OR ${notConcealed('access_log')})))`,
    check: `(${system} OR access_log.account_id = ${account})`,
  },
  withdrawal: systemOnly,
  withdrawal_epoch: systemOnly,
  break_glass: {
    using: `(${system} OR break_glass.requested_by = ${staff} OR ${of('break_glass.controlling_unit_id', 'case_unit_ids')}
      OR ${of('break_glass.controlling_unit_id', 'officer_unit_ids')})`,
  },

  // Persons and cases.
  person: ofPerson('person', 'id'),
  person_name: ofPerson('person_name'),
  person_language: ofPerson('person_language'),
  person_key: { using: `(${system} OR person_key.person_id = ${person})` },
  case_file: {
    using: `(${system} OR case_file.person_id = ${person}
      OR (${of('case_file.lead_unit_id', 'case_unit_ids')} AND case_file.compartment <> 'COUNSELLOR')
      OR ${ofCase('case_file', 'sees_case', 'id')})`,
    check: `(${system} OR ${of('case_file.lead_unit_id', 'case_unit_ids')})`,
  },
  case_participation: {
    using: `(${system} OR (case_participation.relation <> 'LEAD' AND ${of('case_participation.unit_id', 'case_unit_ids')})
      OR (case_participation.relation = 'LEAD' AND ${ofCase('case_participation', 'sees_case')})
      OR ${ofCase('case_participation', 'governs_case')})`,
    check: `(${system} OR ${ofCase('case_participation', 'sees_case')})`,
  },
  case_counsellor: {
    using: `(${system} OR case_counsellor.staff_id = ${staff} OR ${ofCase('case_counsellor', 'sees_case')})`,
    check: `(${system} OR ${ofCase('case_counsellor', 'sees_case')})`,
  },
  compartment_opening: { using: `(${system} OR ${ofCase('compartment_opening', 'sees_case')})` },
  case_closure: { using: `(${system} OR ${ofCase('case_closure', 'governs_case')})` },
  case_lead_offer: {
    using: `(${system} OR ${throughUnit('case_lead_offer', 'to_unit_id')} OR ${throughUnit('case_lead_offer', 'from_unit_id')}
      OR ${ofCase('case_lead_offer', 'governs_case')})`,
  },
  entry_interview: { using: interviewSeen('entry_interview') },
  interview_answer: {
    using: `(${system} OR ${remembered('interview_answer', 'sees_interview', 'interview_id')})`,
  },
  life_area_entry: { using: `(${system} OR ${answers('life_area_entry', 'sees_item', 'item_id')})` },
  task: {
    using: `(${system} OR (${notConcealed('task')} AND (
      ${of('task.unit_id', 'case_unit_ids')} OR ${of('task.created_by_unit_id', 'case_unit_ids')}
      OR (task.case_id IS NULL AND ${of('task.unit_id', 'structure_unit_ids')})
      OR ${ofCase('task', 'governs_case')} OR ${answers('task', 'sees_decision', 'origin_id')})))`,
    check: notConcealed('task'),
  },

  // Sharing.
  data_item: {
    using: itemSeen('data_item'),
    check: `(${system} OR data_item.person_id = ${person} OR ${of('data_item.controller_unit_id', 'case_unit_ids')})`,
  },
  // Who received something answers for it, also when they no longer take part. Each question is asked in one place only:
  // every one that stands in the condition costs every statement, asked or not. Columns at the end of a row come last.
  disclosure: {
    using: `(${system} OR disclosure.person_id = ${person} OR ${ofCase('disclosure', 'governs_case')}
      OR ((${of('disclosure.to_unit_id', 'case_unit_ids')} OR ${of('disclosure.from_unit_id', 'case_unit_ids')}
           OR (${of('disclosure.from_unit_id', 'officer_unit_ids')} AND disclosure.effect = 'NEVER')
           OR (${of('disclosure.to_unit_id', 'officer_unit_ids')} AND disclosure.answer_reminder = 'OVERDUE'))
          AND ${notConcealed('disclosure')})
      OR (${of('disclosure.to_unit_id', 'case_unit_ids')} AND NOT ${answers('disclosure', 'is_closed_to', 'case_id')}))`,
  },
  consent: {
    // What somebody else declared about what they entrusted is not the person's; the recipient knows no offer and no refusal.
    using: `(${system} OR ((consent.given_by = 'PERSON' OR consent.person_id IS DISTINCT FROM ${person})
      AND (consent.person_id = ${person}
        OR ((${of('consent.discloser_unit_id', 'case_unit_ids')}
              OR (consent.given_at IS NOT NULL AND ${of('consent.recipient_unit_id', 'case_unit_ids')}))
            AND ${ofCase('consent', 'sees_case')})
        OR ${ofCase('consent', 'governs_case')})))`,
  },
  consent_evidence: { using: `(${system} OR ${answers('consent_evidence', 'sees_evidence', 'consent_id')})` },
  data_subject_request: {
    using: `(${system} OR data_subject_request.person_id = ${person} OR (${notConcealed('data_subject_request')} AND (
      ${of('data_subject_request.controller_unit_id', 'case_unit_ids')}
      OR ${of('data_subject_request.controller_unit_id', 'officer_unit_ids')})))`,
  },
  recipient_notice: {
    using: `(${system} OR recipient_notice.person_id = ${person} OR ${answeredBy('recipient_notice', 'to_unit_id')}
      OR ${throughUnit('recipient_notice', 'from_unit_id')})`,
  },
  erasure_proof: {
    using: `(${system} OR erasure_proof.person_id = ${person} OR ${of('erasure_proof.controller_unit_id', 'case_unit_ids')}
      OR ${of('erasure_proof.controller_unit_id', 'officer_unit_ids')})`,
  },
  retention_rule_override: {
    using: 'true',
    check: `(${system} OR ${of('retention_rule_override.unit_id', 'officer_unit_ids')})`,
  },
  data_breach: { using: `(${system} OR ${of('data_breach.controller_unit_id', 'unit_ids')})` },
  data_breach_person: {
    using: `(${system} OR data_breach_person.person_id = ${person} OR ${answers('data_breach_person', 'sees_breach', 'breach_id')})`,
  },

  ...conferencePolicies,

  // From case to structure.
  programme: officeOnly,
  programme_case: { using: `(${system} OR ${ofCase('programme_case', 'sees_case')})` },
  finding: {
    using: `(${system} OR (${office} AND finding.released_at IS NOT NULL) OR ${of('finding.origin_unit_id', 'structure_unit_ids')}
      OR ${setting('project_unit_ids')} <> '')`,
  },
  theme: officeOnly,
  theme_finding: officeOnly,
  working_group: officeOnly,
  working_group_member: officeOnly,
  theme_assignment: officeOnly,
  measure: officeOnly,
};

/** Tables of which one statement sees many rows. */
const OF_MANY_ROWS: ReadonlySet<string> = new Set([
  'data_item',
  'life_area_entry',
  'disclosure',
  'access_log',
  'audit_event',
  'work_item',
  'task',
]);

/** Condition of a row, its region included. */
export function rowCondition(table: string, condition: string): string {
  const whole = condition === 'true' ? inRegion(table) : `${inRegion(table)} AND ${condition}`;
  return OF_MANY_ROWS.has(table) ? perStatement(whole) : perRow(whole);
}
