import {
  CaseConference,
  ConferenceBooking,
  ConferenceParticipation,
  Room,
} from './persistence/conference.entity.js';
import { ConferenceDecision, ConferenceRecord } from './persistence/record.entity.js';

/** Tables of this capability. */
export const conferenceEntities = [
  CaseConference,
  ConferenceBooking,
  ConferenceParticipation,
  Room,
  ConferenceDecision,
  ConferenceRecord,
];
