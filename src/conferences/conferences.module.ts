import { Global, Module } from '@nestjs/common';
import { ConductConference } from './application/conduct-conference.js';
import { ConferenceAccess } from './application/conference-access.js';
import { ConferenceWorkScope } from './application/conference-work-scope.js';
import { ConferenceProcess } from './application/conference-process.js';
import { ConferenceReader } from './application/conference-reader.js';
import { ConferenceService } from './application/conference-service.js';
import { RecordMasks } from './application/record-masks.js';
import { RegisterOralDisclosures } from './application/register-oral-disclosures.js';
import { RecordConference } from './application/record-conference.js';
import { RequestConference } from './application/request-conference.js';
import { RoomReader } from './application/room-reader.js';
import { AnswerInvitation } from './invitations/application/answer-invitation.js';
import { AnswerTickets } from './invitations/application/answer-tickets.js';
import { CalendarAccounts } from './invitations/application/calendar-accounts.js';
import { SyncCalendars } from './invitations/application/sync-calendars.js';
import { CalendarFeeds } from './invitations/application/calendar-feeds.js';
import { InvitationReader } from './invitations/application/invitation-reader.js';
import { SetMailAddress } from './invitations/application/set-mail-address.js';
import { CalendarFeedRoutes } from './invitations/graphql/calendar-feed.routes.js';
import {
  CalendarConnectionResolver,
  CalendarFeedResolver,
  ConferenceInviteesResolver,
} from './invitations/graphql/invitation.resolver.js';
import { InvitationMails } from './invitations/application/invitation-mails.js';
import { Invitations } from './invitations/application/invitations.js';
import { InvitationRoutes } from './invitations/graphql/invitation.routes.js';
import { RecordRepository } from './persistence/record.repository.js';
import { ScheduleConference } from './application/schedule-conference.js';
import {
  ConferenceBlockResolver,
  ConferenceHeadsResolver,
  ConferenceParticipantResolver,
  DecisionUnitResolver,
  RoomResolver,
} from './graphql/conference-parties.resolver.js';
import { OralDisclosuresResolver } from './graphql/oral-disclosures.resolver.js';
import {
  CaseConferencesResolver,
  ConferenceCommandResolver,
  ConferenceDecisionResolver,
  ConferenceResolver,
} from './graphql/conference.resolver.js';

/** Fallkonferenz: from request to follow-up. */
@Global()
@Module({
  providers: [
    CalendarAccounts,
    CalendarConnectionResolver,
    SyncCalendars,
    CalendarFeeds,
    CalendarFeedResolver,
    CalendarFeedRoutes,
    ConferenceInviteesResolver,
    InvitationReader,
    SetMailAddress,
    AnswerInvitation,
    InvitationRoutes,
    AnswerTickets,
    InvitationMails,
    Invitations,
    ConductConference,
    ConferenceAccess,
    ConferenceProcess,
    ConferenceWorkScope,
    ConferenceReader,
    ConferenceService,
    RecordConference,
    RecordMasks,
    RegisterOralDisclosures,
    OralDisclosuresResolver,
    RecordRepository,
    RequestConference,
    RoomReader,
    ScheduleConference,
    CaseConferencesResolver,
    ConferenceBlockResolver,
    ConferenceCommandResolver,
    ConferenceDecisionResolver,
    ConferenceHeadsResolver,
    ConferenceParticipantResolver,
    ConferenceResolver,
    DecisionUnitResolver,
    RoomResolver,
  ],
  exports: [
    ConductConference,
    ConferenceReader,
    RecordConference,
    RequestConference,
    RoomReader,
    ScheduleConference,
  ],
})
export class ConferencesModule {}
