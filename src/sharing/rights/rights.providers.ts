import { AccessReports } from './application/access-reports.js';
import { AnswerRequest } from './application/answer-request.js';
import { BreachProcess } from './application/breach-process.js';
import { BuildReport } from './application/build-report.js';
import { DataBreaches } from './application/data-breaches.js';
import { DecideRetention } from './application/decide-retention.js';
import { EraseData } from './application/erase-data.js';
import { MoveRequest } from './application/move-request.js';
import { PersonRecordSources } from './application/person-record-sources.js';
import { BuildPrivacyRecord } from './application/privacy-record.js';
import { RecipientNotices } from './application/recipient-notices.js';
import { RequestAccess } from './application/request-access.js';
import { RequestProcess } from './application/request-process.js';
import { RequestReader } from './application/request-reader.js';
import { RequestRight } from './application/request-right.js';
import { RetentionSources } from './application/retention-sources.js';
import { RunRetention } from './application/run-retention.js';
import { WithdrawnRights } from './application/withdrawn-rights.js';
import { AccessReportRoutes } from './graphql/access-report.routes.js';
import { DataBreachResolver } from './graphql/breach.resolver.js';
import { RetentionResolver } from './graphql/retention.resolver.js';
import {
  DataSubjectRequestCommandResolver,
  DataSubjectRequestResolver,
  RecipientNoticeResolver,
} from './graphql/rights.resolver.js';

/** Parts of the rights of persons that other capabilities use. */
export const rightsExports = [
  BuildPrivacyRecord,
  DecideRetention,
  EraseData,
  PersonRecordSources,
  RetentionSources,
  RunRetention,
];

/** Rights of persons, retention, breaches. Needs a provider of `ErasePerson` from the capability that knows persons. */
export const rightsProviders = [
  ...rightsExports,
  AccessReports,
  AnswerRequest,
  BreachProcess,
  BuildReport,
  DataBreaches,
  MoveRequest,
  RecipientNotices,
  RequestAccess,
  RequestProcess,
  RequestReader,
  RequestRight,
  WithdrawnRights,
  AccessReportRoutes,
  DataBreachResolver,
  RetentionResolver,
  DataSubjectRequestResolver,
  DataSubjectRequestCommandResolver,
  RecipientNoticeResolver,
];
