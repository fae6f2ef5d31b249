import { Global, Module } from '@nestjs/common';
import { ConductConference } from './application/conduct-conference.js';
import { ConferenceAccess } from './application/conference-access.js';
import { ConferenceWorkScope } from './application/conference-work-scope.js';
import { ConferenceProcess } from './application/conference-process.js';
import { ConferenceReader } from './application/conference-reader.js';
import { ConferenceService } from './application/conference-service.js';
import { RecordConference } from './application/record-conference.js';
import { RequestConference } from './application/request-conference.js';
import { RoomReader } from './application/room-reader.js';
import { RecordRepository } from './persistence/record.repository.js';
import { ScheduleConference } from './application/schedule-conference.js';
import {
  ConferenceBlockResolver,
  ConferenceHeadsResolver,
  ConferenceParticipantResolver,
  DecisionUnitResolver,
  RoomResolver,
} from './graphql/conference-parties.resolver.js';
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
    ConductConference,
    ConferenceAccess,
    ConferenceProcess,
    ConferenceWorkScope,
    ConferenceReader,
    ConferenceService,
    RecordConference,
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
