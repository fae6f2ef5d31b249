import { AnonymisedBriefs } from './application/anonymised-briefs.js';
import { AnonymityCheck } from './application/anonymity-check.js';
import { BriefErasure } from './application/brief-erasure.js';
import { BriefFacts } from './application/brief-facts.js';
import { BriefLines } from './application/brief-lines.js';
import { BriefOffices } from './application/brief-offices.js';
import { BriefPurgeSource } from './application/brief-purge-source.js';
import { BriefReader } from './application/brief-reader.js';
import { BriefRecords } from './application/brief-records.js';
import { ContributionReader } from './application/contribution-reader.js';
import { ContributionReminders } from './application/contribution-reminders.js';
import { ContributionSharing } from './application/contribution-sharing.js';
import { DecideWithholding } from './application/decide-withholding.js';
import { LineSharing } from './application/line-sharing.js';
import { ReleaseBrief } from './application/release-brief.js';
import { SendBrief } from './application/send-brief.js';
import { SetAnonymity } from './application/set-anonymity.js';
import { WriteBrief } from './application/write-brief.js';
import { WriteContribution } from './application/write-contribution.js';
import { AnonymityCheckResolver, AnonymityResolver } from './graphql/anonymity.resolver.js';
import {
  BriefAuthorResolver,
  BriefCommandResolver,
  ConferenceBriefResolver,
  ContributionUnitResolver,
} from './graphql/brief.resolver.js';
import { AnonymisedBriefRepository } from './persistence/anonymised-brief.repository.js';
import { AnonymityRepository } from './persistence/anonymity.repository.js';
import { BriefRepository } from './persistence/brief.repository.js';
import { ContributionRepository } from './persistence/contribution.repository.js';

/** What the module of conferences provides for briefs and contributions. */
export const briefProviders = [
  AnonymisedBriefRepository,
  AnonymisedBriefs,
  AnonymityCheck,
  AnonymityCheckResolver,
  AnonymityRepository,
  AnonymityResolver,
  BriefAuthorResolver,
  BriefCommandResolver,
  BriefErasure,
  BriefFacts,
  BriefLines,
  BriefOffices,
  BriefPurgeSource,
  BriefReader,
  BriefRecords,
  BriefRepository,
  ConferenceBriefResolver,
  ContributionReader,
  ContributionRepository,
  ContributionReminders,
  ContributionSharing,
  ContributionUnitResolver,
  DecideWithholding,
  LineSharing,
  ReleaseBrief,
  SendBrief,
  SetAnonymity,
  WriteBrief,
  WriteContribution,
];
