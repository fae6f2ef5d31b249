import {
  CaseConference,
  ConferenceBooking,
  ConferenceParticipation,
  Room,
} from './persistence/conference.entity.js';
import { CaldavAccount, CalendarFeed, StaffBusyTime } from './invitations/persistence/calendar.entity.js';
import { ConferenceInvitation, ConferenceInvitee } from './invitations/persistence/invitation.entity.js';
import { ConferenceDecision, ConferenceRecord } from './persistence/record.entity.js';

/** Tables of this capability. */
export const conferenceEntities = [
  CaseConference,
  ConferenceBooking,
  ConferenceParticipation,
  Room,
  ConferenceDecision,
  ConferenceRecord,
  ConferenceInvitation,
  ConferenceInvitee,
  CalendarFeed,
  CaldavAccount,
  StaffBusyTime,
];
