import { Global, Module } from '@nestjs/common';
import { ConductConference } from './application/conduct-conference.js';
import { ChangeCircle } from './application/change-circle.js';
import { ConferenceRules } from './application/conference-rules.js';
import { ConvertConference } from './application/convert-conference.js';
import { DeclineConference } from './application/decline-conference.js';
import { ProposeConference } from './application/propose-conference.js';
import { DeclineRepository } from './persistence/decline.repository.js';
import {
  ConferenceCircleResolver,
  ConferenceRequestResolver,
  ConferenceRulesResolver,
  StatutoryConferenceResolver,
} from './graphql/conference-request.resolver.js';
import { ConferenceAssessment } from './application/assess-conference.js';
import { DefaultFacts } from './application/default-facts.js';
import { ConferenceAccess } from './application/conference-access.js';
import { OfficerStanding } from './application/officer-standing.js';
import { ConferenceFacts } from './application/conference-facts.js';
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
import { MailRecords } from './invitations/application/mail-records.js';
import { ReadMailbox } from './invitations/application/read-mailbox.js';
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
import { DecisionConditions, SittingRules } from './sitting/index.js';
import { calendarPlanningProviders } from './calendar-planning/calendar-planning.providers.js';
import { briefProviders } from './briefs/brief.providers.js';
import { sittingProviders } from './sitting/sitting.providers.js';
import { AddAddendum } from './record/application/add-addendum.js';
import { AnswerCorrection } from './record/application/answer-correction.js';
import { AnswerDecision } from './record/application/answer-decision.js';
import { ConferenceRecords } from './record/application/conference-records.js';
import { CorrectRecord } from './record/application/correct-record.js';
import { DecisionMandates } from './record/application/decision-mandates.js';
import { OralPurgeSource } from './record/application/oral-purge-source.js';
import { PurgeSources } from './record/application/purge-sources.js';
import { PurgeUnneeded } from './record/application/purge-unneeded.js';
import { RecordFacts } from './record/application/record-facts.js';
import { RecordReader } from './record/application/record-reader.js';
import { RecordReminders } from './record/application/record-reminders.js';
import { RecordFiles } from './record/application/record-files.js';
import { RecordSheets } from './record/application/record-sheets.js';
import { SheetBases } from './record/application/sheet-bases.js';
import { SheetPeopleReader } from './record/application/sheet-people.js';
import { RecordRoutes } from './record/graphql/record.routes.js';
import { RecordSteps } from './record/application/record-steps.js';
import { RequestReview } from './record/application/request-review.js';
import { SubmitRecord } from './record/application/submit-record.js';
import { UnneededLines } from './record/application/unneeded-lines.js';
import {
  ConferenceRecordResolver,
  DecisionBescheidResolver,
  RecordCommandResolver,
  RecordFollowUpResolver,
} from './record/graphql/record.resolver.js';
import { AgreementRepository } from './record/persistence/agreement.repository.js';
import { RecordQuotes } from './record/application/record-quotes.js';
import { QuoteRepository } from './record/persistence/quote.repository.js';
import { DecisionAnswerRepository } from './record/persistence/decision-answer.repository.js';
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

import { overviewProviders } from './overview/overview.providers.js';
import { planProviders } from './plans/plan.providers.js';

/** Fallkonferenz: from request to follow-up. */
@Global()
@Module({
  providers: [
    ...overviewProviders,
    ...planProviders,
    ...calendarPlanningProviders,
    ...sittingProviders,
    ...briefProviders,
    CalendarAccounts,
    CalendarConnectionResolver,
    SyncCalendars,
    CalendarFeeds,
    CalendarFeedResolver,
    CalendarFeedRoutes,
    ConferenceInviteesResolver,
    InvitationReader,
    SetMailAddress,
    ReadMailbox,
    MailRecords,
    AnswerInvitation,
    InvitationRoutes,
    AnswerTickets,
    InvitationMails,
    Invitations,
    ConductConference,
    ConferenceAccess,
    ChangeCircle,
    ConferenceAssessment,
    ConferenceCircleResolver,
    ConferenceRequestResolver,
    ConferenceRules,
    ConferenceRulesResolver,
    ConvertConference,
    DeclineConference,
    DeclineRepository,
    ProposeConference,
    StatutoryConferenceResolver,
    DefaultFacts,
    ConferenceFacts,
    OfficerStanding,
    ConferenceProcess,
    ConferenceWorkScope,
    ConferenceReader,
    ConferenceService,
    RecordConference,
    RecordMasks,
    RegisterOralDisclosures,
    OralDisclosuresResolver,
    RecordRepository,
    AddAddendum,
    AnswerCorrection,
    AnswerDecision,
    ConferenceRecords,
    CorrectRecord,
    DecisionMandates,
    OralPurgeSource,
    PurgeSources,
    PurgeUnneeded,
    RecordFacts,
    RecordReader,
    RecordReminders,
    RecordFiles,
    RecordSheets,
    SheetBases,
    SheetPeopleReader,
    RecordRoutes,
    RecordSteps,
    RequestReview,
    SubmitRecord,
    UnneededLines,
    AgreementRepository,
    DecisionAnswerRepository,
    QuoteRepository,
    RecordQuotes,
    ConferenceRecordResolver,
    DecisionBescheidResolver,
    RecordCommandResolver,
    RecordFollowUpResolver,
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
    DecisionConditions,
    SittingRules,
    AddAddendum,
    AnswerCorrection,
    AnswerDecision,
    CorrectRecord,
    PurgeSources,
    PurgeUnneeded,
    RecordReader,
    RequestReview,
    SubmitRecord,
    ConductConference,
    ConferenceReader,
    RecordConference,
    RequestConference,
    RoomReader,
    ScheduleConference,
  ],
})
export class ConferencesModule {}
