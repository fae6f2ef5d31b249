import { Global, Module } from '@nestjs/common';
import { CaseRelations } from '../sharing/index.js';
import { AddCaseParticipation } from './application/add-case-participation.js';
import { CaseProcess } from './application/case-process.js';
import { CaseReader } from './application/case-reader.js';
import { CaseWorkScopes } from './application/case-work-scopes.js';
import { DatabaseCaseRelations } from './application/case-relations.database.js';
import { EndCaseParticipation } from './application/end-case-participation.js';
import { LinkPersonAccount } from './application/link-person-account.js';
import { OpenCase } from './application/open-case.js';
import { RecordEntryInterview } from './application/record-entry-interview.js';
import { RecordLifeAreaEntry } from './application/record-life-area-entry.js';
import { TaskBook } from './application/task-book.js';
import { TaskProcess } from './application/task-process.js';
import { CaseLinksResolver } from './graphql/case-links.resolver.js';
import {
  CaseCommandResolver,
  CaseLeavingResolver,
  CaseParticipationResolver,
  CasePartyResolver,
  CaseResolver,
  LifeAreaEntryResolver,
} from './graphql/case.resolver.js';
import { TaskResolver } from './graphql/task.resolver.js';

/** Persons, cases, who takes part, interviews, needs and resources, tasks. */
@Global()
@Module({
  providers: [
    { provide: CaseRelations, useClass: DatabaseCaseRelations },
    AddCaseParticipation,
    CaseProcess,
    CaseReader,
    CaseWorkScopes,
    EndCaseParticipation,
    LinkPersonAccount,
    OpenCase,
    RecordEntryInterview,
    RecordLifeAreaEntry,
    TaskBook,
    TaskProcess,
    CaseResolver,
    CaseCommandResolver,
    CaseLeavingResolver,
    CasePartyResolver,
    CaseParticipationResolver,
    CaseLinksResolver,
    LifeAreaEntryResolver,
    TaskResolver,
  ],
  exports: [CaseRelations, CaseReader, OpenCase, RecordEntryInterview, TaskBook],
})
export class CasesModule {}
