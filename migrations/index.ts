import { CreatePlatform1763800000000 } from './1763800000000-create-platform.js';
import { CreateDirectory1763800100000 } from './1763800100000-create-directory.js';
import { CreatePersonKeys1763800110000 } from './1763800110000-create-person-keys.js';
import { CreateAudit1763800200000 } from './1763800200000-create-audit.js';
import { CreateAuditChain1763800210000 } from './1763800210000-create-audit-chain.js';
import { CreateAccessLog1763800220000 } from './1763800220000-create-access-log.js';
import { CreateWorkflow1763800300000 } from './1763800300000-create-workflow.js';
import { CreateWorkList1763800350000 } from './1763800350000-create-work-list.js';
import { CreateProcessMessages1763800360000 } from './1763800360000-create-process-messages.js';
import { CreateProcessMigration1763800370000 } from './1763800370000-create-process-migration.js';
import { CreateSharing1763800400000 } from './1763800400000-create-sharing.js';
import { CreateDataItems1763800410000 } from './1763800410000-create-data-items.js';
import { CreateBreakGlass1763800412000 } from './1763800412000-create-break-glass.js';
import { CreateConsentEvidence1763800415000 } from './1763800415000-create-consent-evidence.js';
import { CreateRights1763800420000 } from './1763800420000-create-rights.js';
import { CreateCases1763800500000 } from './1763800500000-create-cases.js';
import { CreateCompartments1763800510000 } from './1763800510000-create-compartments.js';
import { CreateCaseCourse1763800520000 } from './1763800520000-create-case-course.js';
import { CreateConferences1763800600000 } from './1763800600000-create-conferences.js';
import { CreateInvitations1763800610000 } from './1763800610000-create-invitations.js';
import { CreateConferenceRequests1763800620000 } from './1763800620000-create-conference-requests.js';
import { CreateConferenceBriefs1763800630000 } from './1763800630000-create-conference-briefs.js';
import { CreateAnonymisedBriefs1763800631000 } from './1763800631000-create-anonymised-briefs.js';
import { CreateSittings1763800640000 } from './1763800640000-create-sittings.js';
import { CreateRecordAgreement1763800650000 } from './1763800650000-create-record-agreement.js';
import { CreateDecisionAnswers1763800655000 } from './1763800655000-create-decision-answers.js';
import { CreateRecordQuotes1763800656000 } from './1763800656000-create-record-quotes.js';
import { CreateCalendarPlanning1763800660000 } from './1763800660000-create-calendar-planning.js';
import { CreateDateProposals1763800661000 } from './1763800661000-create-date-proposals.js';
import { CreateConferencePlans1763800670000 } from './1763800670000-create-conference-plans.js';
import { CreateImprovement1763800700000 } from './1763800700000-create-improvement.js';
import { RowLevelSecurity1763801900000 } from './1763801900000-row-level-security.js';

/** All migrations in the order in which they run. Released ones are never edited. */
export const migrations = [
  CreatePlatform1763800000000,
  CreateDirectory1763800100000,
  CreatePersonKeys1763800110000,
  CreateAudit1763800200000,
  CreateAuditChain1763800210000,
  CreateAccessLog1763800220000,
  CreateWorkflow1763800300000,
  CreateWorkList1763800350000,
  CreateProcessMessages1763800360000,
  CreateProcessMigration1763800370000,
  CreateSharing1763800400000,
  CreateDataItems1763800410000,
  CreateBreakGlass1763800412000,
  CreateConsentEvidence1763800415000,
  CreateRights1763800420000,
  CreateCases1763800500000,
  CreateCompartments1763800510000,
  CreateCaseCourse1763800520000,
  CreateConferences1763800600000,
  CreateInvitations1763800610000,
  CreateConferenceRequests1763800620000,
  CreateConferenceBriefs1763800630000,
  CreateAnonymisedBriefs1763800631000,
  CreateSittings1763800640000,
  CreateRecordAgreement1763800650000,
  CreateDecisionAnswers1763800655000,
  CreateRecordQuotes1763800656000,
  CreateCalendarPlanning1763800660000,
  CreateDateProposals1763800661000,
  CreateConferencePlans1763800670000,
  CreateImprovement1763800700000,
  RowLevelSecurity1763801900000,
];
