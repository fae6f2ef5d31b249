import { Global, Module } from '@nestjs/common';
import { AnswerConsent } from './application/answer-consent.js';
import { AnswerEndedBasis } from './application/answer-ended-basis.js';
import { BreakGlass } from './application/break-glass.js';
import { BreakGlassGrants } from './application/break-glass-grants.js';
import { BreakGlassProcess } from './application/break-glass-process.js';
import { BreakGlassReader } from './application/break-glass-reader.js';
import { BreakGlassReferences } from './application/break-glass-references.js';
import { ConsentCopies } from './application/consent-copies.js';
import { CopyRecords } from './application/copy-records.js';
import { ConsentEvents } from './application/consent-events.js';
import { ConsentProcess } from './application/consent-process.js';
import { ConsentReader } from './application/consent-reader.js';
import { DataItems } from './application/data-items.js';
import { DecisionTables } from './application/decision-tables.js';
import { DiscloseItems } from './application/disclose-items.js';
import { DisclosureEffects } from './application/disclosure-effects.js';
import { DisclosureReader } from './application/disclosure-reader.js';
import { Disclosures } from './application/disclosures.js';
import { ConsentEndings } from './application/consent-endings.js';
import { ConsentEvidenceFiles } from './application/consent-evidence.js';
import { ConsentJobs } from './application/consent-jobs.js';
import { ConsentSeal } from './application/consent-seal.js';
import { ConsentSteps } from './application/consent-steps.js';
import { ConsentTexts } from './application/consent-texts.js';
import { EndConsents } from './application/end-consents.js';
import { EntrustedItems } from './application/entrusted-items.js';
import { OfferedItems } from './application/offered-items.js';
import { Exclusions } from './application/exclusions.js';
import { GrantConsent } from './application/grant-consent.js';
import { LimitConsent } from './application/limit-consent.js';
import { OfferConsent } from './application/offer-consent.js';
import { OralDisclosures } from './application/oral-disclosures.js';
import { OrganisationRegimes } from './application/organisation-regimes.js';
import { OwedAnswers } from './application/owed-answers.js';
import { RecordDataItem } from './application/record-data-item.js';
import { RegisterDisclosure } from './application/register-disclosure.js';
import { ReleaseEntrustedItem } from './application/release-entrusted-item.js';
import { SharingService } from './application/sharing-service.js';
import { ConsentCopyRoutes } from './graphql/consent-copy.routes.js';
import { FileRoutes } from './graphql/file-routes.js';
import { ConsentEvidenceRoutes } from './graphql/consent-evidence.routes.js';
import { Visibility } from './application/visibility.js';
import { DataItemResolver } from './graphql/data-item.resolver.js';
import { DecisionTableResolver } from './graphql/decision-table.resolver.js';
import {
  DisclosureCommandResolver,
  DisclosureResolver,
  DisclosureUnitsResolver,
  ReceiptUnitsResolver,
  UnitKnowledgeResolver,
} from './graphql/disclosure.resolver.js';
import { ConsentAnswerResolver, ConsentCommandResolver } from './graphql/consent-command.resolver.js';
import { BreakGlassCommandResolver, BreakGlassResolver } from './graphql/break-glass.resolver.js';
import { ConsentResolver } from './graphql/consent.resolver.js';
import { OwedAnswersResolver } from './graphql/owed-answers.resolver.js';
import { OrganisationRegimeResolver } from './graphql/organisation-regime.resolver.js';
import { rightsExports, rightsProviders } from './rights/rights.providers.js';

/** Consented data sharing. Needs a provider of `CaseRelations` from the capability that knows cases. */
@Global()
@Module({
  providers: [
    AnswerConsent,
    BreakGlass,
    BreakGlassGrants,
    BreakGlassProcess,
    BreakGlassReader,
    BreakGlassReferences,
    BreakGlassResolver,
    BreakGlassCommandResolver,
    ConsentCopies,
    ConsentCopyRoutes,
    CopyRecords,
    FileRoutes,
    ConsentEndings,
    ConsentEvents,
    ConsentEvidenceFiles,
    ConsentEvidenceRoutes,
    ConsentJobs,
    ConsentSeal,
    ConsentSteps,
    ConsentTexts,
    EndConsents,
    EntrustedItems,
    Exclusions,
    OfferedItems,
    GrantConsent,
    LimitConsent,
    ConsentProcess,
    ConsentReader,
    AnswerEndedBasis,
    DataItems,
    DecisionTables,
    DiscloseItems,
    DisclosureEffects,
    DisclosureReader,
    Disclosures,
    RecordDataItem,
    RegisterDisclosure,
    ReleaseEntrustedItem,
    Visibility,
    ...rightsProviders,
    DataItemResolver,
    DecisionTableResolver,
    DisclosureCommandResolver,
    DisclosureResolver,
    DisclosureUnitsResolver,
    ReceiptUnitsResolver,
    UnitKnowledgeResolver,
    OfferConsent,
    OwedAnswers,
    OwedAnswersResolver,
    OralDisclosures,
    OrganisationRegimes,
    OrganisationRegimeResolver,
    SharingService,
    ConsentResolver,
    ConsentAnswerResolver,
    ConsentCommandResolver,
  ],
  exports: [
    BreakGlassGrants,
    ConsentEvents,
    ConsentReader,
    EndConsents,
    FileRoutes,
    DataItems,
    DecisionTables,
    DisclosureEffects,
    Disclosures,
    Exclusions,
    OralDisclosures,
    SharingService,
    Visibility,
    ...rightsExports,
  ],
})
export class SharingModule {}
