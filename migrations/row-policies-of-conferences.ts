import { officeOnly, ofConference, ofStaff, ofColleague, ofProposal, type RowPolicy } from './row-policy.js';
import { answers, briefLineSeen, notConcealed, ofCase, remembered } from './row-questions.js';
import { of, office, person, setting, staff, system } from './row-settings.js';

/** Of the tables of conferences. */
export const conferencePolicies: Readonly<Record<string, RowPolicy>> = {
  case_conference: {
    using: `(${system} OR case_conference.person_id = ${person} OR ${remembered('case_conference', 'sees_conference', 'id')})`,
    check: `(${system} OR case_conference.person_id = ${person}
      OR (${of('case_conference.convener_unit_id', 'anonymous_unit_ids')} AND ${notConcealed('case_conference')})
      OR ${remembered('case_conference', 'sees_conference', 'id')})`,
  },
  conference_participation: {
    using: `(${system} OR ${remembered('conference_participation', 'sees_conference', 'conference_id')})`,
  },
  conference_decline: ofConference('conference_decline'),
  // Who was declared to be in conflict is looked at by the platform alone: nobody learns it from a row.
  conference_conflict: { using: system },
  conference_rule: { using: office, check: `(${system} OR ${setting('project_unit_ids')} <> '')` },
  statutory_conference: { using: `(${system} OR ${ofCase('statutory_conference', 'governs_case')})` },
  conference_booking: ofConference('conference_booking'),
  conference_record: ofConference('conference_record'),
  conference_decision: ofConference('conference_decision'),
  // What a brief says is for the convening unit and the person; bodies have of it what was sent to them.
  case_brief: {
    using: `(${system} OR ${answers('case_brief', 'keeps_brief', 'conference_id')}
      OR ${answers('case_brief', 'is_about_actor', 'conference_id')}
      OR (case_brief.sent_at IS NOT NULL AND ${answers('case_brief', 'sees_brief', 'id')}))`,
    check: `(${system} OR ${answers('case_brief', 'keeps_brief', 'conference_id')})`,
  },
  case_brief_line: {
    using: briefLineSeen('case_brief_line'),
    check: `(${system} OR ${answers('case_brief_line', 'keeps_brief', 'conference_id')})`,
  },
  case_brief_content: {
    using: `(${system} OR ${answers('case_brief_content', 'sees_brief_line', 'line_id')})`,
  },
  conference_contribution: {
    using: `(${system} OR ${of('conference_contribution.unit_id', 'case_unit_ids')}
      OR (${answers('conference_contribution', 'is_about_actor', 'conference_id')}
          AND (num_nonnulls(conference_contribution.withhold_reason, conference_contribution.withhold_reason_sealed) = 0
               OR conference_contribution.withhold_decision IS NOT DISTINCT FROM 'REJECTED'))
      OR (${office} AND ${answers('conference_contribution', 'sees_conference', 'conference_id')}
          AND (${answers('conference_contribution', 'receives_part', 'id')}
               OR (cardinality(conference_contribution.categories) = 0
                   AND ${answers('conference_contribution', 'is_nameless', 'conference_id')}))))`,
    check: `(${system} OR (${of('conference_contribution.unit_id', 'case_unit_ids')}
      AND ${answers('conference_contribution', 'sees_conference', 'conference_id')}))`,
  },
  // Nothing in them leads to a case; what does, the unit that released it keeps for itself.
  anonymised_brief: {
    using: `(${system} OR ${answers('anonymised_brief', 'sees_anonymised_brief', 'id')})`,
    check: office,
  },
  anonymised_brief_line: {
    using: `(${system} OR ${answers('anonymised_brief_line', 'sees_anonymised_brief', 'anonymised_brief_id')})`,
    check: office,
  },
  anonymised_brief_origin: {
    using: `(${system} OR ${answers('anonymised_brief_origin', 'keeps_brief', 'conference_id')})`,
  },
  case_profile: { using: `(${system} OR ${ofCase('case_profile', 'governs_case')})` },
  anonymity_setting: {
    using: 'true',
    check: `(${system} OR ${of('anonymity_setting.unit_id', 'officer_unit_ids')})`,
  },
  nationality_residents: {
    using: 'true',
    check: `(${system} OR ${setting('officer_unit_ids')} <> '' OR ${setting('project_unit_ids')} <> '')`,
  },
  conference_correction: ofConference('conference_correction'),
  conference_record_agreement: ofConference('conference_record_agreement'),
  conference_purge: ofConference('conference_purge'),
  conference_purge_line: ofConference('conference_purge_line'),
  conference_addendum: ofConference('conference_addendum'),
  conference_record_quote: ofConference('conference_record_quote'),
  conference_decision_answer: ofConference('conference_decision_answer'),
  conference_decision_reference: ofConference('conference_decision_reference'),
  conference_review: ofConference('conference_review'),
  sitting: {
    using: `(${system} OR ${answers('sitting', 'sees_sitting', 'id')})`,
    check: office,
  },
  sitting_item: {
    using: `(${system} OR ${answers('sitting_item', 'sees_sitting', 'sitting_id')})`,
    check: `(${system} OR ${answers('sitting_item', 'sees_conference', 'conference_id')})`,
  },
  sitting_box: ofConference('sitting_box'),
  sitting_pause: ofConference('sitting_pause'),
  sitting_person_part: ofConference('sitting_person_part'),
  sitting_attendance: ofConference('sitting_attendance'),
  // For who heads the conference; the person sees of it what was granted to them, entry by entry.
  sitting_sealed_entry: {
    using: `(${system} OR (${answers('sitting_sealed_entry', 'sees_conference', 'conference_id')} AND (
      (${person} IS NOT NULL AND sitting_sealed_entry.access = 'GRANTED')
      OR EXISTS (SELECT FROM case_conference k WHERE k.region_id = sitting_sealed_entry.region_id
                 AND k.id = sitting_sealed_entry.conference_id
                 AND ${staff} IN (k.chair_id, k.deputy_id, k.recorder_id)))))`,
  },
  body_position: ofConference('body_position'),
  decision_condition: ofConference('decision_condition'),
  conference_invitation: ofConference('conference_invitation'),
  conference_invitee: ofConference('conference_invitee'),
  calendar_feed: ofStaff('calendar_feed'),
  caldav_account: ofStaff('caldav_account'),
  // The planning of others asks ex officio.
  staff_busy_time: ofStaff('staff_busy_time'),
  place: officeOnly,
  travel_time: officeOnly,
  interpreter: officeOnly,
  interpreter_language: officeOnly,
  weekly_hours: ofColleague('weekly_hours'),
  absence: ofColleague('absence'),
  person_planning_wish: {
    using: `(${system} OR person_planning_wish.person_id = ${person}
      OR ${answers('person_planning_wish', 'sees_person', 'person_id')})`,
  },
  conference_planning: ofConference('conference_planning'),
  conference_unit_seat: ofConference('conference_unit_seat'),
  conference_unit_candidate: ofConference('conference_unit_candidate'),
  date_proposal: ofProposal('date_proposal', 'proposal_id', 'id'),
  date_proposal_slot: ofProposal('date_proposal_slot', 'slot_id', 'id'),
  date_proposal_voter: {
    using: `(${system} OR date_proposal_voter.staff_id = ${staff}
      OR ${answers('date_proposal_voter', 'sees_conference', 'conference_id')})`,
  },
  date_vote: ofProposal('date_vote', 'slot_id'),

  // Where a plan has a conference is for those of the unit who may know the conference.
  conference_plan: { using: `(${system} OR ${of('conference_plan.convener_unit_id', 'unit_ids')})` },
  conference_plan_entry: {
    using: `(${system} OR (${of('conference_plan_entry.convener_unit_id', 'unit_ids')}
      AND ${answers('conference_plan_entry', 'sees_conference', 'conference_id')}))`,
  },
};
