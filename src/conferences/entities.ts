import { ConferenceRecordQuote } from './record/persistence/quote.entity.js';
import {
  CaseConference,
  ConferenceBooking,
  ConferenceParticipation,
} from './persistence/conference.entity.js';
import { Room } from './persistence/room.entity.js';
import { CaldavAccount, CalendarFeed, StaffBusyTime } from './invitations/persistence/calendar.entity.js';
import {
  ConferenceInvitation,
  ConferenceInvitee,
  InvitationReply,
} from './invitations/persistence/invitation.entity.js';
import {
  Absence,
  Interpreter,
  InterpreterLanguage,
  PersonPlanningWish,
  Place,
  TravelTime,
  WeeklyHours,
} from './calendar-planning/persistence/availability.entity.js';
import {
  ConferencePlanning,
  ConferenceUnitCandidate,
  ConferenceUnitSeat,
} from './calendar-planning/persistence/needs.entity.js';
import {
  DateProposal,
  DateProposalSlot,
  DateProposalVoter,
  DateVote,
} from './calendar-planning/persistence/proposal.entity.js';
import { ConferenceDecision, ConferenceRecord } from './persistence/record.entity.js';
import {
  ConferenceConflict,
  ConferenceDecline,
  ConferenceRule,
  StatutoryConference,
} from './persistence/request.entity.js';
import {
  ConferenceAddendum,
  ConferenceCorrection,
  ConferencePurge,
  ConferencePurgeLine,
  ConferenceRecordAgreement,
} from './record/persistence/agreement.entity.js';
import {
  ConferenceDecisionAnswer,
  ConferenceDecisionReference,
  ConferenceReview,
} from './record/persistence/decision-answer.entity.js';
import { Sitting, SittingBox, SittingItem, SittingPause } from './sitting/persistence/sitting.entity.js';
import {
  BodyPosition,
  DecisionCondition,
  SittingAttendance,
  SittingPersonPart,
  SittingSealedEntry,
} from './sitting/persistence/sitting-entries.entity.js';
import {
  AnonymisedBrief,
  AnonymisedBriefLine,
  AnonymisedBriefOrigin,
  AnonymitySetting,
  CaseProfile,
  NationalityResidents,
} from './briefs/persistence/anonymised-brief.entity.js';
import {
  CaseBrief,
  CaseBriefContent,
  CaseBriefLine,
  ConferenceContribution,
} from './briefs/persistence/brief.entity.js';

import { ConferencePlan, ConferencePlanEntry } from './plans/persistence/plan.entity.js';

/** Tables of this capability. */
export const conferenceEntities = [
  CaseConference,
  ConferenceBooking,
  ConferenceParticipation,
  ConferenceConflict,
  ConferenceDecline,
  ConferenceRule,
  StatutoryConference,
  Room,
  ConferenceDecision,
  ConferenceRecord,
  ConferenceAddendum,
  ConferenceCorrection,
  ConferencePurge,
  ConferencePurgeLine,
  ConferenceRecordAgreement,
  ConferenceRecordQuote,
  ConferenceDecisionAnswer,
  ConferenceDecisionReference,
  ConferenceReview,
  Sitting,
  SittingBox,
  SittingItem,
  SittingPause,
  BodyPosition,
  DecisionCondition,
  SittingAttendance,
  SittingPersonPart,
  SittingSealedEntry,
  ConferenceInvitation,
  ConferenceInvitee,
  InvitationReply,
  CalendarFeed,
  CaldavAccount,
  StaffBusyTime,
  Place,
  TravelTime,
  Interpreter,
  InterpreterLanguage,
  WeeklyHours,
  Absence,
  PersonPlanningWish,
  ConferencePlanning,
  ConferenceUnitSeat,
  ConferenceUnitCandidate,
  DateProposal,
  DateProposalSlot,
  DateProposalVoter,
  DateVote,
  CaseBrief,
  CaseBriefContent,
  CaseBriefLine,
  ConferenceContribution,
  AnonymisedBrief,
  AnonymisedBriefLine,
  AnonymisedBriefOrigin,
  AnonymitySetting,
  CaseProfile,
  NationalityResidents,
  ConferencePlan,
  ConferencePlanEntry,
];
