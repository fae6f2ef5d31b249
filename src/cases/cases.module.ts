import { Global, Module } from '@nestjs/common';
import { CaseRelations, ErasePerson } from '../sharing/index.js';
import { AddCaseParticipation } from './application/add-case-participation.js';
import { CaseCourse } from './application/case-course.js';
import { CaseDeparture } from './application/case-departure.js';
import { CaseOpenness } from './application/case-openness.js';
import { CaseProcess } from './application/case-process.js';
import { CaseReader } from './application/case-reader.js';
import { CaseRetention } from './application/case-retention.js';
import { CaseWorkScopes } from './application/case-work-scopes.js';
import { CloseCase } from './application/close-case.js';
import { CompartmentGuard } from './application/compartment-guard.js';
import { DatabaseCaseRelations } from './application/case-relations.database.js';
import { EndCaseParticipation } from './application/end-case-participation.js';
import { HandOverCase } from './application/hand-over-case.js';
import { LinkPersonAccount } from './application/link-person-account.js';
import { OpenCompartment } from './application/open-compartment.js';
import { OpenCase } from './application/open-case.js';
import { PersonErasure } from './application/person-erasure.js';
import { ProtectCase } from './application/protect-case.js';
import { PersonRecords } from './application/person-records.js';
import { RecordEntryInterview } from './application/record-entry-interview.js';
import { RecordLifeAreaEntry } from './application/record-life-area-entry.js';
import { ReferWithoutRecording } from './application/refer-without-recording.js';
import { ReopenCase } from './application/reopen-case.js';
import { SearchPersons } from './application/search-persons.js';
import { TaskBook } from './application/task-book.js';
import { TaskFlags } from './application/task-flags.js';
import { TaskProcess } from './application/task-process.js';
import { TaskReminders } from './application/task-reminders.js';
import { TaskSuspension } from './application/task-suspension.js';
import { WhoLooked } from './application/who-looked.js';
import { AccessLogResolver } from './graphql/access-log.resolver.js';
import {
  CaseChangeResolver,
  CaseCourseCommandResolver,
  CaseCourseResolver,
  CaseLeadOfferResolver,
} from './graphql/case-course.resolver.js';
import { CaseLinksResolver } from './graphql/case-links.resolver.js';
import {
  CaseCommandResolver,
  CaseLeavingResolver,
  CaseParticipationResolver,
  CasePartyResolver,
  CaseResolver,
  LifeAreaEntryResolver,
} from './graphql/case.resolver.js';
import { CompartmentOpeningResolver, CompartmentResolver } from './graphql/compartment.resolver.js';
import { SearchPersonsResolver } from './graphql/search-persons.resolver.js';
import { TaskResolver } from './graphql/task.resolver.js';
import { PersonRepository } from './persistence/person.repository.js';

/** Persons, cases, who takes part, interviews, needs and resources, tasks. */
@Global()
@Module({
  providers: [
    { provide: CaseRelations, useClass: DatabaseCaseRelations },
    AddCaseParticipation,
    CaseCourse,
    CaseDeparture,
    CaseOpenness,
    CaseProcess,
    CaseReader,
    CaseRetention,
    CaseWorkScopes,
    CloseCase,
    CompartmentGuard,
    EndCaseParticipation,
    HandOverCase,
    LinkPersonAccount,
    OpenCase,
    OpenCompartment,
    PersonErasure,
    { provide: ErasePerson, useExisting: PersonErasure },
    PersonRecords,
    PersonRepository,
    ProtectCase,
    RecordEntryInterview,
    ReferWithoutRecording,
    RecordLifeAreaEntry,
    ReopenCase,
    SearchPersons,
    TaskBook,
    TaskFlags,
    TaskProcess,
    TaskReminders,
    TaskSuspension,
    WhoLooked,
    AccessLogResolver,
    CompartmentOpeningResolver,
    CompartmentResolver,
    CaseResolver,
    CaseCommandResolver,
    CaseCourseCommandResolver,
    CaseCourseResolver,
    CaseChangeResolver,
    CaseLeadOfferResolver,
    CaseLeavingResolver,
    CasePartyResolver,
    CaseParticipationResolver,
    CaseLinksResolver,
    LifeAreaEntryResolver,
    SearchPersonsResolver,
    TaskResolver,
  ],
  exports: [
    CaseOpenness,
    CaseRelations,
    CaseReader,
    ErasePerson,
    OpenCase,
    PersonErasure,
    PersonRepository,
    RecordEntryInterview,
    TaskBook,
    TaskFlags,
  ],
})
export class CasesModule {}
